"""Footnotes: which text a statement rests on, how it is cited, and when it was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from corpus.coded.absences import Searched
from corpus.coded.basics import UNKNOWN, Dated, LawReading
from corpus.dates import first_day
from corpus.library import Knowledge
from corpus.model import Citation, Event, Instrument, Jurisdiction, Source
from corpus.periods import WordingOnDay
from corpus.store import StoredProvision
from search_app.briefing.document import Footnote, TextRun
from search_app.briefing.words import PageWords
from search_app.citing.provision import cite_provision
from search_app.compare import Cell, resolve
from search_app.labels import label
from search_app.provisions import ProvisionRecord, Provisions
from search_app.wording import gettext


class FootnoteMaker:
    """Makes the footnotes of a briefing.

    Each names the provision, its official address, the state and kind of the text, and the day on
    which it was read or obtained; what of these is not known it says.
    """

    def __init__(
        self, words: PageWords, knowledge: Knowledge, provisions: Provisions, day: dt.date
    ) -> None:
        self._words = words
        self._day = day
        self._knowledge = knowledge
        self._provisions = provisions

    def of_cells(self, cells: Iterable[Cell]) -> Footnote:
        """Return the footnote of a statement about cells; several are introduced by their state."""
        every = tuple(cells)
        runs: list[TextRun] = []
        for cell in every:
            if len(every) > 1:
                name = self._words.country(cell.jurisdiction)
                runs.append(TextRun(f" {name}:", strong=True))
            runs += self._cell(cell)
        return Footnote(tuple(runs))

    def of_version(
        self, version: Dated, jurisdiction: Jurisdiction, page: str, checked: dt.date | None
    ) -> Footnote:
        """Return the footnote of a version of an offence or a scheme, read on a day."""
        own = [reading for reading in version.readings if not reading.for_]
        runs = [run for reading in own for run in self._reading(reading, jurisdiction)]
        if not own:
            runs.append(TextRun(" " + gettext("No provision is named.")))
        runs += self._sources(self._named(jurisdiction, version.sources))
        runs.append(TextRun(f" {self._law_read(checked)}"))
        return Footnote((*runs, *self._page(page)))

    def of_provision(self, record: ProvisionRecord, past: WordingOnDay | None = None) -> Footnote:
        """Return the footnote of a provision: the text held, or the state that was rendered.

        `past` is the wording of a day of the past, if that is the one that is quoted.
        """
        place = Citation(
            instrument=record.instrument.id if record.instrument else "", provision=record.number
        )
        runs = [*self._law(record.jurisdiction, place), *_official(record.official_url)]
        if past and past.period:
            runs += self._text(past.period.first, "")
            runs += self._origin(past.period.source)
        elif record.stored:
            runs += self._held(record.stored)
        elif record.rendering:
            runs += self._text(record.rendering.state, "")
            runs.append(TextRun(" " + gettext("The text is not held here.")))
        else:
            runs.append(TextRun(" " + gettext("The text is not held here.")))
        return Footnote((*runs, *self._page(f"/provision/{record.id}")))

    def of_event(self, jurisdiction: Jurisdiction, event: Event) -> Footnote:
        """Return the footnote of a dated change of the law."""
        runs: list[TextRun] = []
        for citation in event.citations:
            runs += self._cited_text(jurisdiction, citation)
        if not event.citations:
            runs.append(TextRun(" " + gettext("No provision is named.")))
        runs += self._sources(self._named(jurisdiction, event.sources))
        runs.append(TextRun(f" {label(event.confidence, 'answer-confidence')}."))
        return Footnote((*runs, *self._page(f"/country/{jurisdiction.code}")))

    def _cell(self, cell: Cell) -> Iterator[TextRun]:
        facts, answer, place = cell.facts, cell.answer, cell.jurisdiction
        readings = facts.rules_read if facts and cell.records else ()
        for reading in readings:
            yield from self._reading(reading, place)
        absences = facts.absences if facts and not cell.records else ()
        if searched := [text for absence in absences for text in absence.searched]:
            yield from self._searched(searched, place)
        elif answer and not readings:
            yield from self._answered(cell)
        elif cell.known and not readings:
            yield TextRun(" " + gettext("No provision is named."))
        named = [name for record in cell.records for name in record.version.sources]
        own = self._named(place, named)
        yield from self._sources([*own, *(() if readings else cell.sources)])
        if not cell.known:
            yield TextRun(" " + gettext("Official publication:") + " ")
            yield TextRun(place.portal.name, place.languages[0], str(place.portal.url))
            yield TextRun(".")
        yield from self._read(cell)
        yield from self._page(f"/answer/{place.code}/{cell.question.id}")

    def _answered(self, cell: Cell) -> Iterator[TextRun]:
        """Yield the provisions of a written answer, which no record was read in."""
        for cited in cell.citations:
            yield from self._cited_text(cell.jurisdiction, cited.citation)
        if not cell.citations and cell.known:
            yield TextRun(" " + gettext("No provision is named."))
        if cell.answer and cell.answer.text_state:
            state = self._words.day(cell.answer.text_state)
            yield TextRun(" " + gettext("What was read shows the law of %(day)s.", day=state))

    def _reading(self, reading: LawReading, place: Jurisdiction) -> Iterator[TextRun]:
        citation = Citation(instrument=reading.instrument, provision=reading.provision)
        yield from self._cited(place, citation, reading.part)
        yield from self._text(reading.state, _kind(reading.form, reading.extent, reading.force))

    def _searched(self, texts: Sequence[Searched], place: Jurisdiction) -> Iterator[TextRun]:
        for act in place.instruments:
            own = [text for text in texts if text.instrument == act.id]
            if not own:
                continue
            told = "; ".join(f"{text.part}, {self._state(text.state)}" for text in own)
            yield TextRun(" " + gettext("Searched:") + " ")
            yield TextRun(act.title, act.language)
            yield TextRun(f" ({act.identifier}): {told}.")
            yield from _official(str(act.url))

    def _state(self, state: str) -> str:
        if state == UNKNOWN:
            return gettext("day of the text not known")
        return gettext("text of %(day)s", day=self._words.day(state))

    def _cited(
        self, place: Jurisdiction, citation: Citation, part: str | None = None
    ) -> Iterator[TextRun]:
        yield from self._law(place, citation, part)
        known = _instrument(place, citation.instrument) is not None
        yield from _official(resolve(place, citation).official_url if known else "")

    def _cited_text(self, place: Jurisdiction, citation: Citation) -> Iterator[TextRun]:
        """Yield a provision that is only cited, with the text of it that the library holds."""
        yield from self._cited(place, citation)
        known = _instrument(place, citation.instrument) is not None
        name = resolve(place, citation).provision_id if known else ""
        record = self._provisions.find(name) if name else None
        if record and record.stored:
            yield from self._held(record.stored)
            yield from self._younger(record.stored)
        else:
            yield TextRun(" " + gettext("The text is not held here."))

    def _law(
        self, place: Jurisdiction, citation: Citation, part: str | None = None
    ) -> Iterator[TextRun]:
        text, language = national_form(place, citation, part)
        yield TextRun(" ")
        yield TextRun(text, language)
        yield TextRun(".")

    def _text(self, state: str, kind: str) -> Iterator[TextRun]:
        if state == UNKNOWN:
            told = gettext("Day of our text not known")
        else:
            told = gettext("Our text is that of %(day)s", day=self._words.day(state))
        yield TextRun(f" {told} ({kind or gettext('kind not known')}).")

    def _held(self, stored: StoredProvision) -> Iterator[TextRun]:
        """Yield state and kind of our copy, where it came from, when, and its licence."""
        copy, day = stored.copy, self._words.day(stored.retrieved_at)
        yield from self._text(stored.as_of or UNKNOWN, _kind(copy.form, copy.extent, copy.force))
        yield from self._origin(copy.origin)
        if copy.retrieved:
            told = gettext("Retrieved from the publisher on %(day)s.", day=day)
        else:
            told = gettext("Imported on %(day)s.", day=day)
        yield TextRun(f" {told}")
        if copy.licence:
            yield TextRun(" " + gettext("Licence: %(licence)s", licence=copy.licence) + ".")
        if copy.note:
            yield TextRun(" " + gettext("Note on the copy: %(note)s", note=copy.note))

    def _younger(self, stored: StoredProvision) -> Iterator[TextRun]:
        if stored.as_of and self._day < first_day(stored.as_of):
            day = self._words.day(self._day)
            yield TextRun(" " + gettext("That text is younger than %(day)s.", day=day))

    def _origin(self, origin: str) -> Iterator[TextRun]:
        if origin:
            yield TextRun(" " + gettext("Our copy: %(origin)s.", origin=origin))

    def _named(self, place: Jurisdiction, names: Iterable[str]) -> list[Source]:
        """The sources of these names, each once: of the jurisdiction, or of the policy texts."""
        known = {**self._knowledge.policy.sources, **{s.id: s for s in place.sources}}
        return [known[name] for name in dict.fromkeys(names) if name in known]

    def _sources(self, sources: Iterable[Source]) -> Iterator[TextRun]:
        for source in {(s.title, s.url, s.checked): s for s in sources}.values():
            yield TextRun(" " + gettext("Source: %(title)s", title=source.title))
            if source.url:
                yield TextRun(", ")
                yield TextRun(str(source.url), url=str(source.url))
            yield TextRun(". " + gettext("Read on %(day)s.", day=self._words.day(source.checked)))

    def _read(self, cell: Cell) -> Iterator[TextRun]:
        facts, answer = cell.facts, cell.answer
        checked: dt.date | None = facts.checked if facts else answer.checked if answer else None
        sure = facts.confidence if facts else answer.confidence if answer else None
        if cell.known:
            yield TextRun(f" {self._law_read(checked)}")
        if sure and cell.known:
            yield TextRun(f" {label(sure, 'answer-confidence')}.")

    def _law_read(self, checked: dt.date | None) -> str:
        if checked is None:
            return gettext("The day on which the law was read is not known.")
        return gettext("Law read on %(day)s.", day=self._words.day(checked))

    def _page(self, path: str) -> Iterator[TextRun]:
        address = self._words.address(path)
        yield TextRun(" ")
        yield TextRun(address, url=address)


def national_form(
    place: Jurisdiction, citation: Citation, part: str | None = None
) -> tuple[str, str]:
    """Return a provision as lawyers of its state cite it, and the language of these words.

    A provision of an instrument that has no national form keeps the label of the pages.
    """
    try:
        form = cite_provision(place, citation, part)
    except LookupError:
        act = _instrument(place, citation.instrument)
        told = resolve(place, citation).label if act else citation.provision
        return told, act.language if act else ""
    return form.full, form.language


def _instrument(place: Jurisdiction, name: str) -> Instrument | None:
    return next((act for act in place.instruments if act.id == name), None)


def _official(url: str) -> Iterator[TextRun]:
    if not url:
        yield TextRun(" " + gettext("Official address not known."))
        return
    yield TextRun(" " + gettext("Official text:") + " ")
    yield TextRun(url, url=url)
    yield TextRun(".")


def _kind(form: str, extent: str, force: str) -> str:
    told = [label(value, name) for name, value in (("form", form), ("extent", extent)) if value]
    if force:
        known = force != "unknown"
        told.append(label(force, "force") if known else gettext("force not known"))
    return ", ".join(told)
