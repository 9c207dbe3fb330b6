"""The Riksdag's open data: one JSON document an act, its consolidated text as hard-wrapped lines.

A section opens a paragraph with `6 §`, a chapter with `6 kap.`; a paragraph without a full stop
just before a section is a heading of what follows. Wordings that are not yet, or no longer, in
force stand beside those that are, marked `/Träder i kraft I:…/` and `/Upphör att gälla U:…/`: the
day asked for decides. Annexes and transitional provisions are left out, the latter give the day
from which the last amendment holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
_SECTION = re.compile(
    r"(\d{1,5}(?: ?[a-z])?(?:\s?[-–]\s?\d+(?: ?[a-z])?)?) §§?"
    r"(?=\s*(?:$|[A-ZÅÄÖ/”\"(]|\d|har up))\s*"
)
_CHAPTER = re.compile(r"(\d{1,5}(?: ?[a-z])?) kap\.(?! \d+(?: [a-z])? §)(?=\s|$)")
_PART = re.compile(r"(?:\w+ )?AVD(?:ELNING(?:EN)?|\.)(?:\s|$)", re.IGNORECASE)
_MARK = re.compile(
    r"/(?:\w+ )?(?:(?P<start>träder i kraft I)|upphör att gälla U):\s*+(?P<day>[^/]*+)/\s*+",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:^|(?<=[.:;!?]\s))(?:Lag|Förordning|Kungörelse) \(\d{4}:\d+\)\.?$")
_ITEM = re.compile(r"\n(?=\d+\. |[a-zåäö]\) |[–-] )")
_END = re.compile(
    r"(?:Ikraftträdande- och ö|Ö)vergångsbestämmelser$|Bilag(?:a|or)(?: \w{1,3})?(?: [^.]*)?$"
)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a document with its text, or (role `list`) a list of documents."""
    answer = markup.data(body)
    if ask.role == "list":
        return _list(answer, ask)
    held = answer.get("dokumentstatus") if isinstance(answer, dict) else None
    document = held.get("dokument") if isinstance(held, dict) else None
    if not isinstance(document, dict) or not document.get("titel"):
        raise FormatError(f"{ask.identifier}: the answer holds no document")
    if not str(document.get("text") or "").strip():
        raise FormatError(f"{ask.identifier}: the document has no text")
    title, number = (
        markup.tidy(fields.words(document, "titel")),
        fields.words(document, "beteckning"),
    )
    check_identity(ask, title, number)
    facts = _facts(held)
    paragraphs = _paragraphs(fields.words(document, "text"))
    today = ask.today
    amended = re.search(r"\d{4}:\d+", fields.words(document, "subtitel"))
    last = amended[0] if amended else number
    repealed = facts.get("upphavd")
    return ParsedText(
        provisions=_provisions(paragraphs, today),
        title=title,
        language="sv",
        adopted=days.iso(facts.get("utfardad") or document.get("datum")),
        in_force=_in_force(paragraphs, last, today),
        status="repealed" if repealed else "",
        kind="regulation" if title.startswith(("Förordning", "Kungörelse")) else "",
        notes=(f"with amendments up to SFS {last}",) if amended else (),
    )


def _list(answer: Any, ask: Ask) -> ParsedText:
    held = answer.get("dokumentlista") if isinstance(answer, dict) else None
    if not isinstance(held, dict) or "@traffar" not in held:
        raise FormatError(f"{ask.identifier}: the answer is not a list of documents")
    address = ask.base or "https://data.riksdagen.se"
    wanted = [fields.words(each, "dok_id") for each in fields.parts(held, "dokument")]
    if not all(wanted):
        raise FormatError(f"{ask.identifier}: a document of the list has no number (dok_id)")
    follow = [Follow(f"{address}/dokumentstatus/{each}.json", "instrument") for each in wanted]
    if following := fields.words(held, "@nasta_sida"):
        follow.append(Follow(re.sub("^http:", "https:", following), "list"))
    return ParsedText(follow=tuple(follow))


def _facts(held: Any) -> dict[str, str]:
    pairs = fields.parts(held, "dokuppgift", "uppgift")
    return {fields.words(each, "kod"): fields.words(each, "text") for each in pairs}


def _paragraphs(raw: str) -> list[str]:
    """Return the paragraphs, each on one line apart from items that follow one another."""
    blocks = re.split(r"\n\s*\n", raw.replace("\r\n", "\n").replace("\r", "\n"))
    lines = ("\n".join(" ".join(x.split()) for x in _ITEM.split(block)) for block in blocks)
    return [line.strip() for line in lines if line.strip()]


