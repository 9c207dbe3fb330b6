"""The contract of embeds: `/embed/<view>`, the snippets of `/embed`, and oEmbed."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from search_app.contract.base import Data
from search_app.contract.choices import (
    interface_languages,
    label_ids,
    listed,
    question_ids,
    state_codes,
)
from search_app.contract.days import LawDay
from search_app.contract.fields import CitedAddress
from search_app.contract.parameters import Choice, FreeText, OneOf, Parameters, WholeNumber

QUESTION = "purchase-adult"
WIDEST = 4000


class ViewParameters(Parameters):
    """What an embed shows."""

    question: Annotated[str, Choice(question_ids)] = Field(
        QUESTION, description="The question; by default that on buying sex from an adult."
    )
    country: Annotated[tuple[str, ...], OneOf(state_codes)] = Field(
        (), description="The member states, all by default; a cell shows the first one named."
    )
    as_of: Annotated[dt.date | None, LawDay()] = Field(
        None, description="The day whose law is shown, today by default."
    )
    theme: Annotated[str, Choice(label_ids("embed-theme"))] = Field(
        "auto", description="The colours; `auto`: those that the reader has chosen."
    )
    lang: Annotated[str, Choice(interface_languages)] = Field(
        "", description="The language of its words, that of the browser by default."
    )


class EmbedParameters(ViewParameters):
    """What the page with the snippet shows."""

    view: Annotated[str, Choice(label_ids("embed-view"))] = Field(
        "map", description="What is embedded: the map, the table, one cell, or the timeline."
    )


class EmbedData(Data):
    """The snippet that embeds a view."""

    title: str = Field(description="Title of the view, which the frame has too.")
    address: CitedAddress
    html: str = Field(description="The snippet, an `iframe`.")
    width: int = Field(description="Width of the frame in pixels.")
    height: int = Field(description="Height of the frame in pixels.")
    oembed: CitedAddress
    licence: str = Field(description="The licence of what is shown.")


class OembedParameters(Parameters):
    """A request for the embed of an address (oEmbed 1.0)."""

    url: Annotated[str, FreeText()] = Field("", description="Address of an embed or a count page.")
    format: Annotated[str, Choice(listed("json", "xml"))] = Field(
        "json", description="The format of the response; there is no XML."
    )
    maxwidth: Annotated[int, WholeNumber(1, WIDEST)] = Field(
        WIDEST, description="The greatest width, in pixels."
    )
    maxheight: Annotated[int, WholeNumber(1, WIDEST)] = Field(
        WIDEST, description="The greatest height, in pixels."
    )


class OembedData(Data):
    """The embed of an address (oEmbed 1.0, type `rich`)."""

    type: Literal["rich"] = Field("rich", description="The type of oEmbed: HTML.")
    version: Literal["1.0"] = Field("1.0", description="The version of oEmbed.")
    title: str = Field(description="Title of the view.")
    provider_name: str = Field(description="Name of this site.")
    provider_url: CitedAddress
    cache_age: int = Field(description="Seconds for which the response may be kept.")
    html: str = Field(description="The snippet.")
    width: int = Field(description="Width of the frame in pixels.")
    height: int = Field(description="Height of the frame in pixels.")
