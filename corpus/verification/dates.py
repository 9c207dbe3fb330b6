"""Holds the days of the corpus against the wordings held: did the law change on that day?

If every provision that is cited for a day has the same words on that day and on the day before,
and the texts held make that sure, nothing changed and the day is wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.claimed import ClaimedDay, claimed_days
from corpus.dates import first_day
from corpus.library import Knowledge
from corpus.periods import ProvisionHistory, WordingOnDay, provision_history
from corpus.wordings import DatedWording

_DAY = dt.timedelta(days=1)
Wordings = Callable[[str], Sequence[DatedWording]]
"""Returns the dated texts of a provision, given its id."""


@dataclass(frozen=True)
class ContradictedDay:
    """A day on which the corpus says that the law changed, and on which no cited word did.

    `changed` are the days on which the words of each cited provision did change, by its id.
    """

    claim: ClaimedDay
    changed: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        """What is wrong, in one sentence."""
        days = "; ".join(f"{name}: {', '.join(own) or 'never'}" for name, own in self.changed)
        return (
            f"the law is said to change on {self.claim.day}, but what is cited has the same words"
            f" before and after that day: either the day is wrong, or the provision that changed is"
            f" not cited; the words changed on: {days}"
        )


def contradicted_days(knowledge: Knowledge, wordings: Wordings) -> Iterator[ContradictedDay]:
    """Yield the days of the corpus that the wordings held contradict."""
    histories: dict[str, ProvisionHistory] = {}
    for claim in claimed_days(knowledge):
        for name in claim.ids:
            if name not in histories:
                histories[name] = provision_history(wordings(name), ())
        own = [histories[name] for name in claim.ids]
        if all(_is_unchanged(history, claim.day) for history in own):
            yield ContradictedDay(claim, tuple(zip(claim.ids, map(_days, own), strict=True)))


def _is_unchanged(history: ProvisionHistory, day: str) -> bool:
    """Whether texts held make it sure that the words were the same on a day as on that before."""
    after, before = history.on(first_day(day)), history.on(first_day(day) - _DAY)
    return _is_sure(after) and _is_sure(before) and after.period == before.period


def _is_sure(shown: WordingOnDay) -> bool:
    """Whether a wording is sure: texts show it, or the next text says itself when it begins."""
    following = shown.following
    begins = following is not None and following.basis in {"in-force", "portal"}
    return shown.how == "sure" or (shown.how == "dated" and begins)


def _days(history: ProvisionHistory) -> tuple[str, ...]:
    """Return the days on which the words changed, without that of the first text held."""
    return tuple(period.first for period in history.periods[1:])
