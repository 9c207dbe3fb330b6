"""From a provision to its tags: gate first, then the spaCy pipeline of its language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

import nlp.components as components
from corpus.texts import Provision, ProvisionTags, Span, Tag, Version
from nlp.deciding import Evidence
from nlp.gate import gate_for
from nlp.lexicon import languages, lexicon_for
from nlp.matching import Hit
from nlp.reading import Reading

_NO_TOKENIZER = frozenset({"mt"})
_TAGGING = ("demandside_cues", "demandside_concepts", "demandside_penalty")
_LONGEST = 5_000_000
_EMPTY = ProvisionTags()


@lru_cache(maxsize=64)
def load(language: str) -> Language:
    """Return the spaCy pipeline of a language, built once.

    Raises:
        LexiconError: the language has no lexicon or a broken one.
    """
    lexicon_for(language)
    pipeline = spacy.blank("xx" if language in _NO_TOKENIZER else language)
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
    spans = tuple(_penalty_span(span) for span in doc.spans["penalty"])
    return ProvisionTags(tags=tags, penalty=doc._.penalty, penalty_spans=spans)


def tag_provision(
    text: str, language: str, heading: str = "", context: Sequence[str] = ()
) -> ProvisionTags:
    """Tag one provision; nothing where the gate stays closed.

    Words of `heading` and `context` count for the rules and yield no spans.

    Raises:
        LexiconError: the language has no lexicon.
    """
    if not gate_for(language).opens(text, heading, context):
        return _EMPTY
    return _tag_open(text, language, heading, context)


def tag_version(version: Version) -> list[ProvisionTags]:
    """Tag all provisions of a version, in its order; all empty where a lexicon is missing."""
    if version.language not in languages():
        return [_EMPTY] * len(version.provisions)
    return list(_tag_all(version.provisions, version.language, version.title))


def heading_of(provision: Provision) -> str:
    """Return heading and rubric, as the rules read them."""
    return "\n".join(part for part in (provision.heading, provision.rubric) if part)


def _tag_all(provisions: Iterable[Provision], language: str, title: str) -> Iterator[ProvisionTags]:
    gate = gate_for(language)
    for provision in provisions:
        heading = heading_of(provision)
        context = (title, *provision.context)
        if gate.opens(provision.text, heading, context):
            yield _tag_open(provision.text, language, heading, context)
        else:
            yield _EMPTY


def _tag_open(text: str, language: str, heading: str, context: Sequence[str]) -> ProvisionTags:
    pipeline = load(language)
    doc = pipeline.make_doc(text)
    doc._.heading = heading
    doc._.context = tuple(context)
    for name in _TAGGING:
        doc = pipeline.get_pipe(name)(doc)
    return provision_tags(doc)


def _tag(item: Evidence, reading: Reading) -> Tag:
    spans = {_span(hit, reading, "cue") for way in item.ways for hit in way}
    spans |= {
        _span(components.extent(way, item.concept), reading, "concept") for way in item.ways if way
    }
    return Tag(
        concept=item.concept,
        actor=item.actor,
        buyer_liable=item.buyer_liable,
        spans=tuple(sorted(spans, key=lambda s: (s.start, s.end, s.kind, s.label))),
    )


def _span(hit: Hit, reading: Reading, kind: str) -> Span:
    return Span.model_validate(
        {"start": reading.starts[hit.first], "end": reading.ends[hit.last], "kind": kind,
         "label": hit.cue}
    )  # fmt: skip


def _penalty_span(span: DocSpan) -> Span:
    return Span(start=span.start_char, end=span.end_char, kind="penalty", label=span.label_)
