"""The spaCy components: lemmas, cues, concepts, penalty; each registered under its own name."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import simplemma
from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.deciding import Case, Evidence, decide
from nlp.lexicon import inventory, lexicon_for
from nlp.matching import CueMatcher, Hit
from nlp.penalties import PenaltyReader
from nlp.reading import Reading, read
from nlp.rules import read_rules

_SIMPLEMMA_NAMES = {"hr": "hbs", "mt": ""}
_CONTEXTS = 4096

for _name, _default in (
    ("heading", ""), ("context", ()), ("reading", None), ("case", None), ("evidence", ()),
    ("penalty", None),
):  # fmt: skip
    Doc.set_extension(_name, default=_default, force=True)


def lemmatizer(language: str) -> Callable[[str], str]:
    """Return the function from a word to its lemma; words stay as they are where there is none."""
    name = _SIMPLEMMA_NAMES.get(language, language)

    @lru_cache(maxsize=200_000)
    def lemma(word: str) -> str:
        return str(simplemma.lemmatize(word, lang=name)).lower() if name else word.lower()

    return lemma


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

    def __init__(self, nlp: Language, language: str) -> None:
        self._nlp = nlp
        self._lexicon = lexicon_for(language)
        patterns = self._lexicon.patterns()
        lemmas = any(p.uses_lemmas for entries in patterns.values() for p in entries)
        self._matcher = CueMatcher(patterns, lemmatizer(language) if lemmas else None)
        self._abbreviations = frozenset(self._lexicon.abbreviations)
        self._hides = {cue: frozenset(kind.hides) for cue, kind in inventory().items()}
        self._outside = lru_cache(maxsize=_CONTEXTS)(self._find_outside)

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with `doc._.case` and `doc.spans["cues"]`."""
        reading = self._read(doc)
        hits = self._find(reading)
        context = frozenset().union(*(self._outside(text) for text in doc._.context))
        doc._.reading = reading
        doc._.case = Case(reading, hits, self._outside(doc._.heading), context)
        doc.spans["cues"] = [_span(doc, reading, hit) for hit in hits]
        return doc

    def _read(self, doc: Doc) -> Reading:
        return read(doc, self._abbreviations, accents=self._lexicon.accents)

    def _find(self, reading: Reading) -> list[Hit]:
        hits = self._matcher.find(reading.words, reading.sentences)
        hiding = [(hit, self._hides[hit.cue]) for hit in hits if self._hides[hit.cue]]
        return [hit for hit in hits if not any(_hidden(hit, by, cues) for by, cues in hiding)]

    def _find_outside(self, text: str) -> frozenset[str]:
        if not text:
            return frozenset()
        return frozenset(hit.cue for hit in self._find(self._read(self._nlp.make_doc(text))))


def _hidden(hit: Hit, by: Hit, cues: frozenset[str]) -> bool:
    return hit.cue in cues and by.first <= hit.first and hit.last <= by.last


def _span(doc: Doc, reading: Reading, hit: Hit) -> Span:
    return Span(doc, reading.tokens[hit.first], reading.tokens[hit.last] + 1, label=hit.cue)


class Concepts:
    """Decides the concepts out of the cues."""

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with `doc._.evidence` and `doc.spans["concepts"]`."""
        found: tuple[Evidence, ...] = tuple(decide(doc._.case, read_rules()))
        doc._.evidence = found
        doc.spans["concepts"] = [
            _span(doc, doc._.reading, extent(way, item.concept))
            for item in found for way in item.ways if way
        ]  # fmt: skip
        return doc


def extent(way: tuple[Hit, ...], concept: str) -> Hit:
    """The stretch from the first to the last cue of one way in which a concept was found."""
    return Hit(min(hit.first for hit in way), max(hit.last for hit in way), concept)


class Penalties:
    """Reads the penalty that the text states."""

    def __init__(self, language: str) -> None:
        self._reader = PenaltyReader(lexicon_for(language))

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with `doc._.penalty` and `doc.spans["penalty"]`."""
        reading, case = doc._.reading, doc._.case
        liable = frozenset(reading.sentences[h.first] for h in case.text if h.cue == "offence")
        found = self._reader.read(reading, liable)
        doc._.penalty = found.penalty
        doc.spans["penalty"] = [_span(doc, doc._.reading, hit) for hit in found.hits]
        return doc


@Language.factory("demandside_lemmas", default_config={"language": ""})
def make_lemmas(nlp: Language, name: str, language: str) -> Lemmas:  # noqa: ARG001  (spaCy passes all three)
    """Build the component `demandside_lemmas`."""
    return Lemmas(language or str(nlp.lang))


@Language.factory("demandside_cues", default_config={"language": ""})
def make_cues(nlp: Language, name: str, language: str) -> Cues:  # noqa: ARG001
    """Build the component `demandside_cues`."""
    return Cues(nlp, language or str(nlp.lang))


@Language.factory("demandside_concepts")
def make_concepts(nlp: Language, name: str) -> Concepts:  # noqa: ARG001
    """Build the component `demandside_concepts`."""
    return Concepts()


@Language.factory("demandside_penalty", default_config={"language": ""})
def make_penalty(nlp: Language, name: str, language: str) -> Penalties:  # noqa: ARG001
    """Build the component `demandside_penalty`."""
    return Penalties(language or str(nlp.lang))
