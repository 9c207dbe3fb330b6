"""News feeds (RSS 2.0): title, day and link of each entry, nothing of its text.

The rubric is where an editor writes a summary; it comes empty. Entries that tell a person's story
are left out.

    <rss version="2.0"><channel><title>Bees today</title><link>https://bees.example/</link>
    <item><title>New hives</title><link>https://bees.example/new-hives/</link>
      <pubDate>Wed, 01 May 2024 10:00:00 +0000</pubDate></item></channel></rss>
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from corpus.numbers import slug
from corpus.texts import Provision
from crawler.formats import days, markup
from crawler.formats.markup import Element
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

# `/testimonies/ana`, `/our-stories/`, `/survivor-speaks`
_PERSONAL = re.compile(
    r"testimon|survivor|(?:^|[/-])stor(?:y|ies)(?:[/-]|$)|/temoignage", re.IGNORECASE
)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a feed."""
    root = markup.xml(body)
    channel = markup.first(root, "channel")
    if markup.name(root) != "rss" or channel is None:
        raise FormatError(f"{ask.identifier}: the response is no RSS feed")
    items = markup.find(channel, "item")
    if not items:
        raise FormatError(f"{ask.identifier}: the feed has no entry")
    title = _told(channel, "title")
    check_identity(ask, title, _told(channel, "link"), *(_told(i, "link") for i in items[:3]))
    entries = [(_told(i, "title"), _told(i, "link"), _day(_told(i, "pubDate"))) for i in items]
    return entries_reading(entries, ask, title)


def entries_reading(entries: list[tuple[str, str, str | None]], ask: Ask, title: str) -> ParsedText:
    """Return entries (title, link, day) as provisions, the newest day as that of the version."""
    kept = [entry for entry in entries if entry[0] and markup.address(entry[1])]
    if not kept:
        raise FormatError(f"{ask.identifier}: no entry has a title and a link")
    dateless = sum(not day for _, _, day in kept)
    dates = sorted(day for _, _, day in kept if day)
    seen: set[str] = set()
    provisions = []
    for heading, link, day in kept:
        number = _number(link)
        if not _PERSONAL.search(urlsplit(link).path) and number not in seen:
            seen.add(number)
            text = "\n".join(filter(None, (day, link)))
            provisions.append(Provision(number=number, heading=heading, text=text))
    return ParsedText(
        provisions=tuple(provisions),
        title=title or ask.identifier,
        language=ask.language,
        in_force=dates[-1] if dates else None,
        notes=(f"{dateless} entries have no date",) if dateless else (),
    )


def _number(link: str) -> str:
    """Return a number for an entry: the path of its link, or its query when it has no path."""
    parts = urlsplit(link)
    return slug(parts.path)[-100:].strip("-") or slug(parts.query)[-100:].strip("-") or "start"


def _told(element: Element, name: str) -> str:
    """Return what a child of an element says, on one line; empty without one."""
    child = markup.child(element, name)
    text = "" if child is None else "".join(child.itertext())
    return " ".join(markup.unescaped(text).split())


def _day(written: str) -> str | None:
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, OverflowError):
        return days.iso(written)
