"""Resolutions of the European Parliament from Cellar: numbered paragraphs and lettered recitals.

Each paragraph (`12.`) and each recital (`A.`, `AB.`) is a provision. Both continue the count of the
one before, and stand as deep in tables as the first, so that a list inside one is not taken for the
next. Headings between them are the context. What stands before the first recital (references) is
left out.

    <p class="oj-normal">European Parliament resolution of 3 May 2001 on the keeping of bees</p>
    <table><tr><td><p>A.</p></td><td><p>whereas bees need flowers;</p></td></tr></table>
    <p class="oj-ti-grseq-1">Hives</p><p>1. Calls on the Member States to plant lime trees;</p>
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.texts import Provision
from crawler.formats import days, markup
from crawler.formats.eurlex import PageLine, choices, lines, page, page_language, published
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_HEADING = frozenset(
    {"ti-grseq-1", "ti-section-1", "ti-section-2", "sti-grseq-1", "title-gr-seq-level-1"}
)
# `12. Calls on …`
_PARAGRAPH = re.compile(r"(\d{1,3})\.\s+(?=\S)")
# `AB. whereas …`
_RECITAL = re.compile(r"([A-Z]{1,2})\.\s+(?=\S)")
_LEAST = 3


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read an adopted text, or (status 300) a page of choices."""
    root = page(body, ask)
    if further := choices(root, ask):
        return further
    page_lines = lines(root)
    start = _first(page_lines, _RECITAL) or _first(page_lines, _PARAGRAPH)
    title = _title(page_lines[:start])
    check_identity(ask, title, *(line.text for line in page_lines[:start]))
    walk = _ResolutionWalk()
    for line in page_lines[start:]:
        walk.take(line)
    if walk.paragraph < _LEAST:
        raise FormatError(f"{ask.identifier}: the page has no numbered paragraphs")
    return ParsedText(
        provisions=tuple(unit.provision() for unit in walk.units),
        title=title,
        language=page_language(root) or ask.language,
        adopted=days.in_words(title, "en"),
        published=published(root),
        in_force=days.in_words(title, "en"),
        status="adopted",
        body="\n".join(line.text for line in page_lines[start:] if not _is_note(line)),
    )


def _first(page_lines: list[PageLine], mark: re.Pattern[str]) -> int:
    """Return the place of the first line with a mark, 0 when none has it."""
    return next((i for i, line in enumerate(page_lines) if mark.match(line.text)), 0)


def _is_note(line: PageLine) -> bool:
    """Whether a line is the text of a note: `(3) OJ C 12, …`."""
    return not line.style and re.match(r"\(\d+\)(\s|$)", line.text) is not None


def _title(before: list[PageLine]) -> str:
    """Return the line that names the resolution and its day, the longest of the head otherwise."""
    texts = [line.text for line in before[:30]]
    named = [text for text in texts if _names(text)]
    return markup.tidy(named[0] if named else max(texts, key=len, default="")).replace("\n", " ")


def _names(text: str) -> bool:
    """Whether a line has the word and then a year: `Parliament resolution of 1 May 2014`."""
    word = re.search(r"\bresolution\b", text, re.IGNORECASE)
    return word is not None and re.search(r"\b\d{4}\b", text[word.end() :]) is not None


@dataclass
class _Unit:
    """A paragraph or recital while its lines come in."""

    number: str
    heading: str
    context: tuple[str, ...]
    lines: list[str]

    def provision(self) -> Provision:
        text = "\n".join(self.lines)
        return Provision(number=self.number, heading=self.heading, context=self.context, text=text)


@dataclass
class _ResolutionWalk:
    """The walk through the lines: the units so far, and the last number and letters."""

    units: list[_Unit] = field(default_factory=list)
    heading: str = ""
    paragraph: int = 0
    recital: str = ""
    depth: int | None = None

    def take(self, line: PageLine) -> None:
        nested = self.depth is not None and line.depth > self.depth
        number = None if nested else _PARAGRAPH.match(line.text)
        letter = None if nested else _RECITAL.match(line.text)
        if number and int(number[1]) == self.paragraph + 1:
            self.paragraph += 1
            self._open(line, number[1], number)
        elif letter and not self.paragraph and letter[1] == _after(self.recital):
            self.recital = letter[1]
            self._open(line, f"recital-{letter[1].lower()}", letter)
        elif _is_note(line):
            return
        elif self._heads(line):
            self.heading = line.text
        elif self.units:
            self.units[-1].lines.append(line.text)

    def _open(self, line: PageLine, number: str, mark: re.Match[str]) -> None:
        self.depth = line.depth if self.depth is None else self.depth
        context = (self.heading,) if self.heading else ()
        text = line.text[mark.end() :]
        self.units.append(_Unit(number, mark[0].strip(), context, [text]))

    def _heads(self, line: PageLine) -> bool:
        if line.style in _HEADING:
            return True
        plain = (
            not line.style and not line.inset and len(line.text) < 120 and line.text[0].isupper()
        )
        return plain and line.text[-1] not in ".;:,)’" and bool(self.units)


def _after(letters: str) -> str:
    """Return the letters that follow: A after nothing, B after A, AA after Z."""
    if not letters:
        return "A"
    if letters[-1] != "Z":
        return letters[:-1] + chr(ord(letters[-1]) + 1)
    return "AA" if len(letters) == 1 else f"{chr(ord(letters[0]) + 1)}A"
