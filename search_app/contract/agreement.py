"""The contract of verification: how the facts behind a cell agree with the texts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from corpus.verification.finding import Finding
from search_app.contract.base import Data
from search_app.contract.fields import PartialDay

OldestText = Annotated[
    str, Field(description="Date of the oldest text that a fact agrees with; null: none has one.")
]
NewestText = Annotated[
    str, Field(description="Date of the newest text that a fact agrees with; null: none has one.")
]


class AgreeingText(Data):
    """How many facts agree with the texts of one date."""

    state: PartialDay | None
    agree: int = Field(ge=1, description="How many facts agree with them.")


class AgreementCounts(Data):
    """How many facts behind a cell agree with the texts."""

    facts: int = Field(ge=0, description="How many facts were compared.")
    agree: int = Field(ge=0, description="How many of them agree.")
    text_of: OldestText | None
    text_of_oldest: OldestText | None
    text_of_newest: NewestText | None
    texts: tuple[AgreeingText, ...] = Field(description="By the date of the text, oldest first.")
    others: dict[str, int] = Field(description="How many have each other outcome.")


class AgreementData(Data):
    """How the facts behind a cell agree with the texts, fact by fact."""

    agree: int = Field(ge=0, description="How many facts agree.")
    facts: int = Field(ge=0, description="How many facts were compared.")
    text_of: OldestText | None
    text_of_oldest: OldestText | None
    text_of_newest: NewestText | None
    texts: tuple[AgreeingText, ...] = Field(description="By the date of the text, oldest first.")
    findings: tuple[Finding, ...] = Field(description="One finding per fact.")
