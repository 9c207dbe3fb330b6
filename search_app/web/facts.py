"""The coded law as tables: filters by its fields, pages of rows, and the whole as JSON or CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from corpus.coded.schema import facts_schema
from search_app.contract.facts import (
    MOST_YEARS,
    CodebookData,
    FactsParameters,
    TableData,
    parameters_of,
    response_of,
    row_of,
)
from search_app.contract.parameters import NoParameters
from search_app.facts.room import TABLES, flat
from search_app.facts.tables import Field, Table
from search_app.web.errors import NotHeldError
from search_app.web.fact_examples import examples
from search_app.web.fact_form import chosen, needs_question, offered
from search_app.web.fact_query import FactQuery, allowed_values, fact_query, today
from search_app.web.fact_words import codebook
from search_app.web.family import DESCRIPTION, FORMATS, PageFamily, split_format
from search_app.web.formats import LongList, Sheet, json_response
from search_app.web.site import facts, knowledge, public_url
from search_app.wording import gettext

PER_PAGE = 25
_ABOUT = {
    "offences": "one row per version of an offence; without `history=1` those of the day",
    "penalties": "one row per case and track of each version of an offence",
    "schemes": "one row per version of a right, a duty or a body",
    "absences": "what was searched and not found",
}


def page(_asked: NoParameters) -> str:
    """Show the tables, how many rows each has today, and example searches."""
    counts = {
        name: (len(today(table).rows()), len(facts().rows(name))) for name, table in TABLES.items()
    }
    return render_template("facts.html", tables=TABLES, counts=counts, examples=examples())


def data(_asked: NoParameters) -> CodebookData:
    """Return the codebook: the fields and filters of each table, with the values that they have."""
    return CodebookData(tables=tuple(map(_described, TABLES.values())))


def table_page(table: Table, asked: FactsParameters) -> str:
    """Show a page of rows below the form of filters."""
    query = fact_query(table, asked)
    rows, pairs = query.rows(), query.pairs()
    last = max(1, -(-len(rows) // PER_PAGE))
    number = min(query.page, last)
    return render_template(
        "facts_table.html",
        query=query,
        table=table,
        asked=query.asked,
        total=len(rows),
        rows=rows[(number - 1) * PER_PAGE : number * PER_PAGE],
        parts=_parts(table),
        offered=list(offered(query)),
        chosen=list(chosen(query)),
        needs_question=needs_question(query),
        sources=_sources(),
        number=number,
        last=last,
        page_address=lambda at: query.address(pairs=[*pairs, ("page", str(at))]),
        most_years=MOST_YEARS,
    )


def table_data(table: Table, asked: FactsParameters) -> LongList:
    """Return the rows asked for."""
    query = fact_query(table, asked)
    rows = query.rows()
    names = [field.name for field in table.fields]
    return LongList(
        FAMILIES[table.name].response,
        ({name: row.get(name) for name in names} for row in rows),
        {
            "table": table.name,
            "as_of": query.asked.day,
            "history": query.asked.history,
            "filters": query.asked.chosen,
            "total": len(rows),
        },
    )


def table_sheet(table: Table, asked: FactsParameters) -> Sheet:
    """Return the rows asked for; their addresses can be cited."""
    query = fact_query(table, asked)
    day = query.asked.day.isoformat()
    return Sheet(f"demandside-{table.name}-{day}", _lines(query, day))


def _lines(query: FactQuery, day: str) -> Iterator[list[object]]:
    for cells in flat(query.table, map(_public, query.rows())):
        yield [day, *cells]


def _public(row: dict[str, object]) -> dict[str, object]:
    """A row whose addresses can be cited."""
    page, answers = row.get("provision_url"), row["answers"]
    cited = [public_url(path) for path in answers] if isinstance(answers, list) else []
    return {**row, "provision_url": public_url(str(page)) if page else None, "answers": cited}


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


def _described(table: Table) -> TableData:
    allowed = {f.name: list(allowed_values(table, f)) for f in table.filters}
    return TableData(
        **codebook(table, allowed),
        rows=len(facts().rows(table.name)),
        url=f"/facts/{table.name}",
    )


@cache
def _schema() -> dict[str, object]:
    return facts_schema()


def _family(table: Table) -> PageFamily[FactsParameters]:
    return PageFamily(
        path=f"/facts/{table.name}",
        about=_ABOUT[table.name],
        parameters=parameters_of(table),
        response=response_of(table),
        row=row_of(table),
        page=partial(table_page, table),
        data=partial(table_data, table),
        table=partial(table_sheet, table),
    )


CODEBOOK = PageFamily(
    path="/facts",
    about="the codebook: fields, filters and values of the tables of facts",
    parameters=NoParameters,
    response=CodebookData,
    page=page,
    data=data,
)
FAMILIES: Mapping[str, PageFamily[FactsParameters]] = {
    name: _family(table) for name, table in TABLES.items()
}
pages = Blueprint("facts", __name__)
CODEBOOK.add_to(pages)


@pages.get("/facts/schema.json")
def schema() -> Response:
    """Return the JSON Schema of the coded files."""
    return json_response(_schema())


@pages.get("/facts/<name>")
def table(name: str) -> ResponseReturnValue:
    """Show a table, or return it as JSON or CSV.

    Raises:
        NotHeldError: there is no such table.
    """
    wanted, form = split_format(name, (DESCRIPTION, *FORMATS))
    if wanted not in FAMILIES:
        raise NotHeldError(gettext("There is no table of facts “%(id)s” here.", id=wanted[:60]))
    return FAMILIES[wanted].respond(form)
