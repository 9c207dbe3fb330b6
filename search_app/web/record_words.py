"""Words of the macros that show coded records: dates, fields, penalties."""

from __future__ import annotations

from flask import Flask

from search_app import penalty_words, wording
from search_app.labels import is_listed, label
from search_app.records.dates import Beginning
from search_app.web import site
from search_app.wording import gettext


def since_words(beginning: Beginning) -> str:
    """Return a beginning in words; one that is not known says so, and from when it is known."""
    if beginning.day:
        return gettext("since %(since)s", since=wording.date_in_words(beginning.day))
    if beginning.known_from:
        day = wording.date_in_words(beginning.known_from)
        return gettext("beginning not known; known from %(day)s", day=day)
    return gettext("beginning not known")


def field_words(path: str) -> str:
    """Return the name of a field of a record, or of a part of it.

    `path` names the field and then its parts, with dots: `penalties.basic.min` is
    `penalty, basic, minimum`. A part that is neither a field nor a case stays as it is.
    """
    return ", ".join(_part_words(part) for part in path.split("."))


def _part_words(part: str) -> str:
    lists = (name for name in ("record-field", "case") if is_listed(part, name))
    name = next(lists, None)
    return label(part, name) if name else part


def finding_field(field: str) -> str:
    """Return the name of a fact that a finding is about: `longest imprisonment (basic)`.

    `field` is a field of a record as `field_words` reads it, a bound of a scale
    (`penalty basic: prison to`) or an act that was searched (`absence in SFS 1962:700`).
    """
    head, _, bound = field.partition(": ")
    if is_listed(bound, "finding-field") and head.startswith("penalty "):
        case = spaced(head.removeprefix("penalty "))
        return gettext("%(what)s (%(case)s)", what=label(bound, "finding-field"), case=case)
    if field.startswith("absence in "):
        return gettext("nothing found in %(act)s", act=field.removeprefix("absence in "))
    return (
        label(field, "finding-field") if is_listed(field, "finding-field") else field_words(field)
    )


def spaced(code: str) -> str:
    """Return a code that is not on a closed list as words: `against-nationals`."""
    return code.replace("-", " ")


def register(app: Flask) -> None:
    """Give the words to the templates of an application as filters."""
    for function in (since_words, field_words, finding_field, spaced):
        app.add_template_filter(function)
    app.add_template_global(site.agreement, "agreement_of")
    app.add_template_filter(penalty_words.line, "penalty_line")
    app.add_template_filter(penalty_words.money, "money")
    app.add_template_filter(penalty_words.case, "penalty_case")
    app.add_template_filter(penalty_words.fine, "fine_words")
    app.add_template_filter(penalty_words.term, "term_words")
    app.add_template_filter(penalty_words.imprisonment, "imprisonment_words")
