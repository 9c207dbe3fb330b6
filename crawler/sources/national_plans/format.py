"""Pages about national action plans: title, hash of the text and links to PDF files, no text.

A change of the hash tells that a page has to be looked at; the plans are read where they stand.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from corpus.numbers import slug
from corpus.texts import Provision
from crawler.formats import markup, whole
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_LEAST = 200
_SCRIPTS = frozenset({"script", "style", "nav", "header", "footer", "noscript", "form", "aside"})


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a page."""
    root = markup.page(body)
    title = markup.line(markup.first(root, "h1")) or markup.line(_head_title(root))
    main = markup.first(root, "main", "article")
    part = root if main is None else main
    text = markup.text(part, _SCRIPTS)
    whole.page(body, b"</html>", b"</body>")
    if not title or len(text) < _LEAST:
        raise FormatError(f"{ask.identifier}: the page has {len(text)} characters, it is a shell")
    check_identity(ask, title, text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    page = Provision(number="page", heading=title, text=f"{ask.url}\nSHA-256 of the text: {digest}")
    return ParsedText(provisions=(page, *_files(part, ask)), title=title, language=ask.language)


def _head_title(root: Any) -> Any | None:
    """Return the title of the head as an element whose text may be read."""
    return next((each for each in root.iter("title")), None)


def _files(part: Any, ask: Ask) -> list[Provision]:
    found: dict[str, Provision] = {}
    for link in markup.find(part, "a"):
        parts = markup.address(link.get("href") or "", ask.url)
        if parts is None or not parts.path.lower().endswith(".pdf"):
            continue
        address, path = parts.geturl(), parts.path
        name = markup.line(link) or path.rpartition("/")[2]
        number = slug(re.sub(r"(?i)\.pdf$", "", path.rpartition("/")[2]))[:80].strip("-")
        found.setdefault(address, Provision(number=number, heading=name, text=address))
    return list(found.values())
