"""Whether a cell has the penalty that a text tells."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.coded.basics import term_in_days
from corpus.coded.offences import OffenceVersion
from search_app.claims.figures import CUSTODY
from search_app.claims.statement import PenaltyTold
from search_app.claims.truth import Truth
from search_app.compare import UNREAD, Cell
from search_app.records.scales import ResolvedScale

_Bounds = tuple[float | None, float | None]
_NEAR = 0.02
"""Twelve months and a year are the same term."""
_UNPUNISHED = frozenset({"none", "prohibited"})


def has_penalty(told: PenaltyTold, cell: Cell, case: str = "basic") -> Truth:
    """Return whether the basic case has this penalty, or with `case` "repeat" repeat offences.

    UNKNOWN where another case or another offence of the cell has a figure that is told, or where
    the amount is set in another unit (day-fines, classes, another currency).
    """
    if cell.facts is None or cell.status.id in UNREAD or cell.status.id == "unclear":
        return Truth.UNKNOWN
    if cell.status.id in _UNPUNISHED:
        return Truth.NO
    facts = cell.facts
    if not facts.penalty_known:
        return Truth.UNKNOWN
    every = [
        scale
        for record in cell.records
        if isinstance(record.version, OffenceVersion)
        for scale in facts.scales_of(record.version)
    ]
    if any(_is_open(scale, told.unit) for scale in every):
        return Truth.UNKNOWN
    scales = facts.basic if case == "basic" else [s for s in every if s.case.case == case]
    if not scales:
        return Truth.UNKNOWN
    bounds = [b for scale in scales if (b := _bounds(scale, told.unit))]
    if any(_fits(told, b) for b in bounds):
        return Truth.PARTLY if cell.status.id == "partial" else Truth.YES
    figures = set(_figures(every, told.unit))
    told_figures = [v for v in (told.least, told.most, told.single) if v is not None]
    if any(_same(value, figure) for value in told_figures for figure in figures):
        return Truth.UNKNOWN
    return Truth.NO


def _is_open(scale: ResolvedScale, unit: str) -> bool:
    """Whether a scale says in a way that is not compared here how much there is of a unit."""
    if scale.missing or not scale.known or scale.case.level or scale.case.relative:
        return True
    if unit == CUSTODY:
        return bool(scale.case.or_else)
    fine = scale.fine
    if fine is None:
        return False
    return bool(
        fine.printed or fine.applies or fine.indexed or fine.currency != unit
        or (fine.min is None and fine.max is None)
    )  # fmt: skip


def _bounds(scale: ResolvedScale, unit: str) -> _Bounds | None:
    if unit == CUSTODY:
        custody = scale.custody
        if custody is None:
            return None
        least = custody.min or (scale.general.min if scale.general else None)
        return (
            term_in_days(least) if least else None,
            term_in_days(custody.max) if custody.max else None,
        )
    if scale.fine is None:
        return None
    fine = scale.fine
    return (
        float(fine.min) if fine.min is not None else None,
        float(fine.max) if fine.max is not None else None,
    )


def _fits(told: PenaltyTold, bounds: _Bounds) -> bool:
    """A single figure is read as the most that there can be, as newspapers write it."""
    least, most = bounds
    wanted = told.most if told.most is not None else told.single
    return all(
        value is None or (bound is not None and _same(value, bound))
        for value, bound in ((told.least, least), (wanted, most))
    )


def _figures(scales: list[ResolvedScale], unit: str) -> Iterator[float]:
    for scale in scales:
        yield from (value for value in _bounds(scale, unit) or () if value is not None)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _NEAR * max(one, other)
