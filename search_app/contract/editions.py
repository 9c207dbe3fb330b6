"""The contract of `/data`: the editions that a site offers, and its tables of today."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from search_app.contract.base import Data
from search_app.contract.fields import PagePath


class EditionFile(Data):
    """A file of an edition."""

    path: str = Field(description="Its path in the edition.")
    size: int = Field(ge=0, description="Its size in bytes.")
    sha256: str = Field(description="SHA-256 of its content.")
    url: PagePath


class EditionData(Data):
    """An edition: a release with all of its files."""

    name: str = Field(description="Name of the edition.")
    release: str = Field(description="The release that it is an edition of.")
    day: dt.date = Field(description="Day of the release.")
    cite: str = Field(description="How it is cited.")
    files: tuple[EditionFile, ...]


class LiveTable(Data):
    """A table as the site has it now, in every format."""

    title: str = Field(description="What it holds.")
    csv: PagePath
    xlsx: PagePath
    json_: PagePath = Field(alias="json")


class EditionsData(Data):
    """The editions of the data, the newest first, and the tables as they are now."""

    release: str = Field(description="The release that the site shows.")
    day: dt.date = Field(description="Day of that release.")
    licence: str = Field(description="Licence of the data.")
    licence_url: str = Field(description="Address of the licence.")
    cite: str = Field(description="How the data are cited.")
    editions: tuple[EditionData, ...]
    live: tuple[LiveTable, ...] = Field(description="Tables of the release that the site shows.")
