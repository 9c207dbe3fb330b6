"""Footnotes: which text a statement rests on, how it is cited, and when it was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from corpus.coded.absences import Searched
from corpus.coded.basics import UNKNOWN, Dated, LawReading
from corpus.model import Citation, Instrument, Jurisdiction, Source
from corpus.store import StoredProvision
from search_app.briefing.document import Footnote, TextRun
from search_app.briefing.words import PageWords
from search_app.citing.provision import cite_provision
from search_app.compare import Cell, resolve
from search_app.labels import label
from search_app.provisions import ProvisionRecord
from search_app.wording import gettext


class FootnoteMaker:
    """Makes the footnotes of a briefing."""

    def __init__(self, words: PageWords) -> None:
        self._words = words

    def of_cells(self, cells: Iterable[Cell]) -> Footnote:
        """Return the footnote of a statement about cells; several are introduced by their state."""
        every = tuple(cells)
        runs: list[TextRun] = []
        for cell in every:
            if len(every) > 1:
                name = self._words.country(cell.jurisdiction)
                runs.append(TextRun(f"{' ' if runs else ''}{name}: ", strong=True))
            runs += self._cell(cell)
        return Footnote(tuple(runs))

    def of_version(self, version: Dated, jurisdiction: Jurisdiction, page: str) -> Footnote:
        """Return the footnote of a version of an offence or a scheme."""
        own = [reading for reading in version.readings if not reading.for_]
        runs = [run for reading in own for run in self._reading(reading, jurisdiction)]
        known = {source.id: source for source in jurisdiction.sources}
        runs += self._sources([known[name] for name in version.sources if name in known])
        return Footnote((*runs, *self._page(page)))

    def of_provision(self, record: ProvisionRecord) -> Footnote:
        """Return the footnote of a provision: the text held, or the state that was rendered."""
        place = Citation(
            instrument=record.instrument.id if record.instrument else "", provision=record.number
        )
        runs = [*self._law(record.jurisdiction, place), *_official(record.official_url)]
        stored = record.stored
        if stored:
            copy = stored.copy
            runs += self._text(stored.as_of or UNKNOWN, _kind(copy.form, copy.extent, copy.force))
            runs += self._obtained(stored)
        elif record.rendering:
            runs += self._text(record.rendering.state, "")
        return Footnote((*runs, *self._page(f"/provision/{record.id}")))

    def of_event(
        self, jurisdiction: Jurisdiction, citations: Sequence[Citation], sources: Sequence[Source]
    ) -> Footnote:
        """Return the footnote of a dated change of the law."""
        runs: list[TextRun] = []
        for citation in citations:
            runs += self._cited(jurisdiction, citation)
        runs += self._sources(sources)
        return Footnote((*runs, *self._page(f"/country/{jurisdiction.code}")))

    def _cell(self, cell: Cell) -> Iterator[TextRun]:
        facts, answer, place = cell.facts, cell.answer, cell.jurisdiction
        if facts and cell.records:
            for reading in facts.rules_read:
                yield from self._reading(reading, place)
            known = {source.id: source for source in place.sources}
            named = dict.fromkeys(n for record in cell.records for n in record.version.sources)
            yield from self._sources(known[name] for name in named if name in known)
        elif facts and facts.absences:
            yield from self._searched([t for a in facts.absences for t in a.searched], place)
        elif answer:
            for cited in cell.citations:
                yield from self._cited(place, cited.citation)
            if answer.text_state:
                yield from self._text(answer.text_state, "")
            yield from self._sources(cell.sources)
        if not cell.known:
            yield TextRun(gettext("Official publication:") + " ")
            yield TextRun(place.portal.name, place.languages[0], str(place.portal.url))
            yield TextRun(".")
        yield from self._read(cell)
        yield from self._page(f"/answer/{place.code}/{cell.question.id}")

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

    def _law(
        self, place: Jurisdiction, citation: Citation, part: str | None = None
    ) -> Iterator[TextRun]:
        text, language = national_form(place, citation, part)
        yield TextRun(text, language)
        yield TextRun(".")

    def _text(self, state: str, kind: str) -> Iterator[TextRun]:
        if state == UNKNOWN:
            told = gettext("Day of our text not known")
        else:
            told = gettext("Our text is that of %(day)s", day=self._words.day(state))
        yield TextRun(f" {told}{f' ({kind})' if kind else ''}. ")

    def _obtained(self, stored: StoredProvision) -> Iterator[TextRun]:
        """Yield where our copy came from, when, and its licence."""
        copy, day = stored.copy, self._words.day(stored.retrieved_at)
        if copy.origin:
            yield TextRun(gettext("Our copy: %(origin)s.", origin=copy.origin) + " ")
        if copy.retrieved:
            yield TextRun(gettext("Retrieved from the publisher on %(day)s.", day=day))
        else:
            yield TextRun(gettext("Imported on %(day)s.", day=day))
        if copy.licence:
            yield TextRun(" " + gettext("Licence: %(licence)s", licence=copy.licence) + ".")

    def _sources(self, sources: Iterable[Source]) -> Iterator[TextRun]:
        for source in sources:
            yield TextRun(gettext("Source: %(title)s", title=source.title))
            if source.url:
                yield TextRun(", ")
                yield TextRun(str(source.url), url=str(source.url))
            yield TextRun(
                ". " + gettext("Read on %(day)s.", day=self._words.day(source.checked)) + " "
            )

    def _read(self, cell: Cell) -> Iterator[TextRun]:
        facts, answer = cell.facts, cell.answer
        checked: dt.date | None = facts.checked if facts else answer.checked if answer else None
        sure = facts.confidence if facts else answer.confidence if answer else None
        if checked and cell.known:
            yield TextRun(" " + gettext("Law read on %(day)s.", day=self._words.day(checked)))
        if sure and cell.known:
            yield TextRun(f" {label(sure, 'answer-confidence')}.")

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
    if url:
        yield TextRun(" " + gettext("Official text:") + " ")
        yield TextRun(url, url=url)
        yield TextRun(".")


def _kind(form: str, extent: str, force: str) -> str:
    told = [label(value, name) for name, value in (("form", form), ("extent", extent)) if value]
    if force:
        known = force != "unknown"
        told.append(label(force, "force") if known else gettext("force not known"))
    return ", ".join(told)
