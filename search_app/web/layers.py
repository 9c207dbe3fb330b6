"""Words for the layers beside the law: Union obligations, policy, bodies and positions."""

from __future__ import annotations

from flask import Flask

from corpus.policy import Obligation
from search_app.english import is_english_official
from search_app.labels import label
from search_app.union import ObligationStanding
from search_app.web.language import country_name
from search_app.web.site import knowledge
from search_app.wording import gettext


def obligation_force(obligation: Obligation, standing: ObligationStanding) -> str:
    """Return how strongly an obligation binds: `States must`, or `States had to` once replaced."""
    past = standing == "replaced"
    return label(obligation.force, "replaced-force" if past else "obligation-force")


def place_name(code: str) -> str:
    """Return the name of a jurisdiction, or of the Council of Europe."""
    if code == "coe":
        return gettext("Council of Europe")
    found = knowledge().jurisdictions.get(code)
    return country_name(found) if found else code


def act_short(instrument: str) -> str:
    """Return the short name of an instrument of the Union."""
    union = knowledge().jurisdictions.get("eu")
    acts = union.instruments if union else ()
    return next((a.short or a.title for a in acts if a.id == instrument), instrument)


def register(app: Flask) -> None:
    """Give the words to the templates of an application as filters."""
    for function in (obligation_force, place_name, act_short):
        app.add_template_filter(function)
    app.add_template_test(is_english_official, "english_law")
