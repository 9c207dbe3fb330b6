"""Cuts a statute file (Markdown with YAML front matter) into provisions.

The layout is that of law-as-git collections: headings for books and chapters, and one heading per
provision with its text below:

    ## Chapter 6. Sexual offences
    ### Section 11
    A person who obtains a sexual act against payment is liable to a fine.

A provision extends to the next numbered heading, or the next heading of a book or chapter. No text
is dropped.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.dates import first_day, partial_date
from corpus.files import FileError, read_regular, refuse_size
from corpus.frontmatter import FrontMatter, FrontMatterError, NoFrontMatterError, cut
from corpus.language import language_of
from corpus.layout import clean, plain_heading
from corpus.numbers import (
    Grammar,
    chapter_number,
    grammar,
    heading_number,
    plain,
    restore_superscript,
    slug,
)
from corpus.textkind import gazette_form, licence_of, note_of, origin_of, text_kind
from corpus.texts import Provision, Version
from corpus.twofold import WordingNote, settle

MAX_BYTES = 32 * 1024 * 1024
"""The largest statute file that is read, in bytes (the longest code seen has 2 MB)."""
_SETTLED = "The file prints two wordings of some parts; only those in force are kept."
_LEVELS = 6
# "Ορισμοί\n\n1. ": a rubric as the first line, a blank line, then the text
_RUBRIC_LINE = re.compile(r"([^\n]{3,200}[^\n.:;,·])\n\n(?=\d+[^\W\d]?[.(])")


class StatuteError(ValueError):
    """A statute file cannot be read; the message says what is wrong with it."""


class NoStatuteError(StatuteError):
    """A file is not a statute file at all, e.g. the README of a collection."""


@dataclass
class _Draft:
    level: int
    heading: str
    number: str | None
    context: tuple[str, ...]
    rubric: str = ""
    lines: list[str] = field(default_factory=list)
    empty: bool = True

    def add(self, *lines: str) -> None:
        self.lines.extend(lines)
        self.empty = self.empty and not any(line.strip() for line in lines)


def read_statute(path: Path) -> Version:
    """Read a statute file.

    Raises:
        StatuteError: the file is not a regular file, is empty, unreadable, larger than `MAX_BYTES`
            or not UTF-8, has broken front matter, or has no provision. The message names the line
            if there is one.
    """
    try:
        data = read_regular(path, MAX_BYTES)
    except FileError as error:
        raise StatuteError(str(error)) from error
    return parse_statute(data, path.stem)


def parse_statute(data: bytes, name: str, today: dt.date | None = None) -> Version:
    """Parse the bytes of a statute file; `name` replaces a missing title.

    Of a part that stands in two wordings, the one that holds `today` is taken (by default on the
    day of the call); a text with a later state is future law.

    Raises:
        NoStatuteError: the file does not begin with front matter.
        StatuteError: as for `read_statute`.
    """
    try:
        refuse_size(len(data), MAX_BYTES)
    except FileError as error:
        raise StatuteError(str(error)) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StatuteError(f"not UTF-8: {error.reason} at byte {error.start}") from error
    if not text.strip():
        raise StatuteError("the file is empty")
    try:
        return _version(*cut(text), name, today or dt.date.today())
    except NoFrontMatterError as error:
        raise NoStatuteError(str(error)) from error
    except FrontMatterError as error:
        raise StatuteError(str(error)) from error


def _version(meta: FrontMatter, body: str, name: str, today: dt.date) -> Version:
    country = _country(meta.needed("country"))
    identifier = meta.needed("identifier")
    as_of = _as_of(meta)
    if as_of and first_day(as_of) > today and gazette_form(country, identifier):
        as_of = _as_of(meta, "publication_date")  # a gazette prints no state to come
    drafts = _drafts(body, country)
    _with_chapters(drafts, country)
    notes: list[WordingNote] = []
    if grammar(country).twofold:
        drafts, notes = _settled(drafts, today)
        as_of = _state(as_of, [day for note in notes for day in note.days], today)
    settled = _SETTLED if any(note.earlier for note in notes) else ""
    provisions = tuple(_provisions(drafts, country))
    if not provisions:
        raise StatuteError("no provision found: no heading has text below it")
    return Version(
        country=country,
        identifier=identifier,
        title=meta.words("title") or name,
        language=(meta.words("language") or language_of(body, country)).lower(),
        as_of=as_of,
        source_url=meta.words("source"),
        kind=_kind(meta.words("rank")),
        status=meta.words("status"),
        text_kind=text_kind(meta, country, identifier, as_of, today),
        origin=origin_of(meta),
        licence=licence_of(meta),
        note=" ".join(filter(None, (note_of(meta, country), settled))),
        provisions=provisions,
    )


def _country(code: str) -> str:
    """Return the code of the jurisdiction; Greece, `el` in EU style, is `gr` here."""
    return "gr" if code.lower() == "el" else code.lower()


def _as_of(meta: FrontMatter, name: str = "last_updated") -> str | None:
    value = meta.words(name)
    try:
        return partial_date(value[:10]) if value else None
    except ValueError as error:
        raise meta.fault(name, f"is not a date: {error}") from error


def _state(stated: str | None, noted: Sequence[dt.date], today: dt.date) -> str | None:
    """Return from when a text holds whose wordings were settled.

    A file may be dated by a change to come that it prints beside the wording in force. What is kept
    of it then holds since the last change that has come, as far as its notes name one.
    """
    if stated is None or first_day(stated) <= today or not any(day > today for day in noted):
        return stated
    past = [day for day in noted if day <= today]
    return max(past).isoformat() if past else None


def _kind(rank: str) -> str:
    # "Aanwijzing mensenhandel", a directive to prosecutors
    return "policy" if re.search(r"aanwijzing|richtlijn|policy", rank, re.IGNORECASE) else "statute"


def _provisions(drafts: list[_Draft], country: str) -> list[Provision]:
    rules = grammar(country)
    if not any(draft.number for draft in drafts):
        return [_finish(d, _named(d.heading), rules) for d in drafts if not d.empty]
    kept = [d for d in drafts if d.number or (not d.empty and d.level > 1)]
    return [_finish(d, d.number or _named(d.heading), rules) for d in kept]


def _with_chapters(drafts: list[_Draft], country: str) -> None:
    """Put the number of its chapter before that of each provision, where the law is so cited."""
    rules = grammar(country)
    numbers = [draft.number for draft in drafts if draft.number]
    if rules.chapter is None or (not rules.chapter_always and len(set(numbers)) == len(numbers)):
        return
    for draft in drafts:
        chapters = (chapter_number(heading, country) for heading in reversed(draft.context))
        chapter = next(filter(None, chapters), None)
        if draft.number and chapter and ":" not in draft.number:
            draft.number = f"{chapter}:{draft.number}"


def _settled(drafts: list[_Draft], today: dt.date) -> tuple[list[_Draft], list[WordingNote]]:
    """Return the sections in the wordings that hold on a day, and all notes on changes."""
    kept: list[_Draft] = []
    notes: list[WordingNote] = []
    superseded: str | None = None
    for draft, following in zip(drafts, [*drafts[1:], None], strict=True):
        section = settle(draft.lines, today)
        draft.lines = list(section.lines)
        notes += section.notes
        note = section.ends if draft.number else None
        twice = following is not None and following.number == draft.number
        earlier = draft.number if note and note.earlier and twice else None
        if draft.number and draft.number == superseded:
            superseded = earlier
            continue
        superseded = None
        if note is None or note.holds(today) or (note.repeals and not twice):
            kept.append(draft)
            superseded = earlier
    return kept, notes


def _named(heading: str) -> str:
    """Return a stand-in for a missing number: the heading, cut to 80 characters."""
    return slug(plain(heading))[:80].strip("-")


def _drafts(body: str, country: str) -> list[_Draft]:
    rules = grammar(country)
    stack: list[tuple[int, str]] = []
    drafts: list[_Draft] = []
    last = ""
    for line in body.splitlines():
        parsed = _heading(line) if line.startswith("#") else None
        if parsed is None:
            if drafts:
                drafts[-1].add(line)
            continue
        level, heading = parsed
        number = heading_number(heading, country)
        if number and rules.flattened:
            number = restore_superscript(number, last)
        last = number or last
        current = drafts[-1] if drafts else None
        if number is None and current and _belongs(current, level, heading, rules.rubric, country):
            _absorb(current, plain_heading(heading))
            continue
        stack = [entry for entry in stack if entry[0] < level]
        context = tuple(entry[1] for entry in stack)
        draft = _Draft(level, heading, number, context)
        if number and rules.rubric == "above" and current and not current.number and current.empty:
            draft.rubric = plain_heading(current.heading)
        drafts.append(draft)
        if number is None:
            stack.append((level, plain_heading(heading)))
    return drafts


def _heading(line: str) -> tuple[int, str] | None:
    """Return level and words of a heading such as `### 1 § ###`, or None."""
    words = line.lstrip("#")
    level = len(line) - len(words)
    if level > _LEVELS or not words[:1].isspace():
        return None
    return level, words.strip().rstrip("#").rstrip()


def _belongs(current: _Draft, level: int, heading: str, rubric: str, country: str) -> bool:
    """Return whether a heading without a number is part of the provision above it."""
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
        current.add("", heading, "")


def _finish(draft: _Draft, number: str, rules: Grammar) -> Provision:
    rubric, text = draft.rubric, clean(draft.lines)
    if rules.rubric == "line" and not rubric and (match := _RUBRIC_LINE.match(text)):
        rubric, text = match[1], text[match.end() :]
    return Provision(
        number=number,
        heading=plain_heading(draft.heading),
        rubric=rubric,
        context=draft.context,
        text=text,
    )
