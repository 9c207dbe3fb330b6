"""What changed in the facts between two editions, read off their tables."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from search_app.editions.package import csv_of, path_of
from search_app.editions.resources import Resource

TABLES = (
    *("status-periods", "answers", "offences", "penalties", "schemes", "absences"),
    *("provisions", "events", "obligations"),
)
"""The tables that are compared: those that say what the law is."""
_OF_THE_DAY = frozenset({"as_of", "holds"})
"""Columns that change with the day of the release, without any change of facts."""
_SHOWN = 4
Change = Literal["added", "removed", "changed"]
Line = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EditionDifference:
    """A row that one of two editions has, or that differs between them.

    Args:
        table: the table.
        change: what happened to the row.
        row: the values that name the row.
        before: the former values of the columns that differ.
        after: their new values.
    """

    table: str
    change: Change
    row: Mapping[str, str]
    before: Mapping[str, str]
    after: Mapping[str, str]

    def plain(self) -> dict[str, object]:
        """Return the difference as data for JSON."""
        return asdict(self)


def differences(previous: Path, tables: Iterable[Resource]) -> tuple[EditionDifference, ...]:
    """Return how tables differ from the edition in the folder `previous`.

    Rows with a key are compared column by column, other rows as a whole. A table that the former
    edition lacks counts as empty there.

    Raises:
        OSError: a table of the former edition cannot be read.
    """
    compared = [table for table in tables if table.name in TABLES]
    return tuple(found for table in compared for found in _of_table(previous, table))


def changes_page(found: Iterable[EditionDifference], previous: str | None) -> str:
    """Return `CHANGES.md`: the differences from the edition named `previous`, table by table."""
    if previous is None:
        return "# Changes of facts\n\nThis edition was not compared with an earlier one.\n"
    every = tuple(found)
    lines = ["# Changes of facts", "", f"Compared with `{previous}`.", ""]
    if not every:
        lines += ["No fact changed.", ""]
    for name in dict.fromkeys(difference.table for difference in every):
        of_table = [difference for difference in every if difference.table == name]
        counts = Counter(difference.change for difference in of_table)
        told = ", ".join(f"{number} {change}" for change, number in sorted(counts.items()))
        lines += [f"## {name}", "", f"{told}.", "", *map(_line, of_table), ""]
    return "\n".join(lines)


def _of_table(previous: Path, table: Resource) -> Iterator[EditionDifference]:
    path = previous / path_of(table)
    old = _read(path.read_text("utf-8")) if path.exists() else []
    new = _read(csv_of(table))
    yield from _by_key(table, old, new) if table.key else _as_wholes(table.name, old, new)


def _read(text: str) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    return [{k: v for k, v in row.items() if k not in _OF_THE_DAY} for row in reader]


def _by_key(
    table: Resource, old: list[dict[str, str]], new: list[dict[str, str]]
) -> Iterator[EditionDifference]:
    before, after = ({_key(table, row): row for row in rows} for rows in (old, new))
    for key in dict.fromkeys((*before, *after)):
        left, right = before.get(key), after.get(key)
        row = dict(zip(table.key, key, strict=True))
        if left is None or right is None:
            yield EditionDifference(table.name, "added" if right else "removed", row, {}, {})
            continue
        columns = [name for name in right if left.get(name, "") != right[name]]
        if columns:
            yield EditionDifference(
                table.name,
                "changed",
                row,
                {name: left.get(name, "") for name in columns},
                {name: right[name] for name in columns},
            )


def _key(table: Resource, row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in table.key)


def _as_wholes(
    name: str, old: list[dict[str, str]], new: list[dict[str, str]]
) -> Iterator[EditionDifference]:
    left, right = (Counter(tuple(row.items()) for row in rows) for rows in (old, new))
    for row in (left - right).elements():
        yield EditionDifference(name, "removed", _filled(row), {}, {})
    for row in (right - left).elements():
        yield EditionDifference(name, "added", _filled(row), {}, {})


def _filled(row: Line) -> dict[str, str]:
    return {name: value for name, value in row if value}


def _line(difference: EditionDifference) -> str:
    named = ", ".join(list(difference.row.values())[:_SHOWN])
    changed = "; ".join(
        f"{name}: “{difference.before[name]}” → “{value}”"
        for name, value in difference.after.items()
    )
    return f"- {difference.change}: {named}{f' ({changed})' if changed else ''}"
