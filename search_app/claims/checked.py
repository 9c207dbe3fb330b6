"""A claim with its verdict, as the page, the command and the API give it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from search_app.claims.judging import ClaimVerdict

MOST_CHARACTERS = 100_000
"""Longer texts are refused."""

Cells = dict[str, object] | list[dict[str, object]] | None


class TextTooLongError(ValueError):
    """A text has more than `MOST_CHARACTERS`."""


@dataclass(frozen=True)
class CheckedText:
    """The claims of a text in order, how many sentences it has, and in how many none was found.

    Those of `passed_over` name neither a member state nor anything of this law, or are too long.
    """

    claims: list[CheckedClaim]
    sentences: int
    passed_over: int


@dataclass(frozen=True)
class CheckedClaim:
    """A claim with its verdict; `cell` is one cell, several, or None where there are none or many.

    `claim` stands verbatim in the text from `start` on; `evidence` are sentences, some of them with
    a provision, its official address, the state of its text, or a list of states.
    """

    claim: str
    start: int
    paragraph: int
    verdict: ClaimVerdict
    cell: Cells
    evidence: list[dict[str, object]]
    until: dt.date | None = None

    def to_json(self) -> dict[str, object]:
        """Return the claim as JSON; the keys are a contract."""
        return {
            "claim": self.claim,
            "paragraph": self.paragraph,
            "verdict": self.verdict,
            "until": self.until.isoformat() if self.until else None,
            "cell": self.cell,
            "evidence": self.evidence,
        }
