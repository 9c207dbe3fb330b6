"""What the site is and how it decides; and whether it is alive."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from search_app.web.formats import json_response
from search_app.web.health import health
from search_app.web.site import engine_state, knowledge, site

pages = Blueprint("about", __name__)


@pages.get("/about")
def page() -> str:
    """Show the method, in short."""
    return render_template("about.html")


@pages.get("/about.json")
def data() -> Response:
    """Return the questions, statuses and concepts: the method as data."""
    known = knowledge()
    return json_response(
        {
            "statuses": [s.model_dump(mode="json") for s in known.statuses.values()],
            "groups": dict(known.groups),
            "questions": [q.model_dump(mode="json") for q in known.questions.values()],
            "concepts": [c.model_dump(mode="json") for c in known.concepts.values()],
        }
    )


@pages.get("/healthz")
def alive() -> Response:
    """Say that the process answers, from which engine, with which index, and how many provisions.

    It waits for neither; `provisions` is what the last look at the index found.
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
    """Say whether the site can answer: 503 when the library or the index fails, or the spare
    engine answers instead of the one that was asked for.

    An older generation of the index answers in full, so that is told, with 200.
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
