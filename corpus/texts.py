"""The models of collected texts: versions and provisions, their spans and tags."""

from __future__ import annotations

from typing import Literal

from corpus.dates import PartialDate
from corpus.penalty import Penalty, Strict

Actor = Literal["buyer", "seller", "third-party", "state"]
Extent = Literal["whole", "excerpt"]
Force = Literal["in-force", "past", "future", "repealed", "unknown"]
Form = Literal["consolidated", "as-enacted", "amending"]
"""Values of the closed lists of `corpus/lists/reading.yaml`."""


class Span(Strict):
    """A half-open range [start, end) of characters of a provision's text, and what it shows."""

    start: int
    end: int
    kind: Literal["cue", "concept", "penalty"]
    label: str


class Tag(Strict):
    """A concept on a provision, with the spans that show why."""

    concept: str
    actor: Actor
    buyer_liable: bool = False
    spans: tuple[Span, ...] = ()


class ProvisionTags(Strict):
    """Everything the tagger says about one provision."""

    tags: tuple[Tag, ...] = ()
    penalty: Penalty | None = None
    penalty_spans: tuple[Span, ...] = ()

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts of all tags, sorted, without duplicates."""
        return tuple(sorted({tag.concept for tag in self.tags}))

    @property
    def buyer_liable(self) -> bool:
        """Whether the provision itself makes a buyer or user liable."""
        return any(tag.buyer_liable for tag in self.tags)

    @property
    def spans(self) -> tuple[Span, ...]:
        """All spans without duplicates, in the order of the text."""
        all_spans = {span for tag in self.tags for span in tag.spans} | set(self.penalty_spans)
        return tuple(sorted(all_spans, key=lambda s: (s.start, s.end, s.kind, s.label)))


class Provision(Strict):
    """The smallest unit that a lawyer cites.

    `heading` is the heading as printed, `number` its citing number in normal form (see
    `corpus.numbers`), `context` the headings of books and chapters above it, outermost first.
    `portal_id` is what the publisher calls it in its addresses, where the text came with that.
    """

    number: str
    heading: str
    rubric: str = ""
    context: tuple[str, ...] = ()
    text: str
    portal_id: str = ""


class TextKind(Strict):
    """What a text shows: all of an act or not, in force or not, with later changes or not."""

    extent: Extent = "whole"
    force: Force = "unknown"
    form: Form = "consolidated"


class Version(Strict):
    """The text of an instrument in one language as of a date.

    `status` is the source's word for the state of the instrument, `text_kind` what it means.
    `origin` says where the copy came from, `note` what is odd about it.
    """

    country: str
    identifier: str
    title: str
    language: str
    as_of: PartialDate | None
    source_url: str
    kind: str = "statute"
    status: str = ""
    text_kind: TextKind = TextKind()
    origin: str = ""
    licence: str = ""
    note: str = ""
    provisions: tuple[Provision, ...]
