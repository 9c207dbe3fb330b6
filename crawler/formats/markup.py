"""XML, HTML and JSON read safely: no external entities, bounded size and depth; and their text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml import etree, html

from crawler.formats.limits import MAX_BYTES, MAX_DEPTH
from crawler.parsing import FormatError

# Half of a pair, which JSON may escape and no text can hold: `\ud83d` alone.
_HALF = re.compile(r"[\ud800-\udfff]")
_ESCAPED_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
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
        FormatError: it is too large or too deep, declares or uses entities, or is not well-formed.
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
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body.lstrip(b"\xef\xbb\xbf \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"the answer is not well-formed XML: {error}") from error
    _without_entities(root, parser)
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
    parser = html.HTMLParser(
        remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )
    try:
        root = html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.LxmlError, AssertionError, ValueError) as error:
        raise FormatError(f"the page holds no element: {error}") from error
    _shallow(root)
    return root


def data(body: bytes) -> Any:
    """Return the value of JSON.

    Raises:
        FormatError: it is too large, too deep or no JSON (an HTML error page, for instance), or
            holds halves of characters, which no text can have.
    """
    _bounded(body)
    try:
        held = json.loads(body.decode("utf-8-sig"), parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"the answer is not JSON: {error}") from error
    _measured(held, halves=_ESCAPED_HALF.search(body) is not None)
    return held


def name(element: Any) -> str:
    """Return the local name of an element, without its namespace."""
    return local(element.tag) if isinstance(element.tag, str) else ""


def local(qualified: str) -> str:
    """Return a name without its namespace; pages may have any characters in theirs."""
    return qualified.partition("}")[2] if qualified.startswith("{") else qualified


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


def unescaped(text: str) -> str:
    """Return text with the characters that references of HTML stand for.

    Raises:
        FormatError: a reference has thousands of digits.
    """
    try:
        return unescape(text)
    except ValueError as error:
        raise FormatError("a character of the answer is written with too many digits") from error


def address(link: str, base: str = "") -> SplitResult | None:
    """Return the parts of a link to the web, taken from the page at `base`; None for others."""
    try:
        parts = urlsplit(urljoin(base, link.strip()))
    except ValueError:  # a host in brackets that is not an address
        return None
    return parts if parts.scheme in {"http", "https"} and parts.netloc else None


def drop(elements: Iterable[Any]) -> None:
    """Take elements out of their page, what follows each stays; a root cannot be taken out."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _constant(written: str) -> None:
    raise ValueError(f"{written} is not a value of JSON")


def _measured(held: Any, *, halves: bool) -> None:
    """Make sure that JSON is not nested too deep and, when asked, holds no halves of characters."""
    depth, level = 0, [held]
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise FormatError(f"the answer is nested more than {MAX_DEPTH} deep")
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                below += [*each, *each.values()] if halves else each.values()
            elif isinstance(each, list):
                below += each
            elif halves and isinstance(each, str) and _HALF.search(each):
                raise FormatError("the answer holds halves of characters")
        level = [e for e in below if isinstance(e, (dict, list)) or (halves and type(e) is str)]


def _without_entities(root: Any, parser: Any) -> None:
    """Refuse XML with entities: what they stand for would be missing in the text."""
    known = root.getroottree().docinfo.internalDTD
    declared = known is not None and next(iter(known.iterentities()), None) is not None
    if declared or next(root.iter(etree.Entity), None) is not None:
        raise FormatError("the XML uses entities, which are not read")
    undeclared = (etree.ErrorTypes.ERR_UNDECLARED_ENTITY, etree.ErrorTypes.WAR_UNDECLARED_ENTITY)
    if any(entry.type in undeclared for entry in parser.error_log):
        raise FormatError("the XML uses entities that it does not declare")


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
