"""One answer: the cell opened, with wording, history, sources and neighbours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from corpus.coded.basics import Dated, LawReading
from corpus.model import Citation, Jurisdiction, Source
from corpus.policy import Obligation
from search_app.chronicle import Moment, moments
from search_app.compare import Cell, CitedProvision, cell, history, resolve, to_json
from search_app.provisions import ProvisionRecord
from search_app.records import data
from search_app.union import obligations_on
from search_app.web.country import jurisdiction_of
from search_app.web.errors import NotHeldError
from search_app.web.formats import json_response, split_format
from search_app.web.marks import Paragraph, paragraphs
from search_app.web.provision import original
from search_app.web.site import agreement, knowledge, provisions
from search_app.wording import gettext

pages = Blueprint("answer", __name__)
_LONGEST = 6000


@dataclass(frozen=True)
class Wording:
    """What a cited provision says: original and rendering, each as far as held and short."""

    cited: CitedProvision
    record: ProvisionRecord | None
    original: list[Paragraph]
    rendering: list[Paragraph]


@pages.get("/answer/<country>/<name>")
def page(country: str, name: str) -> ResponseReturnValue:
    """Show an answer, as a page or as data."""
    question, form = split_format(name)
    jurisdiction = jurisdiction_of(country)
    if question not in knowledge().questions:
        text = gettext("There is no question “%(id)s” here.", id=question[:60])
        raise NotHeldError(text)
    found = cell(knowledge(), country, question, dt.date.today())
    past = moments(knowledge(), country, question, dt.date.today())
    written = history(knowledge(), country, question)
    if form == "json":
        more = {
            "asks": found.question.asks,
            "facts": data.to_json(found.facts) if found.facts else None,
            "obligations": [f"/eu/{o.id}" for o in _obligations(question)],
            "verification": held.to_json() if (held := agreement(found)) else None,
            "history": [moment_json(m) for m in past] or [to_json(c) for c in written],
        }
        return json_response({**to_json(found), **more})
    return render_template(
        "answer.html",
        cell=found,
        moments=past,
        history=written,
        wordings=[wording_of(cited) for cited in found.citations],
        neighbours=neighbours(found),
        obligations=_obligations(question),
        place_of=place_of,
        sources_of=lambda version: sources_of(jurisdiction, version),
        policy_titles={text.id: text.title_en for text in knowledge().policy.texts},
        body_names={body.id: body.name_en for body in knowledge().policy.bodies},
    )


def moment_json(moment: Moment) -> dict[str, object]:
    """Return a period of the computed history: the cell of its first day, and what changed."""
    return {
        **to_json(moment.cell),
        "period": {
            "from": moment.since.isoformat(),
            "until": moment.until.isoformat() if moment.until else None,
            "dated": bool(moment.since_told),
        },
        "changed": [
            {"record": c.record.id, "what": c.what, "fields": list(c.fields)}
            for c in moment.changes
        ],
    }


def place_of(jurisdiction: Jurisdiction, reading: LawReading) -> CitedProvision:
    """Return the page and the official address of a provision that was read."""
    place = Citation(instrument=reading.instrument, provision=reading.provision)
    return resolve(jurisdiction, place)


def sources_of(jurisdiction: Jurisdiction, version: Dated) -> Iterable[Source]:
    """Return the sources of a version, which stand with the state or in the policy layer."""
    own = {source.id: source for source in jurisdiction.sources}
    shared = knowledge().policy.sources
    return [own[name] if name in own else shared[name] for name in version.sources]


def _obligations(question: str) -> tuple[Obligation, ...]:
    return obligations_on(knowledge(), question, dt.date.today())


def wording_of(cited: CitedProvision) -> Wording:
    """Return what a cited provision says, as far as it is held."""
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


def neighbours(found: Cell) -> list[Cell]:
    """Return the answers of other countries to the same question, as far as there are any."""
    others = (
        cell(knowledge(), code, found.question.id, dt.date.today())
        for code in knowledge().jurisdictions
        if code != found.jurisdiction.code
    )
    known = [c for c in others if c.known]
    return sorted(known, key=lambda c: (-c.status.weight, c.jurisdiction.name))
