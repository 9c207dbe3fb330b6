"""The rules from facts to statuses, spelled out: named sets resolved, values with their list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.lists import closed_lists
from corpus.verdict.schemes import SCHEME_PROPERTIES
from corpus.verdict.table import (
    Conditions,
    VerdictRow,
    VerdictTable,
    scheme_values,
    values,
    verdict_table,
)

Test = Literal["some", "all", "offence", "empty", "question"]


SANCTIONS = {"criminal": "criminal", "administrative": "administrative", "none": "prohibited"}
"""The status that each sanction gives, the strongest first."""


@dataclass(frozen=True)
class FactCondition:
    """A property that must have one of `values`; `listed` names their closed list."""

    name: str
    values: tuple[str, ...]
    listed: str | None


@dataclass(frozen=True)
class RuleRow:
    """One row: what is tested on which conditions, and the status with its reason if it holds.

    With the test `question` the row looks at the status of `question`, which must be in `statuses`.
    """

    test: Test
    conditions: tuple[FactCondition, ...]
    status: str
    reason: str
    question: str | None = None
    statuses: tuple[str, ...] = ()

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The statuses that the row can give, the strongest first."""
        if self.status == "same":
            return self.statuses
        if self.status != "sanction":
            return (self.status,)
        asked = next((c.values for c in self.conditions if c.name == "sanction"), (*SANCTIONS,))
        return tuple(status for name, status in SANCTIONS.items() if name in asked)


@dataclass(frozen=True)
class QuestionInWords:
    """The rules of a question: which versions count, and the rows in order."""

    question: str
    schemes: bool
    take: tuple[FactCondition, ...]
    neutral: tuple[str, ...]
    rows: tuple[RuleRow, ...]


def question_rules(table: VerdictTable | None = None) -> tuple[QuestionInWords, ...]:
    """Return the rules of all questions, in the order in which they are decided."""
    used = table or verdict_table()
    return tuple(
        QuestionInWords(
            question=question,
            schemes=rules.schemes,
            take=tuple(_conditions(rules.take, used, rules.schemes)),
            neutral=rules.neutral,
            rows=tuple(_row(row, used, rules.schemes) for row in rules.rows),
        )
        for question, rules in used.questions.items()
    )


def _row(row: VerdictRow, table: VerdictTable, schemes: bool) -> RuleRow:
    reason = table.reasons[row.reason]
    if row.question is not None:
        told = tuple(s for name in row.in_ for s in table.sets.get(name, (name,)))
        return RuleRow("question", (), row.status, reason, row.question, told)
    if row.empty:
        return RuleRow("empty", (), row.status, reason)
    tests: tuple[tuple[Test, Conditions | None], ...] = (
        ("some", row.some),
        ("all", row.all),
        ("offence", row.offence),
    )
    test, wanted = next((name, found) for name, found in tests if found is not None)
    return RuleRow(test, tuple(_conditions(wanted or {}, table, schemes)), row.status, reason)


def _conditions(wanted: Conditions, table: VerdictTable, schemes: bool) -> Iterator[FactCondition]:
    for name, given in wanted.items():
        spelled = table.spelled_out(given)
        order = scheme_values(name) if schemes else values(name)
        yield FactCondition(name, tuple(v for v in order if v in spelled), _listed(name, schemes))


def _listed(name: str, schemes: bool) -> str | None:
    if schemes:
        found = SCHEME_PROPERTIES[name]
        return found if isinstance(found, str) else None
    return name if name in closed_lists() else None
