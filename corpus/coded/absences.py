"""What was looked for and not found, or could not be settled, by question."""

from __future__ import annotations

import datetime as dt

from pydantic import Field, model_validator

from corpus.coded.basics import OpenDate
from corpus.dates import PartialDate, first_day
from corpus.lists import listed
from corpus.penalty import Strict


class Searched(Strict):
    """A text that was searched: the instrument, the part of it, and the state of the text."""

    instrument: str
    part: str
    state: OpenDate
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class Absence(Strict):
    """A question that has no record for a period [from, until); without `from`, from the start.

    "none" needs the texts searched and the search terms in the law's language; "unclear" needs a
    reason in `why`.
    """

    question: str
    finding: listed("absence")  # type: ignore[valid-type]
    from_: PartialDate | None = Field(default=None, alias="from")
    until: PartialDate | None = None
    why: str | None = None
    searched: tuple[Searched, ...] = ()
    terms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    day: dt.date

    @model_validator(mode="after")
    def _check(self) -> Absence:
        if self.finding == "none" and not (self.searched and self.terms):
            raise ValueError("'none' needs the texts searched and the terms looked for")
        if self.finding == "unclear" and not self.why:
            raise ValueError("'unclear' needs 'why'")
        return self

    def holds(self, day: dt.date) -> bool:
        """Return whether the absence covers a day."""
        return (self.from_ is None or first_day(self.from_) <= day) and (
            self.until is None or day < first_day(self.until)
        )
