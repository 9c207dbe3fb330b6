"""The Riksdag's open data: a JSON document an instrument, its text in hard-wrapped lines.

A section opens a paragraph with `6 §`, a chapter with `6 kap.`; a paragraph without a full stop
just before a section is a heading of what follows. Wordings that are not yet, or no longer, in
force stand beside those that are, marked `/Träder i kraft I:…/` and `/Upphör att gälla U:…/`: the
day asked for decides. Annexes and transitional provisions are left out; the latter give the day
from which the last amendment holds.

    {"dokumentstatus": {"dokument": {"beteckning": "2001:99", "titel": "Bilag (2001:99)", "text":
      "1 kap. Kupor\\n\\n2 a § /Träder i kraft I:2030-01-01/ En kupa ska …\\n\\nLag (2019:40)."},
     "dokuppgift": {"uppgift": [{"kod": "utfardad", "text": "2001-05-31"}]}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

# `6 a § Den som …`, `2-4 §§ har upphävts`, `3 § /Träder i kraft …`
_SECTION = re.compile(
    r"(\d{1,5}(?: ?[a-z])?(?:\s?[-–]\s?\d+(?: ?[a-z])?)?) §§?"
    r"(?=\s*(?:$|[A-ZÅÄÖ/”\"(]|\d|har up))\s*"
)
# `6 kap. Om kupor`, not `6 kap. 11 § gäller …`
_CHAPTER = re.compile(r"(\d{1,5}(?: ?[a-z])?) kap\.(?! \d+(?: [a-z])? §)(?=\s|$)")
# `FÖRSTA AVDELNINGEN`, `AVD. I`
_PART = re.compile(r"(?:\w+ )?AVD(?:ELNING(?:EN)?|\.)(?:\s|$)", re.IGNORECASE)
# `/Träder i kraft I:2030-01-01/ `, `/Rubriken upphör att gälla U:2025-07-01/`
_MARK = re.compile(
    r"/(?:\w+ )?(?:(?P<start>träder i kraft I)|upphör att gälla U):\s*+(?P<day>[^/]*+)/\s*+",
    re.IGNORECASE,
)
# `Lag (2019:40).` at the end of a section
_SOURCE = re.compile(r"(?:^|(?<=[.:;!?]\s))(?:Lag|Förordning|Kungörelse) \(\d{4}:\d+\)\.?$")
# the line break before `2. `, `b) `, `– `
_ITEM = re.compile(r"\n(?=\d+\. |[a-zåäö]\) |[–-] )")
# `Övergångsbestämmelser`, `Bilaga 1`
_END = re.compile(
    r"(?:Ikraftträdande- och ö|Ö)vergångsbestämmelser$|Bilag(?:a|or)(?: \w{1,3})?(?: [^.]*)?$"
)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a document with its text, or (role `list`) a list of documents.

    Raises:
        FormatError: it is another document, one without text, or a list without numbers.
    """
    response = markup.data(body)
    return _list(response, ask) if ask.role == "list" else _instrument(response, ask)


def _instrument(response: Any, ask: Ask) -> ParsedText:
    status = response.get("dokumentstatus") if isinstance(response, dict) else None
    document = status.get("dokument") if isinstance(status, dict) else None
    if not isinstance(document, dict) or not document.get("titel"):
        raise FormatError(f"{ask.identifier}: the response holds no document")
    if not str(document.get("text") or "").strip():
        raise FormatError(f"{ask.identifier}: the document has no text")
    title = markup.tidy(fields.words(document, "titel"))
    number = fields.words(document, "beteckning")
    check_identity(ask, title, number)
    facts = _facts(status)
    paragraphs = _paragraphs(fields.words(document, "text"))
    # `t.o.m. SFS 2019:40`
    amended = re.search(r"\d{4}:\d+", fields.words(document, "subtitel"))
    last = amended[0] if amended else number
    return ParsedText(
        provisions=_provisions(paragraphs, ask.today),
        title=title,
        language="sv",
        adopted=days.iso(facts.get("utfardad") or document.get("datum")),
        in_force=_in_force(paragraphs, last, ask.today),
        status="repealed" if facts.get("upphavd") else "",
        kind="regulation" if title.startswith(("Förordning", "Kungörelse")) else "",
        notes=(f"with amendments up to SFS {last}",) if amended else (),
        body="\n".join(_body(paragraphs, ask.today)),
    )


def _body(paragraphs: list[str], today: str) -> Iterator[str]:
    """Yield the paragraphs that hold, without their marks and the acts that they come from."""
    place, chapter_holds, holds, begun = _Place(today), True, True, False
    for paragraph, heading in _headings(paragraphs):
        bare = _MARK.sub("", paragraph).strip()
        own = bool(place.holding(paragraph)) or not bare
        if _CHAPTER.match(paragraph):
            chapter_holds = holds = own
        elif heading or _SECTION.match(paragraph):
            holds = own
        begun = begun or heading or _SECTION.match(paragraph) is not None
        if begun and chapter_holds and holds:
            yield _SOURCE.sub("", bare)


