"""The Czech e-Sbírka: a record of the instrument in JSON, then pages of fragments in XHTML.

A page may end in the middle of a section. What the next one must know, the headings above its
first fragment and the open section, goes with the request for it (`Halfway`). The preamble and each
annex are provisions too; footnotes are no law and are left out.

    {"uplnaCitace": "Zákon č. 99/2001 Sb.", "staleUrl": "/sb/2001/99", "nazev": "o chovu včel"}
    {"pocetStranek": 2, "seznam": [{"kodTypuFragmentu": "Paragraf", "hloubka": 3,
      "staleUrl": "/sb/2001/99/2021-01-01#par_2", "xhtml": "<var>§ 2</var>"}, …]}
    {"kodTypuFragmentu": "Priloha", "hloubka": 2, "staleUrl": "…#pril_1", "xhtml": "Příloha č. 1"}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_DIVISIONS = frozenset({"Kniha", "Cast", "Hlava", "Dil", "Oddil", "Pododdil"})
_UNITS = frozenset({"Paragraf", "Clanek"})
_PREAMBLE, _ANNEX = "Preambule", "Příloha"
"""Headings of what has none of its own."""
# `<sup><a href="#f1">1)</a></sup>`
_NOTE = re.compile(r"<sup>(?:<(?!/?sup)[^<>]++>)*+\d+[a-z]?\)(?:<(?!/?sup)[^<>]++>)*+</sup>")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the record of an instrument (role `instrument`) or a page of fragments (role `page`)."""
    response = markup.data(body)
    if not isinstance(response, dict):
        raise FormatError(f"{ask.identifier}: the response is not a record of e-Sbírka")
    if faults := fields.parts(response, "chyby"):
        message = "; ".join(fields.words(fault, "popis") or str(fault) for fault in faults)
        raise FormatError(f"{ask.identifier}: e-Sbírka says: {message}")
    return _page(response, ask) if ask.role == "page" else _record(response, ask)


def _record(record: dict[str, Any], ask: Ask) -> ParsedText:
    title = markup.tidy(fields.words(record, "uplnaCitace"))
    if not title or not record.get("staleUrl"):
        raise FormatError(f"{ask.identifier}: the response is not a record of e-Sbírka")
    names = (fields.words(record, name) for name in ("nazev", "kodDokumentuSbirky"))
    check_identity(ask, title, *names)
    ended = days.iso(record.get("datumZruseni"))
    repealed = bool(record.get("neucinnaCasovaVerze")) or bool(ended and ended <= ask.today)
    return ParsedText(
        title=title,
        language="cs",
        published=days.iso(record.get("datumCasVyhlaseni")),
        in_force=days.iso(record.get("datumUcinnostiZneniOd")),
        status="repealed" if repealed else "",
        follow=(Follow(f"{ask.url}/fragmenty?cisloStranky=0", "page"),),
    )


def _page(listing: dict[str, Any], ask: Ask) -> ParsedText:
    fragments = fields.parts(listing, "seznam")
    if not fragments:
        raise FormatError(f"{ask.identifier}: the page has no fragment")
    identifier = unquote(ask.url).split("dokumenty-sbirky/", 1)[-1].split("/fragmenty")[0]
    for fragment in fragments:
        home = fields.words(fragment, "staleUrl")
        if not f"{home}/".replace("#", "/").startswith(f"{identifier}/"):
            raise FormatError(f"{ask.identifier}: the fragments are of {home}")
    walk = _FragmentWalk.begun(ask.state)
    continues = bool(walk.open)
    in_force = [fragment for fragment in fragments if fragment.get("jeUcinny", True)]
    for fragment in in_force:
        walk.take(fragment)
    page, pages = _page_number(ask.url), fields.count(listing, "pocetStranek") or 1
    # the number at the end of `…?cisloStranky=0`
    next_page = re.sub(r"=\d+$", f"={page + 1}", ask.url)
    return ParsedText(
        provisions=tuple(section.provision() for section in walk.sections),
        language="cs",
        adopted=walk.adopted,
        follow=(Follow(next_page, "page", state=walk.halfway()),) if page + 1 < pages else (),
        continues=continues,
        body="\n".join(_body(in_force)),
    )


