"""Words of the tables of facts: labels of fields, and of values that are on no closed list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask

from search_app.facts.tables import FactFilter, Field, Table
from search_app.labels import help_text, label
from search_app.web import words
from search_app.web.language import country_name
from search_app.web.site import knowledge
from search_app.wording import gettext

_DATES = frozenset(
    {
        *("from", "by", "until", "gone_by", "text_state", "checked", "day", "in_force_from"),
        *("fine_amount_of", "scale_amount_of", "cap_amount_of", "mandate_until", "state"),
    }
)


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
        return label(text, listed)
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
        return label(value, "abroad")
    return value


def codebook(table: Table, allowed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return a table in words: its fields and filters with labels, and the values allowed."""
    return {
        "name": table.name,
        "title": label(table.name, "fact-table"),
        "about": help_text(table.name, "fact-table"),
        "fields": [
            {
                "name": field.name,
                "label": label(field.name, "field"),
                "list": field.listed,
                "keys": dict(field.keys) or None,
            }
            for field in table.fields
        ],
        "filters": [
            {
                "name": narrowing.name,
                "label": label(narrowing.name, "field"),
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
    for function in (fact_value, filter_value):
        app.add_template_filter(function)
