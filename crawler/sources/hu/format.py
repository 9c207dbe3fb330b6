"""Nemzeti Jogszabálytár, the law of Hungary: a page with the beginning of an act, then blocks.

Every piece of the text is an element with an id `sc…`; long acts end in empty places whose content
is asked for in one further request. A marker before each piece names its section.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, markup, whole
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_DIVISIONS = ("konyv", "resz", "focim", "fejezet", "tagolo", "alcim")
_HEADS = ("szakasz", "mellekletCimke", *_DIVISIONS)
_MARKER = re.compile(r"SZ(\d+)([A-ZÁÉÍÓÖŐÚÜŰ]*)(?:@.*)?")
_ORDER = re.compile(r"[0-9]{1,9}")
_DOCUMENT = re.compile(r"/jogszabaly/([\d.-]+)")


@dataclass
class _Part:
    """A section (or an annex) while its pieces come in."""

    heading: str
    number: str
    rubric: str = ""
    context: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)

    def provision(self) -> Provision:
        return Provision(
            number=self.number,
            heading=self.heading,
            rubric=self.rubric,
            context=self.context,
            text="\n".join(self.lines) or "(hatályon kívül helyezve)",
        )


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the sections that a page or a block holds, and the request for what is left.

    Raises:
        FormatError: it is another act, or a page or block without pieces of a text.
    """
    root = markup.page(body)
    pieces = [
        each
        for each in root.xpath("//*[starts-with(@id,'sc')][@class]")
        if each.get("id")[2:3].isdigit()
    ]
    if not pieces:
        raise FormatError("the answer of NJT has no piece of a text")
    markup.drop(root.xpath("//sup[contains(@class,'fnSup')]"))
    parts = _parts(pieces, ask)
    if ask.role == "block":
        whole.fragment(body, "div")
        begins = _kind(pieces[0]) in _HEADS
        return ParsedText(provisions=tuple(p.provision() for p in parts), continues=not begins)
    whole.page(body)
    titles = [markup.line(each) for each in root.xpath("//h1|//h2") if "jogszabaly" in _kind(each)]
    check_identity(ask, *titles)
    orders = [_border(each) for each in pieces if "borderStart" in each.get("class").split()]
    places = root.xpath("//*[contains(concat(' ',@class,' '),' pH ')]//span/@id")
    # `SZ2A` is a section, `ME1` an annex; `SZ2A@BE1` is a paragraph of one
    missing = {place for place in places if re.fullmatch(r"(?:SZ|ME)\d+[A-Z]*", str(place))}
    since = root.xpath("//div[contains(concat(' ',@class,' '),' hataly ')]")
    return ParsedText(
        provisions=tuple(part.provision() for part in parts),
        title=" ".join(titles),
        language="hu",
        in_force=days.iso(markup.line(since[0])) if since else None,
        follow=(_blocks(orders, ask),) if orders else (),
        total=len(parts) + len(missing) if missing else None,
    )


def _kind(piece: Any) -> str:
    return next(
        (c for c in (piece.get("class") or "").split() if c not in ("pslice", "mt", "pH")), ""
    )


def _marker(piece: Any) -> str:
    """Return the id of the marker before a piece, `SZ2@BE1` for section 2, paragraph 1."""
    before = piece.getprevious()
    while before is not None and (before.get("class") or "") != "jhId":
        if (before.get("id") or "").startswith("sc"):
            return ""
        before = before.getprevious()
    return "" if before is None else str(before.get("id"))


def _border(piece: Any) -> dict[str, int]:
    start, last = piece.get("data-show-order", ""), piece.get("data-last-show-order", "")
    order = {"start": int(start) if _ORDER.fullmatch(start) else -1}
    return {**order, "last": int(last)} if _ORDER.fullmatch(last) else order


def _blocks(orders: list[dict[str, int]], ask: Ask) -> Follow:
    document = _DOCUMENT.search(ask.url)
    if document is None or any(order["start"] < 0 for order in orders):
        raise FormatError("the page of NJT does not say which blocks its text goes on in")
    body = json.dumps({"documentId": document[1], "data": orders}, separators=(",", ":"))
    return Follow(f"{ask.base}/ajax/njtGetBlock.json", "block", "POST", body)


def _parts(pieces: list[Any], ask: Ask) -> list[_Part]:
    parts: list[_Part] = []
    context: list[tuple[int, str]] = []
    fresh, waiting = "", False
    for piece in pieces:
        kind, classes = _kind(piece), piece.get("class").split()
        if kind.startswith("jogszabaly") or kind == "preambulum":
            continue
        if "pH" in classes:
            waiting = waiting or "borderStart" in classes
        elif waiting:
            raise FormatError("the page of NJT has text after the place where its blocks begin")
        elif kind == "szakasz":
            parts.append(_section(piece, fresh, tuple(name for _, name in context), ask))
            fresh = ""
        elif kind == "mellekletCimke":
            heading = markup.line(piece)
            parts.append(_Part(heading, f"melleklet-{heading.split('.')[0].lower()}"))
        elif (base := re.sub(r"[cC]im$", "", kind)) in _DIVISIONS and base != kind and context:
            context[-1] = (context[-1][0], f"{context[-1][1]} {markup.line(piece)}")
        elif kind in _DIVISIONS:
            level = _DIVISIONS.index(kind)
            name = markup.line(piece)
            context = [each for each in context if each[0] < level] + [(level, name)]
            fresh = name if kind == "alcim" else ""
        elif lines := [line for line in markup.text(piece).split("\n") if line]:
            if not parts and (going_on := _MARKER.fullmatch(_marker(piece))):
                heading = f"{going_on[1]}{'/' + going_on[2] if going_on[2] else ''}. §"
                parts.append(_Part(heading, heading_number(heading, ask.country) or going_on[1]))
            if parts:
                parts[-1].lines += lines
    return parts


def _section(piece: Any, above: str, context: tuple[str, ...], ask: Ask) -> _Part:
    """Begin a section; `[a title]` after its sign is its rubric, else a heading right above it."""
    signs = piece.xpath(".//span[contains(@class,'szakasz-jel')]")
    heading = markup.line(signs[0]) if signs else ""
    number = heading_number(heading, ask.country)
    if number is None:
        raise FormatError(f"a section of NJT has no number: {markup.line(piece)[:40]}")
    text = markup.text(piece).removeprefix(heading).strip()
    named = re.fullmatch(r"\[(.*)\]", text)
    rubric = named[1] if named else re.sub(r"^\d+(?:/[A-Z])?\.\s*", "", above)
    lines = [] if named or not text else text.split("\n")
    return _Part(heading, number, rubric, context, lines)
