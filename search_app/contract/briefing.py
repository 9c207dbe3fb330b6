"""The contract of `/briefing`: the list of a briefing, and what the document says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Annotated

from pydantic import Field

from search_app.briefing.pins import LONGEST_HEADING, LONGEST_REMARK, Pin, Pins, PinTexts
from search_app.briefing.templates import briefing_templates
from search_app.contract.base import Data
from search_app.contract.comparison import ComparisonParameters
from search_app.contract.fields import AsOf, CitedAddress
from search_app.contract.parameters import Day, FreeText, OneOf, Scope


def template_ids(_scope: Scope) -> Collection[str]:
    """Return the ids of the ready-made briefings."""
    return briefing_templates()


class BriefingParameters(ComparisonParameters):
    """What a briefing holds: the parameters of `/compare`, and a list of pins."""

    pin: Annotated[tuple[Pin, ...], Pins()] = Field(
        (), description="What is pinned, in the order of the document: `cell:se/purchase-adult`."
    )
    heading: Annotated[dict[str, str], PinTexts(LONGEST_HEADING)] = Field(
        default_factory=dict, description="Headings of the reader: `cell:se/purchase-adult|Words`."
    )
    remark: Annotated[dict[str, str], PinTexts(LONGEST_REMARK)] = Field(
        default_factory=dict, description="Remarks of the reader: `cell:se/purchase-adult|Words`."
    )
    template: Annotated[tuple[str, ...], OneOf(template_ids)] = Field(
        (), description="Ready-made briefings that come before the pins."
    )
    since: Annotated[dt.date | None, Day()] = Field(
        None, description="The day from which `changed` tells changes; a year by default."
    )
    title: Annotated[str, FreeText()] = Field("", description="The title of the document.")
    release: Annotated[str, FreeText()] = Field(
        "",
        description="The release that the address was made for; the document says if it differs.",
    )


class BriefingParameter(Data):
    """A parameter of the briefing, as it stands in its address."""

    name: str
    value: str


class BriefingStatement(Data):
    """A statement of the document with its footnotes."""

    text: str
    footnotes: tuple[str, ...]


class BriefingData(Data):
    """A briefing; as a file it can be opened again on `/briefing`."""

    title: str
    as_of: AsOf
    release: str = Field(description="Name of the release that it was made from.")
    url: CitedAddress
    parameters: tuple[BriefingParameter, ...] = Field(
        description="What makes the document, in order; `/briefing` opens it."
    )
    statements: tuple[BriefingStatement, ...] = Field(description="What the document says.")
