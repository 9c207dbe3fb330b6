"""How often the tagger is right: its published figures and how they were measured."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from nlp.evaluation.buyers import KINDS, LIABLE, NEAR_MISS
from nlp.evaluation.figures import SetLook
from nlp.evaluation.national import JudgedSample, national_law
from nlp.evaluation.published import published
from nlp.evaluation.review import reviewed
from search_app.evaluation.results import search_results
from search_app.web.formats import csv_response, json_response
from search_app.web.language import concept_label, country_name, language_name
from search_app.web.site import knowledge
from search_app.wording import gettext

pages = Blueprint("accuracy", __name__)
COLUMNS = ("language", "country", "concept", "precision", "recall", "f1", "support")


@pages.get("/accuracy")
def page() -> str:
    """Show the figures with the method."""
    return render_template(
        "accuracy.html",
        figures=published(),
        concept_name=lambda name: concept_label(knowledge().concepts[name]),
        language_of_code=language_name,
        name_of_country=_country_name,
        review=reviewed(),
        national=national_law(),
        precision={**reviewed().precision(), "still made": published().still_made},
        group_name=_group_name,
        buyer_kinds=KINDS,
        liable=LIABLE,
        near_miss=NEAR_MISS,
        buyer_kind=_buyer_kind,
        title=_title,
        search=search_results(),
        search_row=_search_row,
        json_url=url_for("accuracy.data"),
        csv_url=url_for("accuracy.table"),
    )


@pages.get("/accuracy.json")
def data() -> Response:
    """Return all figures."""
    review = reviewed()
    precision = {name: part.model_dump() for name, part in review.precision().items()}
    figures = published().model_dump(mode="json")
    law = national_law()
    national = {
        **law.model_dump(mode="json", exclude={"before", "after", "again"}),
        "before": _judged(law.before),
        "after": _judged(law.after),
        "again": _judged(law.again),
    }
    buyers = published().buyers
    figures["buyers"] = {
        "first": buyers.first.with_measures(),
        "now": buyers.now.with_measures(),
    }
    tags = {"day": str(review.read), "tags": precision}
    search = search_results().model_dump(mode="json")
    return json_response({**figures, "read": tags, "national_law": national, "search": search})


def _judged(sample: JudgedSample) -> dict[str, object]:
    """A sample of tags over national law, with its estimates, for JSON."""
    concepts, languages = sample.by_concept(), sample.by_language()
    return {
        "day": str(sample.read),
        "together": sample.together().model_dump(),
        "buyers": sample.buyers.model_dump(),
        "concepts": {name: estimate.model_dump() for name, estimate in concepts.items()},
        "languages": {name: estimate.model_dump() for name, estimate in languages.items()},
    }


def _country_name(code: str) -> str:
    jurisdiction = knowledge().jurisdictions.get(code)
    return country_name(jurisdiction) if jurisdiction else code


def _set_name(name: str) -> str:
    return {
        "blind": gettext("first set"),
        "fresh": gettext("second set"),
        "rest": gettext("third set"),
        "acts": gettext("other acts"),
        "acts-read": gettext("further acts, half that was read"),
        "acts-kept": gettext("further acts, half kept apart"),
        "mended": gettext("written, half that was read"),
        "kept": gettext("written, half kept apart"),
    }[name]


def _title(item: SetLook) -> str:
    """The name of a set and when it was measured."""
    when = {
        "first": gettext("when opened"),
        "after": gettext("after the mending"),
        "now": gettext("today"),
    }
    return f"{_set_name(item.name)}, {when[item.when]}"


def _group_name(group: str) -> str:
    return {
        "all": gettext("everything"),
        "buyers": gettext("buyers"),
        "third parties": gettext("third parties"),
        "victims": gettext("victims"),
        "other": gettext("other matters"),
        "without labels": gettext("countries without labels"),
        "still made": gettext("those still made today, after the mendings"),
    }[group]


def _search_row(name: str) -> str:
    """The name of a row of the search figures: the questions that it is about."""
    names = {
        "all": gettext("all questions"),
        "fitted on": gettext("the half that the weights were fitted on"),
        "kept apart": gettext("the half kept apart"),
        "kept apart, plain": gettext("kept apart: everyday words"),
        "kept apart, term": gettext("kept apart: legal terms"),
        "kept apart, number": gettext("kept apart: acts and numbers"),
        "kept apart, cross": gettext("kept apart: about another country"),
    }
    return names.get(name) or language_name(name)


def _buyer_kind(kind: str) -> str:
    return {
        "adult": gettext("buying sex from adults"),
        "minor": gettext("buying sex from minors"),
        "exploited": gettext("buying sex from trafficked or coerced persons, knowingly"),
        "public": gettext("buying or seeking sex in public"),
        "near-miss": gettext("near misses: no buyer is liable"),
    }[kind]


@pages.get("/accuracy.csv")
def table() -> ResponseReturnValue:
    """Return the figures per concept, language, country, and per language and concept.

    `all` stands where a row is not about one of them.
    """
    figures = published()
    rows = [("all", "all", name, score) for name, score in figures.concepts.items()]
    rows += [(language, "all", "all", score) for language, score in figures.languages.items()]
    rows += [("all", country, "all", score) for country, score in figures.countries.items()]
    rows += [
        (language, "all", name, score)
        for language, scores in figures.by_language.items()
        for name, score in scores.items()
    ]
    plain = ((a, b, c, s.precision, s.recall, s.f1, s.support) for a, b, c, s in rows)
    return csv_response(COLUMNS, plain, "accuracy")
