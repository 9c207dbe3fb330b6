"""The table of rules from facts to statuses, `corpus/verdicts.yaml`, validated."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from corpus.lists import closed_list
from corpus.penalty import Strict
from corpus.verdict.schemes import NOT_READ, SCHEME_PROPERTIES
from corpus.yamlfile import YamlFile

TABLE = Path(__file__).parents[1] / "verdicts.yaml"
Conditions = dict[str, tuple[str, ...]]
_OWN = {
    "bound": ("yes", "no"),
    "placed": ("yes", "no"),
    "circumstanced": ("yes", "no"),
    "words": ("names-buyer", "for-anyone"),
    "abroad": ("free", "double", "mixed", "none", "not-known"),
}


def values(name: str) -> tuple[str, ...]:
    """Return the values that a property of an offence version can have.

    Raises:
        KeyError: there is no such property.
    """
    return _OWN[name] if name in _OWN else tuple(closed_list(name))


def scheme_values(name: str) -> tuple[str, ...]:
    """Return the values that a property of a scheme version can have.

    Raises:
        KeyError: there is no such property.
    """
    listed_in = SCHEME_PROPERTIES[name]
    own = tuple(closed_list(listed_in)) if isinstance(listed_in, str) else listed_in
    return (*own, NOT_READ)


class VerdictRow(Strict):
    """One row: a condition, and the status and reason if it holds."""

    some: Conditions | None = None
    all: Conditions | None = None
    offence: Conditions | None = None
    empty: bool = False
    question: str | None = None
    in_: tuple[str, ...] = Field(default=(), alias="in")
    status: str
    reason: str

    @model_validator(mode="after")
    def _check(self) -> VerdictRow:
        conditions = (self.some, self.all, self.offence, self.empty or None, self.question)
        if sum(condition is not None for condition in conditions) != 1:
            raise ValueError("a row has one of: some, all, offence, empty, question")
        return self


class VerdictRules(Strict):
    """The rules of one question: which versions it looks at, and the rows in order.

    With `schemes` the rows look at the schemes for the question, otherwise at offences. `neutral`
    lists circumstances that do not narrow a rule for this question.
    """

    take: Conditions
    schemes: bool = False
    neutral: tuple[str, ...] = ()
    rows: tuple[VerdictRow, ...] = Field(min_length=1)


class VerdictTable(Strict):
    """All questions with their rules; `sets` names lists of values, `reasons` are printed."""

    sets: dict[str, tuple[str, ...]]
    reasons: dict[str, str]
    questions: dict[str, VerdictRules]

    @model_validator(mode="after")
    def _check(self) -> VerdictTable:
        for question, rules in self.questions.items():
            for row in rules.rows:
                if row.reason not in self.reasons:
                    raise ValueError(f"{question}: the reason '{row.reason}' is not in 'reasons'")
                if row.question is not None and row.question not in self.questions:
                    raise ValueError(f"{question}: there is no question '{row.question}'")
                for conditions in (rules.take, row.some, row.all, row.offence):
                    self._check_values(question, conditions or {}, rules.schemes)
        return self

    def _check_values(self, question: str, conditions: Conditions, schemes: bool) -> None:
        for name, wanted in conditions.items():
            try:
                allowed = scheme_values(name) if schemes else values(name)
            except KeyError as error:
                what = "schemes" if schemes else "offences"
                raise ValueError(f"{question}: {what} have no property '{name}'") from error
            if unknown := [v for v in self.spelled_out(wanted) if v not in allowed]:
                raise ValueError(f"{question}: '{unknown[0]}' is not a value of '{name}'")

    def spelled_out(self, wanted: tuple[str, ...]) -> frozenset[str]:
        """Return values with the names of sets replaced by their members."""
        return frozenset(v for name in wanted for v in self.sets.get(name, (name,)))


@cache
def verdict_table() -> VerdictTable:
    """Return the packaged table.

    Raises:
        CorpusError: it is not valid.
    """
    return YamlFile(TABLE, "corpus/verdicts.yaml").parse(VerdictTable)
