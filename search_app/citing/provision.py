"""Citing a provision in the form that lawyers of its jurisdiction use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from babel.dates import format_date, format_skeleton

from corpus.dates import first_day
from corpus.model import Citation, Instrument, Jurisdiction
from search_app.citing.forms import NationalForm, national_forms

# "(1)", "(1), (3)", "(1)-(2)"
_PARAGRAPHS = re.compile(r"\(\d+[a-z]?\)(?:\s*[,-]\s*\(\d+[a-z]?\))*")
# "4", "1-3", "1, 3"
_NUMBERS = re.compile(r"\d+[a-z]?(?:(?:, |-)\d+[a-z]?)*")
# "no. 6"
_POINT = re.compile(r"\bno\. (\d+[a-z]?)")
# "third paragraph": a part that was described in English, not quoted
_DESCRIBED = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth) (?:paragraph|sentence)\b")


@dataclass(frozen=True)
class CitedForm:
    """A provision cited: `short` and `full` form, and the language of its words."""

    short: str
    full: str
    language: str


def cite_provision(
    jurisdiction: Jurisdiction, citation: Citation, part: str | None = None, state: str = ""
) -> CitedForm:
    """Return a provision as lawyers of its jurisdiction cite it.

    Args:
        jurisdiction: whose law it is.
        citation: instrument and number, as stored.
        part: paragraph or point within the provision, as stored: `(1) no. 6`.
        state: the day of the text as a partial date; empty where it is not known.

    Raises:
        LookupError: the jurisdiction has no such instrument.
    """
    instrument = next((i for i in jurisdiction.instruments if i.id == citation.instrument), None)
    if instrument is None:
        raise LookupError(f"{jurisdiction.code} has no instrument {citation.instrument}")
    return cite_words(jurisdiction.code, instrument, citation.provision, part, state)


def cite_words(
    code: str, instrument: Instrument, number: str, part: str | None = None, state: str = ""
) -> CitedForm:
    """Return the provision of an instrument as lawyers cite it; see `cite_provision`."""
    form = national_forms()[code]
    values = {
        "provision": _provision(form, number, part),
        "act": _headed(form, instrument.short or instrument.title),
        "title": _headed(form, instrument.title) + _identifier(instrument),
        "identifier": instrument.identifier,
    }
    short, full = form.short.format(**values), form.full.format(**values)
    if state:
        full = form.dated.format(cited=full, day=_day(state, form.language))
    return CitedForm(short, full, form.language.split("_")[0])


def _headed(form: NationalForm, title: str) -> str:
    for beginning, replacement in form.heads.items():
        if title.startswith(beginning):
            return replacement + title.removeprefix(beginning)
    return form.head + title


def _identifier(instrument: Instrument) -> str:
    """The identifier in brackets, unless the title has its number already."""
    number = instrument.identifier.split()[-1]
    known = number in instrument.title or instrument.identifier == instrument.short
    return "" if known else f" ({instrument.identifier})"


def _provision(form: NationalForm, number: str, part: str | None) -> str:
    for stored, national in form.rewrite.items():
        number = number.replace(stored, national)
    if form.ending and number[-1:].isdigit():
        number += form.ending
    return number + (_part(form, part) if part else "")


def _part(form: NationalForm, part: str) -> str:
    """A stored part in national words: `(1) no. 6` is ` Abs. 1 Nr. 6` in Germany."""
    if _DESCRIBED.search(part):
        return f" ({part})"
    begins = _PARAGRAPHS.match(part)
    paragraphs = _paragraphs(form, begins[0]) if begins else ""
    rest = part[begins.end() :] if begins else part
    if not rest:
        return paragraphs
    if point := _POINT.match(rest.strip()):
        return paragraphs + form.point.format(n=point[1]) + rest.strip()[point.end() :]
    numbered = form.paragraph and not begins and _NUMBERS.fullmatch(rest)
    return (
        form.paragraph.format(n=rest) if numbered else paragraphs + form.joint + rest.lstrip(" ,")
    )


def _paragraphs(form: NationalForm, stored: str) -> str:
    if not form.paragraph:
        return stored
    return form.paragraph.format(n=stored.replace("(", "").replace(")", ""))


def _day(state: str, language: str) -> str:
    """A partial date in words of the language: `16 april 2026`, `april 2026`, `2026`."""
    day = first_day(state)
    if state.count("-") == 2:
        return format_date(day, "long", locale=language)
    return format_skeleton("yMMMM", day, locale=language) if "-" in state else state
