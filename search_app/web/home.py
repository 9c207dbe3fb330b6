"""The first page: the site's question answered, as a tile map and as a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, render_template

from corpus.dates import first_day
from corpus.model import Event
from search_app.compare import Cell, cell
from search_app.contract.cells import cell_data
from search_app.contract.home import FIRST_YEAR, HomeData, HomeParameters
from search_app.counting import old_texts
from search_app.web.family import PageFamily
from search_app.web.findings import BuyingFinding, buying_finding, changes, status_counts
from search_app.web.site import knowledge

QUESTION = "purchase-adult"
EXAMPLES = (
    ("en", "fine for clients France"),
    ("sv", "köpa sex barn"),
    ("fr", "achat d'actes sexuels"),
    ("de", "Freier Zwangsprostituierte"),
    ("bg", "клиент на проститутка непълнолетна"),
)


@dataclass(frozen=True)
class Overview:
    """The cells of the question on buying from an adult on a day, and the finding on them."""

    as_of: dt.date
    cells: tuple[Cell, ...]
    finding: BuyingFinding

    @property
    def read(self) -> tuple[Cell, ...]:
        """The states whose law is known for the day, weightiest status first."""
        known = [c for c in self.cells if c.known]
        return tuple(sorted(known, key=lambda c: (-c.status.weight, c.jurisdiction.name)))

    @property
    def oldest(self) -> Cell | None:
        """The state whose finding of "none" rests on the oldest of the old texts, if any does."""
        return next(iter(old_texts(self.cells, self.as_of)), None)

    @property
    def unread(self) -> tuple[Cell, ...]:
        """The states whose law is not known for the day."""
        return tuple(c for c in self.cells if not c.known)


def overview(asked: HomeParameters) -> Overview:
    """Return the overview of the day, or of the end of the year, asked for; today's by default."""
    today, year = dt.date.today(), asked.year
    of_year = today if year in {None, today.year} else dt.date(year or today.year, 12, 31)
    day = asked.as_of or of_year
    cells = tuple(cell(knowledge(), code, QUESTION, day) for code in knowledge().states)
    return Overview(day, cells, buying_finding(cells, day, past=day < today))


def page(asked: HomeParameters) -> str:
    """Show the first page."""
    found = overview(asked)
    today = dt.date.today()
    past = [c for c in changes(knowledge().jurisdictions.values()) if _happened(c.event, today)]
    everything = [
        cell(knowledge(), code, question, today)
        for code in knowledge().states
        for question in knowledge().questions
    ]
    return render_template(
        "home.html",
        found=found,
        counts=status_counts(found.cells),
        question=knowledge().questions[QUESTION],
        years=range(today.year, FIRST_YEAR - 1, -1),
        changes=past[:6],
        total=len(everything),
        unknown=[c for c in everything if not c.known],
        unclear=[c for c in everything if c.status.id == "unclear"],
        examples=EXAMPLES,
    )


def data(asked: HomeParameters) -> HomeData:
    """Return the finding and the cells that it counts."""
    shown = overview(asked)
    return HomeData(
        as_of=shown.as_of,
        question=QUESTION,
        finding=(shown.finding.main, *shown.finding.more),
        counts={status.id: number for status, number in status_counts(shown.cells)},
        cells=tuple(map(cell_data, shown.cells)),
    )


def _happened(event: Event, today: dt.date) -> bool:
    took_effect = event.changes_law and event.status in {"in-force", "ended"}
    return took_effect and first_day(event.date) <= today


HOME = PageFamily(
    path="/index",
    html_path="/",
    about="the finding on buying from an adult and its cells",
    parameters=HomeParameters,
    response=HomeData,
    page=page,
    data=data,
)
pages = Blueprint("home", __name__)
HOME.add_to(pages)
