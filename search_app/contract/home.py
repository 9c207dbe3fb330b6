"""The contract of the first page: the answer to the site's question on a day."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from corpus.library import COVERED_FROM
from search_app.contract.base import Data
from search_app.contract.cells import CellData
from search_app.contract.days import LawDay
from search_app.contract.fields import AsOf, QuestionId
from search_app.contract.parameters import Parameters, WholeNumber

FIRST_YEAR = COVERED_FROM.year


class HomeParameters(Parameters):
    """The day or the year that the first page is about."""

    as_of: Annotated[dt.date | None, LawDay()] = Field(
        None, description="The day of the overview, today by default; it goes before `year`."
    )

    year: Annotated[int | None, WholeNumber(FIRST_YEAR, lambda: dt.date.today().year)] = Field(
        None, description="The last day of this year, which is not to come; today by default."
    )


class HomeData(Data):
    """The finding on buying sex from an adult, and the cells that it counts."""

    as_of: AsOf
    question: QuestionId
    finding: tuple[str, ...] = Field(description="The finding, sentence by sentence.")
    counts: dict[str, int] = Field(description="How many states have each status.")
    cells: tuple[CellData, ...] = Field(description="One cell per member state.")
