"""The spaCy components: lemmas, cues, concepts, penalty; each registered under its own name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.deciding import Case, Evidence, decide, whole_plan
from nlp.finding import finder_for
from nlp.lemmas import lemmatizer
from nlp.lexicon import lexicon_for
from nlp.matching import Hit
from nlp.penalties import Found, PenaltyReader
from nlp.reading import DocReading, read

_FORMULAS = frozenset({"offence", "prohibited", "attempt"})
_ACCESSORY = frozenset({"procuring-aid"})
_NAMES = {"trafficking": "trafficking", "procuring": "procuring_name"}

for _name, _default in (
    ("heading", ""), ("context", ()), ("reading", None), ("case", None), ("evidence", ()),
    ("penalty", None), ("penalty_hits", ()),
):  # fmt: skip
    Doc.set_extension(_name, default=_default, force=True)


class Lemmas:
    """Writes the lemma of every word to its token."""

    def __init__(self, language: str) -> None:
        self._lemma = lemmatizer(language)

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with lemmas."""
        for token in doc:
            token.lemma_ = self._lemma(token.text) if token.is_alpha else token.lower_
        return doc


class Cues:
    """Finds the cues of text, heading and context."""

    def __init__(self, language: str) -> None:
        self._lexicon = lexicon_for(language)
        self._abbreviations = frozenset(self._lexicon.abbreviations)
        self._finder = finder_for(language)

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with `doc._.case` and `doc.spans["cues"]`."""
        reading = read(doc, self._abbreviations, accents=self._lexicon.accents)
        hits = self._finder.find(reading)
        outside = self._finder.outside
        context = frozenset().union(*map(outside, doc._.context))
        doc._.reading = reading
        doc._.case = Case(reading, hits, outside(doc._.heading), context)
        doc.spans["cues"] = [_span(doc, reading, hit) for hit in hits]
        return doc


def _span(doc: Doc, reading: DocReading, hit: Hit) -> Span:
    start, end = reading.span(hit.first, hit.last)
    return cast("Span", doc.char_span(start, end, label=hit.cue, alignment_mode="expand"))


class Concepts:
    """Decides the concepts out of the cues."""

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with `doc._.evidence` and `doc.spans["concepts"]`."""
        found: tuple[Evidence, ...] = tuple(decide(doc._.case, whole_plan()))
        doc._.evidence = found
        doc.spans["concepts"] = [
            _span(doc, doc._.reading, extent(way, item.concept))
            for item in found for way in item.ways if way
        ]  # fmt: skip
        return doc


def extent(way: tuple[Hit, ...], concept: str) -> Hit:
    """The stretch from the first to the last cue of one way in which a concept was found."""
    return Hit(min(hit.first for hit in way), max(hit.last for hit in way), concept)


def acts(evidence: Sequence[Evidence], case: Case) -> list[int]:
    """Where the tagged acts stand, in text order; mere help to another's act comes last.

    An act stands where its first cue does that is not a formula of liability. Rules of the state
    (support, residence, …) are no acts. None where heading or chapter name the tagged offence:
    then all of the provision is about it.
    """
    if any(_NAMES.get(item.concept, "") in case.heading | case.context for item in evidence):
        return []
    found = []
    for item in evidence:
        accessory = frozenset(item.rules) <= _ACCESSORY
        for way in item.ways if item.actor != "state" else ():
            words = [hit.first for hit in way if hit.cue not in _FORMULAS]
            found += [(accessory, min(words))] if words else []
    return [word for _, word in sorted(found)]


class Penalties:
    """Reads the penalty that the text states."""

    def __init__(self, language: str) -> None:
        self._reader = PenaltyReader(lexicon_for(language))

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with `doc._.penalty`, its `penalty_hits`, `doc.spans["penalty"]`."""
        found = self.read(doc._.case, doc._.evidence)
        doc._.penalty, doc._.penalty_hits = found.penalty, found.hits
        doc.spans["penalty"] = [_span(doc, doc._.reading, hit) for hit in found.hits]
        return doc

    def read(self, case: Case, evidence: Sequence[Evidence]) -> Found:
        """Return the penalty of a case and where it stands."""
        sentences = case.reading.sentences
        liable = frozenset(sentences[h.first] for h in case.text if h.cue == "offence")
        return self._reader.read(case.reading, liable, acts(evidence, case))


@Language.factory("demandside_lemmas", default_config={"language": ""})
def make_lemmas(nlp: Language, name: str, language: str) -> Lemmas:  # noqa: ARG001  (spaCy passes all three)
    """Build the component `demandside_lemmas`."""
    return Lemmas(language or str(nlp.lang))


@Language.factory("demandside_cues", default_config={"language": ""})
def make_cues(nlp: Language, name: str, language: str) -> Cues:  # noqa: ARG001
    """Build the component `demandside_cues`."""
    return Cues(language or str(nlp.lang))


@Language.factory("demandside_concepts")
def make_concepts(nlp: Language, name: str) -> Concepts:  # noqa: ARG001
    """Build the component `demandside_concepts`."""
    return Concepts()


@Language.factory("demandside_penalty", default_config={"language": ""})
def make_penalty(nlp: Language, name: str, language: str) -> Penalties:  # noqa: ARG001
    """Build the component `demandside_penalty`."""
    return Penalties(language or str(nlp.lang))
