"""Slovenia's PISRS: the record of an instrument with its versions, then one version in blocks.

The number of a version (NPB n) tells which is newer, not its place nor its identifier. A block has
a kind (`struktura`) and HTML; an article is one block with its number and one with its title.

    {"data": {"evidencniPodatki": {"naslov": "Zakon o čebelah", "sop": "2001-01-0099"}, "besedilo":
      {"npbVerzije": [{"id": 7, "naziv": "NPB 2", "datumZacetkaUporabe": "2024-01-01"}]}}}
    {"data": {"besedilo": [{"struktura": "clen", "vsebina": "<p>2. člen</p>"},
      {"struktura": "clen", "vsebina": "<p>(mesto panja)</p>"}, {"struktura": "odstavek", …}]}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_LEVELS = ("del", "poglavje", "oddelek", "pododdelek", "odsek")
_SKIPPED = frozenset({"naslov", "opozorilo", "npb", "napaka", "slika"})
# `2. člen`, `2.a člen (mesto panja)`
_ARTICLE = re.compile(r"(\d+\.?\s?[a-zčšž]{0,2}\.?\s*člen)\b\s*(.*)$", re.DOTALL)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the record of an instrument (role `instrument`) or one of its versions (role `text`).

    Raises:
        FormatError: it is an error, another instrument, or without a version in force or text.
    """
    response = markup.data(body)
    if not isinstance(response, dict) or "data" not in response:
        raise FormatError(f"{ask.identifier}: the response is none of PISRS")
    if response.get("error"):
        raise FormatError(f"{ask.identifier}: PISRS says: {response['error']}")
    data = response["data"]
    if not isinstance(data, dict):
        raise FormatError(f"{ask.identifier}: PISRS knows no such instrument")
    return _text(data, ask) if ask.role == "text" else _record(data, ask)


def _record(data: dict[str, Any], ask: Ask) -> ParsedText:
    facts = fields.part(data, "evidencniPodatki")
    title = markup.tidy(fields.words(facts, "naslov"))
    if not title:
        raise FormatError(f"{ask.identifier}: the record has no title")
    check_identity(ask, title, fields.words(facts, "zunanjiID"), fields.words(facts, "sop"))
    ordinal, start, number = _current(data, ask)
    ended = days.iso(facts.get("veljaDo"))
    state = fields.words(facts, "semafor", "naziv").lower()
    repealed = bool(ended and ended < ask.today) or state.startswith(("neveljaven", "prenehal"))
    home = ask.url.split("/rezultat/")[0]
    address = f"{home}/rezultat/neuradno-precisceno-besedilo/{number}/details"
    return ParsedText(
        title=title,
        language="sl",
        adopted=days.iso(facts.get("sprejeto")),
        published=days.iso(facts.get("objavljeno")),
        in_force=start or (None if ordinal else days.iso(facts.get("veljaOd"))),
        status="repealed" if repealed else "",
        follow=(Follow(address, "text"),),
    )


def _current(data: dict[str, Any], ask: Ask) -> tuple[int, str | None, str]:
    """Return the newest version in force: its ordinal, the day from which it holds, its id."""
    versions = [
        (_ordinal(entry), days.iso(entry.get("datumZacetkaUporabe")), fields.words(entry, "id"))
        for entry in fields.parts(data, "besedilo", "npbVerzije")
    ]
    if not all(number for _, _, number in versions):
        raise FormatError(f"{ask.identifier}: a version of the record has no number (id)")
    begun = [version for version in versions if not version[1] or version[1] <= ask.today]
    if not begun:
        raise FormatError(f"{ask.identifier}: the record has no version in force")
    return max(begun, key=lambda version: version[0])


def _ordinal(version: dict[str, Any]) -> int:
    """Return the number of a version, 2 for `NPB 2`, 0 for the original text."""
    number = re.search(r"NPB\s*+(\d{1,6})", fields.words(version, "naziv"))
    return int(number[1]) if number else 0


@dataclass
class _Article:
    """An article, or an annex, while its blocks come in."""

    heading: str
    rubric: str
    context: tuple[str, ...]
    start: str | None
    lines: list[str] = field(default_factory=list)


