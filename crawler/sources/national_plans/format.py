"""Pages about national action plans: title, hash of the text and links to PDF files, no text.

A change of the hash says that a page has to be looked at; the plans are read where they stand.

    <title>Action plan</title> … <main><h1>Action plan for bees</h1><p>The government adopted …</p>
      <a href="/files/plan-2024.pdf">Plan 2024–2027</a></main>
"""

from __future__ import annotations

import hashlib
import re

from corpus.numbers import slug
from corpus.texts import Provision
from crawler.formats import markup, whole
from crawler.formats.markup import Element
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_LEAST = 200
_SCRIPTS = frozenset({"script", "style", "nav", "header", "footer", "noscript", "form", "aside"})


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a page.

    Raises:
        FormatError: it breaks off, is a shell without words, or is another page.
    """
    root = markup.page(body)
    heading = markup.first(root, "h1")
    title = markup.line(heading) or markup.line(next(root.iter("title"), None))
    main = markup.first(root, "main", "article")
    part = root if main is None else main
    text = markup.text(part, _SCRIPTS)
    whole.page(body, b"</html>", b"</body>")
    if not title or len(text) < _LEAST:
        raise FormatError(f"{ask.identifier}: the page has {len(text)} characters, it is a shell")
    check_identity(ask, title, text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    files = _files(part, ask)
    missing = {"heading": heading is not None, "link to a PDF file": bool(files)}
    page = Provision(number="page", heading=title, text=f"{ask.url}\nSHA-256 of the text: {digest}")
    return ParsedText(
        provisions=(page, *files),
        title=title,
        language=ask.language,
        notes=tuple(f"the page has no {what}" for what, there in missing.items() if not there),
    )


def _files(part: Element, ask: Ask) -> list[Provision]:
    files: dict[str, Provision] = {}
    for link in markup.find(part, "a"):
        parts = markup.address(link.get("href") or "", ask.url)
        if parts is None or not parts.path.lower().endswith(".pdf"):
            continue
        address, path = parts.geturl(), parts.path
        name = markup.line(link) or path.rpartition("/")[2]
        # the ending `.pdf` of a file
        number = slug(re.sub(r"(?i)\.pdf$", "", path.rpartition("/")[2]))[:80].strip("-")
        files.setdefault(address, Provision(number=number, heading=name, text=address))
    return list(files.values())
