"""Nemzeti Jogszabálytár, the law of Hungary: a page with the beginning of a text, then blocks.

Every piece of the text is an element with an id `sc…`; long instruments end in empty places, whose
content is asked for in one further request. A marker before each piece names its section.

    <span class="jhId" id="SZ2@BE1"></span><div class="szakasz pslice" id="sc12">
      <span class="szakasz-jel">2. §</span> [A kaptár helye]</div>
    <div class="pslice pH borderStart" id="sc40" data-show-order="40" data-last-show-order="99">
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, markup, whole
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_DIVISIONS = ("konyv", "resz", "focim", "fejezet", "tagolo", "alcim")
_HEADS = ("szakasz", "mellekletCimke", *_DIVISIONS)
# `SZ2A`, `SZ2A@BE1`: section 2/A, its paragraph 1
_MARKER = re.compile(r"SZ(\d+)([A-ZÁÉÍÓÖŐÚÜŰ]*)(?:@.*)?")
# `40`: the place of a block
_ORDER = re.compile(r"[0-9]{1,9}")
# `/jogszabaly/2001-99-00-00`
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
        FormatError: it is another instrument, or a page or block without pieces of a text.
    """
    root = markup.page(body)
    pieces = [
        piece
        for piece in root.xpath("//*[starts-with(@id,'sc')][@class]")
        if piece.get("id")[2:3].isdigit()
    ]
    if not pieces:
        raise FormatError("the response of NJT has no piece of a text")
    markup.drop(root.xpath("//sup[contains(@class,'fnSup')]"))
    parts = _parts(pieces, ask)
    body_text = "\n".join(markup.text(piece) for piece in pieces if _is_law(piece))
    if ask.role == "block":
        whole.fragment(body, "div")
        begins = _kind(pieces[0]) in _HEADS
        return ParsedText(
            provisions=tuple(p.provision() for p in parts), continues=not begins, body=body_text
        )
    whole.page(body)
    titles = [markup.line(e) for e in root.xpath("//h1|//h2") if "jogszabaly" in _kind(e)]
    check_identity(ask, *titles)
    orders = [_border(piece) for piece in pieces if "borderStart" in markup.classes(piece)]
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
        body=body_text,
    )


def _is_law(piece: Element) -> bool:
    """Whether a piece holds law: neither the title, nor recitals, nor empty."""
    title = _kind(piece).startswith("jogszabaly") or _kind(piece) == "preambulum"
    return not title and "pH" not in markup.classes(piece)


def _kind(piece: Element) -> str:
    """Return the class that says what a piece is, `szakasz` for a section."""
    return next((c for c in markup.classes(piece) if c not in ("pslice", "mt", "pH")), "")


def _marker(piece: Element) -> str:
    """Return the id of the marker before a piece, `SZ2@BE1` for section 2, paragraph 1."""
    before = piece.getprevious()
    while before is not None and (before.get("class") or "") != "jhId":
        if (before.get("id") or "").startswith("sc"):
            return ""
        before = before.getprevious()
    return "" if before is None else str(before.get("id"))


def _border(piece: Element) -> dict[str, int]:
    """Return where an empty place starts and ends, -1 when it does not say where it starts."""
    start, last = piece.get("data-show-order", ""), piece.get("data-last-show-order", "")
    order = {"start": int(start) if _ORDER.fullmatch(start) else -1}
    return {**order, "last": int(last)} if _ORDER.fullmatch(last) else order


def _blocks(orders: list[dict[str, int]], ask: Ask) -> Follow:
    document = _DOCUMENT.search(ask.url)
    if document is None or any(order["start"] < 0 for order in orders):
        raise FormatError("the page of NJT does not say which blocks its text goes on in")
    body = json.dumps({"documentId": document[1], "data": orders}, separators=(",", ":"))
    return Follow(f"{ask.base}/ajax/njtGetBlock.json", "block", "POST", body)


@dataclass
class _PieceWalk:
    """The walk through the pieces: the parts so far and the headings above the next one.

    `fresh` is a heading right above, `waiting` says that an empty place has begun.
    """

    country: str
    parts: list[_Part] = field(default_factory=list)
    context: list[tuple[int, str]] = field(default_factory=list)
    fresh: str = ""
    waiting: bool = False

    def take(self, piece: Element) -> None:
        """Take in the next piece."""
        kind, classes = _kind(piece), markup.classes(piece)
        if kind.startswith("jogszabaly") or kind == "preambulum":
            return
        if "pH" in classes:
            self.waiting = self.waiting or "borderStart" in classes
        elif self.waiting:
            raise FormatError("the page of NJT has text after the place where its blocks begin")
        elif kind == "szakasz":
            context = tuple(name for _, name in self.context)
            self.parts.append(_section(piece, self.fresh, context, self.country))
            self.fresh = ""
        elif kind == "mellekletCimke":
            heading = markup.line(piece)
            self.parts.append(_Part(heading, f"melleklet-{heading.split('.')[0].lower()}"))
        elif not self._divides(kind, piece):
            self._text(piece)

    def _divides(self, kind: str, piece: Element) -> bool:
        """Take in the heading of a division (`fejezet`) or its title (`fejezetCim`)."""
        # the ending of `fejezetCim`
        division = re.sub(r"[cC]im$", "", kind)
        if division in _DIVISIONS and division != kind and self.context:
            level, name = self.context[-1]
            self.context[-1] = (level, f"{name} {markup.line(piece)}")
            return True
        if kind not in _DIVISIONS:
            return False
        level, name = _DIVISIONS.index(kind), markup.line(piece)
        self.context = [above for above in self.context if above[0] < level] + [(level, name)]
        self.fresh = name if kind == "alcim" else ""
        return True

    def _text(self, piece: Element) -> None:
        """Add the lines of a piece to its section; a block may begin in the middle of one."""
        lines = [line for line in markup.text(piece).split("\n") if line]
        if not lines:
            return
        if not self.parts and (begun := _MARKER.fullmatch(_marker(piece))):
            heading = f"{begun[1]}{'/' + begun[2] if begun[2] else ''}. §"
            number = heading_number(heading, self.country) or begun[1]
            self.parts.append(_Part(heading, number))
        if self.parts:
            self.parts[-1].lines += lines


def _parts(pieces: list[Element], ask: Ask) -> list[_Part]:
    walk = _PieceWalk(ask.country)
    for piece in pieces:
        walk.take(piece)
    return walk.parts


def _section(piece: Element, above: str, context: tuple[str, ...], country: str) -> _Part:
    """Open a section; its rubric is `[a title]` after its sign, or else a heading right above."""
    signs = piece.xpath(".//span[contains(@class,'szakasz-jel')]")
    heading = markup.line(signs[0]) if signs else ""
    number = heading_number(heading, country)
    if number is None:
        raise FormatError(f"a section of NJT has no number: {markup.line(piece)[:40]}")
    text = markup.text(piece).removeprefix(heading).strip()
    # `[A kaptár helye]`
    named = re.fullmatch(r"\[(.*)\]", text)
    # a heading above without its number, `3. ` or `3/A. `
    rubric = named[1] if named else re.sub(r"^\d+(?:/[A-Z])?\.\s*", "", above)
    lines = [] if named or not text else text.split("\n")
    return _Part(heading, number, rubric, context, lines)
