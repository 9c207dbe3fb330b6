"""What the site is and how it decides; and whether it is alive."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from search_app.index.query import SearchQuery
from search_app.web.formats import json_response
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
def health() -> Response:
    """Say that the site answers, from which engine, with which index, and how many provisions."""
    found = site().searcher.search(SearchQuery(per_page=1))
    state = engine_state()
    return json_response(
        {
            "status": "ok",
            "engine": state.engine,
            "reason": state.reason,
            "generation": site().generation,
            "provisions": found.total,
        }
    )


@pages.get("/readyz")
def ready() -> Response:
    """Say whether the engine that was asked for answers: 503 while the spare one does.

    An older generation of the index answers in full, so that is told, with 200.
    """
    site().searcher.search(SearchQuery(per_page=1))
    state = engine_state()
    waiting = state.reason is not None
    left = site().left
    body = {"status": "degraded" if waiting or left else "ready", "engine": state.engine}
    if left:
        body["index"] = left
    return json_response(body, 503 if waiting else 200)
