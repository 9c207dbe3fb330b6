"""The coded law behind a cell: penalty, age, dates, texts read, and what was searched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

from corpus.coded.absences import Absence, Searched
from corpus.coded.basics import UNKNOWN, LawReading
from corpus.coded.general import GeneralVersion
from corpus.coded.offences import OffenceVersion
from corpus.coded.state import CodedState
from corpus.dates import first_day
from corpus.model import Citation, Event, Jurisdiction, Question
from search_app.records.dates import Beginning, Dates, dates_of
from search_app.records.record import SANCTIONS, FactRecord, entry_of, weightiest
from search_app.records.scales import ResolvedScale, basic, rule_on, scales

_PUNISHED = frozenset({"criminal", "administrative"})


class CellFacts:
    """The facts behind a question in a state on a day, worked out on demand."""

    def __init__(
        self,
        state: CodedState,
        jurisdiction: Jurisdiction,
        question: Question,
        status: str,
        records: tuple[FactRecord, ...],
        day: dt.date,
    ) -> None:
        self.state = state
        self.question = question
        self.status = status
        self.records = records
        self.day = day
        self._events = jurisdiction.events

    @cached_property
    def main(self) -> FactRecord | None:
        """The main offence, or else the first scheme; None without a record."""
        return weightiest(self.records) or next(iter(self.records), None)

    @cached_property
    def offence(self) -> OffenceVersion | None:
        """The version of the main offence, if the question asks for an offence."""
        version = self.main.version if self.main else None
        return version if isinstance(version, OffenceVersion) and self._asks_offence else None

    @property
    def _asks_offence(self) -> bool:
        return self.question.kind == "offence"

    @cached_property
    def basic(self) -> tuple[ResolvedScale, ...]:
        """The basic scales of the main offence, one per track; none if it is not punished."""
        version = self.offence
        if version is None or version.sanction not in _PUNISHED:
            return ()
        return basic(self.scales_of(version))

    def scales_of(self, version: OffenceVersion) -> tuple[ResolvedScale, ...]:
        """Return all scales of a version, worked out for the day."""
        return scales(version, self.state.rules, self.day)

    def rule_on(self, name: str) -> GeneralVersion | None:
        """Return the version of a general rule on the day; None if it is not known."""
        return rule_on(self.state.rules, name, self.day)

    @property
    def penalty_known(self) -> bool:
        """Whether the basic scale is known to hold on the day."""
        sure = self.main is not None and self.main.certain
        return bool(self.basic) and sure and all(scale.known for scale in self.basic)

    @property
    def age(self) -> int | None:
        """The age below which the main offence protects; None if it names none."""
        return self.offence.person.under if self.offence else None

    @cached_property
    def dates(self) -> Dates | None:
        """The three dates of the main offence or first scheme; None for other questions.

        A question about attempt or acts abroad is answered by several offences together, and what
        is not found begins on no day.
        """
        if self.main is None or self.question.kind == "extension" or self.status == "none":
            return None
        return self.dates_of(self.main)

    def dates_of(self, record: FactRecord) -> Dates:
        """Return the three dates of a record."""
        return dates_of(entry_of(self.state, record.id).versions, record.version)

    @property
    def since(self) -> Beginning | None:
        """Since when the rule exists; None if no single rule answers."""
        return self.dates.exists if self.dates else None

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """The absence on the day, if no record answers: what was searched or left unsettled."""
        found = (a for a in self.state.absences if a.question == self.question.id)
        return tuple(a for a in found if a.holds(self.day) and a.finding == self.status)

    @property
    def open_because(self) -> str | None:
        """Why a question could not be settled; None if it was."""
        return next((a.why for a in self.absences if a.finding == "unclear" and a.why), None)

    @cached_property
    def rules_read(self) -> tuple[LawReading, ...]:
        """The readings of the rules themselves in all records, each provision once."""
        seen: dict[tuple[str, str], LawReading] = {}
        for record in self.records:
            for reading in record.version.readings:
                place = (reading.instrument, reading.provision)
                if not reading.for_ and place not in seen:
                    seen[place] = reading
        return tuple(seen.values())

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The provisions that were read as the rules."""
        return tuple(
            Citation(instrument=r.instrument, provision=r.provision) for r in self.rules_read
        )

    @cached_property
    def text_state(self) -> str | None:
        """The last day on which the text read is shown: of the rule, or of what was searched.

        Where several acts were searched, it is the newest text of the act that is named first.
        """
        if self.main:
            own = [r.state for r in self.main.version.readings if not r.for_]
            return max((day for day in own if day != UNKNOWN), default=None, key=first_day)
        return self.searched.state if self.searched else None

    @cached_property
    def searched(self) -> Searched | None:
        """The newest text of the act that a finding of "none" names first."""
        texts = [t for absence in self.absences for t in absence.searched if t.state != UNKNOWN]
        own = [text for text in texts if text.instrument == texts[0].instrument]
        return max(own, default=None, key=lambda text: first_day(text.state))

    @property
    def searched_acts(self) -> int:
        """How many acts were searched."""
        return len({text.instrument for absence in self.absences for text in absence.searched})

    @property
    def places(self) -> tuple[str, ...]:
        """The places to which the offences behind the cell are bound, each once."""
        found = (p for v in self._offences for p in v.reach.places)
        return tuple(dict.fromkeys(str(place) for place in found))

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions and towns to which the offences behind the cell are bound, each once."""
        return tuple(dict.fromkeys(name for v in self._offences for name in v.reach.where))

    @property
    def sanctions(self) -> tuple[str, ...]:
        """The kinds of sanction of the offences behind the cell, the strongest first."""
        found = {str(version.sanction) for version in self._offences}
        return tuple(name for name in SANCTIONS if name in found)

    @property
    def _offences(self) -> list[OffenceVersion]:
        versions = (record.version for record in self.records)
        return [v for v in versions if isinstance(v, OffenceVersion)]

    @property
    def confidence(self) -> str | None:
        """The confidence of the main record or of the absence; None for an open question."""
        if self.main:
            return self.confidence_of(self.main)
        read = self.state.reads.get("absences.yaml") if self.status == "none" else None
        return str(read.confidence) if read else None

    def confidence_of(self, record: FactRecord) -> str | None:
        """Return the confidence of a record: that of its version, or else that of its file."""
        read = self.state.read_of(record.id)
        word = record.version.confidence or (read.confidence if read else None)
        return str(word) if word else None

    @cached_property
    def checked(self) -> dt.date | None:
        """The day on which the record or absence was read."""
        if self.main:
            read = self.state.read_of(self.main.id)
            return read.checked if read else None
        return max((a.day for a in self.absences), default=None)

    @property
    def read_by(self) -> str | None:
        """Whether one or two people read the file of the record (closed list `by`)."""
        read = self.state.read_of(self.main.id) if self.main else None
        return str(read.by) if read else None

    @cached_property
    def newer(self) -> tuple[Event, ...]:
        """Events on this question up to the day that make the text read an old one.

        They are changes of the law and new plans or bodies, not bills, judgments or reports. A
        change that a record of the cell begins with is known, whatever the state of the text.
        """
        return tuple(self._newer()) if self.text_state else ()

    def _newer(self) -> Iterator[Event]:
        read = first_day(self.text_state or "")
        coded = [first_day(r.version.from_) for r in self.records if r.version.from_ != UNKNOWN]
        coded += [first_day(a.from_) for a in self.absences if a.from_]
        known = max((read, *coded))
        for event in self._events:
            touches = event.ages_text and event.status == "in-force"
            touches = touches and self.question.id in event.questions
            if touches and known < first_day(event.date) <= self.day:
                yield event
