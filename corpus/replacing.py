"""What it means that one copy of an instrument replaced another: a newer text, or only a new copy.

A law changed only where the later copy holds a later text. A fuller copy of the same text, or an
excerpt in the place of a whole text, differs in its provisions too and says nothing about the law.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.dates import first_day, last_day

ReplacedBy = Literal["newer", "amended", "fuller", "copy"]
"""What replaced a text.

- newer: a text of a later day that is no smaller
- amended: the publisher's text read again, with other words, while its day is not known or the same
- fuller: the whole text in the place of an excerpt
- copy: any other copy
"""


@dataclass(frozen=True)
class ReplacedCopy:
    """A stored copy: the day of its text, its extent, when it was obtained, and from whom.

    `retrieved`: from the publisher, not from a file of others.
    """

    as_of: str | None
    extent: str
    retrieved_at: str
    retrieved: bool


@dataclass(frozen=True)
class Replaced:
    """Two copies, of which `after` replaced `before`."""

    before: ReplacedCopy
    after: ReplacedCopy

    @property
    def by(self) -> ReplacedBy:
        """What replaced the text."""
        old, new = self.before, self.after
        if old.extent == "whole" and new.extent == "excerpt":
            return "copy"
        if old.as_of and new.as_of and first_day(new.as_of) > last_day(old.as_of):
            return "newer"
        if old.extent == "excerpt" and new.extent == "whole":
            return "fuller"
        dated = old.as_of and new.as_of and old.as_of != new.as_of
        return "amended" if old.retrieved and new.retrieved and not dated else "copy"

    @property
    def same_day(self) -> bool:
        """Whether both were obtained on one day, so that no reader saw the first."""
        return self.before.retrieved_at[:10] == self.after.retrieved_at[:10]
