"""Reads numbers: in digits, grouped as in the laws of many countries, and in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from nlp.tagger.lexicon import NumberWords

# `12`, `1.000`, `1'000,50`, `€500`, `lm1,200`, `1000$`
_DIGITS = re.compile(
    r"(?P<before>[€£$]|(?<![^\W\d_])[^\W\d_]{1,3})?(?P<number>\d{1,3}(?:[.,']\d{3})+|\d+)(?:[.,](?P<part>\d{1,2}))?"
    r"(?P<after>[€£$]?)\W*$"
)
# the `000` and `000,50€` of `10 000` and `10 000,50€`
_CLUSTER = re.compile(r"(?P<number>\d{3})(?:[.,](?P<part>\d{1,2}))?(?P<after>[€£$]?)$")
# the `50` of `1.000$50`
_CENTS = re.compile(r"\d\d$")
_LONGEST = 8
_MOST_DIGITS = 15
"""No penalty has more; such a number counts something else."""
MOST_LETTERS = 100
"""A longer word is not a number, in letters or digits."""
_TEN, _THOUSAND = Decimal(10), Decimal(1000)
_TENS = range(20, 100, 10)


class Number(NamedTuple):
    """A number, the place of its last word, and the sign written together with it.

    The sign is `€`, `lm` or the like; `$00` stands for escudos and cents as in `1.000$50`.
    """

    value: Decimal
    last: int
    sign: str = ""


def number_at(words: Sequence[str], at: int, numbers: NumberWords) -> Number | None:
    """Return the number that begins at a word, or None."""
    word = words[at]
    match = _DIGITS.search(word) if len(word) <= MOST_LETTERS else None
    if match is None:
        return number_in_words(words, at, numbers)
    digits, part, after = re.sub(r"\D", "", match["number"]), match["part"], match["after"]
    if len(digits) > _MOST_DIGITS:
        return None
    last = at
    for word in words[at + 1 : at + 4] if len(digits) <= 3 else ():
        more = _CLUSTER.match(word)
        if more is None or part or after:
            break
        digits, part, after = digits + more["number"], more["part"], more["after"]
        last += 1
    if after == "$" and _CENTS.match("".join(words[last + 1 : last + 2])):
        after, part = "$00", words[last + 1]
        last += 1
    value = Decimal(f"{digits}.{part or 0}")
    following = last + 1
    if following < len(words) and words[following] in numbers.of:
        following += 1
    if following < len(words) and value < _THOUSAND <= numbers.times.get(words[following], 0):
        value *= numbers.times[words[following]]
        last = following
    return Number(_plain(value), last, match["before"] or after or "")


def _plain(value: Decimal) -> Decimal:
    """Without the decimals of a whole number."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def number_in_words(words: Sequence[str], at: int, numbers: NumberWords) -> Number | None:
    """Return the number written in words that begins at a word, or None."""
    sum_ = _Sum()
    last, position = at - 1, at
    while position < min(at + _LONGEST, len(words)):
        half = _half_to(words, position, numbers) if position > at else 0
        if half:
            sum_.add_half()
            last = half
        else:
            joined = position > at and words[position] in numbers.joiners
            position += joined or (position > at and words[position] in numbers.of)
            parts = _parts(words[position], numbers) if position < len(words) else []
            if not parts or (position > at and not sum_.goes_on(parts, numbers, joined=joined)):
                break
            for part in parts:
                sum_.add(part, numbers)
            last = position
        position = last + 1
    return Number(_plain(sum_.value), last) if last >= at else None


class _Sum:
    """A number in words so far: what is complete, what can be multiplied, and the last word."""

    def __init__(self) -> None:
        self._complete = self._open = Decimal(0)
        self._scale = Decimal(1)
        self._last = Decimal(0)

    @property
    def value(self) -> Decimal:
        return self._complete + self._open

    def add(self, word: str, numbers: NumberWords) -> None:
        """Add a word: a value, or a multiplier of what is open."""
        if word not in numbers.times:
            self._last = numbers.values[word]
            self._open += self._last
            return
        self._last = self._scale = Decimal(numbers.times[word])
        self._open = (self._open or Decimal(1)) * self._scale
        if self._scale >= _THOUSAND:
            self._complete, self._open = self.value, Decimal(0)

    def add_half(self) -> None:
        """Add half of the last multiplier: `a million and a half`, `one and a half`."""
        if self._scale >= _THOUSAND:
            self._complete += self._scale / 2
        else:
            self._open += self._scale / 2

    def goes_on(self, parts: Sequence[str], numbers: NumberWords, *, joined: bool) -> bool:
        """Whether more words belong to this number: only words of a lower order do (`two five`)."""
        if parts[0] in numbers.times:
            return not joined
        following = numbers.values[parts[0]]
        if joined and self._last < _TEN:
            return following in _TENS
        return following < self._last and self._last >= _TEN


def _half_to(words: Sequence[str], position: int, numbers: NumberWords) -> int:
    """The last word of `and a half` that stands at a position; 0 where none does."""
    rows = [entry.split() for entry in numbers.halves]
    ends = [
        position + len(row) for row in rows if list(words[position : position + len(row)]) == row
    ]
    return max(ends, default=1) - 1


def _parts(word: str, numbers: NumberWords) -> list[str]:
    if len(word) > MOST_LETTERS:
        return []
    known = numbers.values.keys() | numbers.times.keys()
    if word in known:
        return [word]
    return _split(word, known) if numbers.joined and len(word) > 5 else []


def _split(word: str, known: set[str]) -> list[str]:
    if not word:
        return []
    for length in range(len(word), 2, -1):
        head, tail = word[:length], word[length:].removeprefix("und").removeprefix("en")
        if head in known:
            if not tail:
                return [head]
            rest = _split(tail, known)
            if rest:
                return [head, *rest]
    return []
