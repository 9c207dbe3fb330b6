"""The formats that a page comes in: JSON and CSV beside HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from flask import Response

from search_app.contract.base import CsvRow, Data
from search_app.csvtext import csv_text

_GROUP = 100
"""So many objects of a long list are turned into JSON at a time."""
Record = Data | Mapping[str, object]


@dataclass(frozen=True)
class LongList:
    """A response whose last key holds a long list: its objects are made while it is written.

    Args:
        model: the model of the whole response.
        items: the objects of its last key.
        head: the values of all other keys.
    """

    model: type[Data]
    items: Iterable[Record]
    head: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """The rows of a table in CSV or XLSX, and the name that it is saved under."""

    name: str
    rows: Iterable[CsvRow | Sequence[object]]


def json_response(value: object, code: int = 200) -> Response:
    """Return a value as JSON in UTF-8."""
    text = json.dumps(_plain(value), ensure_ascii=False)
    return Response(f"{text}\n", code, content_type="application/json; charset=utf-8")


def json_list_response(response: LongList) -> Response:
    """Return what `json_response` returns for the whole response.

    The list is written group by group, so that of its objects only one group is in memory. The
    body is whole all the same: a server can keep it, which it could not with a stream.
    """
    name = next(reversed(response.model.model_fields))
    empty = response.model.model_validate({**response.head, name: ()}).plain()
    body = [json.dumps(empty, ensure_ascii=False).removesuffix("]}").encode()]
    items = iter(response.items)
    while group := list(islice(items, _GROUP)):
        written = ", ".join(json.dumps(_plain(value), ensure_ascii=False) for value in group)
        body.append((", " if len(body) > 1 else "").encode() + written.encode())
    body.append(b"]}\n")
    return Response(body, content_type="application/json; charset=utf-8")


def _plain(value: object) -> object:
    return value.plain() if isinstance(value, Data) else value


def csv_response(columns: Sequence[str], sheet: Sheet) -> Response:
    """Return a table as CSV, to be saved under its name."""
    rows = (row.cells() if isinstance(row, CsvRow) else row for row in sheet.rows)
    response = Response(csv_text(columns, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}.csv"'
    return response
