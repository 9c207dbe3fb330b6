"""Reads numbers, in digits and in words, and the quantities that a penalty is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nlp.lexicon import NumberWords
from nlp.matching import Hit

TIME_UNITS = ("days", "weeks", "months", "years")
_DIGITS = re.compile(
    r"(?P<sign>[€£$]?)(?P<number>\d{1,3}(?:[.,']\d{3})+|\d+)(?:[.,]\d{1,2})?[€£$]?\W*$"
)
_CLUSTER = re.compile(r"\d{3}$")
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD"}
_UNIT_REACH = 2
_MEMO_SIZE = 50_000
_COUNTED = {"day_fine": "day-fines", "wage": "minimum-wage"}
_LINKS = ("to", "either", "both", "at_least", "at_most", "not_below")


@dataclass(frozen=True)
class Quantity:
    """A number with its unit: a time unit, a currency, `day-fines`, `minimum-wage`, or empty."""

    value: Decimal
    unit: str
    first: int
    last: int
    bound: str = ""


def quantities(
    words: Sequence[str], hits: Sequence[Hit], numbers: NumberWords, currencies: dict[str, str]
) -> list[Quantity]:
    """Return the quantities of a row of words, in order; numbers without a unit are left out."""
    units = {hit.first: hit for hit in hits if hit.cue in (*TIME_UNITS, *_COUNTED)}
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
        number = _number(words, at, numbers)
        if number is None:
            at += 1
            continue
        value, last, sign = number
        found.append(_with_unit(Quantity(value, sign, at, last), words, units, currencies))
        if numbers.unit_first and not found[-1].unit:
            found[-1] = replace(found[-1], unit=_unit_before(found, units, hits))
        at = found[-1].last + 1
    linking = {i for hit in hits if hit.cue in _LINKS for i in range(hit.first, hit.last + 1)}
    return _bounded(_joined(_inherited(found, linking)), hits)


def _begins(word: str, numbers: NumberWords) -> bool:
    """Whether a number begins with a word; every word is tried once and remembered."""
    found = numbers.tried.get(word)
    if found is None:
        if len(numbers.tried) >= _MEMO_SIZE:
            numbers.tried.clear()
        found = _fused(word, 0, numbers) is not None or _number([word], 0, numbers) is not None
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
            value = _in_words([word[: 1 - len(entry)]], 0, numbers)
            if value is not None:
                return Quantity(value[0], unit, at, at)
    return None


def _number(words: Sequence[str], at: int, numbers: NumberWords) -> tuple[Decimal, int, str] | None:
    match = _DIGITS.search(words[at])
    if match is None:
        return _in_words(words, at, numbers)
    digits = re.sub(r"\D", "", match["number"])
    last = at
    while last + 1 < len(words) and len(digits) <= 9 and _CLUSTER.match(words[last + 1]):
        if last == at and len(digits) > 3:
            break
        last += 1
        digits += words[last]
    value = Decimal(digits)
    if last + 1 < len(words) and words[last + 1] in numbers.times:
        last += 1
        value *= numbers.times[words[last]]
    return value, last, _SIGNS.get(match["sign"], "")


def _in_words(
    words: Sequence[str], at: int, numbers: NumberWords
) -> tuple[Decimal, int, str] | None:
    total = current = 0
    last = at - 1
    for position in range(at, min(at + 6, len(words))):
        parts = _parts(words[position], numbers)
        if not parts:
            break
        for part in parts:
            if part in numbers.times:
                current = max(current, 1) * numbers.times[part]
                if numbers.times[part] >= 1000:
                    total, current = total + current, 0
            else:
                current += numbers.values[part]
        last = position
    return (Decimal(total + current), last, "") if last >= at else None


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


def _with_unit(
    quantity: Quantity, words: Sequence[str], units: dict[int, Hit], currencies: dict[str, str]
) -> Quantity:
    before = words[quantity.first - 1] if quantity.first else ""
    if quantity.unit:
        return quantity
    for position in range(quantity.last + 1, min(quantity.last + 1 + _UNIT_REACH, len(words))):
        if position in units:
            unit = units[position].cue
            last = units[position].last
            return replace(quantity, unit=_COUNTED.get(unit, unit), last=last)
        if words[position] in currencies:
            return replace(quantity, unit=currencies[words[position]], last=position)
    return replace(quantity, unit=currencies.get(before, ""))


def _unit_before(found: Sequence[Quantity], units: dict[int, Hit], hits: Sequence[Hit]) -> str:
    """The unit that stands before the last number, or before the one it is linked to."""
    quantity = found[-1]
    ending = {hit.last: hit.cue for hit in units.values() if hit.cue in TIME_UNITS}
    if quantity.first - 1 in ending:
        return ending[quantity.first - 1]
    linking = {i for hit in hits if hit.cue in _LINKS for i in range(hit.first, hit.last + 1)}
    before = found[-2] if len(found) > 1 else None
    between = set(range(before.last + 1, quantity.first)) if before else set()
    if before and between and between <= linking and before.unit in TIME_UNITS:
        return before.unit
    return ""


def _inherited(found: list[Quantity], linking: set[int]) -> list[Quantity]:
    """`two to ten years`: a number takes the unit of the next; others without unit go."""
    result: list[Quantity] = []
    following: Quantity | None = None
    for quantity in reversed(found):
        between = set(range(quantity.last + 1, following.first)) if following else set()
        if not quantity.unit and following and between and between <= linking:
            quantity = replace(quantity, unit=following.unit)
        if quantity.unit:
            result.append(quantity)
            following = quantity
    return [_weeks(quantity) for quantity in reversed(result)]


def _weeks(quantity: Quantity) -> Quantity:
    if quantity.unit != "weeks":
        return quantity
    return replace(quantity, value=quantity.value * 7, unit="days")


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


def _bounded(found: list[Quantity], hits: Sequence[Hit]) -> list[Quantity]:
    bounds = _first_of_overlapping(
        [h for h in hits if h.cue in ("at_least", "at_most", "not_below")]
    )
    result = []
    for quantity in found:
        near = [h for h in bounds if 0 <= quantity.first - h.last <= 2 and h.first < quantity.first]
        bound = near[-1].cue if near else ""
        after = [h for h in bounds if 0 < h.first - quantity.last <= 1]
        if not bound and after and after[0].cue == "at_least":
            bound = "at_least"
        result.append(replace(quantity, bound="at_least" if bound == "not_below" else bound))
    return result


def _first_of_overlapping(bounds: Sequence[Hit]) -> list[Hit]:
    """`non inferiore a euro 500`: `a euro` would be a bound of its own, were it not in another."""
    return [h for h in bounds if not any(o.first < h.first <= o.last for o in bounds)]
