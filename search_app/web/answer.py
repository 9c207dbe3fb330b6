"""One answer: a cell in full, with the wording of the law, its history, sources and neighbours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, render_template

from corpus.coded.basics import Dated, LawReading
from corpus.model import Citation, Jurisdiction, Source
from corpus.policy import Obligation
from search_app.chronicle import moments
from search_app.compare import Cell, CitedProvision, cell, history, resolve
from search_app.contract.answer import AnswerData, AnswerParameters, PeriodRow, history_data
from search_app.contract.cells import cell_data, cell_values
from search_app.contract.choices import jurisdiction_codes, question_ids
from search_app.contract.comparison import ComparisonRow
from search_app.contract.parameters import PathPart
from search_app.contract.records import facts_data
from search_app.provisions import ProvisionRecord
from search_app.union import obligations_on
from search_app.web.cell_rows import comparison_row
from search_app.web.country import jurisdiction_of
from search_app.web.errors import NotHeldError
from search_app.web.family import PageFamily
from search_app.web.formats import Sheet
from search_app.web.marks import Paragraph, paragraphs
from search_app.web.provision import original
from search_app.web.site import agreement, knowledge, provisions
from search_app.wording import gettext

_LONGEST = 6000


@dataclass(frozen=True)
class Wording:
    """What a cited provision says: the original, if held and short, and our rendering."""

    cited: CitedProvision
    record: ProvisionRecord | None
    original: list[Paragraph]
    rendering: list[Paragraph]


def page(asked: AnswerParameters, country: str, name: str) -> str:
    """Show an answer as of a day."""
    day = asked.as_of or dt.date.today()
    jurisdiction, shown = answer_of(country, name, day)
    return render_template(
        "answer.html",
        cell=shown,
        as_of=day,
        cells_as_of=day,
        moments=moments(knowledge(), country, name, dt.date.today()),
        history=history(knowledge(), country, name),
        wordings=[wording_of(cited) for cited in shown.citations],
        neighbours=neighbours(shown, day),
        obligations=_obligations(name, day),
        place_of=place_of,
        sources_of=lambda version: sources_of(jurisdiction, version),
        policy_titles={text.id: text.title_en for text in knowledge().policy.texts},
        body_names={body.id: body.name_en for body in knowledge().policy.bodies},
    )


def data(asked: AnswerParameters, country: str, name: str) -> AnswerData:
    """Return an answer as of a day with the facts behind it."""
    day = asked.as_of or dt.date.today()
    _, shown = answer_of(country, name, day)
    computed = history_data(moments(knowledge(), country, name, dt.date.today()))
    written = history(knowledge(), country, name)
    agreeing = agreement(shown)
    return AnswerData(
        **cell_values(shown),
        as_of=day,
        asks=shown.question.asks,
        facts=facts_data(shown.facts) if shown.facts else None,
        obligations=tuple(f"/eu/{o.id}" for o in _obligations(name, day)),
        verification=agreeing.data() if agreeing else None,
        history=computed or tuple(map(cell_data, written)),
    )


def table(_asked: AnswerParameters, country: str, name: str) -> Sheet:
    """Return the periods of an answer, newest first, one a row; without coded law those written."""
    answer_of(country, name)
    today = dt.date.today()
    computed = moments(knowledge(), country, name, today)
    rows: list[ComparisonRow] = [
        comparison_row(
            moment.cell,
            moment.since,
            PeriodRow,
            period_from=moment.since,
            period_until=moment.until,
            period_dated=bool(moment.since_told),
        )
        for moment in computed
    ]
    written = () if computed else history(knowledge(), country, name)
    rows += [comparison_row(cell, today, PeriodRow) for cell in written]
    return Sheet(f"demandside-answer-{country}-{name}", rows)


def answer_of(country: str, question: str, day: dt.date | None = None) -> tuple[Jurisdiction, Cell]:
    """Return the jurisdiction and the cell of a day, of today by default.

    Raises:
        NotHeldError: there is no such jurisdiction or question.
    """
    jurisdiction = jurisdiction_of(country)
    if question not in knowledge().questions:
        text = gettext("There is no question “%(id)s” here.", id=question[:60])
        raise NotHeldError(text)
    return jurisdiction, cell(knowledge(), country, question, day or dt.date.today())


def place_of(jurisdiction: Jurisdiction, reading: LawReading) -> CitedProvision:
    """Return the page and the official address of a provision that was read."""
    place = Citation(instrument=reading.instrument, provision=reading.provision)
    return resolve(jurisdiction, place)


def sources_of(jurisdiction: Jurisdiction, version: Dated) -> Iterable[Source]:
    """Return the sources of a version: they belong to the state or to the policy layer."""
    own = {source.id: source for source in jurisdiction.sources}
    shared = knowledge().policy.sources
    return [own[name] if name in own else shared[name] for name in version.sources]


def _obligations(question: str, day: dt.date) -> tuple[Obligation, ...]:
    return obligations_on(knowledge(), question, day)


def wording_of(cited: CitedProvision) -> Wording:
    """Return what a cited provision says, as far as we hold it."""
    record = provisions().find(cited.provision_id)
    stored = record.stored if record else None
    rendering = record.rendering if record else None
    short = stored is not None and len(stored.provision.text) <= _LONGEST
    return Wording(
        cited=cited,
        record=record,
        original=original(stored) if stored and short else [],
        rendering=paragraphs(rendering.text, []) if rendering else [],
    )


def neighbours(shown: Cell, day: dt.date) -> list[Cell]:
    """Return the known answers of other jurisdictions on the same day, weightiest first."""
    others = (
        cell(knowledge(), code, shown.question.id, day)
        for code in knowledge().jurisdictions
        if code != shown.jurisdiction.code
    )
    known = [c for c in others if c.known]
    return sorted(known, key=lambda c: (-c.status.weight, c.jurisdiction.name))


ANSWER = PageFamily(
    path="/answer/<country>/<name>",
    parts=(
        PathPart("country", "Code of a jurisdiction.", jurisdiction_codes),
        PathPart("name", "Id of a question.", question_ids),
    ),
    about="an answer with the facts behind it in full and its history; the tables have its periods",
    parameters=AnswerParameters,
    response=AnswerData,
    row=PeriodRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("answer", __name__)
ANSWER.add_to(pages)