def _in_force(paragraphs: list[str], last: str, today: str | None) -> str | None:
    """Return the day from which the last amendment holds, when it has come and is written."""
    months = {month: number for number, month in enumerate(_MONTHS.split(), 1)}
    if last not in paragraphs:
        return None
    for text in paragraphs[paragraphs.index(last) + 1 :][:2]:
        if "träder i kraft" in text:
            day = days.in_words(text, months)
            return day if day and today and day <= today else None
    return None


@dataclass
class _Place:
    """Where in the act the walk is, and which of it holds on the day of the document."""

    today: str | None
    part: list[str] = field(default_factory=list)
    chapter: str = ""
    title: str = ""
    rubrics: list[str] = field(default_factory=list)
    before: tuple[int, str] = (0, "")
    holds: bool = True

    def holding(self, text: str) -> str:
        """Return a text without its marks; empty when they say that it does not hold."""
        for mark in _MARK.finditer(text):
            day = days.iso(mark["day"])
            come = day is not None and self.today is not None and day <= self.today
            if come != bool(mark["start"]):
                return ""
        return _MARK.sub("", text).strip()


def _provisions(paragraphs: list[str], today: str | None) -> tuple[Provision, ...]:
    place = _Place(today)
    found: list[tuple[str, str, tuple[str, ...], list[str]]] = []
    opened: list[str] | None = None
    text_before = True
    for paragraph, heading in _headings(paragraphs):
        section = _SECTION.match(paragraph)
        if heading:
            if text_before:
                place.rubrics = []
            _head(place, paragraph)
            opened = None
        elif section and _order(section[1]) >= place.before:
            place.before = _order(section[1])
            text = paragraph[section.end() :]
            opened = []
            if place.holds and (place.holding(text) or not text):
                opened.append(place.holding(text))
                context = tuple(x for x in (" ".join(place.part), place.title, *place.rubrics) if x)
                found.append((place.chapter, section[0].strip(), context, opened))
        elif opened is not None:
            opened.append(_MARK.sub("", paragraph))
        text_before = not heading
    return tuple(_provision(*each, single=_continuous(found)) for each in found)


def _headings(paragraphs: list[str]) -> list[tuple[str, bool]]:
    """Return the paragraphs up to the transitional provisions, and which of them are headings."""
    ends = (i for i, text in enumerate(paragraphs) if i and _END.match(text))
    body = paragraphs[: next(ends, len(paragraphs))]
    found: list[tuple[str, bool]] = []
    opening = False
    for text in reversed(body):
        words = _MARK.sub("", text)
        title = 0 < len(words) <= 250 and words[0].isupper() and words[-1] not in ".,:;"
        heading = bool(_CHAPTER.match(text)) or (opening and title and "\n" not in words)
        opening = heading or bool(_SECTION.match(text))
        found.append((text, heading))
    return found[::-1]


def _head(place: _Place, paragraph: str) -> None:
    """Take a heading in: of a part, a chapter, or (several may follow) of sections."""
    words = place.holding(paragraph)
    chapter = _CHAPTER.match(paragraph)
    if chapter:
        place.chapter, place.title, place.rubrics = chapter[1], words, []
        place.before, place.holds = (0, ""), bool(words)
    elif _PART.match(words):
        place.part, place.chapter, place.title, place.rubrics = [words], "", "", []
        place.holds = True
    elif place.part and not place.title and len(place.part) == 1 and not place.before[0]:
        place.part.append(words)
    elif words:
        place.rubrics.append(words)


def _order(section: str) -> tuple[int, str]:
    number = re.match(r"(\d+) ?([a-z]?)", section)
    return (int(number[1]), number[2]) if number else (0, "")


def _continuous(found: list[tuple[str, str, tuple[str, ...], list[str]]]) -> bool:
    """Tell whether the sections are counted through all chapters, not anew in each."""
    orders = [_order(section) for _, section, _, _ in found]
    return len({each[0] for each in found}) > 1 and orders == sorted(set(orders))


def _provision(
    chapter: str, section: str, context: tuple[str, ...], lines: list[str], *, single: bool
) -> Provision:
    heading = section if single or not chapter else f"{chapter} kap. {section}"
    text = _SOURCE.sub("", "\n".join(line for line in lines if line)).strip()
    return Provision(
        number=heading_number(heading, "se") or heading.replace(" ", ""),
        heading=heading,
        context=context,
        text=text,
    )
