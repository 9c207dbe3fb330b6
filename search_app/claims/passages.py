"""Paragraphs and sentences of a text, each with its place, so that claims stand verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search_app.claims.phrases import PhraseBook

LONGEST = 600
"""Longer sentences are not read: no claim that can be judged is so long."""
# a blank line, perhaps with spaces on it
_BLANK = re.compile(r"\n[ \t\r\f\v]*\n")
# The end of a sentence: "law. In 2016", "crime;", or a new item of a list.
_END = re.compile(r"([.!?;])[\"”’)\]]{0,3}(?=\s|$)|\n(?=[ \t]{0,20}[-*•])")
# the "art" of "under art. 611-1"
_LAST_WORD = re.compile(r"[\w.]+$")


@dataclass(frozen=True)
class TextRange:
    """A range [start, end) of the text, its paragraph (from 1) and the sign that ends it."""

    start: int
    end: int
    paragraph: int
    ends: str = ""


def paragraphs(text: str) -> Iterator[TextRange]:
    """Yield the paragraphs, which blank lines part, counted from 1."""
    number, start = 0, 0
    for stop, after in [*((m.start(), m.end()) for m in _BLANK.finditer(text)), (len(text),) * 2]:
        if text[start:stop].strip():
            number += 1
            yield TextRange(start, stop, number)
        start = after


def sentences(text: str, paragraph: TextRange, book: PhraseBook) -> Iterator[TextRange]:
    """Yield the sentences of a paragraph; a semicolon ends one too."""
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if match[1] == "." and _is_abbreviation(text, match, book):
            continue
        yield from _trimmed(
            text, TextRange(start, match.end(), paragraph.paragraph, match[1] or "")
        )
        start = match.end()
    yield from _trimmed(text, TextRange(start, paragraph.end, paragraph.paragraph))


def _is_abbreviation(text: str, stop: re.Match[str], book: PhraseBook) -> bool:
    """Whether a full stop belongs to a short form ("art. 611-1") or, in German, to a day."""
    last = _LAST_WORD.search(text[max(0, stop.start() - 20) : stop.start()])
    word = last[0].casefold() if last else ""
    if word.isdigit() and len(word) < 3:
        return book.language == "de"
    return word in book.abbreviations and text[stop.end() : stop.end() + 2].strip().isdigit()


def _trimmed(text: str, passage: TextRange) -> Iterator[TextRange]:
    """The passage without white space around it and without its final sign, if anything is left."""
    raw = text[passage.start : passage.end]
    start = passage.start + len(raw) - len(raw.lstrip())
    end = start + len(raw.strip())
    while end > start and (text[end - 1] in ".;!?" or text[end - 1].isspace()):
        end -= 1
    if start < end:
        yield TextRange(start, end, passage.paragraph, passage.ends)
