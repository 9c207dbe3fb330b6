"""What is not known of that which a briefing shows: of its answers, facts, events and texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.coded.basics import UNKNOWN, Dated, LawReading
from corpus.model import Event, Jurisdiction
from search_app.briefing.words import PageWords
from search_app.compare import Cell
from search_app.labels import label
from search_app.records.cellfacts import CellFacts
from search_app.wording import gettext

_OPEN = frozenset({"not-checked", "not-known", "unclear"})
_NOT_READ = frozenset({"secondary", "memory"})
# "Outcome not seen.", "its wording is not in the text read here": what a text leaves open
_LEFT_OPEN = re.compile(r"\bnot (?:seen|read|known|found|in the text)\b", re.IGNORECASE)
# the blank of "It is adopted. Its outcome was not seen."
_SENTENCES = re.compile(r"(?<=[.;]) ")


@dataclass
class Shown:
    """What a briefing shows: answers, events, and remarks that its sections make on what is open.

    A remark is about something (a title) and says what is not known of it.
    """

    cells: list[Cell] = field(default_factory=list)
    events: list[tuple[Jurisdiction, Event]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)

    def gaps(self, words: PageWords) -> Iterator[tuple[str, str]]:
        """Yield what is not known: what it is about, and the reasons; each thing once."""
        places = {(c.jurisdiction.code, c.question.id, c.status.id): c for c in self.cells}
        for cell in places.values():
            reasons = list(_of_cell(cell, words))
            if reasons:
                about = f"{words.country(cell.jurisdiction)}, {gettext(cell.question.short)}"
                yield about, "; ".join(dict.fromkeys(reasons))
        for place, event in {(p.code, e.date, e.title): (p, e) for p, e in self.events}.values():
            reasons = list(event_gaps(event))
            if reasons:
                about = f"{words.country(place)}, {words.day(event.date)}, {event.title}"
                yield about, "; ".join(dict.fromkeys(reasons))
        by_title: dict[str, dict[str, None]] = {}
        for about, reason in self.remarks:
            by_title.setdefault(about, {})[reason] = None
        for about, told in by_title.items():
            yield about, "; ".join(told)


def _of_cell(cell: Cell, words: PageWords) -> Iterator[str]:
    if cell.status.id in _OPEN:
        why = f" ({cell.reason.rstrip('.')})" if cell.reason else ""
        yield f"{gettext(cell.status.label)}{why}"
    if cell.known:
        yield from _of_facts(cell.facts, words) if cell.facts else _of_answer(cell)
        yield from words.disagreements(cell)
    answer = cell.written
    if answer and answer.other_reading:
        other = answer.other_reading
        yield gettext("another reading is possible: %(why)s", why=other.why.rstrip("."))
    yield from _planned(cell, words)


def _of_facts(facts: CellFacts, words: PageWords) -> Iterator[str]:
    sure = {name for record in facts.records if (name := facts.confidence_of(record))}
    sure |= {facts.confidence} if facts.confidence else set()
    yield from (label(name, "answer-confidence") for name in sorted(sure & _NOT_READ))
    for record in facts.records:
        dates = facts.dates_of(record)
        if dates.exists.day is None:
            why = f" ({dates.exists.why.rstrip('.')})" if dates.exists.why else ""
            yield gettext("beginning not known: %(title)s", title=record.title) + why
        elif dates.scale is not None and dates.scale.day is None:
            title = record.title
            yield gettext("since when the penalty holds is not known: %(title)s", title=title)
        if not record.certain:
            yield gettext("whether it held on this day is not known: %(title)s", title=record.title)
        yield from version_gaps(record.version, words)
    if not facts.records and facts.status == "none":
        texts = [text.state for absence in facts.absences for text in absence.searched]
        if UNKNOWN in texts:
            yield gettext("the day of a text that was searched is not known")
    if facts.newer:
        day = max(event.date for event in facts.newer)
        yield gettext(
            "the text read is older than the last known event, of %(day)s", day=words.day(day)
        )


def version_gaps(version: Dated, words: PageWords) -> Iterator[str]:
    """Yield what is not known of a version of an offence or a scheme."""
    for name in version.not_known:
        yield gettext("not established: %(field)s", field=words.field(name))
    yield from _of_readings([reading for reading in version.readings if not reading.for_])


def _of_readings(readings: Iterable[LawReading]) -> Iterator[str]:
    own = tuple(readings)
    if not own:
        yield gettext("no provision was read for it")
    for reading in own:
        if reading.state == UNKNOWN:
            yield gettext("the day of the text read is not known")
        if reading.form == "as-enacted":
            yield gettext("read as enacted; later changes are not worked in")
        if reading.force == "unknown":
            yield gettext("whether the text read is in force is not known")


def _of_answer(cell: Cell) -> Iterator[str]:
    answer = cell.answer
    if answer is None:
        return
    if answer.confidence in _NOT_READ:
        yield label(answer.confidence, "answer-confidence")
    if answer.since is None:
        why = (answer.since_note or "").rstrip(".")
        yield gettext("beginning not known") + (f" ({why})" if why else "")
    if answer.text_state is None:
        yield gettext("the day of the text read is not known")


def _planned(cell: Cell, words: PageWords) -> Iterator[str]:
    """Yield what is planned or adopted and may change the answer."""
    for event in cell.jurisdiction.events:
        if cell.question.id in event.questions and event.status in ("pending", "adopted"):
            standing = label(event.status, "event-status")
            yield f"{standing}: {event.title} ({words.day(event.date)})"


def event_gaps(event: Event) -> Iterator[str]:
    """Yield what is not known of an event: its outcome, its text, and what it rests on."""
    if event.status == "pending":
        yield gettext("whether it will become law is not known")
    if event.confidence in _NOT_READ:
        yield label(event.confidence, "answer-confidence")
    for sentence in _SENTENCES.split(event.text):
        if _LEFT_OPEN.search(sentence):
            yield sentence.rstrip(".;")
