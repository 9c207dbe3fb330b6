"""A provision as the rules read it: its words, sentences and paragraphs, with offsets.

A list with its lead-in ("is liable who: 1. …; 2. …") is one sentence, because only together they
say who is liable for what. A sentence ends at a full stop that belongs to neither an abbreviation
nor the number of an item; a paragraph ends where the text begins a new numbered paragraph or leaves
a blank line after a full stop.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from nlp.folding import DROPPED, fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_END = re.compile(r"[.!?…](?=[\"'»”’)\]]*$)")
_SURE_END = re.compile(r"[.!?…](?=\s)")
_LETTER = r"(?:[^\W_]|[\u00ad\u200b-\u200d\u0300-\u036f])"
_WORD = re.compile(
    rf"[€£$]?\d+(?:[.,]\d+)*(?:[€£$]|{_LETTER}+)?|{_LETTER}+(?:\.{_LETTER}+)*|[€£$§]"
)
_CLOSING = "\"'»”’)]*_"
_BETWEEN = " \t\n\r" + _CLOSING
_LONGEST_ITEM = 5
_STOPS = ".!?…"
_STRETCH = 1024
_LIST_STOP = re.compile(r"(?:^|\n)[\s*_>-]*(?:§\s*)?\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\.?\d*$")
_MONTH_AND_YEAR = re.compile(r"[^\W\d_]+\.?\s+\d{4}\b")
_PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?=(?:\*\*)?\(\d{1,3}[a-zA-Z]?\)|§\s*\d)")


class Reading(Protocol):
    """Words in matching form with their sentence, paragraph and place in the text."""

    @property
    def words(self) -> Sequence[str]:
        """The words, folded."""

    @property
    def sentences(self) -> Sequence[int]:
        """The number of each word's sentence."""

    @property
    def paragraphs(self) -> Sequence[int]:
        """The number of each word's paragraph."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where a row of words begins and ends in the text."""


@dataclass(frozen=True)
class DocReading:
    """The reading of a spaCy doc."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]
    paragraphs: tuple[int, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where a row of words begins and ends in the text."""
        return self.starts[first], self.ends[last]


def read(doc: Doc, abbreviations: frozenset[str], *, accents: bool = True) -> DocReading:
    """Read a tokenised text; offsets are those of the text given to spaCy."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[int] = []
    text = doc.text
    sentence = 0
    for start, raw in whole_tokens(doc):
        for first, last in word_ranges(raw):
            words.append(fold(raw[first:last], accents=accents))
            starts.append(start + first)
            ends.append(start + last)
            sentences.append(sentence)
        if may_end(raw) and ends_sentence(text, start + len(raw), abbreviations):
            sentence += 1
    return DocReading(
        tuple(words), tuple(starts), tuple(ends), tuple(sentences),
        paragraph_numbers(text, starts),
    )  # fmt: skip


def whole_tokens(tokens: Iterable[Token]) -> Iterator[tuple[int, str]]:
    """Yield where each token begins and its text.

    Some tokenizers cut a word at a soft hyphen or at an accent written apart: such tokens are one.
    """
    start, text = 0, ""
    for token in tokens:
        if (
            text
            and token.idx == start + len(text)
            and (_unseen(text[-1]) or _unseen(token.text[0]))
        ):
            text += token.text
            continue
        if text:
            yield start, text
        start, text = token.idx, token.text
    if text:
        yield start, text


def _unseen(character: str) -> bool:
    return character in DROPPED or unicodedata.combining(character) != 0


def paragraph_numbers(text: str, starts: Sequence[int]) -> tuple[int, ...]:
    """The number of the paragraph for each of some places in a text, in order."""
    cuts = [match.start() for match in _PARAGRAPH.finditer(text)]
    numbers = []
    paragraph = 0
    for start in starts:
        while paragraph < len(cuts) and cuts[paragraph] < start:
            paragraph += 1
        numbers.append(paragraph)
    return tuple(numbers)


def word_ranges(raw: str) -> list[tuple[int, int]]:
    """Where the words of a token are: tokenizers differ on apostrophes, hyphens and brackets."""
    if raw.isalpha():
        return [(0, len(raw))]
    return [match.span() for match in _WORD.finditer(raw)]


def may_end(raw: str) -> bool:
    """Whether a token has the sign that ends a sentence."""
    return _END.search(raw) is not None


def ends_sentence(text: str, end: int, abbreviations: frozenset[str]) -> bool:
    """Whether a sentence ends with the token that ends at `end` with a full stop or the like."""
    after = text[end : end + 40]
    if after and not after[0].isspace() and after[0] not in _CLOSING:
        return False
    following = after.lstrip(_BETWEEN)
    if following and following[0].islower():
        return False
    before = text[max(0, end - 40) : end - 1]
    word = _last_word(before)
    if len(word) <= 1 or word.casefold() in abbreviations:
        return False
    if (len(word) <= _LONGEST_ITEM or not word.isalpha()) and _LIST_STOP.search(before):
        return False
    if not word.isdigit():
        return True
    # "the Code's 164. §", "of 3. March 2020"
    return not (following.startswith("§") or _MONTH_AND_YEAR.match(following))


def _last_word(before: str) -> str:
    if not before or before[-1].isspace():
        return ""
    word = before.rsplit(None, 1)[-1]
    for sign in "([*/":
        word = word.rpartition(sign)[2]
    return word


def sentence_around(text: str, place: int, abbreviations: frozenset[str]) -> tuple[int, int]:
    """Where the sentence at a place begins and ends.

    Only ends that are sure whatever the tokenizer makes of quotation marks count, so there may be
    more than one sentence.
    """
    first = place
    while first:
        stop = _stop_before(text, first)
        first = stop + 1
        if first == 0 or (
            first <= place
            and _SURE_END.match(text, stop)
            and ends_sentence(text, first, abbreviations)
        ):
            break
        first = stop
    for match in _SURE_END.finditer(text, place):
        if ends_sentence(text, match.end(), abbreviations):
            return first, match.end()
    return first, len(text)


def _stop_before(text: str, end: int) -> int:
    """Where the last sign before a place stands that may end a sentence; -1 where none does."""
    while end > 0:
        start = max(0, end - _STRETCH)
        stop = max(text.rfind(sign, start, end) for sign in _STOPS)
        if stop >= 0:
            return stop
        end = start
    return -1
