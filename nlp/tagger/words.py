"""The words of a spaCy doc in the form in which they are compared with the lexicon's entries.

spaCy's tokens are not words: it keeps `l'homme` and `porte-à-porte` whole in one language and cuts
them in another. Here every token is split into its words and folded. Each different token is looked
at once and remembered, so that a whole code is read in a fraction of the time of tokenizing it.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nlp.tagger.folding import DROPPED, fold
from nlp.tagger.sentences import may_end, paragraph_numbers
from nlp.tagger.tokenizer import TEXT

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_MEMO_SIZE = 100_000
_LONGEST_KEPT = 100
_LETTER = r"(?:[^\W_]|[\u00ad\u200b-\u200d\u0300-\u036f])"
# `köp`, `U.S.A`, `12`, `€1.000,50`, `10km`, `§`
_WORD = re.compile(
    rf"[€£$]?\d+(?:[.,]\d+)*(?:[€£$]|{_LETTER}+)?|{_LETTER}+(?:\.{_LETTER}+)*|[€£$§]"
)


class TokenWords(NamedTuple):
    """A token with its words: folded, and their half-open ranges in the token.

    `may_end`: it carries a sign that can end a sentence.
    """

    text: str
    words: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]
    may_end: bool


class DocWords:
    """The words of a doc, in order.

    `groups` are the words of the tokens, `firsts` the number of the token with which each begins.
    """

    def __init__(self, doc: Doc, groups: Sequence[TokenWords], firsts: Sequence[int]) -> None:
        self.doc = doc
        self.groups = groups
        self.firsts = firsts
        self.words: list[str] = list(chain.from_iterable([group.words for group in groups]))

    @property
    def text(self) -> str:
        """The text of the doc."""
        return str(self.doc.user_data.get(TEXT) or self.doc.text)

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each group in the text."""
        offsets: list[int] = self.doc.to_array("IDX").tolist()
        if len(self.firsts) == len(offsets):
            return offsets
        return [offsets[first] for first in self.firsts]

    @cached_property
    def sentences(self) -> list[int]:
        """The number of each word's sentence; these begin where `token.is_sent_start` is set."""
        numbers: list[int] = []
        starts = np.flatnonzero(self.doc.to_array("SENT_START") == 1).tolist()
        for sentence, token in enumerate(starts[1:]):
            words = self._counts[bisect_left(self.firsts, token)]
            numbers += [sentence] * (words - len(numbers))
        return numbers + [max(len(starts) - 1, 0)] * (len(self.words) - len(numbers))

    def end_sentences(self, groups: Sequence[int]) -> None:
        """Number the sentences, one of which ends with each of some groups (ascending)."""
        numbers: list[int] = []
        for sentence, group in enumerate(groups):
            numbers += [sentence] * (self._counts[group + 1] - len(numbers))
        self.sentences = numbers + [len(groups)] * (len(self.words) - len(numbers))

    @cached_property
    def paragraphs(self) -> tuple[int, ...]:
        """The number of each word's paragraph."""
        starts = [
            start + first
            for start, group in zip(self.starts, self.groups, strict=True)
            for first, _ in group.ranges
        ]
        return paragraph_numbers(self.text, starts)

    @cached_property
    def _counts(self) -> list[int]:
        """How many words stand before each group."""
        return list(accumulate(self._lengths, initial=0))

    @cached_property
    def _lengths(self) -> list[int]:
        return [len(group.words) for group in self.groups]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the half-open character range of the words `first` to `last`, both included."""
        return self._place(first)[0], self._place(last)[1]

    def tokens(self, first: int, last: int) -> tuple[int, int]:
        """Return the half-open range of the tokens that hold the words `first` to `last`."""
        after = self._group(last) + 1
        end = self.firsts[after] if after < len(self.firsts) else len(self.doc)
        return self.firsts[self._group(first)], end

    def _group(self, word: int) -> int:
        return bisect_right(self._counts, word) - 1

    def _place(self, word: int) -> tuple[int, int]:
        group = self._group(word)
        first, last = self.groups[group].ranges[word - self._counts[group]]
        start = self.starts[group]
        return start + first, start + last


class _KnownTokens(NamedTuple):
    """The tokens met so far, by their number in spaCy's vocabulary.

    They only ever grow; when they are too many, others take their place. So whoever reads with them
    in another thread is not disturbed. `frayed` are those that begin or end with an unseen sign, at
    which a word may have been cut.
    """

    words: dict[int, TokenWords]
    frayed: set[int]


class _LastRead(threading.local):
    words: DocWords | None = None


class WordReader:
    """Reads docs, with or without the accents of their letters."""

    def __init__(self, *, accents: bool) -> None:
        self._accents = accents
        self._tokens = _KnownTokens({}, set())
        self._kept = _LastRead()

    def read(self, doc: Doc) -> DocWords:
        """Return the words of a doc; offsets are those of its text.

        Each thread keeps the last ones, as the components of a pipeline ask for the same doc in
        turn.
        """
        last = self._kept.words
        if last is None or last.doc is not doc:
            last = self._kept.words = self.read_once(doc)
        return last

    def read_once(self, doc: Doc) -> DocWords:
        """Return the words of a doc of which nobody asks for them again."""
        orths: list[int] = doc.to_array("ORTH").tolist() if len(doc) else []
        tokens = self._tokens  # another thread may replace them
        groups = self._groups(orths, tokens, doc.vocab.strings)
        if not tokens.frayed.isdisjoint(orths):
            return self._read_whole(doc)
        return DocWords(doc, groups, range(len(groups)))

    def _groups(
        self, orths: list[int], tokens: _KnownTokens, strings: StringStore
    ) -> list[TokenWords]:
        known = tokens.words
        try:
            return [known[orth] for orth in orths]
        except KeyError:
            fresh = {o: self._token(strings[o]) for o in set(orths) if o not in known}
            tokens.frayed.update(o for o, group in fresh.items() if _is_frayed(group.text))
            groups = [known.get(orth) or fresh[orth] for orth in orths]
            known.update((o, g) for o, g in fresh.items() if len(g.text) <= _LONGEST_KEPT)
            if len(known) > _MEMO_SIZE:
                self._tokens = _KnownTokens({}, set())
            return groups

    def _read_whole(self, doc: Doc) -> DocWords:
        """Put together the tokens of words that were cut at an unseen sign."""
        rows = _whole_tokens(doc)
        groups = [self._token(doc[first:end].text) for first, end in rows]
        return DocWords(doc, groups, [first for first, _ in rows])

    def _token(self, text: str) -> TokenWords:
        ranges = tuple(word_ranges(text))
        words = tuple(fold(text[first:last], accents=self._accents) for first, last in ranges)
        return TokenWords(text, words, ranges, may_end(text))


@lru_cache(maxsize=2)
def word_reader(*, accents: bool) -> WordReader:
    """Return the reader that keeps accents, or the one that drops them, built once."""
    return WordReader(accents=accents)


def word_ranges(token: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of the words in a token, cut at apostrophes and hyphens."""
    if token.isalpha():
        return [(0, len(token))]
    return [match.span() for match in _WORD.finditer(token)]


def _whole_tokens(doc: Doc) -> list[tuple[int, int]]:
    """The half-open token ranges of whole tokens: cut neither at a soft hyphen nor at an accent."""
    rows: list[tuple[int, int]] = []
    before = ""
    for number, token in enumerate(doc):
        text = token.text
        if before and (_unseen(before) or _unseen(text[0])):
            rows[-1] = rows[-1][0], number + 1
        else:
            rows.append((number, number + 1))
        before = "" if token.whitespace_ else text[-1]
    return rows


def _is_frayed(text: str) -> bool:
    return not text.isascii() and (_unseen(text[0]) or _unseen(text[-1]))


def _unseen(character: str) -> bool:
    return character in DROPPED or unicodedata.combining(character) != 0
