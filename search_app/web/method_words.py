"""Words of the page on the method: conditions of the rules, and the fields that readers coded."""

from __future__ import annotations

from babel.numbers import format_percent
from flask import Flask

from corpus.lists import closed_list
from corpus.verdict.schemes import NOT_READ
from search_app import wording
from search_app.facts.rules import Condition
from search_app.web.fact_labels import FIELDS
from search_app.wording import gettext


def phrase(condition: Condition) -> str:
    """Return a condition in words where it needs no label, else an empty text."""
    if len(condition.values) != 1:
        return ""
    phrases = {
        ("bound", "no"): gettext("in all places and circumstances"),
        ("bound", "yes"): gettext("only in some places or circumstances"),
        ("placed", "yes"): gettext("only in some places"),
        ("circumstanced", "no"): gettext("without further circumstances"),
        ("words", "names-buyer"): gettext("it is worded for buyers or is known to reach them"),
        ("lawful", "yes"): gettext("selling sex is a lawful business"),
        ("names_victims", "yes"): gettext("it names victims"),
        ("conditional", "no"): gettext("no condition is set"),
        ("trafficking_named", "yes"): gettext("it names trafficking"),
        ("shelter", "yes"): gettext("it holds a shelter or safe accommodation"),
        ("mandate", "running"): gettext("the mandate has not ended"),
        ("reports", "yes"): gettext("it must report, or has reported in the last three years"),
        ("plan", "for-users"): gettext("a plan in force with measures for users"),
        ("plan", "unread"): gettext(
            "a plan in force of which nobody read whether it is about users"
        ),
    }
    return phrases.get((condition.name, condition.values[0]), "")


def property_label(name: str) -> str:
    """Return the label of a property that the rules look at."""
    own = {
        "abroad": gettext("Acts abroad"),
        "national": gettext("Rules of the business, made nationally"),
        "reflection": gettext("Reflection period by"),
        "permit": gettext("Permit by"),
        "person": gettext("About"),
        "groups": gettext("The person is"),
        "language": gettext("Information in"),
    }
    return own.get(name) or str(FIELDS[name])


def condition_value(value: str, condition: Condition) -> str:
    """Return a value of a condition in words."""
    if value == NOT_READ:
        return gettext("not read")
    if condition.listed:
        return gettext(closed_list(condition.listed)[value].label)
    if condition.name in {"reflection", "permit"} and value != "lacking":
        return gettext(closed_list("basis")[value].label)
    return {
        "free": gettext("reached, whatever the law of the place"),
        "double": gettext("reached if it is punishable there too"),
        "mixed": gettext("it differs by case"),
        "none": gettext("not reached"),
        "not-known": gettext("not read"),
        "lacking": gettext("not found"),
        "yes": gettext("yes"),
        "no": gettext("no"),
    }.get(value, value)


def coded_field(name: str) -> str:
    """Return the name of a field that two readers coded."""
    return {
        "record": gettext("whether there is such a rule"),
        "from": gettext("beginning of the version"),
        "liable": gettext("who is liable"),
        "conduct": gettext("conduct"),
        "payment": gettext("role of payment"),
        "person": gettext("kind of person"),
        "age": gettext("age limits"),
        "groups": gettext("groups of exploited persons"),
        "territory": gettext("territory"),
        "places": gettext("kinds of places"),
        "circumstances": gettext("circumstances"),
        "sanction": gettext("sanction"),
        "fault": gettext("fault standard, by what it is about"),
        "burden": gettext("burden of proof"),
        "exemptions": gettext("exemptions"),
        "attempt": gettext("attempt"),
        "abroad": gettext("acts abroad"),
        "words": gettext("whether the words reach buyers"),
        "penalty relation": gettext("penalty: or, and, or both"),
        "penalty prison from": gettext("penalty: minimum of imprisonment"),
        "penalty prison to": gettext("penalty: maximum of imprisonment"),
        "penalty fine": gettext("penalty: unit or class of the fine"),
        "penalty fine from": gettext("penalty: minimum of the fine"),
        "penalty fine to": gettext("penalty: maximum of the fine"),
        "penalty relative": gettext("penalty: scale told by another case"),
    }.get(name, name)


def share(value: float) -> str:
    """Return a share from 0 to 1 in per cent."""
    return str(format_percent(value, "#,##0 %", locale=wording.locale()))


def register(app: Flask) -> None:
    """Give the words to the templates of an application as filters."""
    for function in (phrase, property_label, condition_value, coded_field, share):
        app.add_template_filter(function)
