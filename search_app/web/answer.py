"""One answer: the cell opened, with wording, history, sources and neighbours."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from corpus.policy import Obligation
from corpus.store import Library
from search_app.compare import Cell, CitedProvision, cell, history, to_json
from search_app.provisions import ProvisionRecord
from search_app.union import obligations_on
from search_app.verify import Verdict, verdict
from search_app.web.country import jurisdiction_of
from search_app.web.errors import NotHeldError
from search_app.web.formats import json_response, split_format
from search_app.web.marks import Paragraph, paragraphs
from search_app.web.provision import original
from search_app.web.site import knowledge, provisions, site
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
    jurisdiction_of(country)
    if question not in knowledge().questions:
        text = gettext("There is no question “%(id)s” here.", id=question[:60])
        raise NotHeldError(text)
    found = cell(knowledge(), country, question, dt.date.today())
    periods = history(knowledge(), country, question)
    if form == "json":
        past = [to_json(c) for c in periods]
        more = {
            "asks": found.question.asks,
            "obligations": [f"/eu/{o.id}" for o in _obligations(question)],
            "verification": asdict(held) if (held := verified(found)) else None,
            "history": past,
        }
        return json_response({**to_json(found), **more})
    return render_template(
        "answer.html",
        cell=found,
        history=periods,
        wordings=[wording_of(cited) for cited in found.citations],
        neighbours=neighbours(found),
        obligations=_obligations(question),
        verdict=verified(found),
    )


def verified(found: Cell) -> Verdict | None:
    """Hold a cell against the collected texts; None where there are none."""
    path = site().library
    if path is None:
        return None
    with Library(path, readonly=True) as library:
        return verdict(found, library, {name for name, _, _ in library.instruments()})


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
    known = [c for c in others if c.answer]
    return sorted(known, key=lambda c: (-c.status.weight, c.jurisdiction.name))
