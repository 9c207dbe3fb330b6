"""Comparison pages: countries as rows, questions as columns, as of a day."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from search_app import wording
from search_app.compare import Cell, Comparison, compare, to_json
from search_app.web import params
from search_app.web.findings import comparison_sentence, status_counts
from search_app.web.formats import csv_response, json_response
from search_app.web.language import country_name
from search_app.web.site import knowledge, public_url

pages = Blueprint("comparing", __name__)
COMPACT_FROM = 130
"""From this many cells on, a cell shows status and penalty only, and leads to its own page."""

COLUMNS = (
    *("as_of", "country", "country_name", "question", "question_text", "status", "penalty"),
    *("since", "since_note", "known_from", "until", "mens_rea", "age", "citations"),
    *("official_urls", "confidence", "summary", "note", "evidence", "checked", "text_state"),
    *("sources", "url"),
)


def asked() -> Comparison:
    """Return the comparison that the address asks for."""
    args = request.args
    return compare(
        knowledge(),
        params.values(args, "country", knowledge().jurisdictions),
        params.values(args, "question", knowledge().questions),
        params.day(args, "as_of"),
    )


def address(table: Comparison, suffix: str = "") -> str:
    """Return the permanent address of a comparison as of its day."""
    known = {"country": knowledge().jurisdictions, "question": knowledge().questions}
    pairs = [
        (name, value)
        for name, allowed in known.items()
        for value in params.values(request.args, name, allowed)
    ]
    pairs.append(("as_of", table.as_of.isoformat()))
    return f"/compare{suffix}?{urlencode(pairs)}"


@pages.get("/compare")
def page() -> str:
    """Show a comparison."""
    table = asked()
    return render_template(
        "compare.html",
        table=table,
        sentence=comparison_sentence(table, wording.day(table.as_of)),
        counts=status_counts(table.cells),
        compact=len(table.cells) > COMPACT_FROM,
        chosen_countries=set(request.args.getlist("country")),
        chosen_questions=set(request.args.getlist("question")),
        permanent=address(table),
        json_url=address(table, ".json"),
        csv_url=address(table, ".csv"),
    )


@pages.get("/compare.json")
def data() -> Response:
    """Return a comparison as JSON."""
    table = asked()
    cells = [to_json(cell) for cell in table.cells]
    return json_response({"as_of": table.as_of.isoformat(), "cells": cells})


@pages.get("/compare.csv")
def table() -> Response:
    """Return a comparison as CSV, one cell a row."""
    found = asked()
    day = found.as_of.isoformat()
    rows = ([day, *_row(cell)] for cell in found.cells)
    return csv_response(COLUMNS, rows, f"demandside-compare-{day}")


def _row(cell: Cell) -> list[object]:
    plain = to_json(cell)
    answer = cell.answer
    plain["country_name"] = country_name(cell.jurisdiction)
    plain["question_text"] = cell.question.asks
    plain["penalty"] = wording.penalty(answer.penalty) if answer and answer.penalty else ""
    plain["citations"] = "; ".join(c.label for c in cell.citations)
    plain["official_urls"] = " ".join(dict.fromkeys(c.official_url for c in cell.citations))
    plain["sources"] = "; ".join(source.title for source in cell.sources)
    plain["url"] = public_url(str(plain["url"]))
    return [plain[column] for column in COLUMNS[1:]]
