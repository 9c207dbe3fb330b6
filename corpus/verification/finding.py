"""A finding: the outcome of checking one fact against a text."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.dates import first_day

AGREES = "agrees"
DIFFERS = "differs"
AS_ENACTED = "as-enacted"
NOT_STATED = "not-stated"
NOT_COMPARED = "not-compared"
TEXT_CHANGED = "text-changed"
NOT_HELD = "text-not-held"
OUTCOMES = (AGREES, DIFFERS, AS_ENACTED, NOT_STATED, NOT_COMPARED, TEXT_CHANGED, NOT_HELD)

SAME_WORDS = "same-words"
MACHINE = "machine"


@dataclass(frozen=True)
class Finding:
    """One fact of a version of a record, and what the text says about it.

    `told` is the coded value, `read` what the machine read (empty if nothing), `by` how agreement
    was established. `provision` is the id of the text's page and `state` its date, both empty if no
    text is held. `why` is a sentence unless the outcome is plain agreement.
    """

    country: str
    record: str
    since: str
    field: str
    outcome: str
    told: str
    read: str = ""
    by: tuple[str, ...] = ()
    provision: str = ""
    state: str = ""
    why: str = ""


@dataclass(frozen=True)
class Count:
    """How many of some facts agree with the texts, out of how many, and which do not.

    `states` says how many agree with the text of each date, the oldest text first; the date is
    empty for texts that have none.
    """

    agree: int
    total: int
    states: tuple[tuple[str, int], ...]
    left: tuple[tuple[str, str], ...]
    """Each field that does not agree, with its outcome."""

    @property
    def oldest(self) -> str:
        """The date of the oldest text that a fact agrees with; empty if none has a date."""
        return next((state for state, _ in self.states if state), "")

    @property
    def newest(self) -> str:
        """The date of the newest text that a fact agrees with; empty if none has a date."""
        return next((state for state, _ in reversed(self.states) if state), "")


def count(findings: Iterable[Finding]) -> Count:
    """Count findings, and those that agree by the date of the text."""
    every = list(findings)
    states = Counter(f.state for f in every if f.outcome == AGREES)
    return Count(
        agree=states.total(),
        total=len(every),
        states=tuple(sorted(states.items(), key=lambda item: _day(item[0]))),
        left=tuple((f.field, f.outcome) for f in every if f.outcome != AGREES),
    )


def _day(state: str) -> dt.date:
    return first_day(state) if state else dt.date.max


def by_outcome(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings have each outcome, in the order of `OUTCOMES`."""
    counts = Counter(finding.outcome for finding in findings)
    return {outcome: counts[outcome] for outcome in OUTCOMES}
