"""The contract of the claim checker: a text in, its claims with their verdicts out."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from search_app.contract.base import Data
from search_app.contract.days import LawDay
from search_app.contract.fields import (
    AsOf,
    Code,
    OfficialUrl,
    PagePath,
    PartialDay,
    QuestionId,
    Since,
    StatusId,
    TextState,
)
from search_app.contract.parameters import FreeText, Parameters

MOST_ON_PAGE = 20_000
"""So many characters of text the page takes; the command takes more."""


class CheckParameters(Parameters):
    """The text whose claims are checked."""

    text: Annotated[str, FreeText(MOST_ON_PAGE)] = Field(
        "", description="The text; blank lines part its paragraphs."
    )
    as_of: Annotated[dt.date | None, LawDay()] = Field(
        None, description="The day that “now” means in the text, today by default."
    )


class ClaimCell(Data):
    """The cell of the comparison that a claim is about."""

    country: Code
    question: QuestionId
    as_of: AsOf
    status: StatusId
    address: PagePath


class ClaimEvidence(Data):
    """A sentence that bears a verdict out, with a provision or a list of states if it has one."""

    text: str = Field(description="The sentence, in English.")
    provision: PagePath | None = None
    official_address: OfficialUrl | None = None
    text_state: TextState | None = None
    since: Since | None = None
    states: tuple[Code, ...] | None = Field(None, description="Codes of the states, of a count.")


class ClaimData(Data):
    """A claim that was found in the text."""

    claim: str = Field(description="The claim, verbatim.")
    paragraph: int = Field(ge=1, description="In which paragraph it stands, from 1.")
    verdict: str = Field(description="`right`, `wrong`, `was-right-until` or `undecidable`.")
    until: PartialDay | None = Field(description="Until when it was right; null: it is, or never.")
    cell: ClaimCell | tuple[ClaimCell, ...] | None = Field(
        description="One cell, several, or null where there are none or many."
    )
    evidence: tuple[ClaimEvidence, ...] = Field(description="What bears the verdict out.")

    @property
    def cells(self) -> tuple[ClaimCell, ...]:
        """The cells as a tuple, whatever their number."""
        if self.cell is None:
            return ()
        return self.cell if isinstance(self.cell, tuple) else (self.cell,)


class CheckData(Data):
    """The claims of a text."""

    as_of: AsOf
    claims: tuple[ClaimData, ...] = Field(description="The claims, in the order of the text.")
    sentences: int = Field(ge=0, description="How many sentences the text has.")
    passed_over: int = Field(
        ge=0, description="How many of them name neither a member state nor anything of this law."
    )
