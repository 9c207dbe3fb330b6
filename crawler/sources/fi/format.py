"""Finlex: Akoma Ntoso with sections that are cited with their chapter, and dates in the text.

<chapter eId="chp_2"><num>2 luku</num><heading>Lainaaminen</heading>
  <section eId="chp_2__sec_1"><num>1 §</num><heading>Laina-aika</heading> …
<dateEntryIntoForce date="2022-06-01"/>

The list of versions of an instrument is paged and holds whole documents, four a page, Finnish and
Swedish ones mixed. A version is called after the last amendment worked into it:

    <AknXmlList><Results><akomaNtoso> … <FRBRversionNumber value="20220211"/>
      <FRBRlanguage language="fin"/> … </akomaNtoso><akomaNtoso> … </Results></AknXmlList>
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.numbers import heading_number
from crawler.formats import akoma_ntoso, days, markup
from crawler.formats.akoma_ntoso import Dialect, attribute, headed
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

# `6`, `6 a`, `12b`: the number of a chapter or section
_UNIT = re.compile(r"\d+(?:\s?[a-zåäö](?![^\W_]))?")
# `entryIntoForce`, `voimaantulo`, `ikraftträdande` in the name or heading of a container
_ENTRY_INTO_FORCE = re.compile(r"entryIntoForce\b|voimaantulo|ikraftträdande", re.IGNORECASE)


# `…/2010/77?page=2&limit=4`: the number of a page of a list of versions, and how many it holds
_PAGE = re.compile(r"\?page=(\d{1,4})&limit=(\d{1,2})$")
_CODES = {"fi": "fin", "sv": "swe"}
_LAST_DAY = "9999-12-31"


@dataclass(frozen=True, order=True)
class _Listed:
    """A version in a list: the day from which it holds, and its label."""

    day: str = ""
    label: str = ""


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read an instrument of Finlex, consolidated or as made, or a page of its list of versions.

    Raises:
        FormatError: it is another instrument, an empty shell, or no Akoma Ntoso instrument at all;
            or no version of the list holds on the day asked for.
    """
    if page := _PAGE.search(ask.url):
        return _list(body, ask, int(page[1]), int(page[2]))
    return akoma_ntoso.parse(body, ask, Dialect(sections=True, number=_number, dates=_dates))


def _list(body: bytes, ask: Ask, page: int, limit: int) -> ParsedText:
    """Lead to the next page, or after the last one to the newest version that holds on the day.

    A page with fewer documents than the limit is the last one.
    """
    acts = list(markup.find(markup.xml(body), "act"))
    own = [act for act in acts if _code(act) == _CODES.get(ask.language, ask.language)]
    for act in own:
        preface = markup.first(act, "preface")
        check_identity(ask, markup.line(preface) if preface is not None else "")
    before = ask.state if isinstance(ask.state, _Listed) else _Listed()
    best = max([before, *(v for act in own if (v := _listed(act, ask)).day <= ask.today)])
    home = ask.url.partition("?")[0]
    if len(acts) == limit:
        url = f"{home}?page={page + 1}&limit={limit}"
        return ParsedText(follow=(Follow(url, "list", state=best),))
    if not best.day:
        raise FormatError(f"{ask.identifier}: Finlex lists no version that holds on {ask.today}")
    code = _CODES.get(ask.language, ask.language)
    return ParsedText(follow=(Follow(f"{home}/{code}@{best.label}", "instrument"),))


def _listed(act: Element, ask: Ask) -> _Listed:
    """Return a version of a list; its day is empty if it does not say from when it holds."""
    meta = markup.first(act, "meta")
    if meta is None:
        return _Listed()
    dated = _dates(act, meta, replace(ask, today=_LAST_DAY))
    label = attribute(markup.first(meta, "FRBRversionNumber"), "value")
    # `…/fin@20220211`; an instrument that was never amended has no label there
    expression = markup.first(meta, "FRBRExpression")
    place = attribute(None if expression is None else markup.first(expression, "FRBRuri"), "value")
    return _Listed(dated.get("dateApplicability", ""), label if place.endswith(label) else "")


def _code(act: Element) -> str:
    return attribute(markup.first(act, "FRBRlanguage"), "language").lower()


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
