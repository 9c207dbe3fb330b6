"""The Czech e-Sbírka: the record of an act in JSON, then pages of fragments with XHTML snippets.

A page may end in the middle of a section. What the next one must know, the headings above its
first fragment and the section that is open, goes with the request for it (`Halfway`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_MONTHS = [
    "ledna",
    "února",
    "března",
    "dubna",
    "května",
    "června",
    "července",
    "srpna",
    "září",
    "října",
    "listopadu",
    "prosince",
]
_DIVISIONS = frozenset({"Kniha", "Cast", "Hlava", "Dil", "Oddil", "Pododdil"})
_UNITS = frozenset({"Paragraf", "Clanek"})
# `<sup><a href="#f1">1)</a></sup>`
_NOTE = re.compile(r"<sup>(?:<(?!/?sup)[^<>]++>)*+\d+[a-z]?\)(?:<(?!/?sup)[^<>]++>)*+</sup>")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the record of an act (role `instrument`) or a page of its fragments (role `page`)."""
    answer = markup.data(body)
    if not isinstance(answer, dict):
        raise FormatError(f"{ask.identifier}: the answer is not a record of e-Sbírka")
    if faults := fields.parts(answer, "chyby"):
        said = "; ".join(fields.words(each, "popis") or str(each) for each in faults)
        raise FormatError(f"{ask.identifier}: e-Sbírka says: {said}")
    return _page(answer, ask) if ask.role == "page" else _record(answer, ask)


def _record(answer: dict[str, Any], ask: Ask) -> ParsedText:
    title = markup.tidy(fields.words(answer, "uplnaCitace"))
    if not title or not answer.get("staleUrl"):
        raise FormatError(f"{ask.identifier}: the answer is not a record of e-Sbírka")
    names = (fields.words(answer, name) for name in ("nazev", "kodDokumentuSbirky"))
    check_identity(ask, title, *names)
    ended = days.iso(answer.get("datumZruseni"))
    repealed = bool(answer.get("neucinnaCasovaVerze")) or bool(ended and ended <= ask.today)
    return ParsedText(
        title=title,
        language="cs",
        published=days.iso(answer.get("datumCasVyhlaseni")),
        in_force=days.iso(answer.get("datumUcinnostiZneniOd")),
        status="repealed" if repealed else "",
        follow=(Follow(f"{ask.url}/fragmenty?cisloStranky=0", "page"),),
    )


def _page(answer: dict[str, Any], ask: Ask) -> ParsedText:
    fragments = fields.parts(answer, "seznam")
    if not fragments:
        raise FormatError(f"{ask.identifier}: the page has no fragment")
    act = unquote(ask.url).split("dokumenty-sbirky/", 1)[-1].split("/fragmenty")[0]
    for each in fragments:
        home = fields.words(each, "staleUrl")
        if not f"{home}/".replace("#", "/").startswith(f"{act}/"):
            raise FormatError(f"{ask.identifier}: the fragments are of {home}")
    walk = _Walk.begun(ask.state)
    continues = bool(walk.open)
    for each in fragments:
        if each.get("jeUcinny", True):
            walk.take(each)
    page, pages = _page_number(ask.url), fields.count(answer, "pocetStranek") or 1
    further = re.sub(r"=\d+$", f"={page + 1}", ask.url)
    return ParsedText(
        provisions=tuple(each.provision() for each in walk.found),
        language="cs",
        adopted=walk.adopted,
        follow=(Follow(further, "page", state=walk.halfway()),) if page + 1 < pages else (),
        continues=continues,
    )


def _page_number(url: str) -> int:
    told = re.search(r"=(\d{1,4})$", url)
    return int(told[1]) if told else 0


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
            number=heading_number(self.heading, "cz") or slug(self.heading),
            heading=self.heading,
            rubric=self.rubric,
            context=self.context,
            text="\n".join(self.lines),
        )


@dataclass
class _Walk:
    """The walk through the fragments: headings above (depth and text) and sections so far."""

    above: list[tuple[int, str]] = field(default_factory=list)
    open: _Section | None = None
    rubric: tuple[str, str] = ("", "")
    found: list[_Section] = field(default_factory=list)
    adopted: str | None = None

    @classmethod
    def begun(cls, before: object) -> _Walk:
        """Return a walk that goes on from where the page before has ended, or a new one."""
        if not isinstance(before, Halfway):
            return cls()
        walk = cls(list(before.above), rubric=before.title)
        if before.section:
            depth, heading, anchor = before.section
            walk.open = _Section(depth, heading, anchor, "", walk.context())
            walk.found.append(walk.open)
        return walk

    def halfway(self) -> Halfway:
        """Return what the next page must know."""
        section = (self.open.depth, self.open.heading, self.open.anchor) if self.open else None
        return Halfway(tuple(self.above), section, self.rubric)

    def context(self) -> tuple[str, ...]:
        """Return the headings above."""
        return tuple(text for _, text in self.above)

    def take(self, fragment: dict[str, Any]) -> None:
        """Take the next fragment in."""
        kind, depth = fields.words(fragment, "kodTypuFragmentu"), fields.count(fragment, "hloubka")
        text = _text(fields.words(fragment, "xhtml"))
        anchor = fields.words(fragment, "staleUrl").partition("#")[2]
        if kind == "Prefix_Date":
            months = {month: number for number, month in enumerate(_MONTHS, 1)}
            self.adopted = days.in_words(text, months)
        if kind.startswith(("Virtual_", "Prefix", "Poznamka")) or not text:
            return
        inside = self.open is not None and depth > self.open.depth
        if kind.startswith(("Priloha", "Postfix")):
            self.open = None
        elif kind in _DIVISIONS and not inside:
            self.above = [*((d, t) for d, t in self.above if d < depth), (depth, text)]
            self.open = None
        elif kind in _UNITS and not inside:
            self.above = [(d, t) for d, t in self.above if d <= depth]
            rubric = self.rubric[1] if self.rubric[0] == anchor else ""
            self.open = _Section(depth, text, anchor, rubric, self.context())
            self.found.append(self.open)
        elif kind.startswith("Nadpis"):
            self._title(depth, text, anchor)
        elif self.open is not None:
            self.open.lines += text.split("\n")

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
