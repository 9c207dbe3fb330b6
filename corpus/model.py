"""The models of the curated knowledge: what the YAML files of a jurisdiction may say.

One class for each word of the glossary. Values are checked one by one here; citations, concepts,
questions and overlapping periods, which need the whole, are checked in `corpus.library`.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import Literal

from pydantic import Field, HttpUrl, field_validator, model_validator

from corpus.dates import PartialDate, first_day
from corpus.lists import closed_list, listed
from corpus.penalty import Penalty, Strict

Confidence = Literal["text-seen", "secondary", "memory"]
MensRea = Literal["intent", "knowledge", "should-have-known", "negligence", "strict", "n/a"]
InstrumentKind = Literal[
    "statute", "regulation", "treaty", "directive", "framework-decision", "policy", "report"
]
SourceKind = Literal["official-text", "official-page", "secondary", "memory"]
_WRAPPED_AT = (90, 120)
"""The lengths of lines that an editor wraps."""
# "money or any other": a line that ends in mid-sentence
_OPEN = re.compile(r"[\w,]$")
# "(2A) Anyone who", "b) the child", "3. to ask", "– persons": an item of a list; or nothing
_ITEM = re.compile(r"\(?\w{1,4}[.)]|[-–—•§]|$")


class Portal(Strict):
    """Where a jurisdiction publishes its law."""

    name: str
    url: HttpUrl


class Instrument(Strict):
    """An act, code, directive or policy text with its official identifier and address.

    `also` lists other identifiers that collected files use for it. If two instruments are versions
    of one act under the same number, `texts_from` is the first day of the later one: texts with
    that state or a later one belong to it.

    `cited_as` is the instrument as it stands in a citation of one of its provisions: in the case
    that the national form needs, with its number or date (`rikoslain (39/1889)`); without it, the
    title is cited. `cited_short` stands in short citations where `short` is no word of lawyers.
    `made` is the day or year of the instrument, or of the republication that it is cited by.
    """

    id: str = Field(pattern=r"^[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    title_en: str
    short: str | None = None
    identifier: str
    cited_as: str | None = None
    cited_short: str | None = None
    made: PartialDate | None = None
    also: tuple[str, ...] = ()
    texts_from: PartialDate | None = None
    url: HttpUrl
    language: str
    kind: InstrumentKind = "statute"


class Source(Strict):
    """What was read: `state` is the date of the text, `checked` the day it was read."""

    id: str
    kind: SourceKind
    title: str
    url: HttpUrl | None = None
    state: PartialDate | None = None
    checked: dt.date
    note: str | None = None


class Citation(Strict):
    """Instrument + provision number (+ date): resolves to a provision."""

    instrument: str
    provision: str
    date: dt.date | None = None


class OtherReading(Strict):
    """Another reading of the same law, which the cell does not follow, and why not."""

    status: str
    why: str = Field(min_length=20)


class Answer(Strict):
    """One cell of the comparison for one period: [since, until).

    Without `since` the commencement is not known, and `since_note` says why; such an answer is
    known only from the state of the text read. For "none", `evidence` says which instrument and
    version were searched for what.
    """

    status: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    since_note: str | None = None
    penalty: Penalty | None = None
    mens_rea: MensRea | None = None
    age: int | None = Field(default=None, ge=10, le=21)
    citations: tuple[Citation, ...] = ()
    summary: str = Field(min_length=20)
    note: str | None = None
    evidence: str | None = None
    other_reading: OtherReading | None = None
    sources: tuple[str, ...] = Field(min_length=1)
    confidence: Confidence
    checked: dt.date
    text_state: PartialDate | None = None

    @model_validator(mode="after")
    def _check(self) -> Answer:
        if self.since and self.until and first_day(self.since) >= first_day(self.until):
            raise ValueError(f"since {self.since} is not before until {self.until}")
        if self.since is None and not self.since_note:
            raise ValueError("'since' is missing: say why in 'since_note'")
        if not self.citations and not self.evidence:
            raise ValueError("an answer needs a citation or, for 'none', its evidence")
        if self.status == "none" and not self.evidence:
            raise ValueError("'none' needs evidence: act, version and what was searched for")
        return self


class Event(Strict):
    """A dated event: a change of the law, or what `kind` says.

    `status` separates law in force from what is only planned.
    """

    date: PartialDate
    kind: listed("event-kind") = "law"  # type: ignore[valid-type]
    title: str
    text: str
    status: Literal["in-force", "adopted", "pending", "ended"] = "in-force"
    questions: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    sources: tuple[str, ...] = Field(min_length=1)
    confidence: Confidence

    @property
    def changes_law(self) -> bool:
        """Whether it is a change of the law."""
        return closed_list("event-kind")[self.kind].changes_law

    @property
    def ages_text(self) -> bool:
        """Whether a text from before it is old."""
        return closed_list("event-kind")[self.kind].ages_text


class Rendering(Strict):
    """Our own, unofficial English rendering of a provision, tied to a state of its text."""

    instrument: str
    provision: str
    heading: str
    text: str
    state: PartialDate
    concepts: tuple[str, ...] = Field(min_length=1)
    buyer_liable: bool = False

    @field_validator("text")
    @classmethod
    def _whole_lines(cls, text: str) -> str:
        """Refuse a text that was wrapped: every line of it is a paragraph on the page."""
        lines = text.split("\n")
        for line, following in pairwise(lines):
            full = _WRAPPED_AT[0] <= len(line) <= _WRAPPED_AT[1]
            if full and _OPEN.search(line) and not _ITEM.match(line) and not _ITEM.match(following):
                raise ValueError(f"a line ends in mid-sentence: '…{line[-30:]}'; write '>-'")
        return text


class RegimeOpinion(Strict):
    """How someone classifies the regime: an opinion, shown with who holds it."""

    model: str
    held_by: str
    note: str
    sources: tuple[str, ...] = Field(min_length=1)


class Jurisdiction(Strict):
    """What is known of a member state or the EU: the files of `states/<cc>/`, or of `union/`.

    `answers` are lists by question, the oldest period first; `corpus.coded` holds the coded law.
    """

    code: str = Field(pattern=r"^[a-z]{2}$")
    name: str
    languages: tuple[str, ...] = Field(min_length=1)
    portal: Portal
    note: str | None = None
    instruments: tuple[Instrument, ...] = ()
    sources: tuple[Source, ...] = ()
    answers: dict[str, tuple[Answer, ...]] = Field(default_factory=dict)
    events: tuple[Event, ...] = ()
    renderings: tuple[Rendering, ...] = ()
    opinions: tuple[RegimeOpinion, ...] = ()


class Concept(Strict):
    """One concept of the taxonomy, as the codebook defines it.

    `labels` are what readers call the concept, by language (from `glossary/`); the first is shown,
    and search understands all of them.
    """

    id: str
    definition: str
    carries: str
    does_not_carry: str
    confusable: tuple[str, ...] = ()
    eurovoc: tuple[str, ...] = ()
    group: str
    labels: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Question(Strict):
    """One column of the comparison; `labels` are as for a concept."""

    id: str
    group: str
    short: str
    asks: str
    help: str
    concept: str
    kind: Literal["offence", "right", "extension"]
    statuses: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    labels: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Status(Strict):
    """A status with its sign and label, so that colour alone never tells statuses apart."""

    id: str
    sign: str
    label: str
    help: str
    weight: int = Field(ge=0, le=4)
