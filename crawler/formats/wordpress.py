"""Posts of a WordPress site over its REST interface: title, day and link, never the text.

The address asks for just these fields. Pages are counted by `offset`: a full page asks for the
next, and what lies behind the last is an empty list.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawler.formats import days, fields, markup
from crawler.formats.feed import entries_reading
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_MOST = 2_000


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a page of posts (role `instrument` the first, `page` any further one)."""
    answer = markup.data(body)
    if isinstance(answer, dict):
        code = fields.words(answer, "code") or "no list of posts"
        raise FormatError(f"{ask.identifier}: the site answers “{code}” instead of posts")
    if not isinstance(answer, list):
        raise FormatError(f"{ask.identifier}: the answer is not a list of posts")
    if not answer and ask.role == "page":
        return ParsedText()
    entries = [entry for post in fields.rows(answer) if (entry := _entry(post))]
    if not entries:
        raise FormatError(f"{ask.identifier}: the list has no post with a title and a link")
    check_identity(ask, *(link for _, link, _ in entries))
    asked = parse_qs(urlsplit(ask.url).query)
    told = {name: asked.get(name, ["0"])[0] for name in ("per_page", "offset")}
    size, offset = (fields.count(told, name) for name in told)
    reading = entries_reading(entries, ask, f"Posts of {urlsplit(ask.url).hostname}")
    if size and len(answer) >= size and offset + size < _MOST:
        further = re.sub(r"offset=\d+", f"offset={offset + size}", ask.url)
        follow = (Follow(further, "page"),) if further != ask.url else ()
        return ParsedText(reading.provisions, reading.title, reading.language,
                       in_force=reading.in_force, follow=follow)  # fmt: skip
    return reading


def _entry(post: Any) -> tuple[str, str, str | None] | None:
    title = markup.unescaped(fields.words(post, "title", "rendered"))
    plain = " ".join(re.sub(r"<[^<>]*+>", "", title).split())
    link = fields.words(post, "link")
    return (plain, link, days.iso(fields.words(post, "date_gmt"))) if plain and link else None
