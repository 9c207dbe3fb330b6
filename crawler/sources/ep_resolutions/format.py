"""Resolutions of the European Parliament from Cellar: numbered paragraphs and lettered recitals.

Each paragraph (`12.`) is a provision, each recital (`A.`, `AB.`) too; both count on from the one
before, and stand as deep in tables as the first, so that a list inside one is not taken for the
next. Headings between them are the context. What stands before the first recital (references) is
left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.texts import Provision
from crawler.formats import days, markup
from crawler.formats.eurlex import MONTHS, PageLine, choices, lines, page, page_language, published
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_HEADING = frozenset(
    {"ti-grseq-1", "ti-section-1", "ti-section-2", "sti-grseq-1", "title-gr-seq-level-1"}
)
_PARAGRAPH = re.compile(r"(\d{1,3})\.\s+(?=\S)")
_RECITAL = re.compile(r"([A-Z]{1,2})\.\s+(?=\S)")
_LEAST = 3


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read an adopted text, or (status 300) a page of choices."""
    root = page(body, ask)
    if further := choices(root, ask):
        return further
    found = lines(root)
    start = next((i for i, line in enumerate(found) if _RECITAL.match(line.text)), 0)
    start = start or next((i for i, x in enumerate(found) if _PARAGRAPH.match(x.text)), 0)
    title = _title(found[:start])
    check_identity(ask, title, *(line.text for line in found[:start]))
    walk = _Walk()
    for line in found[start:]:
        walk.take(line)
    if walk.paragraph < _LEAST:
        raise FormatError(f"{ask.identifier}: the page has no numbered paragraphs")
    return ParsedText(
        provisions=tuple(
            Provision(number=n, heading=h, context=c, text="\n".join(t))
            for n, h, c, t in walk.found
        ),
        title=title,
        language=page_language(root) or ask.language,
        adopted=days.in_words(title, MONTHS),
        published=published(root),
        in_force=days.in_words(title, MONTHS),
        status="adopted",
    )


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
class _Walk:
    found: list[tuple[str, str, tuple[str, ...], list[str]]] = field(default_factory=list)
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
        elif not line.style and re.match(r"\(\d+\)(\s|$)", line.text):
            return
        elif self._heads(line):
            self.heading = line.text
        elif self.found:
            self.found[-1][3].append(line.text)

    def _open(self, line: PageLine, number: str, mark: re.Match[str]) -> None:
        self.depth = line.depth if self.depth is None else self.depth
        context = (self.heading,) if self.heading else ()
        self.found.append((number, mark[0].strip(), context, [line.text[mark.end() :]]))

    def _heads(self, line: PageLine) -> bool:
        if line.style in _HEADING:
            return True
        plain = (
            not line.style and not line.inset and len(line.text) < 120 and line.text[0].isupper()
        )
        return plain and line.text[-1] not in ".;:,)’" and bool(self.found)


def _after(letters: str) -> str:
    """Return the letters that follow: A after nothing, B after A, AA after Z."""
    if not letters:
        return "A"
    if letters[-1] != "Z":
        return letters[:-1] + chr(ord(letters[-1]) + 1)
    return "AA" if len(letters) == 1 else f"{chr(ord(letters[0]) + 1)}A"
