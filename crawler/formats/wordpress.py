"""Posts of a WordPress site over its REST interface: title, day and link, never the text.

The address asks for just these fields. Pages are counted by `offset`: a full page asks for the
next, and behind the last comes an empty list.

    [{"date_gmt": "2024-05-01T10:00:00", "link": "https://bees.example/new-hives/",
      "title": {"rendered": "New hives &#8211; at last"}}]
    {"code": "rest_no_route", "message": "No route was found"}    the interface is switched off
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawler.formats import days, fields, markup
from crawler.formats.feed import entries_reading
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_MOST = 2_000


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a page of posts (role `instrument` the first, `page` any further one)."""
    response = markup.data(body)
    if isinstance(response, dict):
        code = fields.words(response, "code") or "no list of posts"
        raise FormatError(f"{ask.identifier}: the site replies “{code}” instead of posts")
    if not isinstance(response, list):
        raise FormatError(f"{ask.identifier}: the response is not a list of posts")
    if not response and ask.role == "page":
        return ParsedText()
    entries = [entry for post in fields.rows(response) if (entry := _entry(post))]
    if not entries:
        raise FormatError(f"{ask.identifier}: the list has no post with a title and a link")
    check_identity(ask, *(link for _, link, _ in entries))
    query = parse_qs(urlsplit(ask.url).query)
    paging = {name: query.get(name, ["0"])[0] for name in ("per_page", "offset")}
    size, offset = (fields.count(paging, name) for name in paging)
    reading = entries_reading(entries, ask, f"Posts of {urlsplit(ask.url).hostname}")
    if size and len(response) >= size and offset + size < _MOST:
        # `offset=0` in the address
        next_page = re.sub(r"offset=\d+", f"offset={offset + size}", ask.url)
        follow = (Follow(next_page, "page"),) if next_page != ask.url else ()
        return replace(reading, follow=follow)
    return reading


def _entry(post: Any) -> tuple[str, str, str | None] | None:
    title = markup.unescaped(fields.words(post, "title", "rendered"))
    # `<em>`, `</em>`
    plain = " ".join(re.sub(r"<[^<>]*+>", "", title).split())
    link = fields.words(post, "link")
    return (plain, link, days.iso(fields.words(post, "date_gmt"))) if plain and link else None
