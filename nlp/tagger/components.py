"""The components of the tagger, in the order in which they work.

| component | reads | writes |
|---|---|---|
| demandside_sentences | the text | `token.is_sent_start` |
| demandside_cues | sentences, `doc._.heading`, `doc._.context` | `doc.spans["cues"]` |
| demandside_concepts | cues | `doc.spans["concepts"]` |
| demandside_actors | concepts | `doc.spans["actors"]` |
| demandside_penalties | sentences, cues, concepts | `doc.spans["penalties"]` |

Where the gate says which rules it leaves open (`doc._.rules`), only those and their cues are tried.
All components take the language of the lexicon as `language` in their configuration; without it,
that of the pipeline.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from nlp.tagger.actors import actor_book, acts
from nlp.tagger.deciding import ProvisionCues, decide, extent, plan_of
from nlp.tagger.document import add_spans, cues_on, evidence_on, set_evidence, set_penalty
from nlp.tagger.finder import finder_for
from nlp.tagger.lexicon import lexicon_for
from nlp.tagger.penalties.reader import penalty_reader
from nlp.tagger.sentences import ends_sentence
from nlp.tagger.words import DocWords, WordReader, word_reader

_HEADINGS = 8192
_NO_START = np.uint64(2**64 - 1)
_START = np.uint64(1)
_FOR_PENALTY = frozenset({"offence"})


class Sentences:
    """Finds the sentences of a law's text."""

    def __init__(self, language: str) -> None:
        self._abbreviations = frozenset(lexicon_for(language).abbreviations)
        self._reader = reader_of(language)

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with its sentences, as in `doc.sents`."""
        if not len(doc):
            return doc
        words = self._reader.read(doc)
        ends = self.ends(words)
        words.end_sentences(ends)
        starts = np.full(len(doc), _NO_START)
        starts[[0, *(words.firsts[group + 1] for group in ends)]] = _START
        doc.from_array(["SENT_START"], starts.reshape(-1, 1))  # type: ignore[arg-type]
        return doc

    def ends(self, words: DocWords) -> list[int]:
        """Return the groups of words with which a sentence ends and another one follows."""
        stops = [number for number, group in enumerate(words.groups[:-1]) if group.may_end]
        if not stops:
            return []
        text, groups, starts, known = words.text, words.groups, words.starts, self._abbreviations
        return [n for n in stops if ends_sentence(text, starts[n] + len(groups[n].text), known)]

    def read(self, doc: Doc) -> DocWords:
        """Return the words of a doc that goes through no pipeline, with their sentences."""
        words = self._reader.read_once(doc)
        words.end_sentences(self.ends(words))
        return words


class Cues:
    """Finds the cues of text, heading and context."""

    def __init__(self, nlp: Language, language: str) -> None:
        self._make_doc = nlp.make_doc
        self._sentences = Sentences(language)
        self._finder = finder_for(language)
        self._reader = reader_of(language)
        self.outside = lru_cache(maxsize=_HEADINGS)(self._find_outside)
        """Returns the cues of a heading or another text beside a provision."""

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with the cues that its open rules ask for."""
        words = self._reader.read(doc)
        ids = doc._.rules
        wanted = None if ids is None else plan_of(tuple(ids)).cues | _FOR_PENALTY
        add_spans(doc, "cues", words, self._finder.find(words, wanted))
        doc._.heading_cues = sorted(self.outside(doc._.heading))
        doc._.context_cues = sorted(_union(map(self.outside, doc._.context)))
        return doc

    def _find_outside(self, text: str) -> frozenset[str]:
        if not text:
            return frozenset()
        words = self._sentences.read(self._make_doc(text))
        return frozenset(hit.cue for hit in self._finder.find(words))


class Concepts:
    """Decides the concepts by the cues."""

    def __init__(self, language: str) -> None:
        self._reader = reader_of(language)

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with its concepts and the evidence for each."""
        ids = doc._.rules
        words = self._reader.read(doc)
        heading, context = frozenset(doc._.heading_cues), frozenset(doc._.context_cues)
        cues = ProvisionCues(words, cues_on(doc), heading, context)
        evidence = decide(cues, plan_of(None if ids is None else tuple(ids)))
        set_evidence(doc, words, evidence)
        ways = [(item.concept, way) for item in evidence for way in item.ways if way]
        add_spans(doc, "concepts", words, [extent(way, concept) for concept, way in ways])
        return doc


class Actors:
    """Says of each concept who acts, and whether a buyer is made liable."""

    def __init__(self, language: str) -> None:
        self._reader = reader_of(language)

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with the actor of each concept."""
        book, evidence = actor_book(), evidence_on(doc)
        doc._.actors = {e.concept: (book.actor(e), book.buyer_liable(e)) for e in evidence}
        ways = [(book.actor(item), way) for item in evidence for way in item.ways if way]
        hits = [extent(way, actor) for actor, way in ways]
        add_spans(doc, "actors", self._reader.read(doc), hits)
        return doc


class Penalties:
    """Reads the penalty that a provision with a concept states."""

    def __init__(self, language: str) -> None:
        self._penalties = penalty_reader(language)
        self._reader = reader_of(language)

    def __call__(self, doc: Doc) -> Doc:
        """Return the same doc with its penalty."""
        evidence = evidence_on(doc)
        if not evidence:
            return doc
        words = self._reader.read(doc)
        liable = {words.sentences[hit.first] for hit in cues_on(doc) if hit.cue in _FOR_PENALTY}
        named = {*doc._.heading_cues, *doc._.context_cues}
        stated = self._penalties.read(words, frozenset(liable), acts(evidence, named))
        if stated.penalty is not None:
            set_penalty(doc, words, stated.penalty, stated.hits)
        return doc


def reader_of(language: str) -> WordReader:
    """Return the reader of a language's words.

    Raises:
        LexiconError: the language has no lexicon.
    """
    return word_reader(accents=lexicon_for(language).accents)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


_CONFIG = {"language": ""}


@Language.factory("demandside_sentences", default_config=_CONFIG, assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str, language: str) -> Sentences:  # noqa: ARG001  (spaCy passes all three)
    """Build the component `demandside_sentences`."""
    return Sentences(language or str(nlp.lang))


@Language.factory("demandside_cues", default_config=_CONFIG, assigns=["doc.spans"])
def make_cues(nlp: Language, name: str, language: str) -> Cues:  # noqa: ARG001
    """Build the component `demandside_cues`."""
    return Cues(nlp, language or str(nlp.lang))


@Language.factory("demandside_concepts", default_config=_CONFIG, assigns=["doc.spans"])
def make_concepts(nlp: Language, name: str, language: str) -> Concepts:  # noqa: ARG001
    """Build the component `demandside_concepts`."""
    return Concepts(language or str(nlp.lang))


@Language.factory("demandside_actors", default_config=_CONFIG, assigns=["doc.spans"])
def make_actors(nlp: Language, name: str, language: str) -> Actors:  # noqa: ARG001
    """Build the component `demandside_actors`."""
    return Actors(language or str(nlp.lang))


@Language.factory("demandside_penalties", default_config=_CONFIG, assigns=["doc.spans"])
def make_penalties(nlp: Language, name: str, language: str) -> Penalties:  # noqa: ARG001
    """Build the component `demandside_penalties`."""
    return Penalties(language or str(nlp.lang))
