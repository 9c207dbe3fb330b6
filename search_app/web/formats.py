"""The formats that a page comes in: JSON and CSV beside HTML."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from flask import Response

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_response(value: object, code: int = 200) -> Response:
    """Return a value as JSON in UTF-8."""
    text = json.dumps(value, ensure_ascii=False)
    return Response(f"{text}\n", code, content_type="application/json; charset=utf-8")


def json_list_response(
    head: Mapping[str, object], name: str, groups: Iterable[Sequence[object]]
) -> Response:
    """Return what `json_response` returns for an object whose last key holds a long list.

    The list is written group by group, so that of its objects only one group is in memory. The
    body is whole all the same: a server can keep it, which it could not with a stream.
    """
    body = [json.dumps({**head, name: []}, ensure_ascii=False).removesuffix("]}").encode()]
    for group in groups:
        written = ", ".join(json.dumps(value, ensure_ascii=False) for value in group)
        if written:
            body.append((", " if len(body) > 1 else "").encode() + written.encode())
    body.append(b"]}\n")
    return Response(body, content_type="application/json; charset=utf-8")


def csv_response(columns: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """Return a table as CSV, to be saved under a name."""
    response = Response(csv_text(columns, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as text after RFC 4180; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue()


def safe_cell(value: object) -> str:
    """Return a cell's text; an apostrophe goes before what a spreadsheet would calculate."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def split_format(name: str) -> tuple[str, str]:
    """Split the last part of an address into the name and its format (`html` or `json`)."""
    return (name[:-5], "json") if name.endswith(".json") else (name, "html")


def split_formats(name: str) -> tuple[str, str]:
    """Split as `split_format` does, for pages that are CSV too (`html`, `json` or `csv`)."""
    return (name[:-4], "csv") if name.endswith(".csv") else split_format(name)
