"""Writes entries as an Atom feed (RFC 4287).

<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>demandside: changes</title>
  <id>tag:example.eu,2026:changes</id><updated>2026-11-30T00:00:00Z</updated>
  <entry><id>tag:example.eu,2026:event/se/1999-01-01/0f…</id> … </entry></feed>
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.builder import ElementMaker

from search_app.feeds.item import AUTHOR, FeedItem

NAMESPACE = "http://www.w3.org/2005/Atom"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# "\x0c", the form feed of a printed page: a character that XML 1.0 cannot hold
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_make = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


@dataclass(frozen=True)
class FeedHead:
    """What a feed says of itself; `address` is its own address, `page` that of its page."""

    id: str
    title: str
    subtitle: str
    address: str
    page: str
    base_url: str


def atom(head: FeedHead, items: Sequence[FeedItem], today: dt.date) -> bytes:
    """Return a feed as XML in UTF-8. Without entries it was updated on `today`."""
    newest = max((item.at for item in items), default=None)
    updated = _stamp(newest) if newest else f"{today.isoformat()}T00:00:00Z"
    feed = _make.feed(
        {_LANGUAGE: "en"},
        _make.id(head.id),
        _make.title(_clean(head.title)),
        _make.subtitle(_clean(head.subtitle)),
        _make.updated(updated),
        _make.link(rel="self", type="application/atom+xml", href=head.address),
        _make.link(rel="alternate", type="text/html", href=head.page),
        _make.link(rel="license", href=LICENCE),
        _make.author(_make.name(AUTHOR)),
        _make.rights("CC BY 4.0"),
    )
    feed.extend(_entry(item, head.base_url) for item in items)
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8")


def _entry(item: FeedItem, base_url: str) -> etree._Element:
    return _make.entry(
        _make.id(item.id(base_url)),
        _make.title(_clean(item.title)),
        _make.updated(_stamp(item.at)),
        _make.published(_stamp(item.at)),
        _make.link(rel="alternate", type="text/html", href=f"{base_url}{item.path}"),
        *(_make.link(rel="related", href=address) for address in item.official),
        _make.category(term=item.kind),
        _make.category(term=item.country),
        *([_make.category(term=item.standing)] if item.standing else []),
        *(_make.category(term=name) for name in item.concepts),
        _make.content(_clean(item.text), type="text"),
    )


def _stamp(at: dt.datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
