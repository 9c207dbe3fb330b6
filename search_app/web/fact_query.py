"""What an address asks of a table of facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from search_app.contract.facts import FactsParameters, values_of
from search_app.facts.tables import Fact, FactFilter, FactsAsked, Table, select
from search_app.web.site import facts, scope

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class FactQuery:
    """A table and what is asked of it; `page` is that of the HTML, from 1."""

    table: Table
    asked: FactsAsked
    page: int = 1

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


def fact_query(table: Table, asked: FactsParameters) -> FactQuery:
    """Return what the parameters of a request ask of a table."""
    day = asked.as_of or dt.date.today()
    wanted = FactsAsked(day, asked.history, asked.chosen(table), asked.years())
    return FactQuery(table, wanted, asked.page)


def allowed_values(table: Table, narrowed: FactFilter) -> Collection[str]:
    """Return the values that a filter of a table can have."""
    return values_of(table, narrowed)(scope())
