"""Truth of a quantity: how many states, all, none, most, or only some that are named."""

from __future__ import annotations

from collections.abc import Mapping

from search_app.claims.statement import Subjects
from search_app.claims.truth import Truth, all_of, negated

_SOME = 2
"""The least that "some states" are."""


def quantity_holds(subjects: Subjects, values: Mapping[str, Truth]) -> Truth:
    """Return whether a quantity holds.

    Args:
        subjects: the quantity, with the states that are named.
        values: for each state that it depends on, whether what is said is true of it.
    """
    named = [values[code] for code in subjects.codes]
    if subjects.quantity == "each":
        return all_of(named)
    if subjects.quantity in {"only", "listed"}:
        return _only(subjects.codes, values)
    if subjects.quantity == "counted":
        return _as_counted(subjects, values)
    if subjects.quantity == "all-but":
        return _all_but(subjects.codes, values)
    return all_of([_counted(subjects, values), *named])


def _only(codes: tuple[str, ...], values: Mapping[str, Truth]) -> Truth:
    """Where it holds partly does not count against "only": the plain rule is meant."""
    others = [value for code, value in values.items() if code not in codes]
    if Truth.YES in others:
        return Truth.NO
    own = all_of(values[code] for code in codes)
    return Truth.UNKNOWN if own is Truth.YES and Truth.UNKNOWN in others else own


def _as_counted(subjects: Subjects, values: Mapping[str, Truth]) -> Truth:
    """As the pages count: the states that are known to have the rule."""
    sure = [code for code, value in values.items() if value is Truth.YES]
    if len(sure) == subjects.number:
        return Truth.YES if set(subjects.codes) <= set(sure) else Truth.NO
    possible = len(values) - list(values.values()).count(Truth.NO)
    return Truth.UNKNOWN if len(sure) < subjects.number <= possible else Truth.NO


def _all_but(codes: tuple[str, ...], values: Mapping[str, Truth]) -> Truth:
    """That it is not so in the states left out is meant, but not said."""
    rest = all_of(value for code, value in values.items() if code not in codes)
    meant = Truth.YES not in [values[code] for code in codes]
    return rest if meant or rest is Truth.NO else Truth.UNKNOWN


def _counted(subjects: Subjects, values: Mapping[str, Truth]) -> Truth:
    every = list(values.values())
    sure = every.count(Truth.YES)
    possible = len(every) - every.count(Truth.NO)
    open_ = every.count(Truth.UNKNOWN)
    match subjects.quantity:
        case "all":
            return all_of(every)
        case "none":
            return all_of(negated(value) for value in every)
        case "least":
            return _least(subjects.number, sure, possible)
        case "some":
            return _least(_SOME, sure, possible)
        case "majority":
            return _least(len(every) // 2 + 1, sure, possible)
        case "most":
            return negated(_least(subjects.number + 1, sure, possible))
    if subjects.number < sure or subjects.number > possible:
        return Truth.NO
    return Truth.YES if subjects.number == sure and not open_ else Truth.UNKNOWN


def _least(number: int, sure: int, possible: int) -> Truth:
    if sure >= number:
        return Truth.YES
    return Truth.NO if possible < number else Truth.UNKNOWN
