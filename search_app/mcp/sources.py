"""The citation that stands with every statement: where the words are, and which text was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pydantic import Field

from corpus.coded.absences import Searched
from corpus.coded.basics import UNKNOWN
from corpus.model import Jurisdiction
from search_app.compare import Cell, CitedProvision
from search_app.contract.base import Data
from search_app.contract.fields import CitedAddress, OfficialUrl, PartialDay
from search_app.provisions import ProvisionRecord


class TextKindData(Data):
    """What kind of text was read."""

    extent: str = Field(description="`whole` or `excerpt`; empty: not recorded.")
    force: str = Field(description="Whether the text was in force on its date.")
    form: str = Field(description="Whether later changes are worked in; empty: not recorded.")


class SourceCited(Data):
    """A source as it must be cited."""

    label: str = Field(description="The provision as lawyers of the state cite it.")
    address: CitedAddress
    official_address: OfficialUrl
    state: PartialDay | None = Field(description="Date of the text; null: not known.")
    text_kind: TextKindData | None = Field(description="Null: no text was at hand.")
    sha256: str | None = Field(description="Hash of the text that was read; null: not recorded.")
    read_on: dt.date | None = Field(description="Day on which it was read or obtained.")
    obtained: str | None = Field(
        None, description="How our copy was had: `retrieved` from the publisher, or `imported`."
    )
    origin: str | None = Field(None, description="Where our copy came from; null: not recorded.")
    licence: str | None = Field(None, description="Licence of our copy; null: not recorded.")


def sources_of_cell(cell: Cell, base_url: str) -> tuple[SourceCited, ...]:
    """Return the sources of a cell: what was read for it, or what was searched without a find."""
    if cell.facts is None or not cell.facts.rules_read:
        searched = tuple(_searched(cell, base_url))
        return searched or tuple(_unread(cell, cited, base_url) for cited in cell.citations)
    return tuple(_read(cell, base_url))


def _read(cell: Cell, base_url: str) -> Iterator[SourceCited]:
    facts = cell.facts
    assert facts is not None  # noqa: S101 - the caller looked
    for cited, reading in zip(cell.citations, facts.rules_read, strict=True):
        yield SourceCited(
            label=cited.label,
            address=f"{base_url}/provision/{cited.provision_id}",
            official_address=cited.official_url,
            state=_known(reading.state),
            text_kind=TextKindData(
                extent=str(reading.extent), force=str(reading.force), form=str(reading.form)
            ),
            sha256=reading.sha256,
            read_on=facts.checked,
        )


def _searched(cell: Cell, base_url: str) -> Iterator[SourceCited]:
    for absence in cell.facts.absences if cell.facts else ():
        for text in absence.searched:
            yield searched_source(cell.jurisdiction, text, absence.day, _page(cell, base_url))


def searched_source(
    jurisdiction: Jurisdiction, text: Searched, day: dt.date, address: str
) -> SourceCited:
    """Return a text that was searched on a day; `address` is the page that tells of it."""
    instrument = next((i for i in jurisdiction.instruments if i.id == text.instrument), None)
    name = (instrument.short or instrument.title) if instrument else text.instrument
    return SourceCited(
        label=name if text.part == "whole" else f"{name}, {text.part}",
        address=address,
        official_address=str(instrument.url) if instrument else "",
        state=_known(text.state),
        text_kind=None,
        sha256=text.sha256,
        read_on=day,
    )


def _unread(cell: Cell, cited: CitedProvision, base_url: str) -> SourceCited:
    return SourceCited(
        label=cited.label,
        address=f"{base_url}/provision/{cited.provision_id}",
        official_address=cited.official_url,
        state=cell.answer.text_state if cell.answer else None,
        text_kind=None,
        sha256=None,
        read_on=cell.answer.checked if cell.answer else None,
    )


def source_of_provision(record: ProvisionRecord, base_url: str) -> SourceCited:
    """Return the source of a provision: the text that is held of it, if any."""
    stored = record.stored
    copy = stored.copy if stored else None
    return SourceCited(
        label=record.cited_as,
        address=f"{base_url}/provision/{record.id}",
        official_address=record.official_url,
        state=stored.as_of if stored else None,
        text_kind=TextKindData(extent=copy.extent, force=copy.force, form=copy.form)
        if copy
        else None,
        sha256=stored.content_hash if stored else None,
        read_on=dt.date.fromisoformat(stored.retrieved_at[:10]) if stored else None,
        obtained=copy.obtained if copy else None,
        origin=(copy.origin or None) if copy else None,
        licence=(copy.licence or None) if copy else None,
    )


def _page(cell: Cell, base_url: str) -> str:
    return f"{base_url}/answer/{cell.jurisdiction.code}/{cell.question.id}"


def _known(day: str) -> str | None:
    return None if day == UNKNOWN else day
