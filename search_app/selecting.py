"""Filters and sorts a comparison: by status, and to the questions that differ."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from search_app.compare import Cell, Comparison


def with_status(table: Comparison, statuses: Collection[str]) -> Comparison:
    """Keep the countries with one of the statuses on any question shown; all if none is given."""
    if not statuses:
        return table
    return _rows(table, lambda row: any(cell.status.id in statuses for cell in row))


def only_differences(table: Comparison) -> Comparison:
    """Keep the questions on which the status of the states shown differs.

    The Union, which has no answers of its own, makes no difference.
    """
    rows = [row for row in table.rows if row and row[0].jurisdiction.code != "eu"]
    kept = [i for i in range(len(table.questions)) if len({row[i].status.id for row in rows}) > 1]
    return replace(
        table,
        questions=tuple(table.questions[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
    )


def by_status(table: Comparison) -> Comparison:
    """Sort countries by the weight of their status on the first question, then on the next."""
    order = sorted(
        zip(table.jurisdictions, table.rows, strict=True),
        key=lambda pair: ([_rank(cell) for cell in pair[1]], pair[0].name),
    )
    return replace(
        table,
        jurisdictions=tuple(jurisdiction for jurisdiction, _ in order),
        rows=tuple(row for _, row in order),
    )


def _rank(cell: Cell) -> tuple[int, int]:
    """Known statuses by weight, then unknown ones, then Union law."""
    last = {"not-known": 1, "not-checked": 2, "union": 3}
    return last.get(cell.status.id, 0), -cell.status.weight


def _rows(table: Comparison, keep: Callable[[tuple[Cell, ...]], bool]) -> Comparison:
    pairs = zip(table.jurisdictions, table.rows, strict=True)
    kept = [(jurisdiction, row) for jurisdiction, row in pairs if keep(row)]
    return replace(
        table,
        jurisdictions=tuple(jurisdiction for jurisdiction, _ in kept),
        rows=tuple(row for _, row in kept),
    )