def _body(fragments: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the text of the fragments that are law: not number, title, footnotes or signatures."""
    for fragment in fragments:
        kind = fields.words(fragment, "kodTypuFragmentu")
        if not kind.startswith(("Virtual_", "Prefix_", "Poznamka", "Postfix")):
            yield _text(fields.words(fragment, "xhtml"))


def _page_number(url: str) -> int:
    # the number at the end of `…?cisloStranky=0`
    number = re.search(r"=(\d{1,4})$", url)
    return int(number[1]) if number else 0


@dataclass(frozen=True)
class Halfway:
    """Where a page ended: headings above (depth and text), the open section, the last title.

    The section is its depth, heading and anchor; the title is its anchor and text.
    """

    above: tuple[tuple[int, str], ...]
    section: tuple[int, str, str] | None
    title: tuple[str, str]


@dataclass
class _Section:
    """A section while its fragments come in."""

    depth: int
    heading: str
    anchor: str
    rubric: str
    context: tuple[str, ...]
    lines: list[str] = field(default_factory=list)

    def provision(self) -> Provision:
        return Provision(
            number=heading_number(self.heading, "cz") or slug(self.heading)[:80],
            heading=self.heading,
            rubric=self.rubric,
            context=self.context,
            text="\n".join(self.lines),
        )


@dataclass
class _FragmentWalk:
    """The walk through the fragments: headings above (depth and text) and sections so far."""

    above: list[tuple[int, str]] = field(default_factory=list)
    open: _Section | None = None
    rubric: tuple[str, str] = ("", "")
    sections: list[_Section] = field(default_factory=list)
    adopted: str | None = None

    @classmethod
    def begun(cls, before: object) -> _FragmentWalk:
        """Return a walk that goes on where the page before ended, or a new one."""
        if not isinstance(before, Halfway):
            return cls()
        walk = cls(list(before.above), rubric=before.title)
        if before.section:
            depth, heading, anchor = before.section
            walk.open = _Section(depth, heading, anchor, "", walk.context())
            walk.sections.append(walk.open)
        return walk

    def halfway(self) -> Halfway:
        """Return what the next page must know."""
        section = (self.open.depth, self.open.heading, self.open.anchor) if self.open else None
        return Halfway(tuple(self.above), section, self.rubric)

    def context(self) -> tuple[str, ...]:
        """Return the headings above."""
        return tuple(text for _, text in self.above)

    def take(self, fragment: dict[str, Any]) -> None:
        """Take in the next fragment."""
        kind, depth = fields.words(fragment, "kodTypuFragmentu"), fields.count(fragment, "hloubka")
        text = _text(fields.words(fragment, "xhtml"))
        anchor = fields.words(fragment, "staleUrl").partition("#")[2]
        if kind == "Prefix_Date":
            self.adopted = days.in_words(text, "cs")
        if kind == "Prefix" and text:
            self._preamble(depth, text)
        inside = self.open is not None and depth > self.open.depth
        if kind.startswith("Priloha") and not inside:
            self.above = []
            self._begin(depth, text.replace("\n", " ") or _ANNEX, anchor)
            return
        if kind.startswith(("Virtual_", "Prefix", "Poznamka")) or not text:
            return
        if kind.startswith("Postfix"):
            self.open = None
        elif kind in _DIVISIONS and not inside:
            self.above = [*((d, t) for d, t in self.above if d < depth), (depth, text)]
            self.open = None
        elif kind in _UNITS and not inside:
            self.above = [(d, t) for d, t in self.above if d <= depth]
            self._begin(depth, text, anchor)
        elif kind.startswith("Nadpis"):
            self._title(depth, text, anchor)
        elif self.open is not None:
            self.open.lines += text.split("\n")

    def _preamble(self, depth: int, text: str) -> None:
        if not self.sections:
            self.sections.append(_Section(depth, _PREAMBLE, "", "", ()))
        self.sections[-1].lines += text.split("\n")

    def _begin(self, depth: int, heading: str, anchor: str) -> None:
        rubric = self.rubric[1] if self.rubric[0] == anchor else ""
        self.open = _Section(depth, heading, anchor, rubric, self.context())
        self.sections.append(self.open)

    def _title(self, depth: int, text: str, anchor: str) -> None:
        if self.open is not None and depth > self.open.depth and not self.open.lines:
            self.open.rubric = f"{self.open.rubric} {text}".strip()
        elif self.open is not None and depth > self.open.depth:
            self.open.lines.append(text)
        elif anchor.startswith(("par_", "cl_")):
            self.rubric = (anchor, text)
        elif self.above and self.above[-1][0] == depth - 1:
            self.above[-1] = (depth - 1, f"{self.above[-1][1]} {text}")
        else:
            self.above = [*((d, t) for d, t in self.above if d < depth), (depth, text)]


def _text(xhtml: str) -> str:
    if not xhtml:
        return ""
    words = _NOTE.sub("", xhtml)
    return markup.text(markup.page(f"<div>{words}</div>".encode()))
