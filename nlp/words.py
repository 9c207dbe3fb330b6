"""Reads a text word by word without building a spaCy doc, and with the same result.

Every different piece between two spaces is read once and remembered. spaCy's tokenizer is asked
for the pieces in which a token's border can matter: numbers, inner stops, and stops that are not
simply the last character of a word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from nlp.folding import fold
from nlp.reading import (
    ends_sentence,
    may_end,
    paragraph_numbers,
    sentence_around,
    whole_tokens,
    word_ranges,
)

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

_MEMO_SIZE = 50_000
_LONGEST = 500
"""The longest row of characters without a space that is read as one."""
_SPACES = [c for c in map(chr, range(0x10000)) if c.isspace() and c != " "]
_PLAIN = re.compile(
    r"[(\[\"„«“]*(\d+|[^\W\d_²³¹¼-¾\u2070-\u209f\u2150-\u218f]+)(?:[)\]\"”»,;:]*|\.)"
)
_CAREFUL = re.compile(
    r"[\d.!?…€£$\u00ad\u200b-\u200d\u0300-\u036f²³¹¼-¾\u2070-\u209f\u2150-\u218f]|\w['’](?!\w)"
)


class Piece(NamedTuple):
    """What stands between two spaces: its words, where they are, and where a sentence may end.

    A stop is the number of words before it and the end of its token.
    """

    words: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]
    stops: tuple[tuple[int, int], ...]


class TextReading:
    """The reading of a text; offsets are made when somebody asks for them."""

    def __init__(
        self,
        text: str,
        raw: list[str],
        pieces: list[Piece],
        abbreviations: frozenset[str],
        start: int = 0,
    ) -> None:
        self._text = text
        self._start = start
        self._raw = raw
        self._pieces = pieces
        self._groups = [piece.words for piece in pieces]
        self.words = list(chain.from_iterable(self._groups))
        self.sentences = self._sentences(abbreviations)

    def _sentences(self, abbreviations: frozenset[str]) -> list[int]:
        numbers: list[int] = []
        sentence = 0
        for index, stops in [(i, p.stops) for i, p in enumerate(self._pieces) if p.stops]:
            for words, end in stops:
                place = self._start + self._lengths[index] + index + end
                if ends_sentence(self._text, place, abbreviations):
                    numbers += [sentence] * (self._counts[index] + words - len(numbers))
                    sentence += 1
        return numbers + [sentence] * (len(self.words) - len(numbers))

    @cached_property
    def _lengths(self) -> list[int]:
        """How many characters the pieces before each have, spaces not counted."""
        return list(accumulate(map(len, self._raw), initial=0))

    @cached_property
    def _counts(self) -> list[int]:
        """How many words stand before each piece."""
        return list(accumulate(map(len, self._groups), initial=0))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where a row of words begins and ends in the text."""
        return self._place(first)[0], self._place(last)[1]

    def _place(self, word: int) -> tuple[int, int]:
        index = bisect_right(self._counts, word) - 1
        first, last = self._pieces[index].ranges[word - self._counts[index]]
        offset = self._start + self._lengths[index] + index
        return offset + first, offset + last

    @cached_property
    def paragraphs(self) -> tuple[int, ...]:
        """The number of each word's paragraph."""
        return paragraph_numbers(self._text, [self._place(i)[0] for i in range(len(self.words))])


class Reader:
    """Reads texts of one language."""

    def __init__(
        self, tokenizer: Callable[[], Tokenizer], abbreviations: frozenset[str], *, accents: bool
    ) -> None:
        self._tokenizer = tokenizer
        self._abbreviations = abbreviations
        self._accents = accents
        self._memo = _Memo(self._piece)

    def read(self, text: str, first: int = 0, last: int | None = None) -> TextReading:
        """Return the reading that `nlp.reading.read` makes of the tokenised text, or of a part.

        A part begins and ends with a sentence.
        """
        spaced = text[first:last]
        for space in _SPACES:
            if space in spaced:
                spaced = spaced.replace(space, " ")
        raw = spaced.split(" ")
        pieces = list(map(self._memo.__getitem__, raw))
        return TextReading(text, raw, pieces, self._abbreviations, first)

    def around(self, text: str, place: int) -> tuple[int, int]:
        """Return where the sentence at a place begins and ends; it may be more than one."""
        return sentence_around(text, place, self._abbreviations)

    def _piece(self, raw: str) -> Piece:
        if len(raw) > _LONGEST:
            return self._cut(raw)
        plain = _PLAIN.fullmatch(raw)
        if plain is None:
            return self._compound(raw)
        word = fold(plain[1], accents=self._accents)
        return Piece((word,), (plain.span(1),), ((1, len(raw)),) if raw[-1] == "." else ())

    def _compound(self, raw: str) -> Piece:
        if _CAREFUL.search(raw):
            return self._tokenised(raw)
        ranges = tuple(word_ranges(raw))
        return Piece(self._fold(raw, ranges), ranges, ())

    def _cut(self, raw: str) -> Piece:
        """So long a row without a space is not a word: spaCy would try each of its ends again."""
        words: list[str] = []
        ranges: list[tuple[int, int]] = []
        stops: list[tuple[int, int]] = []
        for start in range(0, len(raw), _LONGEST):
            part = self._piece(raw[start : start + _LONGEST])
            stops += [(len(words) + count, start + end) for count, end in part.stops]
            ranges += [(start + first, start + last) for first, last in part.ranges]
            words += part.words
        return Piece(tuple(words), tuple(ranges), tuple(stops))

    def _tokenised(self, raw: str) -> Piece:
        ranges: list[tuple[int, int]] = []
        stops: list[tuple[int, int]] = []
        for start, text in whole_tokens(self._tokenizer()(raw)):
            ranges += [(start + first, start + last) for first, last in word_ranges(text)]
            if may_end(text):
                stops.append((len(ranges), start + len(text)))
        return Piece(self._fold(raw, tuple(ranges)), tuple(ranges), tuple(stops))

    def _fold(self, raw: str, ranges: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
        return tuple(fold(raw[first:last], accents=self._accents) for first, last in ranges)


class _Memo(dict[str, Piece]):
    def __init__(self, read: Callable[[str], Piece]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, raw: str) -> Piece:
        if len(self) >= _MEMO_SIZE:
            self.clear()
        piece = self._read(raw)
        if len(raw) <= _LONGEST:
            self[raw] = piece
        return piece
