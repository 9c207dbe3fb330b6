"""What Union law asks of the states: the obligations, each with 27 answers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap

from flask import Blueprint, render_template

from corpus.model import Instrument, Question, Status
from corpus.official import official_languages
from search_app.compare import cell
from search_app.contract.articles import ArticleParameters, ObligationTextData
from search_app.contract.parameters import NoParameters, PathPart
from search_app.contract.union import (
    ObligationRow,
    UnionData,
    UnionInstrumentData,
    obligation_data,
    obligation_rows,
    statement_data,
    transposition_data,
)
from search_app.union import DUE, STARTED, Duty, duties, searches, statements
from search_app.web.articles import article_choice
from search_app.web.copies import held_texts
from search_app.web.errors import NotHeldError
from search_app.web.family import PageFamily
from search_app.web.findings import status_counts
from search_app.web.formats import Sheet
from search_app.web.language import page_language
from search_app.web.marks import paragraphs
from search_app.web.site import knowledge, provisions, public_url
from search_app.wording import gettext


@dataclass(frozen=True)
class ObligationGroup:
    """Obligations of one group of questions; `counts` are the statuses of each one's answers."""

    label: str
    duties: tuple[tuple[Duty, list[tuple[Status, int]]], ...]


@dataclass(frozen=True)
class UnionInstrument:
    """An instrument of the Union with the dates that its obligations give.

    `languages` are the official languages in which a text of it is held.
    """

    instrument: Instrument
    since: tuple[str, ...]
    deadlines: tuple[str, ...]
    obligations: int
    languages: tuple[str, ...]


def page(_asked: NoParameters) -> str:
    """Show what the Union asks."""
    shown = duties(knowledge(), dt.date.today())
    return render_template(
        "union.html",
        union=knowledge().jurisdictions.get("eu"),
        total=len(shown),
        standing=Counter(duty.standing for duty in shown),
        groups=_groups(shown),
        acts=_instruments(shown),
        all_languages=len(official_languages()),
        asked=_asked_of(shown),
        searches=list(searches(knowledge())),
        statements=list(statements(knowledge())),
        started=STARTED,
        due=DUE,
    )


def data(_asked: NoParameters) -> UnionData:
    """Return the obligations and the national answers."""
    shown = duties(knowledge(), dt.date.today())
    return UnionData(
        as_of=dt.date.today(),
        instruments=tuple(
            UnionInstrumentData(
                **dict(i.instrument), since=i.since, deadlines=i.deadlines, languages=i.languages
            )
            for i in _instruments(shown)
        ),
        obligations=tuple(map(obligation_data, shown)),
        directive_2024_1712=tuple(starmap(transposition_data, searches(knowledge()))),
        national_acts=tuple(starmap(statement_data, statements(knowledge()))),
    )


def table(_asked: NoParameters) -> Sheet:
    """Return one row for every obligation and state."""
    shown = duties(knowledge(), dt.date.today())
    base = public_url("")
    return Sheet("demandside-eu", (row for duty in shown for row in obligation_rows(duty, base)))


def obligation_page(asked: ArticleParameters, name: str) -> str:
    """Show one obligation with the answers of the states."""
    duty = duty_of(name)
    record = provisions().find(duty.cited.provision_id)
    rendering = record.rendering if record else None
    return render_template(
        "obligation.html",
        duty=duty,
        record=record,
        articles=article_choice(duty, asked.lang, [page_language()]),
        entry=duty.obligation,
        counts=status_counts([row.cell for row in duty.rows]),
        sources=[knowledge().policy.sources[s] for s in duty.obligation.sources],
        rendering=rendering,
        paragraphs=paragraphs(rendering.text, []) if rendering else [],
    )


def one_obligation(asked: ArticleParameters, name: str) -> ObligationTextData:
    """Return one obligation with its articles in one language and the answers of the states."""
    duty = duty_of(name)
    articles = article_choice(duty, asked.lang, [page_language()])
    return ObligationTextData(**dict(obligation_data(duty)), texts=articles.data())


def obligation_table(_asked: ArticleParameters, name: str) -> Sheet:
    """Return one row for every state."""
    return Sheet(f"demandside-{name}", obligation_rows(duty_of(name), public_url("")))


def duty_of(wanted: str) -> Duty:
    """Return an obligation with the answers of the states.

    Raises:
        NotHeldError: there is none with this id.
    """
    for duty in duties(knowledge(), dt.date.today()):
        if duty.obligation.id == wanted:
            return duty
    raise NotHeldError(gettext("There is no obligation “%(id)s” here.", id=wanted[:60]))


def _groups(shown: Sequence[Duty]) -> list[ObligationGroup]:
    questions, labels = knowledge().questions, knowledge().groups
    by_group: dict[str, list[tuple[Duty, list[tuple[Status, int]]]]] = {}
    for duty in shown:
        question = questions.get(duty.obligation.question or "")
        counts = status_counts([row.cell for row in duty.rows])
        by_group.setdefault(question.group if question else "", []).append((duty, counts))
    named = [
        ObligationGroup(label, tuple(by_group[g])) for g, label in labels.items() if g in by_group
    ]
    rest = by_group.get("", [])
    other = gettext("Without a question of its own in the comparison")
    return [*named, ObligationGroup(other, tuple(rest))] if rest else named


def _instruments(shown: Sequence[Duty]) -> list[UnionInstrument]:
    union = knowledge().jurisdictions.get("eu")
    texts = held_texts("eu") or {}
    instruments = []
    for instrument in union.instruments if union else ():
        own = [d.obligation for d in shown if d.instrument.id == instrument.id]
        since = tuple(sorted({o.since for o in own}))
        deadlines = tuple(sorted({o.deadline for o in own if o.deadline}))
        held = {text.language for text in texts.get(instrument.id, ())}
        languages = tuple(code for code in official_languages() if code in held)
        instruments.append(UnionInstrument(instrument, since, deadlines, len(own), languages))
    return instruments


def _asked_of(shown: Sequence[Duty]) -> list[tuple[Question, list[tuple[Status, int]]]]:
    """The questions that an obligation names, with how many states have each status today."""
    named = {duty.obligation.question for duty in shown}
    today = dt.date.today()
    return [
        (q, status_counts([cell(knowledge(), code, q.id, today) for code in knowledge().states]))
        for q in knowledge().questions.values()
        if q.id in named
    ]


UNION = PageFamily(
    path="/eu",
    about="obligations from Union law, each with the answers of the 27 states",
    parameters=NoParameters,
    response=UnionData,
    row=ObligationRow,
    page=page,
    data=data,
    table=table,
)
OBLIGATION = PageFamily(
    path="/eu/<name>",
    parts=(PathPart("name", "Id of an obligation."),),
    about="one obligation in any official language, with the answers of the 27 states",
    parameters=ArticleParameters,
    response=ObligationTextData,
    row=ObligationRow,
    page=obligation_page,
    data=one_obligation,
    table=obligation_table,
)
pages = Blueprint("union", __name__)
UNION.add_to(pages)
OBLIGATION.add_to(pages, "obligation")
