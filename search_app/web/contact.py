"""How to report an error, how corrections are made, and which were made."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, render_template

from corpus.corrections import Correction, load_corrections
from search_app.contract.contact import (
    ContactData,
    ContactParameters,
    CorrectionData,
    CorrectionRow,
    CorrectionsData,
    CorrectionsParameters,
)
from search_app.release import LICENCE
from search_app.reporting import ErrorReport
from search_app.web.family import PageFamily
from search_app.web.filters import FormFilter, address, kept
from search_app.web.formats import Sheet
from search_app.web.layers import place_name
from search_app.web.site import knowledge, public_url, release, site
from search_app.wording import gettext


def page(asked: ContactParameters) -> str:
    """Show how an error is reported, with a report begun for the page that was named."""
    about = asked.about if asked.about and asked.about.startswith("/") else None
    report = ErrorReport(public_url(about), release().id, about) if about else None
    return render_template("contact.html", report=report)


def data(_asked: ContactParameters) -> ContactData:
    """Return where errors are reported."""
    reporting = site().reporting
    return ContactData(
        mail=reporting.mail or None,
        issues=reporting.issues or None,
        release=release().id,
        day=release().day,
        licence=LICENCE,
    )


def corrections_page(asked: CorrectionsParameters) -> str:
    """Show the corrections that the filters leave."""
    chosen = _filters(asked)
    return render_template(
        "corrections.html",
        corrections=_kept(asked),
        total=len(_corrections()),
        filters=chosen,
        json_url=address("/corrections.json", chosen),
        csv_url=address("/corrections.csv", chosen),
    )


def corrections_data(asked: CorrectionsParameters) -> CorrectionsData:
    """Return the corrections that the filters leave."""
    shown = tuple(map(_data, _kept(asked)))
    return CorrectionsData(total=len(shown), corrections=shown)


def corrections_table(asked: CorrectionsParameters) -> Sheet:
    """Return the corrections that the filters leave, one a row."""
    rows = (CorrectionRow.of(d, url=public_url(d.url)) for d in map(_data, _kept(asked)))
    return Sheet("demandside-corrections", rows)


_read = lru_cache(maxsize=4)(load_corrections)


def _corrections() -> list[Correction]:
    """The corrections of cells that the site has."""
    known = knowledge()
    return [
        entry
        for entry in _read(site().home)
        if entry.country in known.jurisdictions and entry.question in known.questions
    ]


def _kept(asked: CorrectionsParameters) -> list[Correction]:
    return kept(_corrections(), _filters(asked))


def _filters(asked: CorrectionsParameters) -> tuple[FormFilter, ...]:
    known = knowledge()
    return (
        FormFilter(
            "country", gettext("Jurisdiction"), tuple(known.states), place_name, asked.country
        ),
        FormFilter(
            "question", gettext("Question"), tuple(known.questions), _question, asked.question
        ),
    )


def _question(name: str) -> str:
    return gettext(knowledge().questions[name].short)


def _data(entry: Correction) -> CorrectionData:
    return CorrectionData(**dict(entry), url=f"/answer/{entry.country}/{entry.question}")


CONTACT = PageFamily(
    path="/contact",
    about="where errors are reported, and the release that is shown",
    parameters=ContactParameters,
    response=ContactData,
    page=page,
    data=data,
)
CORRECTIONS = PageFamily(
    path="/corrections",
    about="statuses that were replaced, with the reason",
    parameters=CorrectionsParameters,
    response=CorrectionsData,
    row=CorrectionRow,
    page=corrections_page,
    data=corrections_data,
    table=corrections_table,
)
pages = Blueprint("contact", __name__)
CONTACT.add_to(pages)
CORRECTIONS_PAGES = Blueprint("corrections", __name__)
CORRECTIONS.add_to(CORRECTIONS_PAGES)
