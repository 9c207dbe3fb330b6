"""Words of the tables of facts: labels of fields, and of values that are on no closed list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask

from corpus.lists import closed_list
from search_app.facts.tables import FactFilter, Field, Table
from search_app.web import words
from search_app.web.fact_labels import FIELDS
from search_app.web.language import country_name
from search_app.web.site import knowledge
from search_app.wording import gettext

_DATES = frozenset(
    {
        *("from", "by", "until", "gone_by", "text_state", "checked", "day", "in_force_from"),
        *(
            "fine_amount_of",
            "scale_amount_of",
            "cap_amount_of",
            "mandate_until",
            "state",
        ),
    }
)


def field_label(name: str) -> str:
    """Return the label of a field or of a filter."""
    return str(FIELDS[name])


def table_name(name: str) -> str:
    """Return the name of a table of facts."""
    return {
        "offences": gettext("Offences"),
        "penalties": gettext("Penalties"),
        "schemes": gettext("Rights, duties and bodies"),
        "absences": gettext("What was not found"),
    }[name]


def table_about(name: str) -> str:
    """Return what a row of a table of facts is."""
    return {
        "offences": gettext(
            "One row for each version of a rule that makes a buyer, a seller or a third party"
            " liable: who, for what, towards whom, with which fault, since when."
        ),
        "penalties": gettext(
            "One row for each scale of punishment: for which case, with which bounds, in the units"
            " that the law uses."
        ),
        "schemes": gettext(
            "One row for each version of a right, a duty or a body: who can claim what, on which"
            " legal basis, under which conditions."
        ),
        "absences": gettext(
            "One row for each question to which a state's law has no answer of its own: which texts"
            " were searched for which words, or why it is unclear."
        ),
    }[name]


def part_name(part: str) -> str:
    """Return the heading of a part of a row."""
    return {
        "record": gettext("Country and rule"),
        "terms": gettext("What it says"),
        "sanction": gettext("Sanction"),
        "period": gettext("Time"),
        "evidence": gettext("Evidence"),
    }[part]


def fact_value(value: object, field: Field, key: str | None = None) -> str:
    """Return a value of a field, or of a key of its objects, in words."""
    listed = field.keys.get(key) if key else field.listed
    return _words(value, key or field.name, listed)


def filter_value(value: str, chosen: FactFilter) -> str:
    """Return a value of a filter in words."""
    return _words(value, chosen.of if chosen.key is None else chosen.key, chosen.listed)


def _words(value: object, name: str, listed: str | None) -> str:
    text = str(value)
    if isinstance(value, bool) or text in {"yes", "no"}:
        yes = value is True or text == "yes"
        if name == "holds":
            return gettext("it holds") if yes else gettext("it does not hold")
        if listed is None:
            return gettext("yes") if yes else gettext("no")
    if listed:
        return gettext(closed_list(listed)[text].label)
    if text == "unknown":
        return gettext("not known")
    if isinstance(value, int | float):
        return words.number(value)
    if name in _DATES:
        return words.date(text)
    return _own(name, text)


def _own(name: str, value: str) -> str:
    known = knowledge()
    if name == "country" and value in known.jurisdictions:
        return country_name(known.jurisdictions[value])
    if name == "questions" and value in known.questions:
        return gettext(known.questions[value].short)
    if name in {"abroad", "abroad_reach", "holds"}:
        return {
            "rule": gettext("by a general rule"),
            "cases": gettext("it differs by case"),
            "free": gettext("reached, whatever the law of the place"),
            "double": gettext("reached if it is punishable there too"),
            "mixed": gettext("it differs by case"),
            "none": gettext("not reached"),
            "not-known": gettext("not known"),
        }[value]
    return value


def codebook(table: Table, allowed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return a table in words: its fields and filters with labels, and the values allowed."""
    return {
        "name": table.name,
        "title": table_name(table.name),
        "about": table_about(table.name),
        "fields": [
            {
                "name": field.name,
                "label": field_label(field.name),
                "list": field.listed,
                "keys": dict(field.keys) or None,
            }
            for field in table.fields
        ],
        "filters": [
            {
                "name": narrowing.name,
                "label": field_label(narrowing.name),
                "field": narrowing.of,
                "list": narrowing.listed,
                "values": [
                    {"id": v, "label": filter_value(v, narrowing)} for v in allowed[narrowing.name]
                ],
            }
            for narrowing in table.filters
        ],
    }


def register(app: Flask) -> None:
    """Make the words available to templates, as filters."""
    for function in (field_label, table_name, table_about, part_name, fact_value, filter_value):
        app.add_template_filter(function)
