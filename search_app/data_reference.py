"""The part of the generated reference on data: parameters, JSON and CSV of every page family.

All of it is read off the models that the pages are served from (`search_app.web.family`).
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corpus.library import Knowledge
from search_app.contract.base import CsvRow
from search_app.contract.parameters import Parameter, Scope
from search_app.coverage import table
from search_app.exports import TABLES
from search_app.facts.room import Facts
from search_app.web.family import PageFamily

_FEW = 12
"""A closed list of up to so many values is printed whole."""
Schema = Mapping[str, Any]


def data_section(families: Iterable[PageFamily[Any]], knowledge: Knowledge) -> Iterator[str]:
    """Yield the lines on the data of the pages: a summary, then each page family."""
    scope, every = Scope(knowledge, Facts(knowledge)), tuple(families)
    yield "Every page has the same address with `.json`; where it says so, also with `.csv` and"
    yield "`.xlsx`, which have the same columns. The last one of every table, `release`, names the"
    yield "release with its day, as the name of the file does. A CSV table is described, column by"
    yield "column, at its address with `.csv-metadata.json` (W3C, CSV on the Web), to which the"
    yield "header `Link` of the table leads."
    yield "Parameters that name values of a closed list may be repeated. Any other value is refused"
    yield "with status 400 and a sentence that names the parameter and the values that it can have."
    yield "Keys and columns are a contract: they may grow, but are not renamed."
    yield ""
    rows = [(f"`{f.address}`", ", ".join(f.formats), _names(f), f.about) for f in every]
    yield from table(("path", "formats", "parameters", "what it holds"), rows)
    yield ""
    objects: dict[str, Schema] = {}
    for family in every:
        schema = family.whole.model_json_schema(mode="serialization")
        objects |= schema.get("$defs", {})
        yield from _family(family, schema, scope)
    yield "### Objects in the JSON"
    yield ""
    for name, described in sorted(objects.items()):
        if name.endswith("Fact") or "properties" not in described:
            continue  # the rows of the tables of facts: their keys are the columns above
        yield f"- `{name}` – {_first_line(described)} {_keys(described)}"
    yield ""


def export_section() -> Iterator[str]:
    """Yield the lines on the exported files."""
    yield "Every table ends with the column `release`: the release that the row was made from."
    yield ""
    for name, row in TABLES.items():
        yield f"- `{name}.csv`: {', '.join(row.columns())}"
    yield "- `demandside.json`: the same with concepts, questions and statuses, structured"
    yield ""


def _names(family: PageFamily[Any]) -> str:
    names = [f"`{name}`" for name in family.parameters.model_fields]
    if len(names) > _FEW:
        names = [*names[:_FEW], "…"]
    return ", ".join(names) or "–"


def _family(family: PageFamily[Any], schema: Schema, scope: Scope) -> Iterator[str]:
    yield f"### `{family.address}`"
    yield ""
    yield _first_line(schema)
    yield ""
    declared = [*(p.declared(scope) for p in family.parts), *family.parameters.declared(scope)]
    if declared:
        yield from table(("parameter", "values", "meaning"), map(_described, declared))
        yield ""
    yield f"- JSON: {_keys(schema)}"
    if family.row:
        yield f"- CSV: {_columns(family.row)}"
    yield ""


def _described(parameter: Parameter) -> tuple[str, str, str]:
    return f"`{parameter.name}`", _values(parameter.schema), parameter.description


def _values(schema: Schema) -> str:
    if schema["type"] == "array":
        return f"any of: {_values(schema['items'])}"
    if "enum" in schema:
        values = [f"`{value}`" for value in schema["enum"]]
        if len(values) <= _FEW:
            return ", ".join(values)
        return f"{', '.join(values[:3])} …"
    if schema["type"] == "integer":
        most = schema.get("maximum")
        return f"{schema['minimum']} to {most}" if most else f"from {schema['minimum']}"
    if schema.get("format") == "date":
        return "YYYY-MM-DD"
    return f"`{schema['examples'][0]}`" if "examples" in schema else "text"


def _first_line(schema: Schema) -> str:
    return inspect.cleandoc(str(schema.get("description", ""))).split("\n\n")[0].replace("\n", " ")


def _keys(schema: Schema) -> str:
    return ", ".join(f"`{name}`{_of(kind)}" for name, kind in schema["properties"].items())


def _of(schema: Schema) -> str:
    """The object that a key holds, in brackets; nothing for a plain value."""
    for part in (schema, schema.get("items", {}), schema.get("additionalProperties") or {}):
        for one in (part, *(part.get("anyOf", ()) if isinstance(part, Mapping) else ())):
            inner = one.get("items", one) if isinstance(one, Mapping) else {}
            if "$ref" in inner:
                return f" ({inner['$ref'].rsplit('/', 1)[-1]})"
    return ""


def _columns(row: type[CsvRow]) -> str:
    return ", ".join(f"`{name}`" for name in row.columns())
