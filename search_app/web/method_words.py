"""Words of the page on the method: conditions of the rules, and the fields that readers coded."""

from __future__ import annotations

from babel.numbers import format_percent
from flask import Flask

from corpus.verdict.schemes import NOT_READ
from search_app import wording
from search_app.facts.rules import FactCondition
from search_app.labels import is_listed, label


def phrase(condition: FactCondition) -> str:
    """Return a condition in words where it needs no label, else an empty text."""
    known = f"{condition.name}={condition.values[0]}"
    alone = len(condition.values) == 1 and is_listed(known, "condition")
    return label(known, "condition") if alone else ""


def property_label(name: str) -> str:
    """Return the label of a property that the rules look at."""
    return label(name, "condition-field" if is_listed(name, "condition-field") else "field")


def condition_value(value: str, condition: FactCondition) -> str:
    """Return a value of a condition in words; a number or the like stays as it is."""
    if condition.listed and value != NOT_READ:
        return label(value, condition.listed)
    if condition.name in {"reflection", "permit"} and value not in {NOT_READ, "lacking"}:
        return label(value, "basis")
    name = next((n for n in ("condition-value", "abroad") if is_listed(value, n)), None)
    return label(value, name) if name else value


def per_cent(value: float) -> str:
    """Return a share from 0 to 1 in per cent."""
    return str(format_percent(value, "#,##0 %", locale=wording.locale()))


def register(app: Flask) -> None:
    """Give the words to the templates of an application as filters."""
    for function in (phrase, property_label, condition_value, per_cent):
        app.add_template_filter(function)
