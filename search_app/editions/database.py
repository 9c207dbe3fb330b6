"""The tables of an edition as an SQLite file, and the metadata that Datasette shows beside it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from search_app.editions.columns import Column, ColumnType, Value
from search_app.editions.package import DESCRIPTION, TITLE
from search_app.editions.resources import Resource
from search_app.release import LICENCE, LICENCE_URL, Release

FILE = "demandside.sqlite"
_TYPES: Mapping[ColumnType, str] = {"integer": "INTEGER", "boolean": "INTEGER", "number": "NUMERIC"}
"""All other types are TEXT; a boolean is 0 or 1, a date is `2016-04-13`."""
VIEWS: Mapping[str, str] = {
    "statuses_now": (
        "SELECT p.country, j.name AS country_name, p.question, q.short AS question_text,"
        ' p.status, s.label AS status_label, p."from", p.since'
        " FROM status_periods AS p"
        " JOIN jurisdictions AS j ON j.code = p.country"
        " JOIN questions AS q ON q.id = p.question"
        " JOIN statuses AS s ON s.id = p.status"
        " WHERE p.until IS NULL"
    ),
    "offences_in_force": "SELECT * FROM offences WHERE holds = 'yes'",
    "penalties_in_force": "SELECT * FROM penalties WHERE holds = 'yes'",
    "citations_in_full": (
        "SELECT c.country, c.question, c.known_from, v.label, v.official_url, v.official_reach,"
        " i.title AS instrument"
        " FROM citations AS c"
        " JOIN provisions AS v ON v.id = c.provision"
        " JOIN instruments AS i ON i.id = v.instrument"
    ),
}
"""Views by name; their SQL."""


def write_database(path: Path, tables: Sequence[Resource], release: Release) -> None:
    """Write all tables, with their keys, and the views into a new SQLite file.

    Raises:
        sqlite3.Error: the file exists with other tables, or a row breaks a key.
    """
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA foreign_keys = ON")
        with connection:
            _write_release(connection, release)
            for table in tables:
                connection.execute(_created(table))
                marks = ", ".join("?" * len(table.columns))
                connection.executemany(
                    f"INSERT INTO {table_name(table.name)} VALUES ({marks})",
                    map(_stored, table.rows),
                )
            for statement in (*_indexes(tables), *_views()):
                connection.execute(statement)
        connection.execute("VACUUM")
    finally:
        connection.close()


def table_name(name: str) -> str:
    """Return the name of a table in SQL: `status-periods` is `status_periods`."""
    return name.replace("-", "_")


def datasette_metadata(tables: Iterable[Resource], release: Release) -> dict[str, object]:
    """Return `metadata.json`, which Datasette is started with."""
    about = {"license": LICENCE, "license_url": LICENCE_URL, "source": "demandside"}
    described = {
        table_name(table.name): {
            "title": table.title,
            "columns": {c.name: c.description for c in table.columns if c.description},
        }
        for table in tables
    }
    return {
        "title": TITLE,
        "description": f"{DESCRIPTION} Release {release.id}.",
        **about,
        "databases": {"demandside": {**about, "tables": described}},
    }


def _write_release(connection: sqlite3.Connection, release: Release) -> None:
    connection.execute(
        'CREATE TABLE "release" ("id" TEXT, "day" TEXT, "sha256" TEXT, "licence" TEXT)'
    )
    connection.execute(
        'INSERT INTO "release" VALUES (?, ?, ?, ?)',
        (release.id, release.day.isoformat(), release.sha256, f"{LICENCE}, {LICENCE_URL}"),
    )


def _created(table: Resource) -> str:
    parts = [f"{_quoted(c.name)} {_sql_type(c)}" for c in table.columns]
    if table.key:
        parts.append(f"PRIMARY KEY ({_names(table.key)})")
    parts += [
        f"FOREIGN KEY ({_names(reference.columns)})"
        f" REFERENCES {table_name(reference.resource)} ({_names(reference.targets)})"
        for reference in table.references
    ]
    return f"CREATE TABLE {table_name(table.name)} ({', '.join(parts)})"


def _sql_type(column: Column) -> str:
    return _TYPES.get(column.type, "TEXT")


def _indexes(tables: Iterable[Resource]) -> Iterator[str]:
    """An index for each reference, which joins would otherwise have to scan for."""
    for table in tables:
        name = table_name(table.name)
        for reference in table.references:
            columns = _names(reference.columns)
            index = f"{name}_by_{'_'.join(reference.columns)}"
            yield f"CREATE INDEX {index} ON {name} ({columns})"


def _views() -> Iterator[str]:
    return (f"CREATE VIEW {name} AS {query}" for name, query in VIEWS.items())


def _names(columns: Iterable[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return f'"{name}"'


def _stored(row: Iterable[Value]) -> tuple[str | int | float | None, ...]:
    return tuple(value.isoformat() if isinstance(value, dt.date) else value for value in row)
