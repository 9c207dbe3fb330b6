"""Responses that are not the instrument, or not all of it, and look as if they were.

Each kind is something that has happened on a portal. What is made of a response can be repeated:
the generator of random numbers is given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from lxml import etree, html

from tests.crawler.mutations import in_text, mutated

_ERRORS = (
    "", " \n", "{}", "[]", "null", "false", "<a/>", "Service Unavailable",
    '{"status": 500, "error": "Internal Server Error", "path": "/api"}',
    "<?xml version='1.0'?><error><code>404</code><message>not found</message></error>",
)  # fmt: skip
_CHARSETS = ("cp1252", "iso-8859-1", "cp1250", "cp1251", "cp1253", "utf-16", "ascii")
# `<p` of `<p class="x">`, `</akn:p`
_TAG = re.compile(r"</?([A-Za-z][\w:.-]*)")
# `class="full-section"`, also in JSON
_CLASS = re.compile(r'\bclass=\\?"([^"\\]+)\\?"')
# `"title":`, not the code of a country: `"EU27_2020":`, `"SE":`
_KEY = re.compile(r'"(\w*[a-z]\w*)"\s*:')
_KEPT = frozenset({"br", "BR", "hr", "img", "input", "link", "meta", "sub", "sup"})
"""Elements of HTML for which there is no other name."""
_INLINE = frozenset({"a", "abbr", "b", "em", "i", "label", "small", "span", "strong"})
_LEAST = 0.5
"""The share of the words of a response that a list must hold to be emptied."""

Maker = Callable[[bytes, str, Random], bytes]


def truncated(body: bytes, charset: str, rng: Random) -> bytes:
    """Break off between a tenth and nine tenths."""
    return mutated(body, {"cut": rng.uniform(0.1, 0.9)}, charset)


def error_page(body: bytes, charset: str, rng: Random) -> bytes:
    """Send a page or message that tells of an error, or nothing, with status 200."""
    if rng.random() < 0.3:
        return mutated(body, {"page": rng.choice(["html", "xhtml"])}, charset)
    return mutated(body, {"sent": rng.choice(_ERRORS)}, charset)


def wrong_charset(body: bytes, charset: str, rng: Random) -> bytes:
    """Write the text in another encoding than is announced."""
    others = [other for other in _CHARSETS if other != charset]
    return in_text(body, charset, lambda text: text, rng.choice(others))


def doubled_encoding(body: bytes, charset: str, rng: Random) -> bytes:
    """Write the bytes of UTF-8 as if they were letters."""
    wrong = rng.choice(["latin-1", "cp1252"]) if charset == "utf-8" else charset
    return in_text(body, charset, lambda text: text.encode().decode(wrong, "ignore"))


def emptied_list(body: bytes, charset: str, rng: Random) -> bytes:
    """Empty a list that holds a good part of the words; a response without one stays as it is."""
    if body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
        return _emptied_json(body, rng)
    return in_text(body, charset, lambda text: _emptied_markup(text, rng))


def changed_markup(body: bytes, charset: str, rng: Random) -> bytes:
    """Rename all elements of a name, a class, or a key of JSON; HTML stays within its own names."""

    def change(text: str) -> str:
        rule = rng.choice([rule for rule in (_TAG, _CLASS, _KEY) if rule.search(text)] or [_TAG])
        names = sorted({found[1] for found in rule.finditer(text)} - _KEPT)
        chosen = rng.choice(names) if names else ""
        other = f"x{chosen}"
        if rule is _TAG and not _is_xml(text):
            other = "span" if chosen in _INLINE else "div"

        def renamed(found: re.Match[str]) -> str:
            return found[0].replace(chosen, other) if found[1] == chosen else found[0]

        return rule.sub(renamed, text)

    return in_text(body, charset, change)


MAKERS: dict[str, tuple[int, Maker]] = {
    "truncated": (30, truncated),
    "error page": (12, error_page),
    "wrong charset": (10, wrong_charset),
    "doubled encoding": (4, doubled_encoding),
    "emptied list": (12, emptied_list),
    "changed markup": (22, changed_markup),
}
"""The kinds, with how many of each are among 100; 10 are responses of other instruments."""
OTHERS = 10


def wrong_bodies(
    body: bytes, charset: str, others: list[bytes], rng: Random, share: float
) -> Iterator[tuple[str, bytes]]:
    """Yield wrong bodies with their kind: 100 of them times the share, at least one of each."""
    for kind, (count, make) in MAKERS.items():
        if len(body) < 10 or (body.startswith(b"%PDF") and kind not in ("truncated", "error page")):
            continue
        for _ in range(max(1, round(count * share))):
            yield kind, make(body, charset, rng)
    for _ in range(max(1, round(OTHERS * share))):
        yield "other instrument", rng.choice(others)


def _emptied_json(body: bytes, rng: Random) -> bytes:
    data = json.loads(body.decode("utf-8-sig"))
    whole = len(_words(data))
    lists = [one for one in _lists(data) if len(_words(one)) >= whole * _LEAST]
    if lists:
        rng.choice(lists).clear()
    return json.dumps(data, ensure_ascii=False).encode()


def _lists(data: Any) -> Iterator[list[Any]]:
    if isinstance(data, (dict, list)):
        if isinstance(data, list) and data:
            yield data
        for member in data.values() if isinstance(data, dict) else data:
            yield from _lists(member)


def _words(data: Any) -> list[str]:
    return re.findall(r"\w+", json.dumps(data, ensure_ascii=False))


def _emptied_markup(text: str, rng: Random) -> str:
    xml = _is_xml(text)
    # lxml takes no declaration of an encoding in text
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    root = etree.fromstring(plain) if xml else html.document_fromstring(plain)
    written = etree.tostring if xml else html.tostring
    whole = len("".join(root.itertext()).split())
    lists = [one for one in root.iter(etree.Element) if _is_list(one, whole)]
    if lists:
        chosen = rng.choice(lists)
        for child in list(chosen):
            chosen.remove(child)
    return written(root, encoding="unicode")


def _is_xml(text: str) -> bool:
    return text.lstrip("\ufeff \r\n\t").startswith("<?xml") and "<html" not in text[:2_000]


def _is_list(element: etree._Element, whole: int) -> bool:
    names = [child.tag for child in element]
    several = any(names.count(name) > 1 for name in set(names))
    return several and len("".join(element.itertext()).split()) >= whole * _LEAST
