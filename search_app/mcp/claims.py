"""The tool that checks the claims of a text."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import Field

from search_app.claims.check import check_text
from search_app.claims.checked import MOST_CHARACTERS
from search_app.contract.base import Data
from search_app.mcp.outcomes import ToolResult, WithoutResultError, tool
from search_app.mcp.room import ToolRoom


class ClaimChecked(Data):
    """A claim with its verdict."""

    claim: str = Field(description="The words of the text.")
    paragraph: int = Field(description="Number of the paragraph, from 1.")
    verdict: str = Field(description="`right`, `wrong`, `was-right-until` or `undecidable`.")
    until: dt.date | None = Field(description="For `was-right-until`: the first day without it.")
    cell: Any = Field(description="The cell or cells that decide it; null: none, or many.")
    evidence: tuple[dict[str, Any], ...] = Field(description="Why, with provisions to cite.")


class ClaimsResult(ToolResult):
    """The claims that the comparison can judge."""

    claims: tuple[ClaimChecked, ...] = ()
    passed_over: int = Field(0, description="How many sentences were passed over.")


class ClaimTools:
    """The tool on claims."""

    def __init__(self, room: ToolRoom) -> None:
        self._room = room

    @property
    def release(self) -> str:
        """The release of the data."""
        return self._room.release

    @tool(ClaimsResult)
    def check_claims(
        self, text: Annotated[str, Field(description="Paragraphs, parted by blank lines.")]
    ) -> ClaimsResult:
        """Check what a text claims of the law: right, wrong, right until a day, or undecidable.

        Each claim comes with the cells and provisions that decide it.
        """
        if len(text) > MOST_CHARACTERS:
            raise WithoutResultError(
                "bad-question", f"The text is longer than {MOST_CHARACTERS:,} characters."
            )
        held = self._room.provisions.find
        checked = check_text(text, self._room.knowledge, self._room.today(), held)
        return ClaimsResult(
            outcome="found" if checked.claims else "grounded-none",
            why="" if checked.claims else "The text makes no claim that the comparison can judge.",
            release=self.release,
            claims=tuple(ClaimChecked.model_validate(claim.to_json()) for claim in checked.claims),
            passed_over=checked.passed_over,
        )
