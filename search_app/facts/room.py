"""The tables of facts of a site; rows are made once, on the first request."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator

from corpus.library import Knowledge
from search_app.facts.absences import ABSENCES, absences
from search_app.facts.offences import OFFENCES, offences
from search_app.facts.penalties import PENALTIES, penalties
from search_app.facts.schemes import SCHEMES, schemes
from search_app.facts.tables import Fact, Table

TABLES = {table.name: table for table in (OFFENCES, PENALTIES, SCHEMES, ABSENCES)}
_ROWS: dict[str, Callable[[Knowledge], Iterable[Fact]]] = {
    OFFENCES.name: offences,
    PENALTIES.name: penalties,
    SCHEMES.name: schemes,
    ABSENCES.name: absences,
}


class Facts:
    """The rows of all tables, made from one knowledge base."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._guard = threading.Lock()
        self._kept: dict[str, tuple[Fact, ...]] = {}

    def rows(self, name: str) -> tuple[Fact, ...]:
        """Return all rows of a table, of all periods.

        Raises:
            KeyError: there is no such table.
        """
        if name not in self._kept:
            with self._guard:
                if name not in self._kept:
                    self._kept[name] = tuple(_ROWS[name](self._knowledge))
        return self._kept[name]


def flat(table: Table, rows: Iterable[dict[str, object]]) -> Iterator[list[object]]:
    """Yield rows as cells of CSV: a list of ids as one text, objects as JSON."""
    for row in rows:
        yield [_cell(row.get(field.name)) for field in table.fields]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if any(isinstance(one, dict) for one in value):
            return json.dumps(value, ensure_ascii=False)
        return "; ".join(map(str, value))
    return value
