"""XML, HTML and JSON read safely: no external entities, bounded size and depth; and their text.

Elements are those of lxml, told apart by their local names: publishers change namespaces.

    <akn:p xmlns:akn="urn:x">Art. 147<sup>2</sup></akn:p>    name `p`, text `Art. 147^2`
    <td>a</td><td>b</td>                                     text `a b`
    {"a": "\\ud83d"}                                          refused: half of a character
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

from crawler.formats.limits import MAX_BYTES, MAX_DEPTH
from crawler.parsing import FormatError, OtherKindError

Element = etree._Element
"""An element of XML or HTML."""
# half of a pair, which JSON may escape and no text can hold: `\ud83d` alone
_HALF = re.compile(r"[\ud800-\udfff]")
# `\ud83d` or `\uDE00` as it stands in JSON
_ESCAPED_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "tr", "table", "dt", "dd", "dl", "br", "section"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "article", "blockquote"),
    )
)
_CELLS = frozenset({"td", "th"})
_SKIPPED = frozenset({"script", "style", "head", "noscript", "nav"})


def xml(body: bytes) -> Element:
    """Return the root element of XML.

    Raises:
        FormatError: it is too large or too deep, or declares or uses entities.
        OtherKindError: it is not well-formed.
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
        raise OtherKindError(f"the response is not well-formed XML: {error}") from error
    _without_entities(root, parser)
    _shallow(root)
    return root


def page(body: bytes, encoding: str = "utf-8") -> HtmlElement:
    """Return the root element of an HTML page in a known encoding.

    Raises:
        FormatError: it is empty, too large or too deep, or is not in that encoding.
        OtherKindError: it holds no element.
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
        # `<?xml version="1.0" encoding="utf-8"?>`, which lxml does not take in text
        root = html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.LxmlError, AssertionError, ValueError) as error:
        raise OtherKindError(f"the page holds no element: {error}") from error
    _shallow(root)
    return root


def data(body: bytes) -> Any:
    """Return the value of JSON.

    Raises:
        FormatError: it is too large or too deep, or holds halves of characters, which no text can
            have.
        OtherKindError: it is no JSON (an HTML error page, for instance).
    """
    _bounded(body)
    try:
        value = json.loads(body.decode("utf-8-sig"), parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise OtherKindError(f"the response is not JSON: {error}") from error
    _measured(value, halves=_ESCAPED_HALF.search(body) is not None)
    return value


def name(element: Element) -> str:
    """Return the local name of an element, without its namespace."""
    return local(element.tag) if isinstance(element.tag, str) else ""


def local(qualified: str) -> str:
    """Return a name without its namespace; pages may have any characters in theirs."""
    return qualified.partition("}")[2] if qualified.startswith("{") else qualified


def find(element: Element, *names: str) -> list[Element]:
    """Return all descendants with one of these local names, in document order."""
    wanted = set(names)
    return [descendant for descendant in element.iter(etree.Element) if name(descendant) in wanted]


def first(element: Element, *names: str) -> Element | None:
    """Return the first descendant with one of these local names."""
    return next(iter(find(element, *names)), None)


def child(element: Element, wanted: str) -> Element | None:
    """Return the first child with this local name."""
    return next((each for each in element if name(each) == wanted), None)


def classes(element: Element) -> list[str]:
    """Return the classes of an HTML element in their order."""
    return (element.get("class") or "").split() if name(element) else []


def text(element: Element, skip: Iterable[str] = ()) -> str:
    """Return the text of an element: one line a block, superscripts as `^1`, spaces made single.

    Elements named in `skip` are left out (their tail stays).
    """
    pieces: list[str] = []
    _collect(element, frozenset(skip) | _SKIPPED, pieces)
    return tidy("".join(pieces))


def tidy(raw: str) -> str:
    """Return text with single spaces, without empty lines and without spaces at line ends."""
    # runs of spaces, tabs and spaces that do not break
    lines = (re.sub(r"[ \t\u00a0\u2007\u202f]+", " ", line).strip() for line in raw.split("\n"))
    return "\n".join(line for line in lines if line)


def line(element: Element | None, skip: Iterable[str] = ()) -> str:
    """Return the text of an element on one line; empty when there is none."""
    return "" if element is None else " ".join(text(element, skip).split())


def _collect(element: Element, skip: frozenset[str], pieces: list[str]) -> None:
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
        raise FormatError("a character of the response is written with too many digits") from error


def address(link: str, base: str = "") -> SplitResult | None:
    """Return the parts of a link to the web, taken from the page at `base`; None for others."""
    try:
        parts = urlsplit(urljoin(base, link.strip()))
    except ValueError:  # a host in brackets that is not an address
        return None
    return parts if parts.scheme in {"http", "https"} and parts.netloc else None


def drop(elements: Iterable[Element]) -> None:
    """Take elements out of their page; the text behind each stays, and so does a root."""
    for element in elements:
        if isinstance(element, HtmlElement) and element.getparent() is not None:
            element.drop_tree()


def _constant(written: str) -> None:
    raise ValueError(f"{written} is not a value of JSON")


def _measured(value: Any, *, halves: bool) -> None:
    """Make sure that JSON is not nested too deep and, when asked, holds no halves of characters."""
    depth, level = 0, [value]
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise FormatError(f"the response is nested more than {MAX_DEPTH} deep")
        below: list[Any] = []
        for member in level:
            if isinstance(member, dict):
                below += [*member, *member.values()] if halves else member.values()
            elif isinstance(member, list):
                below += member
            elif halves and isinstance(member, str) and _HALF.search(member):
                raise FormatError("the response holds halves of characters")
        level = [m for m in below if isinstance(m, (dict, list)) or (halves and type(m) is str)]


def _without_entities(root: Element, parser: etree.XMLParser) -> None:
    """Refuse XML with entities: what they stand for would be missing in the text."""
    schema = root.getroottree().docinfo.internalDTD
    declared = schema is not None and next(iter(schema.iterentities()), None) is not None
    if declared or next(root.iter(etree.Entity), None) is not None:
        raise FormatError("the XML uses entities, which are not read")
    undeclared = (etree.ErrorTypes.ERR_UNDECLARED_ENTITY, etree.ErrorTypes.WAR_UNDECLARED_ENTITY)
    if any(entry.type in undeclared for entry in parser.error_log):
        raise FormatError("the XML uses entities that it does not declare")


def _bounded(body: bytes) -> None:
    if not body.strip():
        raise FormatError("the response is empty")
    if len(body) > MAX_BYTES:
        raise FormatError(f"the response has {len(body)} bytes, more than {MAX_BYTES}")


def _shallow(root: Element) -> None:
    depth, deepest = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise FormatError(f"the response is nested {deepest} deep, more than {MAX_DEPTH}")
