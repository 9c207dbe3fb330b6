"""Reports of GRETA, from HUDOC-GRETA: a feed that lists sections, then the text of each.

Of the feed, the newest report on one state is taken; the first of the expected words is the name of
the state, which some sections of its report may lack. Judgments (`DOM`) may name people and are
never asked for. The text of a section is made on demand, so an empty response is asked for again,
three times in all.

    <item><link>https://hudoc.greta.coe.int/eng#{"gretaidentifier":["XYZ-REP-2-2016-6-ENG-17"]}</link>
      <pubDate>Tue, 03 May 2016 00:00:00 +0200</pubDate><description>GRETA - Xyz - …</description>
    <div><p>3. Identification of victims</p><p>97. GRETA notes …</p></div>
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qs, quote, unquote, urlsplit

from corpus.texts import Provision
from crawler.formats import markup, whole
from crawler.formats.eurlex import lines
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText

# `ALB-REP-2-2016-6-ENG-17`
_ID = re.compile(r"(?P<stem>[A-Z]{3}-REP-\d-\d{4}-[^-]*-ENG)-(?P<section>\d{1,6})")
_TEXT = "/app/conversion/docx/html/body?library=GRETA&id="
_TRIES = 3
_CLOSED = ("div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "tr", "td")
_ENGLISH = frozenset({"the", "of", "and"})
"""Words of which no section lacks all: it names neither the report nor the state."""
_SHORT = 15
"""So few words may lack them."""


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the feed (role `instrument`), or the text of one section (role `part`).

    Raises:
        FormatError: the feed has no report on the state, or a section is a page or has no text.
    """
    return _section(body, ask) if ask.role == "part" else _feed(body, ask)


@dataclass
class _Report:
    """A report of the feed: its newest day, its sections by number, and the states it names."""

    day: str = ""
    sections: dict[int, str] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)


def _feed(body: bytes, ask: Ask) -> ParsedText:
    state = ask.expect[0] if ask.expect else ""
    reports = _reports(markup.xml(body), ask)
    on_state = [stem for stem, report in reports.items() if state in report.states]
    if not on_state:
        raise FormatError(f"{ask.identifier}: the feed has no report on “{state}”")
    newest = max(on_state, key=lambda stem: (reports[stem].day, stem))
    day = reports[newest].day
    address = ask.base or "https://hudoc.greta.coe.int"
    names = [name for _, name in sorted(reports[newest].sections.items())]
    evaluation = newest.split("-")[2]
    return ParsedText(
        title=f"GRETA: report on {state}, evaluation round {evaluation}, {day[:4]}",
        language="en",
        published=day or None,
        in_force=day or None,
        follow=tuple(Follow(f"{address}{_TEXT}{quote(name)}", "part") for name in names),
    )


def _reports(root: Element, ask: Ask) -> dict[str, _Report]:
    """Return the reports of a feed by the beginning that the names of their sections share."""
    items = markup.find(root, "item")
    if markup.name(root) != "rss" or not items:
        raise FormatError(f"{ask.identifier}: the response is not a feed with sections of reports")
    reports: dict[str, _Report] = {}
    for item in items:
        name = _identifier(markup.line(markup.child(item, "link")))
        if not (parts := _ID.fullmatch(name)):
            continue
        report = reports.setdefault(parts["stem"], _Report())
        report.sections.setdefault(int(parts["section"]), name)
        report.day = max(report.day, _day(markup.line(markup.child(item, "pubDate"))))
        words = markup.line(markup.child(item, "description")).split(" - ")
        report.states |= {words[1].strip()} if len(words) > 1 else set()
    return reports


def _identifier(link: str) -> str:
    """Return the identifier that a link holds as JSON behind its `#`."""
    try:
        fragment = json.loads(unquote(link.partition("#")[2]))
    except (ValueError, RecursionError):
        return ""
    names = fragment.get("gretaidentifier") if isinstance(fragment, dict) else None
    return str(names[0]) if isinstance(names, list) and names else ""


def _day(written: str) -> str:
    try:
        return parsedate_to_datetime(written).astimezone(UTC).date().isoformat()
    except (ValueError, OverflowError):
        return ""


def _section(body: bytes, ask: Ask) -> ParsedText:
    query = parse_qs(urlsplit(ask.url).query)
    name = query.get("id", [""])[0]
    if not body.strip():
        return _again(name, query.get("again", ["1"])[0], ask)
    # `<title>`, `<frameset`, `<script`: what only whole pages have
    if re.search(rb"<title|<frameset|<script", body[:4000], re.IGNORECASE):
        raise FormatError(f"{ask.identifier}: section {name} is a page, not the text of a section")
    whole.fragment(body, *_CLOSED)
    texts = [line.text for line in lines(markup.page(body))]
    if not texts:
        raise FormatError(f"{ask.identifier}: section {name} has no text")
    words = re.findall(r"\w+", " ".join(texts).casefold())
    if len(words) > _SHORT and not _ENGLISH & set(words):
        raise FormatError(f"{ask.identifier}: section {name} is not in English")
    number = name.rpartition("-")[2]
    titled = _titled(texts)
    return ParsedText(
        provisions=(
            Provision(
                number=number,
                heading=texts[0] if titled else f"Section {number}",
                text="\n".join(texts[1:] if titled else texts),
            ),
        ),
        body=_body(body),
    )


def _body(body: bytes) -> str:
    """Return all text of a section but its footnotes and the numbers that refer to them."""
    root = markup.page(body)
    # `ftn1`, `_ftn12`; `#_ftn1`
    markup.drop([e for e in root.iter() if re.match(r"_?ftn\d", e.get("id") or "")])
    markup.drop([a for a in root.iter("a") if re.match(r"#_?ftn\d", a.get("href") or "")])
    return markup.text(root)


def _titled(texts: list[str]) -> bool:
    """Whether the first line of a section is its title: short, no paragraph `97. …`, no stop."""
    short = len(texts) > 1 and len(texts[0]) < 250 and not re.match(r"\d+\.\s", texts[0])
    return short and texts[0][-1] not in ".;:,"


def _again(name: str, attempt: str, ask: Ask) -> ParsedText:
    """Return the next request for a section whose response was empty."""
    tries = int(attempt) if re.fullmatch(r"\d{1,3}", attempt) else 1
    if tries >= _TRIES:
        raise FormatError(f"{ask.identifier}: section {name} has no text after {tries} requests")
    first = ask.url.partition("&again=")[0]
    return ParsedText(follow=(Follow(f"{first}&again={tries + 1}", "part"),))
