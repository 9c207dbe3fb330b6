"""The data package: every table as CSV, and `datapackage.json` (Data Package v2, datapackage.org).

Three lines of a descriptor:

    {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
     "name": "demandside", "version": "0.1.0+2026-11-30.5f0c1a9e",
     "resources": [{"name": "statuses", "path": "data/statuses.csv", "schema": {"fields": []}}]}
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from search_app.csvtext import csv_text
from search_app.editions.columns import Column, Value
from search_app.editions.resources import ForeignKey, Resource
from search_app.release import LICENCE_URL, Release

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
TITLE = "demandside: the law on buying sex in the member states of the European Union"
DESCRIPTION = (
    "For every member state of the European Union: who answers in law for buying sex, since when,"
    " with what penalty, and which official text says so; together with the law around it. Coded"
    " law, the status of each question from day to day, the provisions cited, dated changes and"
    " sources. Law, policy and positions are separate tables."
)
KEYWORDS = ("law", "prostitution", "European Union", "comparative law", "trafficking", "dataset")


def descriptor(tables: Iterable[Resource], release: Release) -> dict[str, object]:
    """Return `datapackage.json` for tables that stand under `data/`."""
    return {
        "$schema": PROFILE,
        "name": "demandside",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": release.id,
        "created": f"{release.day.isoformat()}T00:00:00Z",
        "keywords": list(KEYWORDS),
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": LICENCE_URL,
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "contributors": [{"title": "demandside", "roles": ["creator", "publisher"]}],
        "resources": [_resource(table) for table in tables],
    }


def path_of(table: Resource) -> str:
    """Return the path of a table in the package."""
    return f"data/{table.name}.csv"


def csv_of(table: Resource) -> str:
    """Return a table as CSV; booleans are `yes` and `no`, and no cell is taken for a formula."""
    header = [column.name for column in table.columns]
    return csv_text(header, ([_cell(value) for value in row] for row in table.rows))


def _cell(value: Value) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, dt.date) else value


def _resource(table: Resource) -> dict[str, object]:
    schema: dict[str, object] = {
        "$schema": SCHEMA_PROFILE,
        "fields": [_field(column, table.key) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [_foreign_key(reference) for reference in table.references]
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": path_of(table),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column, key: Sequence[str]) -> dict[str, object]:
    field: dict[str, object] = {"name": column.name, "type": column.type}
    if column.description:
        field["description"] = column.description
    if column.type == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    constraints: dict[str, object] = {}
    if column.name in key:
        constraints["required"] = True
    if column.values and column.type == "string":
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    return field


def _foreign_key(reference: ForeignKey) -> dict[str, object]:
    return {
        "fields": list(reference.columns),
        "reference": {"resource": reference.resource, "fields": list(reference.targets)},
    }
