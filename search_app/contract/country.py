"""The contract of `/country/<code>`: all that is known of a jurisdiction, without its texts."""

from __future__ import annotations

from pydantic import Field

from corpus.model import Event, Instrument, Portal, RegimeOpinion, Source
from search_app.contract.base import Data
from search_app.contract.cells import CellData
from search_app.contract.copies import HeldVersionData
from search_app.contract.fields import AsOf, Code, Note
from search_app.contract.policy import BodyData, PolicyTextData, PositionData


class CountryData(Data):
    """A jurisdiction with its cells of today."""

    code: Code
    name: str = Field(description="Name in English.")
    languages: tuple[str, ...] = Field(description="Codes of the languages of its law.")
    portal: Portal = Field(description="Where it publishes its law.")
    note: Note | None
    instruments: tuple[Instrument, ...] = Field(description="Acts and other instruments cited.")
    sources: tuple[Source, ...] = Field(description="What was read.")
    events: tuple[Event, ...] = Field(description="Dated changes of the law.")
    opinions: tuple[RegimeOpinion, ...] = Field(description="How others classify its regime.")
    as_of: AsOf
    cells: tuple[CellData, ...] = Field(description="One cell per question.")
    policy: tuple[PolicyTextData, ...] = Field(description="Policy texts, newest first.")
    bodies: tuple[BodyData, ...]
    positions: tuple[PositionData, ...] = Field(description="Opinions of organisations.")
    texts_held: tuple[HeldVersionData, ...] = Field(description="Texts in our library.")