def _list(response: Any, ask: Ask) -> ParsedText:
    listing = response.get("dokumentlista") if isinstance(response, dict) else None
    if not isinstance(listing, dict) or "@traffar" not in listing:
        raise FormatError(f"{ask.identifier}: the response is not a list of documents")
    address = ask.base or "https://data.riksdagen.se"
    numbers = [fields.words(document, "dok_id") for document in fields.parts(listing, "dokument")]
    if not all(numbers):
        raise FormatError(f"{ask.identifier}: a document of the list has no number (dok_id)")
    follow = [Follow(f"{address}/dokumentstatus/{each}.json", "instrument") for each in numbers]
    if next_page := fields.words(listing, "@nasta_sida"):
        follow.append(Follow(re.sub("^http:", "https:", next_page), "list"))
    return ParsedText(follow=tuple(follow))


def _facts(status: Any) -> dict[str, str]:
    pairs = fields.parts(status, "dokuppgift", "uppgift")
    return {fields.words(pair, "kod"): fields.words(pair, "text") for pair in pairs}


def _paragraphs(raw: str) -> list[str]:
    """Return the paragraphs, each on one line apart from items that follow one another."""
    # an empty line
    blocks = re.split(r"\n\s*\n", raw.replace("\r\n", "\n").replace("\r", "\n"))
    lines = ("\n".join(" ".join(x.split()) for x in _ITEM.split(block)) for block in blocks)
    return [line.strip() for line in lines if line.strip()]


def _in_force(paragraphs: list[str], last: str, today: str) -> str | None:
    """Return the day from which the last amendment holds, when it has come and is written."""
    if last not in paragraphs:
        return None
    for text in paragraphs[paragraphs.index(last) + 1 :][:2]:
        if "träder i kraft" in text:
            day = days.in_words(text, "sv")
            return day if day and day <= today else None
    return None


@dataclass
class _Place:
    """Where in the instrument the walk is, and what of it holds on the day asked for."""

    today: str
    part: list[str] = field(default_factory=list)
    chapter: str = ""
    title: str = ""
    rubrics: list[str] = field(default_factory=list)
    before: tuple[int, str] = (0, "")
    holds: bool = True

    def context(self) -> tuple[str, ...]:
        """Return the headings above."""
        return tuple(x for x in (" ".join(self.part), self.title, *self.rubrics) if x)

    def holding(self, text: str) -> str:
        """Return a text without its marks; empty when they say that it does not hold."""
        for mark in _MARK.finditer(text):
            day = days.iso(mark["day"])
            begun = day is not None and day <= self.today
            if begun != bool(mark["start"]):
                return ""
        return _MARK.sub("", text).strip()


@dataclass
class _Section:
    """A section while its lines come in."""

    chapter: str
    name: str
    context: tuple[str, ...]
    lines: list[str]


def _provisions(paragraphs: list[str], today: str) -> tuple[Provision, ...]:
    place = _Place(today)
    sections: list[_Section] = []
    lines: list[str] | None = None
    text_before = True
    for paragraph, heading in _headings(paragraphs):
        opening = _SECTION.match(paragraph)
        if heading:
            if text_before:
                place.rubrics = []
            _head(place, paragraph)
            lines = None
        elif opening and _order(opening[1]) >= place.before:
            place.before = _order(opening[1])
            text = paragraph[opening.end() :]
            lines = []
            if place.holds and (place.holding(text) or not text):
                lines.append(place.holding(text))
                name = opening[0].strip()
                sections.append(_Section(place.chapter, name, place.context(), lines))
        elif lines is not None:
            lines.append(_MARK.sub("", paragraph))
        text_before = not heading
    single = _continuous(sections)
    return tuple(_provision(section, single=single) for section in sections)


def _headings(paragraphs: list[str]) -> list[tuple[str, bool]]:
    """Return the paragraphs up to the transitional provisions, and which of them are headings."""
    ends = (i for i, text in enumerate(paragraphs) if i and _END.match(text))
    body = paragraphs[: next(ends, len(paragraphs))]
    marked: list[tuple[str, bool]] = []
    opening = False
    for text in reversed(body):
        words = _MARK.sub("", text)
        title = 0 < len(words) <= 250 and words[0].isupper() and words[-1] not in ".,:;"
        heading = bool(_CHAPTER.match(text)) or (opening and title and "\n" not in words)
        opening = heading or bool(_SECTION.match(text))
        marked.append((text, heading))
    return marked[::-1]


def _head(place: _Place, paragraph: str) -> None:
    """Take in a heading: of a part, a chapter, or (several may follow) of sections."""
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
    """Return number and letter of `6 a §`, so that sections can be put in order."""
    # `6 a` of `6 a §`
    number = re.match(r"(\d+) ?([a-z]?)", section)
    return (int(number[1]), number[2]) if number else (0, "")


def _continuous(sections: list[_Section]) -> bool:
    """Tell whether the sections are counted through all chapters, not anew in each."""
    orders = [_order(section.name) for section in sections]
    chapters = {section.chapter for section in sections}
    return len(chapters) > 1 and orders == sorted(set(orders))


def _provision(section: _Section, *, single: bool) -> Provision:
    alone = single or not section.chapter
    heading = section.name if alone else f"{section.chapter} kap. {section.name}"
    text = _SOURCE.sub("", "\n".join(line for line in section.lines if line)).strip()
    return Provision(
        number=heading_number(heading, "se") or heading.replace(" ", ""),
        heading=heading,
        context=section.context,
        text=text,
    )
