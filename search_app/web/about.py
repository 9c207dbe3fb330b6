"""What the site is and how it decides, and whether it is up."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from search_app.contract.method import AboutData
from search_app.contract.parameters import NoParameters
from search_app.web.family import PageFamily
from search_app.web.formats import json_response
from search_app.web.health import health
from search_app.web.site import engine_state, knowledge, site


def page(_asked: NoParameters) -> str:
    """Show the method in brief."""
    return render_template("about.html")


def data(_asked: NoParameters) -> AboutData:
    """Return the questions, statuses and concepts."""
    known = knowledge()
    return AboutData(
        statuses=tuple(known.statuses.values()),
        groups=dict(known.groups),
        questions=tuple(known.questions.values()),
        concepts=tuple(known.concepts.values()),
    )


ABOUT = PageFamily(
    path="/about",
    about="questions, statuses and concepts",
    parameters=NoParameters,
    response=AboutData,
    page=page,
    data=data,
)
pages = Blueprint("about", __name__)
ABOUT.add_to(pages)


@pages.get("/healthz")
def alive() -> Response:
    """Report that the process is up: its engine, its index, and the number of provisions.

    It waits for neither; `provisions` comes from the last check of the index.
    """
    state = engine_state()
    return json_response(
        {
            "status": "ok",
            "engine": state.engine,
            "reason": state.reason,
            "generation": site().generation,
            "provisions": health().provisions(),
        }
    )


@pages.get("/readyz")
def ready() -> Response:
    """Report whether the site can serve: 503 when the library or the index fails, or when the
    fallback engine has replaced the chosen one.

    An older generation of the index still serves everything, so it is reported with 200.
    """
    faults = health().faults()
    state = engine_state()
    waiting = state.reason is not None
    left = site().left
    status = "failed" if faults else "degraded" if waiting or left else "ready"
    body: dict[str, object] = {"status": status, "engine": state.engine}
    if faults:
        body["faults"] = faults
    if left:
        body["index"] = left
    return json_response(body, 503 if faults or waiting else 200)
