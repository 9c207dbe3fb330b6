"""What an address asks of a table of facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from search_app.facts.tables import Fact, FactFilter, FactsAsked, Table, select
from search_app.web import params
from search_app.web.site import facts, knowledge

MOST_YEARS = 50
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class FactQuery:
    """A table and what is asked of it."""

    table: Table
    asked: FactsAsked

    @property
    def every(self) -> tuple[Fact, ...]:
        """All rows of the table, of all periods."""
        return facts().rows(self.table.name)

    def rows(self) -> list[dict[str, object]]:
        """Return the rows asked for."""
        return list(select(self.table, self.every, self.asked))

    def pairs(self) -> Pairs:
        """Return the query of the permanent address."""
        pairs = [(name, value) for name, kept in self.asked.chosen.items() for value in kept]
        if self.asked.years is not None:
            pairs.append(("prison_years", str(self.asked.years)))
        if self.asked.history:
            pairs.append(("history", "1"))
        return [*pairs, ("as_of", self.asked.day.isoformat())]

    def address(self, suffix: str = "", pairs: Pairs | None = None) -> str:
        """Return the address of the table with a query, by default its own."""
        query = urlencode(self.pairs() if pairs is None else pairs)
        return f"/facts/{self.table.name}{suffix}?{query}"


def today(table: Table) -> FactQuery:
    """Return the query for the rows of a table that hold today."""
    return FactQuery(table, FactsAsked(dt.date.today()))


def read_query(table: Table) -> FactQuery:
    """Return what the current address asks of a table.

    Raises:
        RefusedError: a parameter has a value that the table does not know.
    """
    args = request.args
    chosen = {}
    for each in table.filters:
        if kept := params.values(args, each.name, allowed_values(table, each)):
            chosen[each.name] = kept
    years = None
    if table.name == "penalties":
        years = params.number(args, "prison_years", 1, MOST_YEARS)
    day = params.day(args, "as_of") or dt.date.today()
    return FactQuery(table, FactsAsked(day, bool(params.flag(args, "history")), chosen, years))


def allowed_values(table: Table, wanted: FactFilter) -> Sequence[str]:
    """Return the values that a filter of a table can have."""
    if wanted.name == "country":
        return tuple(knowledge().jurisdictions)
    if wanted.name == "question":
        return tuple(knowledge().questions)
    return table.allowed(wanted, facts().rows(table.name))
