"""A finding: the outcome of checking one fact against a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

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
    """How many of some facts agree with the texts, out of how many, and which do not."""

    agree: int
    total: int
    state: str
    left: tuple[tuple[str, str], ...]
    """Each field that does not agree, with its outcome."""


def count(findings: Iterable[Finding]) -> Count:
    """Count findings; `state` is the newest date of a text that a fact agrees with."""
    every = list(findings)
    agreeing = [f for f in every if f.outcome == AGREES]
    return Count(
        agree=len(agreeing),
        total=len(every),
        state=max((f.state for f in agreeing), default=""),
        left=tuple((f.field, f.outcome) for f in every if f.outcome != AGREES),
    )


def by_outcome(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings have each outcome, in the order of `OUTCOMES`."""
    counts = Counter(finding.outcome for finding in findings)
    return {outcome: counts[outcome] for outcome in OUTCOMES}
