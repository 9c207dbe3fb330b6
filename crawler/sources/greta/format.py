"""Reports of GRETA, from HUDOC-GRETA: a feed that lists sections, then the text of each.

Of the feed, the newest report on one state is taken; the first of the expected words is the name of
the state, which some sections of its report may lack. Judgments (`DOM`) may name people and are
never asked for. The text of a section is made on demand, so that an empty answer is asked for
again, three times in all.
"""

from __future__ import annotations

import json
import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from corpus.texts import Provision
from crawler.formats import markup, whole
from crawler.formats.eurlex import lines
from crawler.parsing import Ask, Follow, FormatError, ParsedText

# ALB-REP-2-2016-6-ENG-17
_ID = re.compile(r"(?P<stem>[A-Z]{3}-REP-\d-\d{4}-[^-]*-ENG)-(?P<section>\d{1,6})")
_TEXT = "/app/conversion/docx/html/body?library=GRETA&id="
_TRIES = 3
_CLOSED = ("div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "tr", "td")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the feed (role `instrument`), or the text of one section (role `part`)."""
    return _section(body, ask) if ask.role == "part" else _feed(body, ask)


def _feed(body: bytes, ask: Ask) -> ParsedText:
    root = markup.xml(body)
    items = markup.find(root, "item")
    if markup.name(root) != "rss" or not items:
        raise FormatError(f"{ask.identifier}: the answer is not a feed with sections of reports")
    state = ask.expect[0] if ask.expect else ""
    reports: dict[str, dict[int, str]] = {}
    dated: dict[str, str] = {}
    own: set[str] = set()
    for item in items:
        name = _identifier(markup.line(_child(item, "link")))
        if not (found := _ID.fullmatch(name)):
            continue
        stem, day = found["stem"], _day(markup.line(_child(item, "pubDate")))
        reports.setdefault(stem, {}).setdefault(int(found["section"]), name)
        dated[stem] = max(day, dated.get(stem, ""))
        told = markup.line(_child(item, "description")).split(" - ")
        if len(told) > 1 and told[1].strip() == state:
            own.add(stem)
    if not own:
        raise FormatError(f"{ask.identifier}: the feed has no report on “{state}”")
    newest = max(own, key=lambda stem: (dated[stem], stem))
    address = ask.base or "https://hudoc.greta.coe.int"
    names = [name for _, name in sorted(reports[newest].items())]
    evaluation = newest.split("-")[2]
    return ParsedText(
        title=f"GRETA: report on {state}, evaluation round {evaluation}, {dated[newest][:4]}",
        language="en",
        published=dated[newest] or None,
        in_force=dated[newest] or None,
        follow=tuple(Follow(f"{address}{_TEXT}{quote(name)}", "part") for name in names),
    )


def _child(item: Any, name: str) -> Any | None:
    return next((each for each in item if markup.name(each) == name), None)


def _identifier(link: str) -> str:
    """Return the identifier that a link holds as JSON behind its `#`."""
    try:
        told = json.loads(unquote(link.partition("#")[2]))
    except (ValueError, RecursionError):
        return ""
    names = told.get("gretaidentifier") if isinstance(told, dict) else None
    return str(names[0]) if isinstance(names, list) and names else ""


def _day(told: str) -> str:
    try:
        return parsedate_to_datetime(told).astimezone(UTC).date().isoformat()
    except (ValueError, OverflowError):
        return ""


def _section(body: bytes, ask: Ask) -> ParsedText:
    asked = parse_qs(urlsplit(ask.url).query)
    name, told = asked.get("id", [""])[0], asked.get("again", ["1"])[0]
    tries = int(told) if re.fullmatch(r"\d{1,3}", told) else 1
    if not body.strip():
        if tries >= _TRIES:
            raise FormatError(
                f"{ask.identifier}: section {name} has no text after {tries} requests"
            )
        first = ask.url.partition("&again=")[0]
        return ParsedText(follow=(Follow(f"{first}&again={tries + 1}", "part"),))
    if re.search(rb"<title|<frameset|<script", body[:4000], re.IGNORECASE):
        raise FormatError(f"{ask.identifier}: section {name} is a page, not the text of a section")
    whole.fragment(body, *_CLOSED)
    texts = [line.text for line in lines(markup.page(body))]
    if not texts:
        raise FormatError(f"{ask.identifier}: section {name} has no text")
    number = name.rpartition("-")[2]
    titled = len(texts) > 1 and len(texts[0]) < 250 and not re.match(r"\d+\.\s", texts[0])
    titled = titled and texts[0][-1] not in ".;:,"
    return ParsedText(
        provisions=(
            Provision(
                number=number,
                heading=texts[0] if titled else f"Section {number}",
                text="\n".join(texts[1:] if titled else texts),
            ),
        )
    )
