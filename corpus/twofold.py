"""Two wordings of one part of a Finnish act: what the note between them says, and which one holds.

Consolidated texts of Finlex print a part that changes twice, with a note between the wordings. A
part that is repealed stands as a note before the wording that it repeals. What is added stands
before its note. Notes of earlier days say *tulee voimaan* (comes into force) of a day long past.

    Kirja palautetaan viidessä viikossa.
    *L:lla [7/2025](/akn/fi/7) muutettu 1 momentti tulee voimaan 1.6.2025. Aiempi sanamuoto kuuluu:*
    Kirja palautetaan kolmessa viikossa.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.layout import without_links

Part = Literal["section", "paragraph", "item", "other"]
_LONGEST = 600
"""A note has no more characters than this."""
_MOST = 40
"""No note speaks of more parts than this."""
# `Aiempi sanamuoto kuuluu:` or `Den tidigare lydelsen lyder:` at the end of a note
_EARLIER = re.compile(
    r"(?:aiempi sanamuoto|(?:den )?tidigare lydelse)\w*(?: \w+)?\s?:?$", re.IGNORECASE
)
# `105 a § on kumottu L:lla 5.12.2024/702`, `4–5 momentit on kumottu`, `2 mom. har upphävts`
_REPEALED = re.compile(
    r"\d[^.:;]{0,30}?(?:§|luku|mom\w*\.?|koh\w+|kap\.?|punkt\w*)(?: \w+)? (?:on|ovat|har) "
    r"(?:kumottu|upphävts)\b",
    re.IGNORECASE,
)
# `L:lla 377/2025 lisätty 4 momentti`, `L:lla 1/2024 ja L:lla 2/2025 muutettu 3 §`
_CHANGED = re.compile(r"\w{1,12}:ll[aä] [^.;]{0,90}?\b(?:muutet|lisät)\w+ ", re.IGNORECASE)
# `3 § on L:lla 1353/2022 väliaikaisesti muutetussa muodossaan voimassa 1.1.2023–1.1.2027`
_FOR_A_TIME = re.compile(
    r"\d[^.:;]{0,30}?(?:§|mom\w*\.?|koh\w+) on \w{1,12}:ll[aä] [^.;]{0,60}?\bväliaikaisesti ",
    re.IGNORECASE,
)
# `tulee voimaan 1.1.2027`, `träder i kraft den 1.1.2027`
_FROM = re.compile(r"(?:voimaan|i kraft)\D{0,30}?(\d{1,2})\.(\d{1,2})\.(\d{4})")
# `voimassa 1.1.2023–1.1.2027`
_BETWEEN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\s?[–-]\s?(\d{1,2})\.(\d{1,2})\.(\d{4})")
# `tulee voimaan`: of a day that is still to be decided, when none is named
_TO_COME = re.compile(r"tulee voimaan|träder i kraft", re.IGNORECASE)
# `muutettu 2–4 momentti`, `lisätty 3 a §`, `4–5 momentit on kumottu`
_PARTS = re.compile(
    r"(?<![\d./])(\d{1,3})(?:\s?[–-]\s?(\d{1,3}))? ?[a-zåäö]? (§|mom|koh|punkt)", re.IGNORECASE
)
# `12) `, `3 a) `, `4 a. ` at the beginning of a paragraph
_ITEM = re.compile(r"\d{1,3}(?: ?[a-zåäö])?\)")


@dataclass(frozen=True)
class WordingNote:
    """What a note says: whether an earlier wording follows it, of which parts, and from which day.

    `since` is None where the note names no day; `until` is the last day of a wording that holds for
    a time only. `repeals` says that the note itself stands in the place of the newer wording.
    """

    earlier: bool
    repeals: bool
    of: Part
    parts: int
    since: dt.date | None
    until: dt.date | None
    to_come: bool

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days on which a wording changes, as far as the note names them."""
        return tuple(filter(None, (self.since, self.until)))

    def holds(self, today: dt.date) -> bool:
        """Return whether the newer wording, or the repeal, holds on a day."""
        if self.since is None:
            return not self.to_come
        return self.since <= today and (self.until is None or today <= self.until)


