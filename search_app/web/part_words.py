"""Parts of a query in words."""

from __future__ import annotations

import datetime as dt

from search_app.labels import label
from search_app.understanding.lists import cue_labels
from search_app.understanding.parts import Part
from search_app.web.language import concept_label, country_name, language_name, question_label
from search_app.web.site import knowledge
from search_app.wording import day_in_words, gettext


def part_label(part: Part) -> str:
    """Return a part in words."""
    known = knowledge()
    if part.kind == "country" and part.value in known.jurisdictions:
        return country_name(known.jurisdictions[part.value])
    if part.kind == "concept":
        return concept_label(known.concepts[part.value])
    if part.kind == "question":
        return question_label(known.questions[part.value])
    if part.kind == "instrument":
        return act_label(part.value)
    if part.kind == "language":
        return language_name(part.value)
    if part.kind == "actor":
        return label(part.value, "addressee")
    if part.kind == "cue":
        return gettext(cue_labels().labels[part.value])
    if part.kind == "date":
        return day_in_words(dt.date.fromisoformat(part.value))
    return part.value


def act_label(name: str) -> str:
    """Return the short form of an act, else its title, else its id."""
    for _, instrument in knowledge().instruments():
        if instrument.id == name:
            return instrument.short or instrument.title
    return name
