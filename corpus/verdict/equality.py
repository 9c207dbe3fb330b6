"""Finds states with equal facts on a question but unequal statuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.coded.state import CodedState
from corpus.verdict.decide import facts_in_view, verdicts
from corpus.verdict.table import verdict_table


@dataclass(frozen=True)
class Unequal:
    """A question on which states with equal facts differ: code of the state → status."""

    question: str
    statuses: Mapping[str, str]


def unequal(states: Mapping[str, CodedState], day: dt.date) -> Iterator[Unequal]:
    """Yield the groups of states with equal facts but unequal statuses; none is expected."""
    decided = {code: verdicts(state, day) for code, state in states.items()}
    for question in verdict_table().questions:
        groups: dict[object, dict[str, str]] = {}
        for code, state in states.items():
            facts = facts_in_view(question, state, day, decided[code])
            groups.setdefault(facts, {})[code] = decided[code][question].status
        for group in groups.values():
            if len(set(group.values())) > 1:
                yield Unequal(question, group)
