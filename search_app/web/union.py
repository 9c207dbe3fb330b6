"""What Union law asks: the obligations, each with the answers of the 27 states to it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from corpus.model import Instrument, Question, Status
from search_app.compare import cell
from search_app.english import official_english
from search_app.union import (
    DUE,
    STARTED,
    Duty,
    duties,
    search_json,
    searches,
    statement_json,
    statements,
    to_json,
)
from search_app.web.errors import NotHeldError
from search_app.web.findings import status_counts
from search_app.web.formats import csv_response, json_response, split_formats
from search_app.web.marks import paragraphs
from search_app.web.provision import law_text
from search_app.web.site import knowledge, provisions, public_url
from search_app.wording import gettext

pages = Blueprint("union", __name__)
COLUMNS = (
    *("obligation", "instrument", "celex", "provision", "title", "force", "standing", "since"),
    *("deadline", "until", "question", "country", "bound", "status", "status_since"),
    *("citations", "rules", "confidence", "text_state", "directive_2024_1712"),
    *("directive_2024_1712_seen", "directive_2024_1712_up_to", "directive_2024_1712_says", "url"),
)


@dataclass(frozen=True)
class Group:
    """Obligations of one group of questions; `counts` are the statuses of each one's answers."""

    label: str
    duties: tuple[tuple[Duty, list[tuple[Status, int]]], ...]


@dataclass(frozen=True)
class Act:
    """An instrument of the Union with the dates that its obligations give."""

    instrument: Instrument
    since: tuple[str, ...]
    deadlines: tuple[str, ...]
    obligations: int


@pages.get("/eu")
def page() -> str:
    """Show what the Union asks."""
    found = duties(knowledge(), dt.date.today())
    return render_template(
        "union.html",
        union=knowledge().jurisdictions.get("eu"),
        total=len(found),
        standing=Counter(duty.standing for duty in found),
        groups=_groups(found),
        acts=_acts(found),
        asked=_asked(found),
        searches=list(searches(knowledge())),
        statements=list(statements(knowledge())),
        started=STARTED,
        due=DUE,
    )


@pages.get("/eu.json")
def data() -> Response:
    """Return the obligations and the national answers as data."""
    found = duties(knowledge(), dt.date.today())
    acts = [
        {
            **act.instrument.model_dump(mode="json"),
            "since": list(act.since),
            "deadlines": list(act.deadlines),
        }
        for act in _acts(found)
    ]
    today = dt.date.today().isoformat()
    obligations = [to_json(duty) for duty in found]
    return json_response(
        {
            "as_of": today,
            "instruments": acts,
            "obligations": obligations,
            "directive_2024_1712": [search_json(*found) for found in searches(knowledge())],
            "national_acts": [statement_json(*found) for found in statements(knowledge())],
        }
    )


@pages.get("/eu.csv")
def table() -> Response:
    """Return one row for every obligation and state."""
    rows = [row for duty in duties(knowledge(), dt.date.today()) for row in _rows(duty)]
    return csv_response(COLUMNS, rows, "demandside-eu")


@pages.get("/eu/<name>")
def obligation(name: str) -> ResponseReturnValue:
    """Show one obligation with the answers of the states, as a page or as data."""
    wanted, form = split_formats(name)
    duty = _duty(wanted)
    if form == "json":
        return json_response(to_json(duty))
    if form == "csv":
        return csv_response(COLUMNS, _rows(duty), f"demandside-{wanted}")
    record = provisions().find(duty.cited.provision_id)
    rendering = record.rendering if record else None
    english = official_english(record, provisions().find) if record else None
    return render_template(
        "obligation.html",
        duty=duty,
        record=record,
        english=english,
        english_text=law_text(english),
        entry=duty.obligation,
        counts=status_counts([row.cell for row in duty.rows]),
        sources=[knowledge().policy.sources[s] for s in duty.obligation.sources],
        rendering=rendering,
        paragraphs=paragraphs(rendering.text, []) if rendering else [],
    )


def _duty(wanted: str) -> Duty:
    for duty in duties(knowledge(), dt.date.today()):
        if duty.obligation.id == wanted:
            return duty
    raise NotHeldError(gettext("There is no obligation “%(id)s” here.", id=wanted[:60]))


def _groups(found: Sequence[Duty]) -> list[Group]:
    questions, labels = knowledge().questions, knowledge().groups
    by_group: dict[str, list[tuple[Duty, list[tuple[Status, int]]]]] = {}
    for duty in found:
        question = questions.get(duty.obligation.question or "")
        counts = status_counts([row.cell for row in duty.rows])
        by_group.setdefault(question.group if question else "", []).append((duty, counts))
    named = [Group(label, tuple(by_group[g])) for g, label in labels.items() if g in by_group]
    rest = by_group.get("", [])
    other = gettext("Without a question of its own in the comparison")
    return [*named, Group(other, tuple(rest))] if rest else named


def _acts(found: Sequence[Duty]) -> list[Act]:
    union = knowledge().jurisdictions.get("eu")
    acts = []
    for instrument in union.instruments if union else ():
        own = [d.obligation for d in found if d.instrument.id == instrument.id]
        since = tuple(sorted({o.since for o in own}))
        deadlines = tuple(sorted({o.deadline for o in own if o.deadline}))
        acts.append(Act(instrument, since, deadlines, len(own)))
    return acts


def _asked(found: Sequence[Duty]) -> list[tuple[Question, list[tuple[Status, int]]]]:
    """The questions that an obligation names, with how many states have each status today."""
    named = {duty.obligation.question for duty in found}
    today = dt.date.today()
    return [
        (q, status_counts([cell(knowledge(), code, q.id, today) for code in knowledge().states]))
        for q in knowledge().questions.values()
        if q.id in named
    ]


def _rows(duty: Duty) -> list[list[object]]:
    plain = to_json(duty)
    states = plain["states"]
    assert isinstance(states, list)  # noqa: S101 - the contract of `to_json`
    shared = {
        "obligation": duty.obligation.id,
        **{name: plain[name] for name in COLUMNS[1:11] if name in plain},
    }
    rows = []
    for state in states or [{}]:
        row = {**shared, **state, "status_since": state.get("since"), "since": plain["since"]}
        row["citations"] = "; ".join(state.get("citations", ()))
        row["rules"] = "; ".join(f"{r['id']} ({r['by']})" for r in state.get("rules") or ())
        row["bound"] = {True: "yes", False: "no"}.get(state.get("bound"), "")
        row["url"] = public_url(str(state.get("url") or plain["url"]))
        rows.append([row.get(name) for name in COLUMNS])
    return rows
