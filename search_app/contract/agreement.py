"""The contract of verification: how the facts behind a cell agree with the texts."""

from __future__ import annotations

from pydantic import Field

from corpus.verification.finding import Finding
from search_app.contract.base import Data
from search_app.contract.fields import TextState


class AgreementCounts(Data):
    """How many facts behind a cell agree with the texts."""

    facts: int = Field(ge=0, description="How many facts were compared.")
    agree: int = Field(ge=0, description="How many of them agree.")
    text_of: TextState | None
    others: dict[str, int] = Field(description="How many have each other outcome.")


class AgreementData(Data):
    """How the facts behind a cell agree with the texts, fact by fact."""

    agree: int = Field(ge=0, description="How many facts agree.")
    facts: int = Field(ge=0, description="How many facts were compared.")
    text_of: TextState | None
    findings: tuple[Finding, ...] = Field(description="One finding per fact.")
