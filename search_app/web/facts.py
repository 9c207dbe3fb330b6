"""The coded law as tables: filters by its fields, pages of rows, and the whole as JSON or CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from corpus.coded.schema import facts_schema
from search_app.facts.room import TABLES, flat
from search_app.facts.tables import Field, Table
from search_app.web import params
from search_app.web.errors import NotHeldError
from search_app.web.fact_examples import examples
from search_app.web.fact_form import chosen, needs_question, offered
from search_app.web.fact_query import MOST_YEARS, FactQuery, allowed_values, read_query, today
from search_app.web.fact_words import codebook
from search_app.web.formats import (
    csv_response,
    json_list_response,
    json_response,
    split_formats,
)
from search_app.web.site import facts, knowledge, public_url
from search_app.wording import gettext

pages = Blueprint("facts", __name__)
PER_PAGE = 25
_GROUP = 100
"""So many rows are written to JSON at a time."""


@pages.get("/facts")
def page() -> str:
    """Show what the tables are, how many rows each has today, and searches to begin with."""
    counts = {
        name: (len(today(table).rows()), len(facts().rows(name))) for name, table in TABLES.items()
    }
    return render_template("facts.html", tables=TABLES, counts=counts, examples=examples())


@pages.get("/facts.json")
def data() -> Response:
    """Return the codebook: the fields and filters of each table, with the values that they have."""
    return json_response({"tables": [_described(table) for table in TABLES.values()]})


@pages.get("/facts/schema.json")
def schema() -> Response:
    """Return the JSON Schema of the coded files."""
    return json_response(_schema())


@pages.get("/facts/<name>")
def table(name: str) -> ResponseReturnValue:
    """Show a table, or return it as JSON or CSV."""
    wanted, form = split_formats(name)
    if wanted not in TABLES:
        raise NotHeldError(gettext("There is no table of facts “%(id)s” here.", id=wanted[:60]))
    query = read_query(TABLES[wanted])
    rows = query.rows()
    if form == "json":
        return _as_json(query, rows)
    if form == "csv":
        return _as_csv(query, rows)
    return _as_page(query, rows)


def _as_json(query: FactQuery, rows: Sequence[dict[str, object]]) -> Response:
    head = {
        "table": query.table.name,
        "as_of": query.asked.day.isoformat(),
        "history": query.asked.history,
        "filters": query.asked.chosen,
        "total": len(rows),
    }
    names = [field.name for field in query.table.fields]
    groups = (
        [{name: row.get(name) for name in names} for row in rows[at : at + _GROUP]]
        for at in range(0, len(rows), _GROUP)
    )
    return json_list_response(head, "rows", groups)


def _as_csv(query: FactQuery, rows: Iterable[dict[str, object]]) -> Response:
    columns = ["as_of", *(field.name for field in query.table.fields)]
    day = query.asked.day.isoformat()
    lines = ([day, *cells] for cells in flat(query.table, map(_public, rows)))
    return csv_response(columns, lines, f"demandside-{query.table.name}-{day}")


def _public(row: dict[str, object]) -> dict[str, object]:
    """A row with addresses that can be cited."""
    page, answers = row.get("provision_url"), row["answers"]
    cited = [public_url(path) for path in answers] if isinstance(answers, list) else []
    return {**row, "provision_url": public_url(str(page)) if page else None, "answers": cited}


def _as_page(query: FactQuery, rows: Sequence[dict[str, object]]) -> str:
    last = max(1, -(-len(rows) // PER_PAGE))
    number = min(params.number(request.args, "page", 1, params.MAX_PAGE) or 1, last)
    pairs = query.pairs()
    return render_template(
        "facts_table.html",
        query=query,
        table=query.table,
        asked=query.asked,
        total=len(rows),
        rows=rows[(number - 1) * PER_PAGE : number * PER_PAGE],
        parts=_parts(query.table),
        offered=list(offered(query)),
        chosen=list(chosen(query)),
        needs_question=needs_question(query),
        sources=_sources(),
        number=number,
        last=last,
        page_address=lambda at: query.address(pairs=[*pairs, ("page", str(at))]),
        most_years=MOST_YEARS,
    )


def _parts(table: Table) -> dict[str, list[Field]]:
    """The fields that a page shows, by part of a row."""
    parts: dict[str, list[Field]] = {}
    for field in table.fields:
        if field.part:
            parts.setdefault(field.part, []).append(field)
    return parts


def _sources() -> dict[str, dict[str, object]]:
    """The sources that rows can name: by state, then by id."""
    known = knowledge()
    shared = dict(known.policy.sources)
    return {
        code: {**shared, **{source.id: source for source in j.sources}}
        for code, j in known.jurisdictions.items()
    }


def _described(table: Table) -> dict[str, object]:
    allowed = {f.name: allowed_values(table, f) for f in table.filters}
    return {
        **codebook(table, allowed),
        "rows": len(facts().rows(table.name)),
        "url": f"/facts/{table.name}",
    }


@cache
def _schema() -> dict[str, object]:
    return facts_schema()
