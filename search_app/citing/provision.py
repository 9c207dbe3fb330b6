"""Citing a provision in the form that lawyers of its jurisdiction use."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from babel.dates import format_date, format_skeleton

from corpus.dates import first_day
from corpus.model import Citation, Instrument, Jurisdiction
from corpus.numbers import citing_number
from search_app.citing.forms import NationalForm, national_forms

# "(1)", "(1), (3)", "(1)-(2)"
_PARAGRAPHS = re.compile(r"\(\d+[a-z]?\)(?:\s*[,-]\s*\(\d+[a-z]?\))*")
# "4", "1-3", "1, 3"
_NUMBERS = re.compile(r"\d+[a-z]?(?:(?:, |-)\d+[a-z]?)*")
# "no. 6", "nos. 3, 13"
_POINT = re.compile(r"\bnos?\. (\d+[a-z]?(?:(?:, |-)\d+[a-z]?)*)")
# ", (3)", ", (2)-(3)": paragraphs after a point of another one
_FURTHER = re.compile(r", \((\d+[a-z]?)\)(?:-\((\d+[a-z]?)\))?")
# "third paragraph": a part that was described in English, not quoted
_DESCRIBED = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|sixth) (?:paragraph|sentence)|and|articles)\b"
)

_NAME = 3
"""A heading of more words is no name of a provision (`Övergångsbestämmelser`): it is quoted."""


@dataclass(frozen=True)
class HeldWording:
    """Which wording of a provision is held, as far as a citation says it.

    Args:
        day: the day of the wording as a partial date; empty where it is not known.
        before: the day on which another wording replaced it; empty where none is known to have.
        as_enacted: whether it is the text as enacted, without later changes.
    """

    day: str = ""
    before: str = ""
    as_enacted: bool = False


@dataclass(frozen=True)
class CitedForm:
    """A provision cited: `short` and `full` form, and the language of its words."""

    short: str
    full: str
    language: str


def cite_provision(
    jurisdiction: Jurisdiction,
    citation: Citation,
    part: str | None = None,
    state: str | HeldWording = "",
) -> CitedForm:
    """Return a provision as lawyers of its jurisdiction cite it.

    Args:
        jurisdiction: whose law it is.
        citation: instrument and number, as stored.
        part: paragraph or point within the provision, as stored: `(1) no. 6`.
        state: what is known of the wording, or only its day as a partial date.

    Raises:
        LookupError: the jurisdiction has no such instrument.
    """
    instrument = next((i for i in jurisdiction.instruments if i.id == citation.instrument), None)
    if instrument is None:
        raise LookupError(f"{jurisdiction.code} has no instrument {citation.instrument}")
    return cite_words(jurisdiction.code, instrument, citation.provision, part, state)


def cite_words(
    code: str,
    instrument: Instrument,
    number: str,
    part: str | None = None,
    state: str | HeldWording = "",
) -> CitedForm:
    """Return the provision of an instrument as lawyers cite it; see `cite_provision`."""
    form = national_forms()[code]
    provision = _provision(form, number, part)
    title = instrument.cited_as or instrument.title
    full = form.full.format(provision=provision, title=title).removesuffix(",")
    if _is_heading(number, code):
        full = f"{title.removesuffix(',')}, “{provision}”"
    act = instrument.cited_short or instrument.short
    named = act and not _is_heading(number, code)
    short = form.short.format(provision=provision, act=act, title=title) if named else full
    held = HeldWording(state) if isinstance(state, str) else state
    return CitedForm(short, _dated(form, full, held), form.language.split("_")[0])


def _is_heading(number: str, code: str) -> bool:
    """Whether a provision has no number and is cited by its heading, which is a sentence."""
    return len(number.split()) > _NAME and citing_number(number, code) is None


def _dated(form: NationalForm, cited: str, held: HeldWording) -> str:
    """A citation with what is known of the wording, nothing where nothing is."""
    if held.before:
        return _spelt(form, form.before, cited, held.before)
    if held.as_enacted:
        return form.enacted.format(cited=cited)
    if not held.day:
        return cited
    return _spelt(form, form.dated if held.day.count("-") == 2 else form.partly, cited, held.day)


def _spelt(form: NationalForm, pattern: str, cited: str, day: str) -> str:
    first, language = first_day(day), form.language
    clause = pattern.format(
        cited="",
        day=_day(day, language),
        last=format_date(first - dt.timedelta(days=1), "long", locale=language),
        numeric=f"{first.day}.{first.month}.{first.year}",
    )
    for found, right in form.spelling.items():
        clause = clause.replace(found, right)
    return cited + clause


def _provision(form: NationalForm, number: str, part: str | None) -> str:
    for stored, national in form.rewrite.items():
        number = number.replace(stored, national)
    cited = _ended(form, number)
    return _ended(form, cited + _part(form, part)) if part else cited


def _ended(form: NationalForm, cited: str) -> str:
    return cited + form.ending if form.ending and cited[-1:].isdigit() else cited


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
        further = _further(form, rest.strip()[point.end() :])
        return paragraphs + form.point.format(n=point[1]) + further
    numbered = form.paragraph and not begins and _NUMBERS.fullmatch(rest)
    return (
        form.paragraph.format(n=rest) if numbered else paragraphs + form.joint + rest.lstrip(" ,")
    )


def _further(form: NationalForm, rest: str) -> str:
    """What follows a point: `, (3)` is `, Abs. 3` in Germany."""
    if not form.paragraph:
        return rest
    words = form.paragraph.lstrip(" ,.")
    return _FURTHER.sub(lambda m: ", " + words.format(n="-".join(filter(None, m.groups()))), rest)


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
