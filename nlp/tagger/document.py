"""What the tagger keeps on a spaCy doc, and how it is read back.

Everything is plain data or a spaCy span, so that docs survive `Doc.to_bytes`, `DocBin` and
`Language.pipe(n_process=2)`:

- set before the pipeline: `doc._.heading`, `doc._.context` (headings of the divisions above it) and
  `doc._.rules` (ids of the rules that the gate leaves open; None: all of them);
- `doc.spans["cues"]`, with the cues of heading and context in `doc._.heading_cues` and
  `doc._.context_cues`;
- `doc.spans["concepts"]`, a span for each way in which a concept was found, and `doc._.evidence`;
- `doc.spans["actors"]`, the same spans under the name of who acts, and `doc._.actors`;
- `doc.spans["penalties"]`, `doc._.penalty` and `doc._.penalty_spans`.

Spans cover whole tokens. The exact characters, which tags need, stand in the attributes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypedDict

from spacy.tokens import Doc, Span, SpanGroup

from corpus.penalty import Penalty
from corpus.texts import Actor, ProvisionTags, Tag
from corpus.texts import Span as TagSpan
from nlp.tagger.deciding import Evidence, extent
from nlp.tagger.matching import CueHit
from nlp.tagger.words import DocWords

for _name, _default in (
    ("heading", ""), ("context", ()), ("rules", None), ("heading_cues", ()), ("context_cues", ()),
    ("evidence", None), ("actors", None), ("penalty", None),
    ("penalty_spans", ()),
):  # fmt: skip
    Doc.set_extension(_name, default=_default, force=True)

SpanKind = Literal["cue", "concept", "penalty"]
PlainSpan = tuple[int, int, SpanKind, str]
"""Start, end, kind and label."""


class PlainEvidence(TypedDict):
    """`Evidence` as plain data, with the exact places of its cues and ways."""

    concept: str
    rules: list[str]
    ways: list[list[tuple[int, int, str]]]
    spans: list[PlainSpan]


def add_spans(doc: Doc, name: str, words: DocWords, hits: Sequence[CueHit]) -> None:
    """Put a span group on a doc; its attribute `words` holds the words of each span."""
    spans = [Span(doc, *words.tokens(hit.first, hit.last), label=hit.cue) for hit in hits]
    attrs = {"words": [(hit.first, hit.last) for hit in hits]}
    doc.spans[name] = SpanGroup(doc, name=name, spans=spans, attrs=attrs)


def cues_on(doc: Doc) -> list[CueHit]:
    """Return the cues of `doc.spans["cues"]`, in order."""
    group = doc.spans["cues"]
    places = group.attrs["words"]
    return [
        CueHit(first, last, span.label_) for span, (first, last) in zip(group, places, strict=True)
    ]


def set_evidence(doc: Doc, words: DocWords, evidence: Sequence[Evidence]) -> None:
    """Keep the evidence for the concepts of a doc."""
    doc._.evidence = [_plain(item, words) for item in evidence]


def _plain(item: Evidence, words: DocWords) -> PlainEvidence:
    spans = {_plain_span(hit, words, "cue") for way in item.ways for hit in way}
    extents = (extent(way, item.concept) for way in item.ways if way)
    spans |= {_plain_span(hit, words, "concept") for hit in extents}
    return PlainEvidence(
        concept=item.concept,
        rules=item.rules,
        ways=[[(hit.first, hit.last, hit.cue) for hit in way] for way in item.ways],
        spans=sorted(spans),
    )


def _plain_span(hit: CueHit, words: DocWords, kind: SpanKind) -> PlainSpan:
    return (*words.span(hit.first, hit.last), kind, hit.cue)


def set_penalty(doc: Doc, words: DocWords, penalty: Penalty, hits: Sequence[CueHit]) -> None:
    """Keep the penalty of a doc and the places that state it."""
    doc._.penalty = penalty.model_dump(mode="json")
    doc._.penalty_spans = [_plain_span(hit, words, "penalty") for hit in hits]
    add_spans(doc, "penalties", words, hits)


def evidence_on(doc: Doc) -> list[Evidence]:
    """Return the evidence for the concepts of a doc.

    Raises:
        ValueError: the doc has not passed `demandside_concepts`.
    """
    if doc._.evidence is None:
        raise ValueError("the doc has passed no pipeline of nlp.load")
    return [
        Evidence(
            item["concept"],
            list(item["rules"]),
            [tuple(CueHit(*hit) for hit in way) for way in item["ways"]],
        )
        for item in doc._.evidence
    ]


def provision_tags(doc: Doc) -> ProvisionTags:
    """Return the tags of a doc that has gone through a pipeline of `nlp.load`.

    Offsets are those of the doc's text. A tag that rests on a list of other provisions
    (`nlp.tagger.references`) is among them, as only its statute tells whether it stays.

    Raises:
        ValueError: the doc has not passed `demandside_concepts` and `demandside_actors`.
    """
    if doc._.evidence is None or doc._.actors is None:
        raise ValueError("the doc has passed no pipeline of nlp.load")
    penalty = doc._.penalty
    return ProvisionTags.model_construct(
        tags=tuple(_tag(item, *doc._.actors[item["concept"]]) for item in doc._.evidence),
        penalty=None if penalty is None else Penalty.model_validate(penalty),
        penalty_spans=tuple(_span(*span) for span in doc._.penalty_spans),
    )


def _tag(item: PlainEvidence, actor: Actor, buyer_liable: bool) -> Tag:
    return Tag.model_construct(
        concept=item["concept"],
        actor=actor,
        buyer_liable=buyer_liable,
        spans=tuple(_span(*span) for span in item["spans"]),
    )


def _span(start: int, end: int, kind: SpanKind, label: str) -> TagSpan:
    return TagSpan.model_construct(start=start, end=end, kind=kind, label=label)
