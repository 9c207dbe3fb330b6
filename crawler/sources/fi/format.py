"""Finlex: Akoma Ntoso with sections that are cited with their chapter, and dates in the text.

<chapter eId="chp_2"><num>2 luku</num><heading>Lainaaminen</heading>
  <section eId="chp_2__sec_1"><num>1 §</num><heading>Laina-aika</heading> …
<dateEntryIntoForce date="2022-06-01"/>
"""

from __future__ import annotations

import re

from corpus.numbers import heading_number
from crawler.formats import akoma_ntoso, days, markup
from crawler.formats.akoma_ntoso import Dialect, attribute, headed
from crawler.formats.markup import Element
from crawler.parsing import Ask, ParsedText

# `6`, `6 a`, `12b`: the number of a chapter or section
_UNIT = re.compile(r"\d+(?:\s?[a-zåäö](?![^\W_]))?")
# `entryIntoForce`, `voimaantulo`, `ikraftträdande` in the name or heading of a container
_ENTRY_INTO_FORCE = re.compile(r"entryIntoForce\b|voimaantulo|ikraftträdande", re.IGNORECASE)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read an instrument of Finlex, consolidated or as made.

    Raises:
        FormatError: it is another instrument, an empty shell, or no Akoma Ntoso instrument at all.
    """
    return akoma_ntoso.parse(body, ask, Dialect(sections=True, number=_number, dates=_dates))


def _number(heading: str, element: Element) -> str | None:
    """Return the number with the chapter's, as in `20:8`; sections start anew in each chapter."""
    own = _UNIT.match(heading)
    if not own:
        return None
    chapter = next((e for e in element.iterancestors() if markup.name(e) == "chapter"), None)
    above = _UNIT.match(headed(chapter)) if chapter is not None else None
    return heading_number(f"{above[0]} luku {own[0]} §" if above else f"{own[0]} §", "fi")


def _dates(act: Element, meta: Element, ask: Ask) -> dict[str, str]:
    """Return the day from which the text holds: that of the last amendment worked into it."""
    newest = attribute(markup.first(meta, "FRBRversionNumber"), "value")
    dates = [
        days.iso(entry.get("date"))
        for entry in markup.find(meta, "dateEntryIntoForce")
        if _is_worked_in(entry, newest)
    ]
    past = [day for day in dates or _worded(act) if day and day <= ask.today]
    return {"dateApplicability": max(past)} if past else {}


def _is_worked_in(entry: Element, newest: str) -> bool:
    """Whether a day of entry into force is the first, or of an amendment up to the newest."""
    reference = next(entry.iterancestors("{*}statuteReference"), None)
    if reference is None:
        return True
    # `/2022/211` in the address of an amending instrument
    cited = re.search(r"/(\d{4})/(\d+)", attribute(markup.first(reference, "ref"), "href"))
    holder = reference.getparent()
    amends = holder is not None and markup.name(holder) == "amendedBy"
    return bool(amends and cited and f"{cited[1]}{cited[2]:0>4}" <= newest)


def _worded(act: Element) -> list[str | None]:
    """Return the days that provisions on entry into force say in words."""
    dates = []
    for part in markup.find(act, "hcontainer", "section"):
        if _ENTRY_INTO_FORCE.search(f"{part.get('name')} {headed(part)}"):
            # `1 päivänä maaliskuuta 2010` without `päivänä`
            words = re.sub(r"(?<=\d )p\S+ ", "", markup.line(part))
            dates.append(days.in_words(words, "fi", "sv"))
    return dates