def wording_note(text: str) -> WordingNote | None:
    """Return what a text on one line says as a note; None for a text that is law."""
    if len(text) > _LONGEST:
        return None
    repeals = _REPEALED.match(text) is not None
    if not (repeals or _CHANGED.match(text) or _FOR_A_TIME.match(text)):
        return None
    between, since, parts = _BETWEEN.search(text), _FROM.search(text), _PARTS.search(text)
    several = int(parts[2]) - int(parts[1]) + 1 if parts and parts[2] else 1
    kinds: dict[str, Part] = {"§": "section", "mom": "paragraph", "koh": "item", "punkt": "item"}
    return WordingNote(
        earlier=_EARLIER.search(text) is not None,
        repeals=repeals,
        of=kinds[parts[3].lower()] if parts else "other",
        parts=several if 0 < several <= _MOST else 1,
        since=_day(*between.groups()[:3]) if between else _day(*since.groups()) if since else None,
        until=_day(*between.groups()[3:]) if between else None,
        to_come=_TO_COME.search(text) is not None,
    )


def note_alone(text: str) -> str:
    """Return a note without the words that lead to an earlier wording."""
    return _EARLIER.sub("", text).rstrip()


@dataclass(frozen=True)
class SettledSection:
    """A section whose paragraphs were settled: its lines, and the note on the section itself.

    `ends` is the note on the whole section, if there is one; `notes` are all notes in order.
    """

    lines: tuple[str, ...]
    ends: WordingNote | None
    notes: tuple[WordingNote, ...]


def settle(lines: Iterable[str], today: dt.date) -> SettledSection:
    """Return the lines of a section with only the wordings that hold on a day, and no notes.

    Of a paragraph (*momentti*) its items are a part, of an item nothing more. What follows a list
    counts as a paragraph of its own, so the end of a former wording can stay.
    """
    kept: list[tuple[str, list[str]]] = []
    notes: list[WordingNote] = []
    ends: WordingNote | None = None
    pending: WordingNote | None = None
    dropping = 0
    for paragraph in _paragraphs(lines):
        text = _plain(paragraph)
        note = wording_note(text)
        if note is None:
            if pending is not None and (pending.of == "item" or not _ITEM.match(text)):
                dropping -= 1
                pending = pending if dropping >= 0 else None
            if pending is None:
                kept.append((text, paragraph))
            continue
        notes.append(note)
        pending, dropping = None, 0
        if note.of in ("section", "other"):
            ends = note if note.of == "section" else ends
            if note.repeals:
                kept.append(_repeal(text, paragraph, note))
            continue
        holds = note.holds(today)
        if note.repeals and (holds or not note.earlier):
            kept.append(_repeal(text, paragraph, note))
        if note.earlier and holds:
            pending, dropping = note, note.parts
        elif not note.repeals and not holds:
            del kept[_newer(kept, note) :]
    out = tuple(line for _, paragraph in kept for line in ("", *paragraph))
    return SettledSection(out, ends, tuple(notes))


def _repeal(text: str, paragraph: list[str], note: WordingNote) -> tuple[str, list[str]]:
    return (text, [note_alone(text)] if note.earlier else paragraph)


def _newer(kept: Sequence[tuple[str, list[str]]], note: WordingNote) -> int:
    """Return the place where the newer wording begins that a note at the end speaks of."""
    place = len(kept)
    for _ in range(note.parts):
        place -= 1
        while note.of == "paragraph" and place > 0 and _ITEM.match(kept[place][0]):
            place -= 1
    return max(place, 0)


def _paragraphs(lines: Iterable[str]) -> list[list[str]]:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _plain(paragraph: Sequence[str]) -> str:
    text = " ".join(" ".join(paragraph).split())
    return without_links(text).replace("*", "").strip()


def _day(day: str, month: str, year: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
