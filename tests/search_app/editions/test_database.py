"""The SQLite file: sound, the same rows as the package, views that answer questions."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator

import pytest

from search_app.editions.database import VIEWS, table_name
from search_app.editions.edition import Edition


@pytest.fixture
def database(edition: Edition) -> Iterator[sqlite3.Connection]:
    """The file, opened for reading."""
    path = edition.folder / "demandside.sqlite"
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    yield connection
    connection.close()


def test_it_is_sound(database: sqlite3.Connection) -> None:
    """Neither a page nor a foreign key is broken."""
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_it_has_the_rows_of_the_package(edition: Edition, database: sqlite3.Connection) -> None:
    """Each table has as many rows as its CSV file."""
    for path in sorted((edition.folder / "data").iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            rows = sum(1 for _ in csv.DictReader(file))
        counted = database.execute(f"SELECT count(*) FROM {table_name(path.stem)}")  # noqa: S608 - own names
        assert counted.fetchone() == (rows,), path.name


def test_views_answer(database: sqlite3.Connection) -> None:
    """Every view can be read; the one of today says what Sweden does about buyers."""
    for name in VIEWS:
        database.execute(f"SELECT * FROM {name} LIMIT 1").fetchall()  # noqa: S608 - own names
    now = database.execute(
        "SELECT status, country_name FROM statuses_now"
        " WHERE country = 'se' AND question = 'purchase-adult'"
    ).fetchall()
    assert now == [("criminal", "Sweden")]


def test_values_are_typed(database: sqlite3.Connection) -> None:
    """Numbers are numbers, booleans 0 or 1."""
    kinds = database.execute("SELECT DISTINCT typeof(known) FROM status_periods").fetchall()
    assert kinds == [("integer",)]
    most = database.execute(
        "SELECT max(imprisonment_max_days) FROM penalties_in_force WHERE country = 'lu'"
    ).fetchone()[0]
    assert isinstance(most, int | float)


def test_datasette_is_told_what_the_columns_are(edition: Edition) -> None:
    """The metadata describe the tables by the names that they have in the file."""
    metadata = json.loads((edition.folder / "metadata.json").read_text("utf-8"))
    tables = metadata["databases"]["demandside"]["tables"]
    assert "status_periods" in tables
    assert tables["status_periods"]["columns"]["country"].startswith("Code of a jurisdiction")
    assert metadata["license"] == "CC BY 4.0"
