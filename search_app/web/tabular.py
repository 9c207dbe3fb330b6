"""What describes a CSV table: "Metadata Vocabulary for Tabular Data" (W3C, 17 December 2015).

A table says where its description is with a header, after "Model for Tabular Data and Metadata on
the Web" (W3C), section 5.2; the description names the table, and its columns in order:

    Link: </eu.csv-metadata.json>; rel="describedby"; type="application/csvm+json"

    {"@context": "http://www.w3.org/ns/csvw", "url": "https://demandside.example/eu.csv",
     "tableSchema": {"columns": [{"name": "country", "titles": "country"}]}}
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from flask import Response, request

from search_app.contract.base import CsvRow
from search_app.editions.columns import Column, ColumnType, columns_of
from search_app.release import LICENCE_URL, RELEASE_COLUMN
from search_app.web.site import public_url, release

SUFFIX = "-metadata.json"
CSVM = "application/csvm+json"
_QUERY = "%&=+:/,;-._~|@!$'()*"
"""What stays as it is in the query of an address within a header."""
_TYPES: dict[ColumnType, str | dict[str, str]] = {
    "boolean": {"base": "boolean", "format": "yes|no"},
    "object": "json",
    "array": "json",
    "any": "string",
}
"""Types of Table Schema by their names in CSVW, where these differ."""
RELEASED = Column(RELEASE_COLUMN, "string", "The release that the row was made from, with its day.")


def describing_link() -> str:
    """Return the value of the header that leads from the table asked for to its description."""
    address = _address(f"{request.path}{SUFFIX}")
    return f'<{address}>; rel="describedby"; type="{CSVM}"'


def description_response(row: type[CsvRow], title: str) -> Response:
    """Return the description of the table whose address with `SUFFIX` was asked for."""
    told = description(row, title, _address(request.path.removesuffix(SUFFIX)))
    body = json.dumps(told, ensure_ascii=False, indent=1)
    return Response(f"{body}\n", content_type=f"{CSVM}; charset=utf-8")


def description(row: type[CsvRow], title: str, address: str) -> dict[str, Any]:
    """Return the description of a table: release, day, licence, and what each column says."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": address,
        "dc:title": f"demandside: {title}",
        "dc:license": {"@id": LICENCE_URL},
        "dc:modified": {"@value": release().day.isoformat(), "@type": "xsd:date"},
        "schema:version": release().id,
        "tableSchema": {"columns": [_column(one) for one in (*columns_of(row), RELEASED)]},
    }


def _column(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "titles": column.name}
    if column.description:
        told["dc:description"] = column.description
    return {**told, "datatype": _TYPES.get(column.type, column.type)}


def _address(path: str) -> str:
    query = quote(request.query_string, safe=_QUERY)
    return public_url(quote(path) + (f"?{query}" if query else ""))
