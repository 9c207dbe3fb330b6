"""Reads the quantities that a penalty is made of: numbers with their units and bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from nlp.tagger.lexicon import NumberWords
from nlp.tagger.matching import CueHit
from nlp.tagger.penalties.numerals import MOST_LETTERS, number_at, number_in_words
from nlp.tagger.rows import ByPlace

TIME_UNITS = ("days", "weeks", "months", "years")
_UNIT_REACH = 2
_MEMO_SIZE = 50_000
_SAID_TWICE = 32
"""A number that is said in digits and in words has fewer words."""
_COUNTED = {"day_fine": "day-fines", "wage": "minimum-wage"}
_BOUNDS = ("at_least", "at_most", "range_from", "not_below")
_LINKS = ("to", "either", "both", *_BOUNDS)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit: a time unit, a currency, `day-fines`, `minimum-wage`, or empty."""

    value: Decimal
    unit: str
    first: int
    last: int
    bound: str = ""


def quantities(
    words: Sequence[str], hits: Sequence[CueHit], numbers: NumberWords, currencies: dict[str, str]
) -> list[Quantity]:
    """Return the quantities of a row of words, in order; numbers without a unit are left out."""
    units = _Units(hits)
    names = _Names(words, currencies)
    found: list[Quantity] = []
    at = 0
    while at < len(words):
        if not _begins(words[at], numbers):
            at += 1
            continue
        whole = _fused(words[at], at, numbers)
        if whole is not None:
            found.append(whole)
            at += 1
            continue
        number = number_at(words, at, numbers)
        if number is None:
            at += 1
            continue
        value, last, sign = number
        unit = currencies.get(sign, "")
        quantity = _with_unit(Quantity(value, unit, at, last), words, units, names, numbers)
        found.append(_completed(quantity, words, numbers))
        if numbers.unit_first and not found[-1].unit:
            found[-1] = replace(found[-1], unit=_unit_before(found, units))
        at = found[-1].last + 1
    return _bounded(_joined(_inherited(_once(found, names), units)), hits)


class _Units:
    """The units in a row of words, and the words that link numbers to each other."""

    def __init__(self, hits: Sequence[CueHit]) -> None:
        self.at = {hit.first: hit for hit in hits if hit.cue in (*TIME_UNITS, *_COUNTED)}
        self.wages = {hit.last for hit in self.at.values() if hit.cue == "wage"}
        self.times = {hit.last: hit.cue for hit in self.at.values() if hit.cue in TIME_UNITS}
        self._links = {i for h in hits if h.cue in _LINKS for i in range(h.first, h.last + 1)}

    def link(self, before: Quantity, after: Quantity) -> bool:
        """Whether nothing but linking words stands between two quantities, and one at least."""
        between = range(before.last + 1, after.first)
        return bool(between) and all(place in self._links for place in between)


def _begins(word: str, numbers: NumberWords) -> bool:
    """Whether a number begins with a word; every word is tried once and remembered."""
    if len(word) > MOST_LETTERS:
        return False
    found = numbers.tried.get(word)
    if found is None:
        if len(numbers.tried) >= _MEMO_SIZE:
            numbers.tried.clear()
        found = _fused(word, 0, numbers) is not None or number_at([word], 0, numbers) is not None
        numbers.tried[word] = found
    return found


def _fused(word: str, at: int, numbers: NumberWords) -> Quantity | None:
    """A number and its unit in one word: a dual, or a number with the unit as its ending."""
    for entry, unit in numbers.fused.items():
        if not entry.startswith("*"):
            if word == entry:
                count, name = unit.split()
                return Quantity(Decimal(count), name, at, at)
        elif word.endswith(entry[1:]) and len(word) >= len(entry):
            value = number_in_words([word[: 1 - len(entry)]], 0, numbers)
            if value is not None:
                return Quantity(value[0], unit, at, at)
    return None


def _completed(quantity: Quantity, words: Sequence[str], numbers: NumberWords) -> Quantity:
    """With the part of the number that some languages put after the unit."""
    end = quantity.last + 1
    if not quantity.unit or end >= len(words) or words[end] not in numbers.after_unit:
        return quantity
    return replace(quantity, value=quantity.value + numbers.after_unit[words[end]], last=end)


def _with_unit(
    quantity: Quantity,
    words: Sequence[str],
    units: _Units,
    names: _Names,
    numbers: NumberWords,
) -> Quantity:
    if code := names.pair_before(quantity):
        return replace(quantity, unit=code)
    if quantity.unit:
        return quantity
    for position in range(quantity.last + 1, min(quantity.last + 1 + _UNIT_REACH, len(words))):
        if position not in units.at and _begins(words[position], numbers):
            break
        if position in units.at:
            unit = units.at[position].cue
            last = units.at[position].last
            return replace(quantity, unit=_COUNTED.get(unit, unit), last=last)
        for end in (position + 2, position + 1):
            if code := names.code(position, end, quantity):
                return replace(quantity, unit=code, last=end - 1)
    if quantity.first - 1 in units.wages:
        return replace(quantity, unit=_COUNTED["wage"])
    return replace(quantity, unit=names.code(quantity.first - 1, quantity.first, quantity))


