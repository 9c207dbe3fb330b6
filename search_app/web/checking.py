"""The claim checker: a text is pasted, its claims are held against the law as coded.

What is pasted is nobody's business: a form is posted, so that it stands in no address, and no
response is kept.
"""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from search_app.claims.check import check_text
from search_app.contract.claims import MOST_ON_PAGE, CheckData, CheckParameters, ClaimData
from search_app.contract.released import release_keys
from search_app.web.family import PageFamily
from search_app.web.formats import json_response
from search_app.web.site import knowledge, provisions, release, scope
from search_app.wording import gettext

SIGNS = {"right": "✓", "wrong": "✕", "was-right-until": "◔", "undecidable": "?"}
"""The sign of a verdict, beside its words."""


def data(asked: CheckParameters) -> CheckData:
    """Return the claims of the text."""
    day = asked.as_of or dt.date.today()
    checked = check_text(asked.text, knowledge(), day, provisions().find)
    return CheckData(
        as_of=day,
        claims=tuple(ClaimData.model_validate(claim.to_json()) for claim in checked.claims),
        sentences=checked.sentences,
        passed_over=checked.passed_over,
    )


def page(asked: CheckParameters) -> str:
    """Show the form and, with a text, its claims."""
    return render_template(
        "check.html",
        asked=asked,
        checked=data(asked) if asked.text else None,
        signs=SIGNS,
        words={
            "right": gettext("Right"),
            "wrong": gettext("Wrong"),
            "was-right-until": gettext("Was right until"),
            "undecidable": gettext("Cannot be decided"),
        },
        most=MOST_ON_PAGE,
    )


CHECK = PageFamily(
    path="/check",
    about="the claims of a text, held against the law",
    parameters=CheckParameters,
    response=CheckData,
    page=page,
    data=data,
)
pages = Blueprint("checking", __name__)
CHECK.add_to(pages)


@pages.post("/check")
def posted() -> ResponseReturnValue:
    """Show the claims of a text that was sent by the form."""
    return page(_sent())


@pages.post("/check.json")
def posted_data() -> ResponseReturnValue:
    """Return the claims of a text that was sent as a form."""
    checked = data(_sent())
    return json_response({**checked.plain(), **release_keys(type(checked), release().id)})


def _sent() -> CheckParameters:
    """What the form sent; a text that is too long is refused with 413."""
    if any(len(text) > MOST_ON_PAGE for text in request.form.getlist("text")):
        abort(413)
    return CheckParameters.read(request.form, scope())


@pages.after_request
def _not_kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