@dataclass
class _BlockWalk:
    """The walk through the blocks: articles and annexes so far, headings above by their level."""

    articles: list[_Article] = field(default_factory=list)
    annexes: list[_Article] = field(default_factory=list)
    above: dict[int, str] = field(default_factory=dict)
    open: _Article | None = None
    before: str = ""

    def take(self, block: dict[str, Any]) -> None:
        """Take in the next block."""
        kind, text = fields.words(block, "struktura"), _words(fields.words(block, "vsebina"))
        if not text or kind in _SKIPPED:
            return
        opening = _ARTICLE.match(text) if kind == "clen" else None
        if kind in _LEVELS:
            self._divide(_LEVELS.index(kind), " ".join(text.split()), again=self.before == kind)
        elif opening:
            context = tuple(title for _, title in sorted(self.above.items()))
            start = _start(block.get("navezavaNPB"))
            self.open = _Article(opening[1], _title(opening[2]), context, start)
            self.articles.append(self.open)
        elif kind == "priloga" and self.before != "priloga" and self.articles:
            self.open = _Article(" ".join(text.split()), "", (), None)
            self.annexes.append(self.open)
        elif self.open is not None and kind == "clen" and not self.open.lines:
            self.open.rubric = f"{self.open.rubric} {_title(text)}".strip()
        elif self.open is not None:
            self.open.lines += text.split("\n")
        self.before = kind

    def _divide(self, level: int, line: str, *, again: bool) -> None:
        """Take in a heading; a second block of the same kind goes on with the one before."""
        heading = f"{self.above[level]} {line}" if again else line
        self.above = {rank: title for rank, title in self.above.items() if rank < level}
        self.above[level] = heading
        self.open = None


def _text(data: dict[str, Any], ask: Ask) -> ParsedText:
    blocks = fields.parts(data, "besedilo")
    if not blocks:
        raise FormatError(f"{ask.identifier}: the version has no text")
    walk = _BlockWalk()
    for block in blocks:
        walk.take(block)
    begun = [a for a in walk.articles if not a.start or a.start <= ask.today]
    contents = fields.parts(data, "kazalo")
    listed = [entry for entry in contents if fields.words(entry, "struktura") == "clen"]
    return ParsedText(
        provisions=tuple(_provision(unit) for unit in [*begun, *walk.annexes]),
        language="sl",
        in_force=max((article.start for article in begun if article.start), default=None),
        total=max(0, len(listed) - (len(walk.articles) - len(begun))) + len(walk.annexes),
        body="\n".join(_body(blocks, ask.today)),
    )


def _body(blocks: list[dict[str, Any]], today: str) -> Iterator[str]:
    """Yield the words of the blocks from the first division on, without articles that begin later.

    A heading above an article that begins later may be that article's own; it is left out as well.
    """
    in_force, waiting = False, list[str]()
    for block in blocks:
        kind, text = fields.words(block, "struktura"), _words(fields.words(block, "vsebina"))
        if kind in _SKIPPED:
            continue
        if kind in _LEVELS:
            waiting.append(text)
            continue
        if kind == "priloga":
            in_force = True
        elif kind == "clen" and _ARTICLE.match(text):
            in_force = (_start(block.get("navezavaNPB")) or "") <= today
            if in_force:
                yield from waiting
            waiting.clear()
        if in_force:
            yield text


def _start(reference: Any) -> str | None:
    """Return the day from which an article applies, when a note of the version names one."""
    note = fields.words(reference, *["vsebina"] * isinstance(reference, dict))
    return days.iso(_words(note))


def _words(html: str) -> str:
    return markup.text(markup.page(f"<div>{html}</div>".encode())) if html else ""


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line[1:-1] if line.startswith("(") and line.endswith(")") else line


def _provision(article: _Article) -> Provision:
    # `2. a člen` is cited as 2.a
    written = re.sub(r"^(\d+)\.?\s+(?!člen)", r"\1.", article.heading)
    return Provision(
        number=heading_number(written, "si") or slug(article.heading),
        heading=article.heading,
        rubric=article.rubric,
        context=article.context,
        text="\n".join(article.lines),
    )