class _Names:
    """The names of currencies in a row of words."""

    def __init__(self, words: Sequence[str], currencies: dict[str, str]) -> None:
        self._words = words
        self._codes = currencies

    def code(self, first: int, end: int, quantity: Quantity) -> str:
        """The currency that some words name; a single letter only beside what looks like money."""
        if first < 0 or end > len(self._words):
            return ""
        name = " ".join(self._words[first:end])
        letter = len(name) == 1 and name.isascii() and name.isalpha()
        if letter and not self._looks_like_money(first, end, quantity):
            return ""
        return self._codes.get(name, "")

    def only(self, before: Quantity, after: Quantity) -> bool:
        """Whether nothing but the name of a currency stands between two quantities."""
        between = self._words[before.last + 1 : after.first]
        return len(between) <= 1 and all(word in self._codes for word in between)

    def pair_before(self, quantity: Quantity) -> str:
        """The currency that the two words before a number name: `R $`."""
        name = " ".join(self._words[max(0, quantity.first - 2) : quantity.first])
        return self._codes.get(name, "") if " " in name else ""

    def _looks_like_money(self, first: int, end: int, quantity: Quantity) -> bool:
        grouped = quantity.last > quantity.first or not self._words[quantity.first].isdigit()
        return grouped and (end == quantity.first or first == quantity.last + 1)


def _unit_before(found: Sequence[Quantity], units: _Units) -> str:
    """The unit that stands before the last number, or before the one it is linked to."""
    quantity = found[-1]
    if quantity.first - 1 in units.times:
        return units.times[quantity.first - 1]
    before = found[-2] if len(found) > 1 else None
    if before and before.unit in TIME_UNITS and units.link(before, quantity):
        return before.unit
    return ""


def _inherited(found: list[Quantity], units: _Units) -> list[Quantity]:
    """`two to ten years`: a number takes the unit of the next; others without unit go."""
    result: list[Quantity] = []
    following: Quantity | None = None
    for quantity in reversed(found):
        if not quantity.unit and following and units.link(quantity, following):
            quantity = replace(quantity, unit=following.unit)
        if quantity.unit:
            result.append(quantity)
            following = quantity
    return [_whole(quantity) for quantity in reversed(result)]


def _whole(quantity: Quantity) -> Quantity:
    """Weeks as days, and one and a half years as months."""
    if quantity.unit == "weeks":
        return replace(quantity, value=quantity.value * 7, unit="days")
    if quantity.unit == "years" and quantity.value % 1:
        return replace(quantity, value=quantity.value * 12, unit="months")
    return quantity


def _joined(found: list[Quantity]) -> list[Quantity]:
    """`one year and six months` is one quantity."""
    result: list[Quantity] = []
    for quantity in found:
        last = result[-1] if result else None
        if (
            last is not None
            and (last.unit, quantity.unit) == ("years", "months")
            and quantity.first - last.last == 2
            and quantity.value < 12
            and last.bound != "range"
        ):
            months = last.value * 12 + quantity.value
            result[-1] = Quantity(months, "months", last.first, quantity.last)
        else:
            result.append(quantity)
    return result


def _once(found: list[Quantity], names: _Names) -> list[Quantity]:
    """`two (2) years`, `five hundred euro (€500)`: what is said twice is one quantity."""
    result: list[Quantity] = []
    for quantity in found:
        last = result[-1] if result else None
        again = last is not None and last.value == quantity.value
        same = last and again and last.unit in ("", quantity.unit) and names.only(last, quantity)
        if last and same and quantity.last - last.first < _SAID_TWICE:
            result[-1] = replace(quantity, first=last.first)
        else:
            result.append(quantity)
    return result


def _bounded(found: list[Quantity], hits: Sequence[CueHit]) -> list[Quantity]:
    bounds = ByPlace(_first_of_overlapping([hit for hit in hits if hit.cue in _BOUNDS]))
    used: set[CueHit] = set()
    result = []
    for quantity in found:
        before = bounds.beginning(quantity.first - 2 - bounds.widest, quantity.first)
        near = [h for h in before if 0 <= quantity.first - h.last <= 2 and h not in used]
        bound = near[-1].cue if near else ""
        right_after = bounds.beginning(quantity.last + 1, quantity.last + 2)
        after = [hit for hit in right_after if hit not in used]
        if not bound and after and after[0].cue == "at_least":
            bound = "at_least"
            used.add(after[0])
        result.append(replace(quantity, bound="at_least" if bound == "not_below" else bound))
    return result


def _first_of_overlapping(bounds: Sequence[CueHit]) -> list[CueHit]:
    """`non inferiore a euro 500`: `a euro` would be a bound of its own, were it not in another."""
    kept = []
    reached = -1
    for _, together in groupby(bounds, lambda hit: hit.first):
        here = list(together)
        kept += [hit for hit in here if hit.first > reached]
        reached = max(reached, *(hit.last for hit in here))
    return kept
