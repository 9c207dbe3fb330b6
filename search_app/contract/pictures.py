"""The contract of the pictures of maps: `/map/<question>.svg` and `.png`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from search_app.contract.choices import interface_languages, listed
from search_app.contract.days import LawDay
from search_app.contract.parameters import Choice, Parameters, WholeNumber

THEMES = ("light", "dark")
LARGEST = 2


class PictureParameters(Parameters):
    """The day, size and colours of a picture."""

    as_of: Annotated[dt.date | None, LawDay()] = Field(
        None, description="The day whose law is drawn, today by default."
    )
    scale: Annotated[int, WholeNumber(1, LARGEST)] = Field(
        1, description="Pixels of a PNG per unit of the picture; 2 for fine screens and print."
    )
    theme: Annotated[str, Choice(listed(*THEMES))] = Field(
        "light", description="The colours: on white, or on black."
    )
    head: Annotated[str, Choice(listed("yes", "no"))] = Field(
        "yes", description="Whether title, day and sentence stand above the map."
    )
    lang: Annotated[str, Choice(interface_languages)] = Field(
        "", description="The language of its words, that of the browser by default."
    )
