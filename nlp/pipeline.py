"""From a provision to its tags: gate first, then the spaCy pipeline of its language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

import nlp.components as components
from corpus.texts import Provision, ProvisionTags, Span, Tag, Version
from nlp.currency import localised
from nlp.deciding import Case, Evidence, Plan, decide, may_fire
from nlp.finding import blank, finder_for, reader_for
from nlp.gate import Entry, gate_for
from nlp.lexicon import languages, lexicon_for
from nlp.matching import Hit
from nlp.reading import Reading
from nlp.references import alone, settle
from nlp.trial import Range

_LONGEST = 5_000_000
_EMPTY = ProvisionTags()
_FOR_PENALTY = frozenset({"offence"})


@lru_cache(maxsize=64)
def load(language: str) -> Language:
    """Return the spaCy pipeline of a language, built once.

    Raises:
        LexiconError: the language has no lexicon or a broken one.
    """
    lexicon_for(language)
    pipeline = blank()
    pipeline.max_length = _LONGEST
    pipeline.add_pipe("demandside_lemmas", config={"language": language})
    pipeline.add_pipe("demandside_cues", config={"language": language})
    pipeline.add_pipe("demandside_concepts")
    pipeline.add_pipe("demandside_penalty", config={"language": language})
    return pipeline


def provision_tags(doc: Doc) -> ProvisionTags:
    """Return what the pipeline found; offsets are those of the doc's text.

    Raises:
        ValueError: the doc has not gone through a pipeline of `load`.
    """
    reading: Reading | None = doc._.reading
    if reading is None:
        raise ValueError("the doc comes from no pipeline of nlp.load")
    tags = tuple(_tag(item, reading) for item in doc._.evidence)
    spans = tuple(_span(hit, reading, "penalty") for hit in doc._.penalty_hits)
    return ProvisionTags(tags=tags, penalty=doc._.penalty, penalty_spans=spans)


def tag_provision(
    text: str, language: str, heading: str = "", context: Sequence[str] = ()
) -> ProvisionTags:
    """Tag one provision; nothing where the gate stays closed.

    Words of `heading` and `context` count for the rules and yield no spans. A penalty is read
    where a concept was found.

    Raises:
        LexiconError: the language has no lexicon.
    """
    return alone(_tagger(language).tag([(text, heading, tuple(context))])[0])


def tag_version(version: Version) -> list[ProvisionTags]:
    """Tag all provisions of a version, in its order; all empty where a lexicon is missing."""
    if version.language not in languages():
        return [_EMPTY] * len(version.provisions)
    entries = [
        (provision.text, heading_of(provision), (version.title, *provision.context))
        for provision in version.provisions
    ]
    codes = lexicon_for(version.language).penalty.local.get(version.country, {})
    found = _tagger(version.language).tag(entries)
    return settle(version.provisions, [localised(t, codes) for t in found] if codes else found)


def heading_of(provision: Provision) -> str:
    """Return heading and rubric, as the rules read them."""
    heading, rubric = provision.heading, provision.rubric
    return f"{heading}\n{rubric}" if heading and rubric else heading or rubric or ""


class _Tagger:
    """Everything that tags texts of one language without a spaCy doc."""

    def __init__(self, language: str) -> None:
        self._gate = gate_for(language)
        self._reader = reader_for(language)
        self._finder = finder_for(language)
        self._penalties = components.Penalties(language)

    def tag(self, entries: Sequence[Entry]) -> list[ProvisionTags]:
        """Return the tags of each provision; only what the gate lets through is read."""
        found = [_EMPTY] * len(entries)
        for i, (plan, ranges) in self._gate.sift(entries):
            if ranges is None or self._may_fire(entries[i][0], plan, ranges):
                found[i] = self._read(entries[i], plan)
        return found

    def _may_fire(self, text: str, plan: Plan, ranges: Sequence[Range]) -> bool:
        """Whether a rule holds in one of the sentences, as far as these go."""
        for first, last in ranges:
            reading = self._reader.read(text, first, last)
            case = Case(reading, self._finder.find(reading, plan.cues))
            if may_fire(case, plan):
                return True
        return False

    def _read(self, entry: Entry, plan: Plan) -> ProvisionTags:
        text, heading, context = entry
        reading = self._reader.read(text)
        hits = self._finder.find(reading, plan.cues | _FOR_PENALTY)
        outside = self._finder.outside
        case = Case(reading, hits, outside(heading), frozenset().union(*map(outside, context)))
        evidence = decide(case, plan)
        if not evidence:
            return _EMPTY
        found = self._penalties.read(case, evidence)
        return ProvisionTags.model_construct(
            tags=tuple(_tag(item, reading) for item in evidence),
            penalty=found.penalty,
            penalty_spans=tuple(_span(hit, reading, "penalty") for hit in found.hits),
        )


@lru_cache(maxsize=64)
def _tagger(language: str) -> _Tagger:
    return _Tagger(language)


def _tag(item: Evidence, reading: Reading) -> Tag:
    spans = {_span(hit, reading, "cue") for way in item.ways for hit in way}
    spans |= {
        _span(components.extent(way, item.concept), reading, "concept") for way in item.ways if way
    }
    return Tag.model_construct(
        concept=item.concept,
        actor=item.actor,
        buyer_liable=item.buyer_liable,
        spans=tuple(sorted(spans, key=lambda s: (s.start, s.end, s.kind, s.label))),
    )


def _span(hit: Hit, reading: Reading, kind: Literal["cue", "concept", "penalty"]) -> Span:
    start, end = reading.span(hit.first, hit.last)
    return Span.model_construct(start=start, end=end, kind=kind, label=hit.cue)
