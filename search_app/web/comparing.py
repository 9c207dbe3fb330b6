"""Comparison pages: countries as rows, questions as columns, as of a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from corpus.model import Question, Status
from search_app import penalty_words, wording
from search_app.compare import Cell, Comparison, compare, to_json
from search_app.selecting import by_status, only_differences, with_status
from search_app.union import obligations_on
from search_app.web import params
from search_app.web.country import GLANCE
from search_app.web.findings import comparison_sentence, status_counts
from search_app.web.formats import csv_response, json_list_response
from search_app.web.language import country_name
from search_app.web.site import agreement, knowledge, public_url
from search_app.written_penalties import written_penalty

pages = Blueprint("comparing", __name__)
COMPACT_FROM = 130
"""From this many cells on, a cell shows status and penalty only, and leads to its own page."""

COLUMNS = (
    *("as_of", "country", "country_name", "question", "question_text", "status", "penalty"),
    *("since", "since_note", "known_from", "until", "mens_rea", "age", "citations"),
    *("official_urls", "confidence", "summary", "note", "evidence", "checked", "text_state"),
    *("other_reading", "sources", "url", "reason", "offences", "schemes"),
    *("facts", "facts_agree", "facts_text_of"),
)
SORTS = ("name", "status")
ONLY = ("differences",)
EVERY = ("all",)
"""Value of `questions`, which asks the page for all questions; the data have all without it."""


def asked(opening: Sequence[str] = ()) -> Comparison:
    """Return the comparison that the address asks for, narrowed and sorted as it says.

    Args:
        opening: the questions shown where the address names none; all by default.
    """
    args = request.args
    table = compare(
        knowledge(),
        params.values(args, "country", knowledge().jurisdictions),
        questions_asked(opening),
        params.day(args, "as_of"),
    )
    if params.values(args, "only", ONLY):
        table = only_differences(table)
    table = with_status(table, params.values(args, "status", knowledge().statuses))
    return by_status(table) if "status" in params.values(args, "sort", SORTS) else table


def questions_asked(opening: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the questions that the address names, else the opening ones; none stands for all."""
    named = params.values(request.args, "question", knowledge().questions)
    if params.values(request.args, "questions", EVERY):
        return ()
    return named or tuple(q for q in opening if q in knowledge().questions)


def address(table: Comparison, suffix: str = "") -> str:
    """Return the permanent address of the comparison on the page as of its day."""
    questions = questions_asked(GLANCE)
    pairs = _given("country", knowledge().jurisdictions)
    pairs += [("question", name) for name in questions] or [("questions", "all")]
    pairs += _given("status", knowledge().statuses) + _given("only", ONLY) + _given("sort", SORTS)
    pairs.append(("as_of", table.as_of.isoformat()))
    return f"/compare{suffix}?{urlencode(pairs)}"


def _given(name: str, allowed: Collection[str]) -> list[tuple[str, str]]:
    return [(name, value) for value in params.values(request.args, name, allowed)]


def every_address() -> str:
    """Return the address of the same comparison with all questions."""
    dropped = {"question", "questions"}
    pairs = [(k, v) for k, v in request.args.items(multi=True) if k not in dropped and v]
    return f"{url_for('comparing.page')}?{urlencode([*pairs, ('questions', 'all')])}"


@pages.get("/compare")
def page() -> str:
    """Show a comparison; it opens on the questions about buyers."""
    table = asked(GLANCE)
    return render_template(
        "compare.html",
        table=table,
        sentence=comparison_sentence(table, wording.day_in_words(table.as_of)),
        counts=status_counts(table.cells),
        compact=len(table.cells) > COMPACT_FROM,
        chosen_countries=set(request.args.getlist("country")),
        chosen_questions={question.id for question in table.questions},
        opening=[q for q in GLANCE if q in knowledge().questions],
        every_url=every_address(),
        chosen_statuses=set(request.args.getlist("status")),
        differences="differences" in request.args.getlist("only"),
        sorted_by_status="status" in request.args.getlist("sort"),
        statuses=_offered(table.questions),
        obligations={q.id: obligations_on(knowledge(), q.id, table.as_of) for q in table.questions},
        permanent=address(table),
        json_url=address(table, ".json"),
        csv_url=address(table, ".csv"),
    )


@pages.get("/compare.json")
def data() -> Response:
    """Return a comparison as JSON."""
    table = asked()
    rows = ([{**to_json(cell), "findings": _findings(cell)} for cell in row] for row in table.rows)
    return json_list_response({"as_of": table.as_of.isoformat()}, "cells", rows)


@pages.get("/compare.csv")
def table() -> Response:
    """Return a comparison as CSV, one cell a row."""
    found = asked()
    day = found.as_of.isoformat()
    rows = ([day, *_row(cell)] for cell in found.cells)
    return csv_response(COLUMNS, rows, f"demandside-compare-{day}")


def _offered(questions: Sequence[Question]) -> list[Status]:
    """The statuses that the questions shown can have, in the order of the closed list."""
    known = knowledge()
    shown = {
        name for question in questions or known.questions.values() for name in question.statuses
    }
    return [s for s in known.statuses.values() if s.id in shown or s.id == "not-known"]


def _findings(cell: Cell) -> dict[str, object] | None:
    """How many facts behind a cell agree with the texts; None where nothing was compared."""
    found = agreement(cell)
    if found is None:
        return None
    return {
        "facts": found.count.total,
        "agree": found.count.agree,
        "text_of": found.count.state or None,
        "others": dict(found.rest),
    }


def _row(cell: Cell) -> list[object]:
    plain = to_json(cell)
    answer = cell.answer
    plain["country_name"] = country_name(cell.jurisdiction)
    plain["question_text"] = cell.question.asks
    plain["penalty"] = penalty_words_of(cell)
    plain["offences"] = " ".join(record.id for record in cell.records if record.kind == "offence")
    plain["schemes"] = " ".join(record.id for record in cell.records if record.kind == "scheme")
    plain["citations"] = "; ".join(c.label for c in cell.citations)
    plain["official_urls"] = " ".join(dict.fromkeys(c.official_url for c in cell.citations))
    plain["sources"] = "; ".join(source.title for source in cell.sources)
    other = answer.other_reading if answer else None
    plain["other_reading"] = f"{other.status}: {other.why}" if other else ""
    plain["url"] = public_url(str(plain["url"]))
    held = _findings(cell) or {}
    plain["facts"], plain["facts_agree"] = held.get("facts"), held.get("agree")
    plain["facts_text_of"] = held.get("text_of")
    return [plain[column] for column in COLUMNS[1:]]


def penalty_words_of(cell: Cell) -> str:
    """Return the penalty of a cell in words: its basic scales, empty where none is known."""
    if cell.facts is None:
        answer = cell.answer
        return written_penalty(answer.penalty) if answer and answer.penalty else ""
    if not cell.facts.penalty_known:
        return ""
    return "; ".join(penalty_words.line(scale) for scale in cell.facts.basic)
