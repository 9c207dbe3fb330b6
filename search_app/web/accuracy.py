"""How right is the tagger: its published figures per concept and language, with the method."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from nlp.published import published
from search_app.web.formats import csv_response, json_response
from search_app.web.language import concept_label, language_name
from search_app.web.site import knowledge

pages = Blueprint("accuracy", __name__)
COLUMNS = ("language", "concept", "precision", "recall", "f1", "support")


@pages.get("/accuracy")
def page() -> str:
    """Show the figures."""
    return render_template(
        "accuracy.html",
        figures=published(),
        concept_name=lambda name: concept_label(knowledge().concepts[name]),
        language_of_code=language_name,
        json_url=url_for("accuracy.data"),
        csv_url=url_for("accuracy.table"),
    )


@pages.get("/accuracy.json")
def data() -> Response:
    """Return all figures."""
    return json_response(published().model_dump(mode="json"))


@pages.get("/accuracy.csv")
def table() -> ResponseReturnValue:
    """Return the figures per language and concept; `all` is over all languages or concepts."""
    found = published()
    rows = [("all", name, score) for name, score in found.concepts.items()]
    rows += [(language, "all", score) for language, score in found.languages.items()]
    rows += [
        (language, name, score)
        for language, scores in found.by_language.items()
        for name, score in scores.items()
    ]
    plain = ((a, b, s.precision, s.recall, s.f1, s.support) for a, b, s in rows)
    return csv_response(COLUMNS, plain, "accuracy")
