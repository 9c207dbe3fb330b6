"""States whose facts are equal in view of a question, and whose statuses are not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.coded.state import CodedState
from corpus.verdict.decide import facts_in_view, verdicts
from corpus.verdict.table import verdict_table


@dataclass(frozen=True)
class Unequal:
    """A question that gives states with equal facts different statuses: state -> status."""

    question: str
    statuses: Mapping[str, str]


def unequal(states: Mapping[str, CodedState], day: dt.date) -> Iterator[Unequal]:
    """Yield each group of states with equal facts and unequal statuses on a day; none is right."""
    statuses = {code: verdicts(state, day) for code, state in states.items()}
    for question in verdict_table().questions:
        groups: dict[object, dict[str, str]] = {}
        for code, state in states.items():
            facts = facts_in_view(question, state, day)
            groups.setdefault(facts, {})[code] = statuses[code][question].status
        for group in groups.values():
            if len(set(group.values())) > 1:
                yield Unequal(question, group)
