"""How statuses follow from facts: the rules in words, and how far two readers agreed."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, render_template

from corpus.agreement import agreement
from corpus.lists import closed_list
from search_app.facts.rules import question_rules
from search_app.web.formats import json_response

pages = Blueprint("method", __name__)


@pages.get("/method")
def page() -> str:
    """Show the rules of every question and the second reading."""
    return render_template(
        "method.html",
        rules={rule.question: rule for rule in question_rules()},
        agreement=agreement(),
        circumstances=closed_list("circumstances"),
    )


@pages.get("/method.json")
def data() -> Response:
    """Return the rules and the agreement of two readers as data."""
    found = agreement()
    told = {"total": found.total.model_dump(), **found.model_dump(mode="json")}
    return json_response({"rules": [asdict(rule) for rule in question_rules()], "agreement": told})
