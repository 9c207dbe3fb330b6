"""Tables of facts: their fields, filters and rows, and the selection of rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.lists import ListEntry, closed_list

RowPart = Literal["record", "terms", "sanction", "period", "evidence"]
FieldKind = Literal["text", "texts", "number", "number-or-text", "flag", "records"]
DayStanding = Literal["yes", "not-known", "no"]
Values = Mapping[str, object]

YES_NO = ("yes", "no")
NOT_STATED = "not-stated"


@dataclass(frozen=True)
class Field:
    """A column of a table.

    Args:
        name: of the column, in CSV and JSON.
        part: the part of a row where a page shows it; None: in CSV and JSON only.
        listed: the closed list of its values.
        keys: for a value that is a list of records, the closed list of each key (or None).
        kind: what a value is; None stands for no value, whatever the kind.
    """

    name: str
    part: RowPart | None = None
    listed: str | None = None
    keys: Mapping[str, str | None] = field(default_factory=dict)
    kind: FieldKind = "text"

    @property
    def holds(self) -> FieldKind:
        """What a value is: records where it has keys."""
        return "records" if self.keys else self.kind


@dataclass(frozen=True)
class FactFilter:
    """A parameter that keeps the rows with one of its values in a field.

    Args:
        name: of the parameter.
        field: the field that it looks at; the parameter's name by default.
        key: for a field that holds records, the key that it looks at. Filters on keys of one field
            must be met together, by one record.
        listed: the closed list of its values.
        own: its values where no closed list has them; without either, whatever the rows have.
        below: keep what demands less than the value, by its rank in the closed list.
        bound: it suits some questions only; a form offers it once a question is chosen.
        quiet: it works in an address, but no form offers it.
    """

    name: str
    field: str = ""
    key: str | None = None
    listed: str | None = None
    own: tuple[str, ...] = ()
    below: bool = False
    bound: bool = False
    quiet: bool = False

    @property
    def of(self) -> str:
        """The field that it looks at."""
        return self.field or self.name

    def meets(self, value: object, chosen: Sequence[str]) -> bool:
        """Whether a value (or one of several) is among those chosen."""
        texts = told(value)
        if not self.below:
            return any(text in chosen for text in texts)
        ranks = closed_list(self.listed or self.of)
        least = min(_rank(ranks[name]) for name in chosen)
        return any(text != NOT_STATED and _rank(ranks[text]) > least for text in texts)


def _rank(entry: ListEntry) -> int:
    return entry.rank or 0


@dataclass(frozen=True)
class Fact:
    """A row: its values (ids) by field, and whether it holds on a given day."""

    values: Values
    standing: Callable[[dt.date], DayStanding]


@dataclass(frozen=True)
class Table:
    """A table: its fields in order, and the filters that narrow it.

    `by_years`: its rows can be narrowed to a least maximum of imprisonment.
    """

    name: str
    fields: tuple[Field, ...]
    filters: tuple[FactFilter, ...]
    by_years: bool = False

    def allowed(self, wanted: FactFilter, facts: Iterable[Fact]) -> tuple[str, ...]:
        """Return the values that a filter can have, in their order."""
        if wanted.own:
            return wanted.own
        if wanted.listed:
            every = tuple(closed_list(wanted.listed))
            return tuple(v for v in every if v != NOT_STATED) if wanted.below else every
        return tuple(sorted({v for fact in facts for v in _looked_at(wanted, fact.values)}))

    def occurring(self, wanted: FactFilter, facts: Sequence[Fact]) -> tuple[str, ...]:
        """Return the allowed values of a filter that occur in rows."""
        if wanted.below:
            return self.allowed(wanted, facts)
        occurring = {v for fact in facts for v in _looked_at(wanted, fact.values)}
        return tuple(v for v in self.allowed(wanted, facts) if v in occurring)


@dataclass(frozen=True)
class FactsAsked:
    """A selection: a day or all periods, and chosen values by the name of the filter.

    `years` keeps penalties with a maximum of at least that many years of imprisonment.
    """

    day: dt.date
    history: bool = False
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: int | None = None


def select(table: Table, facts: Iterable[Fact], asked: FactsAsked) -> Iterator[dict[str, object]]:
    """Yield the selected rows, each with `holds`: yes, no or not-known on the day.

    Without history, these are the rows that hold or may hold on the day.
    """
    used = [f for f in table.filters if asked.chosen.get(f.name)]
    for fact in facts:
        holds = fact.standing(asked.day)
        if (asked.history or holds != "no") and _kept(fact.values, used, asked):
            yield {**fact.values, "holds": holds}


def _kept(values: Values, used: Sequence[FactFilter], asked: FactsAsked) -> bool:
    if asked.years is not None and not _as_long(values, asked.years):
        return False
    plain = [f for f in used if f.key is None]
    if not all(f.meets(values.get(f.of), asked.chosen[f.name]) for f in plain):
        return False
    for name in {f.of for f in used if f.key is not None}:
        together = [f for f in used if f.key is not None and f.of == name]
        if not any(
            all(f.meets(entry.get(f.key or ""), asked.chosen[f.name]) for f in together)
            for entry in _objects(values.get(name))
        ):
            return False
    return True


def _as_long(values: Values, years: int) -> bool:
    days = values.get("imprisonment_max_days")
    return isinstance(days, float | int) and days >= years * 365.25


def _looked_at(wanted: FactFilter, values: Values) -> set[str]:
    if wanted.key is None:
        return set(told(values.get(wanted.of)))
    return {v for entry in _objects(values.get(wanted.of)) for v in told(entry.get(wanted.key))}


def _objects(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def told(value: object) -> tuple[str, ...]:
    """Return a value as texts to filter by: one for each item of a list, none for None."""
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("yes",) if value else ("no",)
    if isinstance(value, list):
        return tuple(text for one in value for text in told(one))
    return (str(value),)
