"""Cuts a statute file (Markdown with YAML front matter) into provisions.

The layout is that of law-as-git collections: headings for books and chapters, one heading per
provision with its text below. A provision runs down to the next numbered heading or the next
heading of a book or chapter; nothing of the text is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from corpus.dates import partial_date
from corpus.language import language_of
from corpus.numbers import Grammar, grammar, heading_number, plain, restore_superscript, slug
from corpus.repair import mended
from corpus.texts import Provision, Version

MAX_BYTES = 32 * 1024 * 1024
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_LIST_ITEM = re.compile(r"(?:\(?(?:\d+|[^\W\d_]{1,3})[.)]|[-–—•*|>])\s|\(\w{1,4}\)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RUBRIC_LINE = re.compile(r"([^\n]{3,200}[^\n.:;,·])\n\n(?=\d+[^\W\d]?[.(])")
_WRAP = 45


class StatuteError(ValueError):
    """A file that is no statute file; the message says what is wrong with it."""


@dataclass
class _Draft:
    level: int
    heading: str
    number: str | None
    context: tuple[str, ...]
    rubric: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not any(line.strip() for line in self.lines)


def read_statute(path: Path) -> Version:
    """Read a statute file.

    Raises:
        StatuteError: the file is empty, too large, not UTF-8, or its front matter is broken.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise StatuteError(f"{size / 2**20:.0f} MB is more than {MAX_BYTES // 2**20} MB")
    return parse_statute(path.read_bytes(), path.stem)


def parse_statute(data: bytes, name: str) -> Version:
    """Parse the bytes of a statute file; `name` stands in for a missing title.

    Raises:
        StatuteError: as for `read_statute`.
    """
    if len(data) > MAX_BYTES:
        raise StatuteError(f"{len(data) / 2**20:.0f} MB is more than {MAX_BYTES // 2**20} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StatuteError(f"not UTF-8: {error.reason} at byte {error.start}") from error
    if not text.strip():
        raise StatuteError("the file is empty")
    meta, body = _front_matter(text)
    country = _country(_field(meta, "country"))
    provisions = tuple(_provisions(body, country))
    if not provisions:
        raise StatuteError("no provision found: no heading has text below it")
    return Version(
        country=country,
        identifier=_field(meta, "identifier"),
        title=str(meta.get("title") or name),
        language=str(meta.get("language") or language_of(body, country)).lower(),
        as_of=_as_of(meta),
        source_url=str(meta.get("source") or ""),
        kind=_kind(str(meta.get("rank") or "")),
        status=str(meta.get("status") or ""),
        provisions=provisions,
    )


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    if not text.startswith("---"):
        raise StatuteError("no front matter: the first line is not '---'")
    parts = re.split(r"^---[ \t]*\r?$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) < 3:
        raise StatuteError("front matter is not closed by '---'")
    try:
        meta = yaml.load(parts[1], _LOADER)  # noqa: S506 - a safe one, in C
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise StatuteError(f"front matter is not YAML (line {line})") from error
    if not isinstance(meta, dict):
        raise StatuteError("front matter holds no fields")
    return meta, parts[2]


def _field(meta: dict[str, Any], name: str) -> str:
    value = meta.get(name)
    if not value:
        raise StatuteError(f"front matter lacks '{name}'")
    return str(value)


def _country(code: str) -> str:
    """The jurisdiction's code; Greece is `el` in EU style and `gr` here."""
    return "gr" if code.lower() == "el" else code.lower()


def _as_of(meta: dict[str, Any]) -> str | None:
    value = meta.get("last_updated")
    try:
        return None if value is None else partial_date(str(value)[:10])
    except ValueError as error:
        raise StatuteError(f"front matter: last_updated: {error}") from error


def _kind(rank: str) -> str:
    return "policy" if re.search(r"aanwijzing|richtlijn|policy", rank, re.IGNORECASE) else "statute"


def _provisions(body: str, country: str) -> list[Provision]:
    drafts = _drafts(body, country)
    rules = grammar(country)
    if not any(draft.number for draft in drafts):
        return [_finish(d, _named(d.heading), rules) for d in drafts if not d.empty]
    kept = [d for d in drafts if d.number or (not d.empty and d.level > 1)]
    return [_finish(d, d.number or _named(d.heading), rules) for d in kept]


def _named(heading: str) -> str:
    """The number of a provision that has none: its heading, cut where it is a whole sentence."""
    return slug(plain(heading))[:80].strip("-")


def _drafts(body: str, country: str) -> list[_Draft]:
    rules = grammar(country)
    stack: list[tuple[int, str]] = []
    drafts: list[_Draft] = []
    last = ""
    for line in body.splitlines():
        match = _HEADING.match(line) if line.startswith("#") else None
        if match is None:
            if drafts:
                drafts[-1].lines.append(line)
            continue
        level, heading = len(match[1]), match[2]
        number = heading_number(heading, country)
        if number and rules.flattened:
            number = restore_superscript(number, last)
        last = number or last
        current = drafts[-1] if drafts else None
        if number is None and current and _belongs(current, level, heading, rules.rubric, country):
            _absorb(current, plain(heading))
            continue
        stack = [entry for entry in stack if entry[0] < level]
        context = tuple(plain(entry[1]) for entry in stack)
        draft = _Draft(level, heading, number, context)
        if number and rules.rubric == "above" and current and not current.number and current.empty:
            draft.rubric = plain(current.heading)
        drafts.append(draft)
        if number is None:
            stack.append((level, heading))
    return drafts


def _belongs(current: _Draft, level: int, heading: str, rubric: str, country: str) -> bool:
    """Whether an un-numbered heading is a part of the provision above it."""
    if current.number is None:
        return False
    if level > current.level:
        return True
    if grammar(country).divisions.search(plain(heading)):
        return False
    return rubric == "below" and current.empty and not current.rubric


def _absorb(current: _Draft, heading: str) -> None:
    if current.empty and not current.rubric:
        current.rubric = heading
    else:
        current.lines.extend(["", heading, ""])


def _finish(draft: _Draft, number: str, rules: Grammar) -> Provision:
    rubric, text = draft.rubric, _clean(draft.lines)
    if rules.rubric == "line" and not rubric and (match := _RUBRIC_LINE.match(text)):
        rubric, text = match[1], text[match.end() :]
    return Provision(
        number=number,
        heading=draft.heading,
        rubric=rubric,
        context=draft.context,
        text=text,
    )


def _clean(lines: list[str]) -> str:
    """Join wrapped lines, drop Markdown marks and layout, keep the words and paragraphs."""
    out: list[str] = []
    for raw in lines:
        line = " ".join(raw.split())
        if out and line and _continues(out[-1], line):
            out[-1] = f"{out[-1]} {line}"
        elif line or (out and out[-1]):
            out.append(line)
    text = "\n".join(out)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    return mended(plain_superscripts(text.strip()).replace("*", ""))


def plain_superscripts(text: str) -> str:
    """Turn `<sup>1</sup>` into the character ¹; longer superscripts (notes) lose only their tag."""
    if "<sup>" not in text:
        return text
    digits = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    return re.sub(
        r"<sup>\s*([^<]*?)\s*</sup>",
        lambda m: m[1].translate(digits) if m[1].isdigit() else m[1],
        text,
    )


def _continues(previous: str, line: str) -> bool:
    """Whether a line only wraps the one before (fixed-width sources), not a new paragraph."""
    return (
        len(previous) >= _WRAP
        and previous[-1] not in ".:;"
        and not _LIST_ITEM.match(line)
        and (len(previous) < 80 or line[0].islower())
    )
