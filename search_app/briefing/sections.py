"""What each kind of pin says in the document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.coded.offences import OffenceVersion
from corpus.dates import first_day
from corpus.library import COVERED_FROM, Knowledge
from corpus.model import Event, Jurisdiction, Question
from search_app import penalty_words
from search_app.briefing.charts import map_block, timeline_block
from search_app.briefing.document import (
    Block,
    HeadingBlock,
    Line,
    ListBlock,
    ParagraphBlock,
    TableBlock,
    TextRun,
)
from search_app.briefing.gaps import Shown, version_gaps
from search_app.briefing.notes import FootnoteMaker
from search_app.briefing.pinned import PinnedProvision
from search_app.briefing.pins import Pin
from search_app.briefing.words import PageWords
from search_app.chronicle import moments
from search_app.compare import Cell, Comparison, cell
from search_app.contract.refused import RefusedError
from search_app.counting import count
from search_app.labels import label
from search_app.provisions import Provisions
from search_app.records.dates import dates_of
from search_app.records.record import entry_of, records_on
from search_app.records.scales import scales
from search_app.release import Release
from search_app.strips import Strip, strip
from search_app.wording import gettext


@dataclass
class PinSections:
    """Makes the blocks of pins as of a day; `shown` gathers what they show."""

    knowledge: Knowledge
    provisions: Provisions
    day: dt.date
    words: PageWords
    release: Release
    shown: Shown = field(default_factory=Shown)

    def __post_init__(self) -> None:
        self._notes = FootnoteMaker(self.words, self.knowledge, self.provisions, self.day)

    def blocks(self, pin: Pin) -> tuple[str, list[Block]]:
        """Return the heading of a pin and its blocks.

        Raises:
            RefusedError: there is nothing of that name.
        """
        kinds: Mapping[str, Callable[[Pin], tuple[str, list[Block]]]] = {
            "cell": self._cell,
            "timeline": self._timeline,
            "count": self._count,
            "map": self._map,
            "fact": self._fact,
            "provision": self._provision,
            "event": self._event,
        }
        return kinds[pin.kind](pin)

    def comparison(self, table: Comparison) -> Iterator[Block]:
        """Yield a comparison: a table of statuses, then the answers to each question."""
        if len(table.jurisdictions) <= 4 and len(table.cells) > 1:
            yield self._overview(table)
        for column, question in enumerate(table.questions):
            yield HeadingBlock(2, TextRun(gettext(question.short)))
            yield ParagraphBlock((TextRun(gettext(question.asks)),))
            yield ListBlock(tuple(self.statement(row[column]) for row in table.rows))

    def _overview(self, table: Comparison) -> TableBlock:
        names = tuple(self.words.country(j) for j in table.jurisdictions)
        rows = (
            (gettext(q.short), *(gettext(row[i].status.label) for row in table.rows))
            for i, q in enumerate(table.questions)
        )
        return TableBlock((gettext("Question"), *names), tuple(rows))

    def statement(self, shown: Cell, *, named: bool = True) -> Line:
        """Return what a cell says with its footnote; `named`: the country comes first."""
        self.shown.cells.append(shown)
        name = f"{self.words.country(shown.jurisdiction)}: " if named else ""
        more = " ".join(map(_sentence, self.words.cell(shown)))
        return (
            *((TextRun(name),) if name else ()),
            TextRun(gettext(shown.status.label), strong=True),
            TextRun(f". {more}" if more else "."),
            self._notes.of_cells((shown,)),
        )

    def counted(
        self, question: Question, *, noted: bool = True, drawn: bool = False
    ) -> list[Block]:
        """Return how many member states have each status on a question, and which.

        Without `noted` the footnotes are left out: each answer follows with its own. `drawn` adds
        the map.
        """
        told = count(self.knowledge, question.id, self.day)
        self.shown.cells += told.cells
        asks = gettext(
            "%(question)s – the member states as of %(day)s:",
            question=gettext(question.asks),
            day=self.words.day(self.day),
        )
        lines = tuple(self._share(group.cells, noted=noted) for group in told.groups)
        lead = (TextRun(self.words.count(told), strong=True),)
        drawing = [map_block(told, self.words, self.release)] if drawn else []
        asked = ParagraphBlock((TextRun(asks),))
        return [ParagraphBlock(lead), *drawing, asked, ListBlock(lines)]

    def _share(self, cells: Sequence[Cell], *, noted: bool) -> Line:
        names = ", ".join(sorted(self.words.country(c.jurisdiction) for c in cells))
        return (
            TextRun(f"{gettext(cells[0].status.label)}: {len(cells)}", strong=True),
            TextRun(f" – {names}"),
            *((self._notes.of_cells(cells),) if noted else ()),
        )

    def events(self, chosen: Iterable[tuple[Jurisdiction, Event]]) -> list[Block]:
        """Return dated changes of the law as a list with footnotes."""
        lines = tuple(self._event_line(place, event) for place, event in chosen)
        return [ListBlock(lines)] if lines else []

    def _event_line(self, place: Jurisdiction, event: Event) -> Line:
        self.shown.events.append((place, event))
        told = [] if event.changes_law else [label(event.kind, "event-kind")]
        told += [] if event.status == "in-force" else [label(event.status, "event-status")]
        standing = f" ({', '.join(told)})" if told else ""
        head = (
            f"{self.words.day(event.date)}, {self.words.country(place)}{standing}: {event.title}."
        )
        note = self._notes.of_event(place, event)
        return (TextRun(head, strong=True), TextRun(f" {event.text}"), note)

    def _cell(self, pin: Pin) -> tuple[str, list[Block]]:
        country, question = pin.parts
        shown = cell(self.knowledge, country, question, self.day)
        heading = f"{self.words.country(shown.jurisdiction)}: {gettext(shown.question.short)}"
        asks = ParagraphBlock((TextRun(gettext(shown.question.asks)),))
        return heading, [asks, ParagraphBlock(self.statement(shown, named=False))]

    def _timeline(self, pin: Pin) -> tuple[str, list[Block]]:
        country, question = pin.parts
        if not question:
            return self._timelines(self.knowledge.questions[pin.name])
        shown = cell(self.knowledge, country, question, self.day)
        self.shown.cells.append(shown)
        short, name = gettext(shown.question.short), self.words.country(shown.jurisdiction)
        heading = gettext("%(country)s: history of “%(question)s”", country=name, question=short)
        head = (gettext("From"), gettext("Until"), gettext("Status"), gettext("In words"))
        every = moments(self.knowledge, country, question, max(self.day, self.release.day))
        periods = [moment for moment in every if moment.since <= self.day]
        rows = tuple(
            (
                self.words.day(m.since_told or m.since),
                self.words.day(m.until_told or m.until) if m.until else "–",
                gettext(m.cell.status.label),
                " ".join(map(_sentence, self.words.cell(m.cell))),
            )
            for m in periods
        )
        vague = sum(not m.since_told for m in periods)
        if vague:
            told = gettext(
                "of %(vague)s of %(all)s periods the law gives no first day; it is the day from"
                " which something is known",
                vague=vague,
                all=len(periods),
            )
            self.shown.remarks.append((heading, told))
        lead: Line = (TextRun(gettext("Periods known to us.")), self._notes.of_cells((shown,)))
        return heading, [ParagraphBlock(lead), *([TableBlock(head, rows)] if rows else [])]

    def _timelines(self, question: Question) -> tuple[str, list[Block]]:
        heading = gettext(
            "%(question)s: the law of the member states since %(year)s",
            question=gettext(question.short),
            year=COVERED_FROM.year,
        )
        if self.day <= COVERED_FROM:
            none = gettext("The timeline begins after this day.")
            return heading, [ParagraphBlock((TextRun(none),))]
        strips = [strip(self.knowledge, c, question.id, self.day) for c in self.knowledge.states]
        chart = timeline_block(strips, self.words, self.release)
        asks = ParagraphBlock((TextRun(gettext(question.asks)),))
        return heading, [asks, chart, ListBlock(tuple(map(self._periods, strips)))]

    def _periods(self, shown: Strip) -> Line:
        """A strip in words, with what the status of its last day rests on."""
        now = cell(self.knowledge, shown.jurisdiction.code, shown.question.id, self.day)
        self.shown.cells.append(now)
        name = self.words.country(shown.jurisdiction)
        said = _sentence(self.words.periods(shown))
        return (
            TextRun(f"{name}: ", strong=True),
            TextRun(said),
            self._notes.of_cells((now,)),
        )

    def _count(self, pin: Pin) -> tuple[str, list[Block]]:
        question = self.knowledge.questions[pin.name]
        heading = gettext("%(question)s in the member states", question=gettext(question.short))
        return heading, self.counted(question)

    def _map(self, pin: Pin) -> tuple[str, list[Block]]:
        question = self.knowledge.questions[pin.name]
        heading = gettext("%(question)s on the map", question=gettext(question.short))
        return heading, self.counted(question, drawn=True)

    def _fact(self, pin: Pin) -> tuple[str, list[Block]]:
        code = pin.name[:2]
        state = self.knowledge.coded.get(code)
        names = [e.id for e in (*state.offences, *state.schemes)] if state else []
        if state is None or pin.name not in names:
            raise RefusedError("pin", str(pin), gettext("there is no such value"))
        place, entry = self.knowledge.jurisdictions[code], entry_of(state, pin.name)
        heading = f"{self.words.country(place)}: {entry.title}"
        records = records_on(state, (pin.name,), self.day)
        if not records:
            text = gettext(
                "No version of it is known to hold on %(day)s.", day=self.words.day(self.day)
            )
            return heading, [ParagraphBlock((TextRun(text),))]
        version = records[0].version
        lines = []
        if isinstance(version, OffenceVersion):
            resolved = scales(version, state.rules, self.day)
            lines = [
                f"{penalty_words.case(s.case)}: {penalty_words.line(s)}"
                for s in resolved
                if s.known
            ]
        exists = dates_of(entry.versions, version).exists
        begins = self.words.beginning(exists)
        gaps = list(version_gaps(version, self.words))
        if exists.day is None:
            gaps.append(gettext("beginning not known"))
        if not records[0].certain:
            gaps.append(gettext("whether it held on this day is not known"))
        read = state.read_of(pin.name)
        if sure := version.confidence or (read.confidence if read else None):
            gaps += [label(sure, "answer-confidence")] if sure != "text-seen" else []
        self.shown.remarks += [(heading, gap) for gap in gaps]
        page = f"/facts/{records[0].kind}s?record={pin.name}"
        note = self._notes.of_version(version, place, page, read.checked if read else None)
        body: Line = (TextRun(_sentence("; ".join([begins, *lines]))), note)
        return heading, [ParagraphBlock(body)]

    def _provision(self, pin: Pin) -> tuple[str, list[Block]]:
        record = self.provisions.find(pin.name)
        if record is None:
            raise RefusedError("pin", str(pin), gettext("there is no such value"))
        heading = f"{self.words.country(record.jurisdiction)}: {record.cited_as}"
        pinned = PinnedProvision(record, self.provisions.history(record), self.day, self.words)
        self.shown.remarks += [(heading, gap) for gap in pinned.gaps()]
        return heading, pinned.blocks(self._notes.of_provision(record, pinned.on))

    def _event(self, pin: Pin) -> tuple[str, list[Block]]:
        country, day = pin.parts
        place = self.knowledge.jurisdictions[country]
        chosen = [(place, event) for event in place.events if event.date == day]
        if not chosen:
            raise RefusedError("pin", str(pin), gettext("there is no such value"))
        heading = f"{self.words.country(place)}, {self.words.day(day)}"
        return heading, self.events(chosen)


def changes_between(
    places: Iterable[Jurisdiction], since: dt.date | None, until: dt.date
) -> list[tuple[Jurisdiction, Event]]:
    """Return the dated changes of the law from one day up to another, newest first."""
    every = ((place, event) for place in places for event in place.events)
    chosen = [
        (p, e)
        for p, e in every
        if first_day(e.date) <= until and (since is None or first_day(e.date) >= since)
    ]
    return sorted(chosen, key=lambda pair: first_day(pair[1].date), reverse=True)


def _sentence(text: str) -> str:
    whole = f"{text[:1].upper()}{text[1:]}"
    return whole if not whole or whole.endswith(".") else f"{whole}."
