"""XML, HTML and JSON read safely: no external entities, bounded size and depth; and their text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from lxml import etree, html

from crawler.reading import FormatError

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 200
_BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "tr", "table", "dt", "dd", "dl", "br", "section"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "article", "blockquote"),
    )
)
_CELLS = frozenset({"td", "th"})
_SKIPPED = frozenset({"script", "style", "head", "noscript", "nav"})


def xml(body: bytes) -> Any:
    """Return the root element of XML.

    Raises:
        FormatError: it is too large or too deep, declares entities, or is not well-formed.
    """
    _bounded(body)
    if b"<!ENTITY" in body[:100_000]:
        raise FormatError("the XML declares entities, which are not read")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(body.lstrip(b"\xef\xbb\xbf \r\n\t"), parser)
    except etree.XMLSyntaxError as error:
        raise FormatError(f"the answer is not well-formed XML: {error}") from error
    _shallow(root)
    return root


def page(body: bytes, encoding: str = "utf-8") -> Any:
    """Return the root element of an HTML page in a known encoding.

    Raises:
        FormatError: it is empty, too large or too deep, or is not in that encoding.
    """
    _bounded(body)
    try:
        text = body.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise FormatError(f"the page is not {encoding}: {error}") from error
    parser = html.HTMLParser(remove_comments=True, huge_tree=False, no_network=True)
    try:
        root = html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except etree.ParserError as error:
        raise FormatError(f"the page holds no element: {error}") from error
    _shallow(root)
    return root


def whole(body: bytes, end: bytes = b"</html>") -> None:
    """Make sure that a page did not break off on its way: its end tag stands near its end.

    Raises:
        FormatError: it does not.
    """
    if end not in body[-2_000:].lower():
        raise FormatError("the page breaks off before its end")


def data(body: bytes) -> Any:
    """Return the value of JSON.

    Raises:
        FormatError: it is too large or no JSON (an HTML error page, for instance).
    """
    _bounded(body)
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise FormatError(f"the answer is no JSON: {error}") from error


def name(element: Any) -> str:
    """Return the local name of an element, without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def find(element: Any, *names: str) -> list[Any]:
    """Return all descendants with one of these local names, in document order."""
    wanted = set(names)
    return [each for each in element.iter(etree.Element) if name(each) in wanted]


def first(element: Any, *names: str) -> Any | None:
    """Return the first descendant with one of these local names."""
    return next(iter(find(element, *names)), None)


def text(element: Any, skip: Iterable[str] = ()) -> str:
    """Return the text of an element: one line a block, superscripts as `^1`, spaces made single.

    Elements named in `skip` are left out (their tail stays).
    """
    pieces: list[str] = []
    _collect(element, frozenset(skip) | _SKIPPED, pieces)
    return tidy("".join(pieces))


def tidy(raw: str) -> str:
    """Return text with single spaces, without empty lines and without spaces at line ends."""
    lines = (re.sub(r"[ \t\u00a0\u2007\u202f]+", " ", line).strip() for line in raw.split("\n"))
    return "\n".join(line for line in lines if line)


def line(element: Any | None, skip: Iterable[str] = ()) -> str:
    """Return the text of an element on one line; empty when there is none."""
    return "" if element is None else " ".join(text(element, skip).split())


def _collect(element: Any, skip: frozenset[str], pieces: list[str]) -> None:
    tag = name(element).lower()
    if tag and tag not in skip:
        block = tag in _BLOCKS
        mark = "^" if tag == "sup" and (element.text or "").strip().isdigit() else ""
        pieces.append("\n" if block else mark)
        pieces.append(re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            _collect(child, skip, pieces)
            pieces.append(re.sub(r"\s+", " ", child.tail or ""))
        pieces.append("\n" if block else " " if tag in _CELLS else "")


def _bounded(body: bytes) -> None:
    if not body.strip():
        raise FormatError("the answer is empty")
    if len(body) > MAX_BYTES:
        raise FormatError(f"the answer has {len(body)} bytes, more than {MAX_BYTES}")


def _shallow(root: Any) -> None:
    depth, deepest = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise FormatError(f"the answer is nested {deepest} deep, more than {MAX_DEPTH}")
