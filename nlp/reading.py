"""A provision as the rules read it: its words, sentences and paragraphs, with offsets.

A list with its lead-in ("is liable who: 1. …; 2. …") is one sentence, because only together they
say who is liable for what. A sentence ends at a full stop that is no abbreviation and no number
of an item; a paragraph ends where the text begins a new numbered paragraph or leaves a blank line
after a full stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from nlp.folding import fold

_END = re.compile(r"[.!?…](?=[\"'»”’)\]]*$)")
_LETTER = r"(?:[^\W_]|[\u00ad\u200b-\u200d\u0300-\u036f])"
_WORD = re.compile(
    rf"[€£$]?\d+(?:[.,]\d+)*(?:[€£$]|{_LETTER}+)?|{_LETTER}+(?:\.{_LETTER}+)*|[€£$§]"
)
_LIST_STOP = re.compile(r"(?:^|\n)[\s*_>-]*(?:§\s*)?\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\.?\d*$")
_PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?=(?:\*\*)?\(\d{1,3}[a-zA-Z]?\)|§\s*\d)")


@dataclass(frozen=True)
class Reading:
    """Words in matching form with their token, character range, sentence and paragraph."""

    words: tuple[str, ...]
    tokens: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]
    paragraphs: tuple[int, ...]


def read(doc: Doc, abbreviations: frozenset[str], *, accents: bool = True) -> Reading:
    """Read a tokenised text; offsets are those of the text given to spaCy."""
    words: list[str] = []
    tokens: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[int] = []
    paragraphs: list[int] = []
    text = doc.text
    cuts = [match.start() for match in _PARAGRAPH.finditer(text)]
    sentence = paragraph = 0
    for token in doc:
        start, raw = token.idx, token.text
        while paragraph < len(cuts) and cuts[paragraph] < start:
            paragraph += 1
        for first, last in _word_ranges(raw):
            words.append(fold(raw[first:last], accents=accents))
            tokens.append(token.i)
            starts.append(start + first)
            ends.append(start + last)
            sentences.append(sentence)
            paragraphs.append(paragraph)
        if _ends_sentence(text, raw, start, abbreviations):
            sentence += 1
    return Reading(
        tuple(words), tuple(tokens), tuple(starts), tuple(ends), tuple(sentences), tuple(paragraphs)
    )


def _word_ranges(raw: str) -> list[tuple[int, int]]:
    """Where the words of a token are: tokenizers differ on apostrophes, hyphens and brackets."""
    if raw.isalpha():
        return [(0, len(raw))]
    return [match.span() for match in _WORD.finditer(raw)]


def _ends_sentence(text: str, raw: str, start: int, abbreviations: frozenset[str]) -> bool:
    if not _END.search(raw):
        return False
    end = start + len(raw)
    after = text[end : end + 40]
    if after and not after[0].isspace() and after[0] not in "\"'»”’)]*_":
        return False
    following = after.lstrip(" \t\n\r\"'»”’)]*_")
    if following and following[0].islower():
        return False
    before = text[max(0, end - 40) : end - 1]
    if _LIST_STOP.search(before):
        return False
    word = re.split(r"[\s(\[*/]", before)[-1].casefold()
    return len(word) > 1 and word not in abbreviations
