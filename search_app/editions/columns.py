"""The columns of a table, read off the model of its rows, and its cells as typed values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from corpus.lists import MARK
from search_app.contract.base import CsvRow

ColumnType = Literal["string", "integer", "number", "boolean", "date", "object", "array", "any"]
Value = str | int | float | bool | dt.date | None
Schema = Mapping[str, Any]
_BOOLEANS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Args:
        name: as it stands in the header.
        type: a type of Table Schema (datapackage.org); `object` and `array` are JSON in a text.
        description: what a cell says.
        listed: the closed list of its values.
        values: the values of that list; none where a cell holds several of them.
    """

    name: str
    type: ColumnType
    description: str = ""
    listed: str | None = None
    values: tuple[str, ...] = ()


def columns_of(model: type[CsvRow]) -> tuple[Column, ...]:
    """Return the columns of a row model, in order."""
    schema = model.model_json_schema(mode="validation")
    objects, defined = schema.get("$defs", {}), _descriptions(model)
    return tuple(
        _column(name, {"description": defined.get(name), **part}, objects)
        for name, part in schema["properties"].items()
    )


def _descriptions(model: type[CsvRow]) -> dict[str, str]:
    """What the model of the same thing in JSON says of its keys."""
    if model.defined_by is None:
        return {}
    keys = model.defined_by.model_json_schema(mode="validation")["properties"]
    return {name: key["description"] for name, key in keys.items() if "description" in key}


def typed_rows(
    columns: Sequence[Column], rows: Iterable[CsvRow | Sequence[object]]
) -> Iterator[tuple[Value, ...]]:
    """Yield rows as typed values: booleans and dates for `yes` and `2016-04-13`, None for no value.

    Raises:
        ValueError: a row has more or fewer cells than there are columns, or a cell is not of the
            type of its column.
    """
    for row in rows:
        cells = row.cells() if isinstance(row, CsvRow) else row
        yield tuple(_typed(cell, column) for cell, column in zip(cells, columns, strict=True))


def _column(name: str, schema: Schema, objects: Schema) -> Column:
    branches = [_resolved(branch, objects) for branch in schema.get("anyOf", (schema,))]
    branches = [branch for branch in branches if branch.get("type") != "null"]
    listed = next((branch for branch in branches if MARK in branch), {})
    items: Schema = next((b["items"] for b in branches if MARK in (b.get("items") or {})), {})
    about = [schema.get("description"), *(branch.get("description") for branch in branches)]
    return Column(
        name=name,
        type=_type(branches),
        description=next((text for text in about if text), "").split("\n\n")[0].replace("\n", " "),
        listed=listed.get(MARK) or items.get(MARK),
        values=tuple(listed.get("enum", ())),
    )


def _resolved(schema: Schema, objects: Schema) -> Schema:
    name = schema.get("$ref", "").rpartition("/")[2]
    return {**objects[name], "type": "object"} if name else schema


def _type(branches: Sequence[Schema]) -> ColumnType:
    """The type for the alternatives that a schema allows; lists of ids become one text."""
    types = {_plain_type(branch) for branch in branches}
    if types == {"integer", "number"}:
        return "number"
    return types.pop() if len(types) == 1 else "any"


def _plain_type(schema: Schema) -> ColumnType:
    kind: ColumnType = schema.get("type", "string")
    if kind == "array":
        return "array" if schema.get("items", {}).get("type") == "object" else "string"
    return "date" if schema.get("format") == "date" else kind


def _typed(cell: object, column: Column) -> Value:
    if cell is None or cell == "":
        return None
    if column.type == "boolean":
        return cell if isinstance(cell, bool) else _boolean(str(cell))
    if column.type == "date":
        return cell if isinstance(cell, dt.date) else dt.date.fromisoformat(str(cell))
    return cell if isinstance(cell, str | int | float | dt.date) else str(cell)


def _boolean(text: str) -> bool:
    if text not in _BOOLEANS:
        raise ValueError(f"{text!r} is neither yes nor no")
    return _BOOLEANS[text]
