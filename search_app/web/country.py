"""A country: the questions about buyers at a glance, then all answers, changes, texts and gaps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, render_template

from corpus.model import Jurisdiction
from search_app.compare import Cell, cell, resolve
from search_app.contract.cells import cell_data
from search_app.contract.choices import jurisdiction_codes
from search_app.contract.comparison import ComparisonRow
from search_app.contract.copies import held_version_data
from search_app.contract.country import CountryData
from search_app.contract.parameters import NoParameters, PathPart
from search_app.contract.policy import body_data, policy_text_data, position_data
from search_app.web import copies
from search_app.web.bodies import bodies_of
from search_app.web.cell_rows import comparison_row
from search_app.web.errors import NotHeldError
from search_app.web.family import PageFamily
from search_app.web.findings import changes
from search_app.web.formats import Sheet
from search_app.web.policy import texts_of
from search_app.web.positions import positions_of
from search_app.web.site import findings, knowledge
from search_app.wording import gettext

GLANCE = ("purchase-adult", "purchase-exploited", "purchase-minor", "purchase-public")
"""The questions about buyers, which several pages open with."""
_LEFT_OUT = frozenset({"answers", "renderings"})
"""Parts of a jurisdiction that its cells and the pages of its provisions show."""


@dataclass(frozen=True)
class QuestionGroup:
    """A group of questions with the answers of one country."""

    label: str
    cells: tuple[Cell, ...]


def jurisdiction_of(code: str) -> Jurisdiction:
    """Return a jurisdiction by its code.

    Raises:
        NotHeldError: there is none.
    """
    jurisdiction = knowledge().jurisdictions.get(code)
    if jurisdiction is None:
        raise NotHeldError(
            gettext("There is no country with the code “%(code)s” here.", code=code[:40])
        )
    return jurisdiction


def page(_asked: NoParameters, name: str) -> str:
    """Show a country."""
    jurisdiction, cells = jurisdiction_of(name), _cells(name)
    return render_template(
        "country.html",
        country=jurisdiction,
        glance=[cells[q] for q in GLANCE if q in cells],
        groups=_groups(cells),
        changes=changes([jurisdiction]),
        resolve=resolve,
        texts=texts_of(name),
        bodies=bodies_of(name),
        positions=positions_of(name),
        opinion_sources={source.id: source for source in jurisdiction.sources},
        findings=sum(f.country == name for f in findings(dt.date.today())),
        unknown=[c for c in cells.values() if not c.known],
        held=copies.held_texts(name),
        unclear=[c for c in cells.values() if c.status.id == "unclear"],
    )


def data(_asked: NoParameters, name: str) -> CountryData:
    """Return a country with today's cells and the texts that we hold."""
    jurisdiction = jurisdiction_of(name)
    held = copies.held_texts(name) or {}
    return CountryData(
        **{key: value for key, value in jurisdiction if key not in _LEFT_OUT},
        as_of=dt.date.today(),
        cells=tuple(map(cell_data, _cells(name).values())),
        policy=tuple(map(policy_text_data, texts_of(name))),
        bodies=tuple(map(body_data, bodies_of(name))),
        positions=tuple(map(position_data, positions_of(name))),
        texts_held=tuple(held_version_data(v) for texts in held.values() for v in texts),
    )


def table(_asked: NoParameters, name: str) -> Sheet:
    """Return today's cells of a country, one a row."""
    jurisdiction_of(name)
    rows = (comparison_row(cell, dt.date.today()) for cell in _cells(name).values())
    return Sheet(f"demandside-country-{name}", rows)


def _cells(code: str) -> dict[str, Cell]:
    """The cells of today, by question."""
    return {q: cell(knowledge(), code, q, dt.date.today()) for q in knowledge().questions}


def _groups(cells: dict[str, Cell]) -> list[QuestionGroup]:
    return [
        QuestionGroup(label, tuple(c for c in cells.values() if c.question.group == name))
        for name, label in knowledge().groups.items()
    ]


COUNTRY = PageFamily(
    path="/country/<name>",
    parts=(PathPart("name", "Code of a jurisdiction.", jurisdiction_codes),),
    about="answers of a country; as JSON also events, instruments, sources, policy, bodies",
    parameters=NoParameters,
    response=CountryData,
    row=ComparisonRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("country", __name__)
COUNTRY.add_to(pages)
