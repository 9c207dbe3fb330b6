"""Slovenia's PISRS: the record of an act with its versions, then one version in blocks.

The numbers of versions (NPB n) tell which is newer, not their order nor their identifiers. A block
has a kind (`struktura`) and HTML; an article is one block with its number and one with its title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_LEVELS = ("del", "poglavje", "oddelek", "pododdelek", "odsek")
_SKIPPED = frozenset({"naslov", "opozorilo", "npb", "napaka", "slika"})
_ARTICLE = re.compile(r"(\d+\.?\s?[a-zčšž]{0,2}\.?\s*člen)\b\s*(.*)$", re.DOTALL)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the record of an act (role `instrument`) or one of its versions (role `text`)."""
    answer = markup.data(body)
    if not isinstance(answer, dict) or "data" not in answer:
        raise FormatError(f"{ask.identifier}: the answer is none of PISRS")
    if answer.get("error"):
        raise FormatError(f"{ask.identifier}: PISRS says: {answer['error']}")
    data = answer["data"]
    if not isinstance(data, dict):
        raise FormatError(f"{ask.identifier}: PISRS knows no such act")
    return _text(data, ask) if ask.role == "text" else _record(data, ask)


def _record(data: dict[str, Any], ask: Ask) -> ParsedText:
    facts = fields.part(data, "evidencniPodatki")
    title = markup.tidy(fields.words(facts, "naslov"))
    if not title:
        raise FormatError(f"{ask.identifier}: the record has no title")
    check_identity(ask, title, fields.words(facts, "zunanjiID"), fields.words(facts, "sop"))
    known = [
        (_ordinal(each), days.iso(each.get("datumZacetkaUporabe")), fields.words(each, "id"))
        for each in fields.parts(data, "besedilo", "npbVerzije")
    ]
    if not all(number for _, _, number in known):
        raise FormatError(f"{ask.identifier}: a version of the record has no number (id)")
    current = max((e for e in known if not e[1] or e[1] <= ask.today), default=None, key=_first)
    if current is None:
        raise FormatError(f"{ask.identifier}: the record has no version in force")
    ended = days.iso(facts.get("veljaDo"))
    state = fields.words(facts, "semafor", "naziv").lower()
    repealed = bool(ended and ended < ask.today) or state.startswith(("neveljaven", "prenehal"))
    home = ask.url.split("/rezultat/")[0]
    address = f"{home}/rezultat/neuradno-precisceno-besedilo/{current[2]}/details"
    return ParsedText(
        title=title,
        language="sl",
        adopted=days.iso(facts.get("sprejeto")),
        published=days.iso(facts.get("objavljeno")),
        in_force=current[1] or (None if current[0] else days.iso(facts.get("veljaOd"))),
        status="repealed" if repealed else "",
        follow=(Follow(address, "text"),),
    )


def _ordinal(version: dict[str, Any]) -> int:
    number = re.search(r"NPB\s*+(\d{1,6})", fields.words(version, "naziv"))
    return int(number[1]) if number else 0


def _first(version: tuple[int, str | None, str]) -> int:
    return version[0]


@dataclass
class _Article:
    """An article while its blocks come in."""

    heading: str
    rubric: str
    context: tuple[str, ...]
    start: str | None
    lines: list[str] = field(default_factory=list)


def _text(data: dict[str, Any], ask: Ask) -> ParsedText:
    blocks = fields.parts(data, "besedilo")
    if not blocks:
        raise FormatError(f"{ask.identifier}: the version has no text")
    found: list[_Article] = []
    above: dict[int, str] = {}
    open_: _Article | None = None
    before = ""
    for block in blocks:
        kind, text = fields.words(block, "struktura"), _words(fields.words(block, "vsebina"))
        number = _ARTICLE.match(text) if kind == "clen" else None
        if not text or kind in _SKIPPED:
            continue
        if kind in _LEVELS:
            level, line = _LEVELS.index(kind), " ".join(text.split())
            joined = f"{above[level]} {line}" if before == kind else line
            above = {each: title for each, title in above.items() if each < level}
            above[level], open_ = joined, None
        elif number:
            context = tuple(title for _, title in sorted(above.items()))
            start = _start(block.get("navezavaNPB"))
            open_ = _Article(number[1], _title(number[2]), context, start)
            found.append(open_)
        elif kind == "priloga":
            open_ = None
        elif open_ is not None and kind == "clen" and not open_.lines:
            open_.rubric = f"{open_.rubric} {_title(text)}".strip()
        elif open_ is not None:
            open_.lines += text.split("\n")
        before = kind
    kept = [each for each in found if not each.start or each.start <= ask.today]
    contents = fields.parts(data, "kazalo")
    listed = [each for each in contents if fields.words(each, "struktura") == "clen"]
    return ParsedText(
        provisions=tuple(_provision(each) for each in kept),
        language="sl",
        in_force=max((each.start for each in kept if each.start), default=None),
        total=max(0, len(listed) - (len(found) - len(kept))),
    )


def _start(reference: Any) -> str | None:
    """Return the day from which an article is applied, when a note of the version names one."""
    note = fields.words(reference, *["vsebina"] * isinstance(reference, dict))
    return days.iso(_words(note))


def _words(html: str) -> str:
    return markup.text(markup.page(f"<div>{html}</div>".encode())) if html else ""


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line[1:-1] if line.startswith("(") and line.endswith(")") else line


def _provision(article: _Article) -> Provision:
    written = re.sub(r"^(\d+)\.?\s+(?!člen)", r"\1.", article.heading)
    return Provision(
        number=heading_number(written, "si") or slug(article.heading),
        heading=article.heading,
        rubric=article.rubric,
        context=article.context,
        text="\n".join(article.lines),
    )
