"""Reads numbers, in digits as laws of many countries group them and in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from nlp.lexicon import NumberWords

_DIGITS = re.compile(
    r"(?P<before>[€£$]?)(?P<number>\d{1,3}(?:[.,']\d{3})+|\d+)(?:[.,](?P<part>\d{1,2}))?"
    r"(?P<after>[€£$]?)\W*$"
)
_CLUSTER = re.compile(r"(?P<number>\d{3})(?:[.,](?P<part>\d{1,2}))?(?P<after>[€£$]?)$")
_MOST_DIGITS = 9
_LONGEST = 6


class Number(NamedTuple):
    """A number, the last of its words, and the sign of a currency written together with it."""

    value: Decimal
    last: int
    sign: str = ""


def number_at(words: Sequence[str], at: int, numbers: NumberWords) -> Number | None:
    """Return the number that begins at a word, if one does."""
    match = _DIGITS.search(words[at])
    if match is None:
        return number_in_words(words, at, numbers)
    digits, part, after = re.sub(r"\D", "", match["number"]), match["part"], match["after"]
    last = at
    for word in words[at + 1 :] if len(digits) <= 3 else ():
        more = _CLUSTER.match(word)
        if more is None or part or after or len(digits) > _MOST_DIGITS:
            break
        digits, part, after = digits + more["number"], more["part"], more["after"]
        last += 1
    value = Decimal(f"{digits}.{part or 0}")
    if last + 1 < len(words) and words[last + 1] in numbers.times:
        last += 1
        value *= numbers.times[words[last]]
    return Number(_plain(value), last, match["before"] or after)


def _plain(value: Decimal) -> Decimal:
    """Without the decimals of a whole number."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def number_in_words(words: Sequence[str], at: int, numbers: NumberWords) -> Number | None:
    """Return the number that begins at a word and is written in words."""
    total = current = Decimal(0)
    last = at - 1
    for position in range(at, min(at + _LONGEST, len(words))):
        parts = _parts(words[position], numbers)
        if not parts:
            break
        for part in parts:
            if part in numbers.times:
                current = max(current, Decimal(1)) * numbers.times[part]
                if numbers.times[part] >= 1000:
                    total, current = total + current, Decimal(0)
            else:
                current += numbers.values[part]
        last = position
    return Number(_plain(total + current), last) if last >= at else None


def _parts(word: str, numbers: NumberWords) -> list[str]:
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
