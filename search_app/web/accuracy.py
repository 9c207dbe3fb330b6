"""How often the tagger is right: its published figures and how they were measured."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from nlp.evaluation.buyers import KINDS, LIABLE, NEAR_MISS
from nlp.evaluation.figures import SetLook
from nlp.evaluation.national import national_law
from nlp.evaluation.published import published
from nlp.evaluation.review import reviewed
from search_app.contract.accuracy import AccuracyData, ScoreRow, accuracy_data, score_rows
from search_app.contract.parameters import NoParameters
from search_app.evaluation.results import search_results
from search_app.web.family import PageFamily
from search_app.web.formats import Sheet
from search_app.web.language import concept_label, country_name, language_name
from search_app.web.site import knowledge
from search_app.wording import gettext


def page(_asked: NoParameters) -> str:
    """Show the figures."""
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


def data(_asked: NoParameters) -> AccuracyData:
    """Return all figures."""
    return accuracy_data(published(), reviewed(), national_law(), search_results())


def table(_asked: NoParameters) -> Sheet:
    """Return the figures per language or country and concept; `all` is over all of a kind."""
    return Sheet("accuracy", score_rows(published()))


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


def _title(measured: SetLook) -> str:
    """What was measured and when, in words."""
    when = {
        "first": gettext("when opened"),
        "after": gettext("after the mending"),
        "now": gettext("today"),
    }
    return f"{_set_name(measured.name)}, {when[measured.when]}"


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
    """Whose questions a row of the search figures is about."""
    named = {
        "all": gettext("all questions"),
        "fitted on": gettext("the half that the weights were fitted on"),
        "kept apart": gettext("the half kept apart"),
        "kept apart, plain": gettext("kept apart: everyday words"),
        "kept apart, term": gettext("kept apart: legal terms"),
        "kept apart, number": gettext("kept apart: acts and numbers"),
        "kept apart, cross": gettext("kept apart: about another country"),
    }
    return named.get(name) or language_name(name)


def _buyer_kind(kind: str) -> str:
    return {
        "adult": gettext("buying sex from adults"),
        "minor": gettext("buying sex from minors"),
        "exploited": gettext("buying sex from trafficked or coerced persons, knowingly"),
        "public": gettext("buying or seeking sex in public"),
        "near-miss": gettext("near misses: no buyer is liable"),
    }[kind]


ACCURACY = PageFamily(
    path="/accuracy",
    about="the figures of the tagger and of search, with the method",
    parameters=NoParameters,
    response=AccuracyData,
    row=ScoreRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("accuracy", __name__)
ACCURACY.add_to(pages)
