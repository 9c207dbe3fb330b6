"""The formats that a page comes in: JSON and CSV beside HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from flask import Response

from search_app.contract.base import CsvRow, Data
from search_app.csvtext import csv_text
from search_app.release import RELEASE_COLUMN
from search_app.web.security import LICENSED
from search_app.web.site import release
from search_app.web.tabular import describing_link

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
    """The rows of a table in CSV or XLSX, and the name that it is saved under without a release."""

    name: str
    rows: Iterable[CsvRow | Sequence[object]]

    def file_name(self, ending: str) -> str:
        """Return the name of its file, with the release and so the day of the knowledge."""
        return f"{self.name}-{release().id}.{ending}"

    def released_rows(self) -> Iterator[Sequence[object]]:
        """Yield the rows, each with the release as its last cell."""
        name = release().id
        for row in self.rows:
            yield (*(row.cells() if isinstance(row, CsvRow) else row), name)


def json_response(value: object, code: int = 200) -> Response:
    """Return a value as JSON in UTF-8."""
    text = json.dumps(_plain(value), ensure_ascii=False)
    return Response(f"{text}\n", code, content_type="application/json; charset=utf-8")


def json_list_response(response: LongList, more: Mapping[str, str] | None = None) -> Response:
    """Return what `json_response` returns for the whole response, with `more` keys before it.

    The list is written group by group, so that of its objects only one group is in memory. The
    body is whole all the same: a server can keep it, which it could not with a stream.
    """
    name = next(reversed(response.model.model_fields))
    empty = response.model.model_validate({**response.head, name: ()}).plain()
    head = json.dumps({**(more or {}), **empty}, ensure_ascii=False)
    body = [head.removesuffix("]}").encode()]
    items = iter(response.items)
    while group := list(islice(items, _GROUP)):
        written = ", ".join(json.dumps(_plain(value), ensure_ascii=False) for value in group)
        body.append((", " if len(body) > 1 else "").encode() + written.encode())
    body.append(b"]}\n")
    return Response(body, content_type="application/json; charset=utf-8")


def _plain(value: object) -> object:
    return value.plain() if isinstance(value, Data) else value


def csv_response(columns: Sequence[str], sheet: Sheet) -> Response:
    """Return a table as CSV, to be saved under its name.

    The last column is the release; the headers lead to the licence and to what describes the table.
    """
    text = csv_text((*columns, RELEASE_COLUMN), sheet.released_rows())
    response = Response(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.file_name("csv")}"'
    response.headers["Link"] = f"{describing_link()}, {LICENSED[1]}"
    return response
