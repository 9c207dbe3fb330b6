"""What each kind of page is cited as."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.coded.basics import UNKNOWN
from corpus.model import Instrument, Jurisdiction, Question
from corpus.policy import Obligation, PolicyText
from search_app.citing.provision import CitedForm, HeldWording, cite_provision, cite_words
from search_app.citing.reference import CitedKind, CitedWork
from search_app.compare import Cell, CitedProvision
from search_app.provisions import ProvisionRecord
from search_app.release import Release

_UNCHANGED = {"as-enacted", "amending"}
_PAGES = ("likumi.lv ",)
"""Identifiers that begin so are numbers of web pages."""
_NAMED = 5
"""A title names so many countries or questions; where there are more it counts them."""


@dataclass(frozen=True)
class PageAddress:
    """Where a page stands, in which release, and of which day it speaks."""

    address: str
    release: Release
    as_of: dt.date | None = None


def page_reference(at: PageAddress, title: str, kind: CitedKind = "webpage") -> CitedWork:
    """Return the reference of a page or dataset of this site."""
    return CitedWork(kind=kind, title=title, address=at.address, release=at.release, as_of=at.as_of)


def cell_reference(at: PageAddress, cell: Cell) -> CitedWork:
    """Return the reference of a cell: our data, which rests on provisions."""
    return CitedWork(
        kind="dataset",
        title=f"{cell.question.short}: {cell.jurisdiction.name}",
        address=at.address,
        release=at.release,
        as_of=at.as_of,
        national=cell_forms(cell),
        jurisdiction=cell.jurisdiction.name,
    )


def cell_forms(cell: Cell) -> tuple[CitedForm, ...]:
    """Return the provisions of a cell in national form, with the day of the text that was read."""
    states = dict(_states(cell))
    return tuple(
        _form(cell.jurisdiction, cited, states.get(_place(cited), HeldWording()))
        for cited in cell.citations
    )


def _form(jurisdiction: Jurisdiction, cited: CitedProvision, held: HeldWording) -> CitedForm:
    return cite_provision(jurisdiction, cited.citation, state=held)


def _place(cited: CitedProvision) -> tuple[str, str]:
    return cited.citation.instrument, cited.citation.provision


def _states(cell: Cell) -> Iterator[tuple[tuple[str, str], HeldWording]]:
    """Yield the wording that was read, by instrument and provision."""
    if cell.facts is not None:
        for reading in cell.facts.rules_read:
            if reading.state != UNKNOWN:
                held = HeldWording(reading.state, as_enacted=reading.form in _UNCHANGED)
                yield (reading.instrument, reading.provision), held


def provision_reference(at: PageAddress, record: ProvisionRecord) -> CitedWork:
    """Return the reference of a provision: the law itself, not this site."""
    held = _held(record)
    code, act = record.jurisdiction.code, record.instrument
    return CitedWork(
        kind="legislation",
        title=record.act,
        address=at.address,
        release=at.release,
        national=(cite_words(code, act, record.number, state=held),) if act else (),
        section=record.number,
        identifier=_number_of(act) if act else "",
        jurisdiction=record.jurisdiction.name,
        language=act.language if act else (record.stored.language if record.stored else "en"),
        official_url=record.official_url if record.official_url.startswith("http") else "",
        publisher=record.jurisdiction.portal.name,
        issued=(act.made or "") if act else "",
        text_of=held.day,
        copy=_copy(record),
    )


def _number_of(act: Instrument) -> str:
    """The official number of an act; empty where it has none, or only that of a web page."""
    bare = act.identifier in (act.title, act.short) or act.identifier.startswith(_PAGES)
    return "" if bare else act.identifier


def _held(record: ProvisionRecord) -> HeldWording:
    """The wording shown; its day is empty where the copy does not state it."""
    stored = record.stored
    if stored:
        enacted = stored.copy.form in _UNCHANGED
        return HeldWording(stored.as_of or "", stored.copy.before, enacted)
    return HeldWording(record.rendering.state if record.rendering else "")


def _copy(record: ProvisionRecord) -> str:
    """What the text held is, and where it came from, as one sentence a point.

    `Text held: in-force, consolidated, whole of 2026-04-02. Copy: <origin>, imported on
    2026-11-30. Licence: …`, and the note on the copy, which says for instance that a wording is
    older than its date.
    """
    stored = record.stored
    if stored is None:
        return "Text not held"
    copy = stored.copy
    kind = ", ".join(name for name in (copy.force, copy.form, copy.extent) if name)
    how = "retrieved from the publisher" if copy.retrieved else "imported"
    origin = f"{copy.origin}, " if copy.origin else ""
    day = f" of {stored.as_of}" if stored.as_of else ""
    parts = [f"Text held: {kind}{day}", f"Copy: {origin}{how} on {stored.retrieved_at[:10]}"]
    parts += [f"Licence: {copy.licence}"] if copy.licence else []
    parts += [f"Note on the copy: {copy.note.removesuffix('.')}"] if copy.note else []
    return ". ".join(parts)


def obligation_reference(
    at: PageAddress, duty: Obligation, union: Jurisdiction, cited: CitedProvision
) -> CitedWork:
    """Return the reference of an obligation: our summary, which rests on an article."""
    return CitedWork(
        kind="dataset",
        title=duty.title,
        address=at.address,
        release=at.release,
        national=(_form(union, cited, HeldWording()),),
        jurisdiction=union.name,
    )


def policy_reference(at: PageAddress, text: PolicyText) -> CitedWork:
    """Return the reference of a policy text: the text itself, not this site."""
    return CitedWork(
        kind="report",
        title=text.title,
        address=at.address,
        release=at.release,
        identifier=text.reference or text.celex or "",
        language=text.language,
        official_url=str(text.url),
        publisher=text.publisher,
        issued=text.date or "",
    )


def comparison_title(
    jurisdictions: Iterable[Jurisdiction], questions: Iterable[Question], total: int
) -> str:
    """Return the title of a comparison: the countries and questions, counted where many.

    Args:
        jurisdictions: those asked for; none: all.
        questions: those asked for; none: those that the page opens with.
        total: how many jurisdictions there are.
    """
    places = [jurisdiction.name for jurisdiction in jurisdictions]
    columns = [question.short for question in questions]
    words = _listed(places, f"{len(places) or total} jurisdictions")
    asked = _listed(columns, f"{len(columns)} questions")
    return f"Comparison of the law: {words}{f' – {asked}' if columns else ''}"


def _listed(names: list[str], counted: str) -> str:
    return ", ".join(names) if 0 < len(names) <= _NAMED else counted
