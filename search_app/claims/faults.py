"""Whether the law asks for the fault (intent, knowledge, negligence) that a text tells."""

from __future__ import annotations

from search_app.claims.truth import Truth
from search_app.compare import Cell

_ABOUT = frozenset({"victim-status", "predicament", "vulnerability", "age"})
"""Fault about these is what a text means; fault about the act itself stands in where none is."""
_HIGH = frozenset({"intent", "knowledge"})
_SHOULD = frozenset({"should-have-known", "reason-to-suspect", "serious-reason-to-suspect"})
_LOW: dict[str, frozenset[str]] = {
    "should-have-known": frozenset({"should-have-known"}),
    "reason-to-suspect": frozenset({"reason-to-suspect"}),
    "serious-reason-to-suspect": frozenset({"serious-reason-to-suspect"}),
    "negligence": frozenset({"negligence"}),
    "simple-negligence": frozenset({"negligence"}),
    "gross-negligence": frozenset({"gross-negligence"}),
    "strict": frozenset({"strict"}),
}


def has_fault(told: str, cell: Cell) -> Truth:
    """Return whether a cell's offence asks for a fault: `intent`, `knowledge`, or one of `_LOW`.

    Intent and knowledge are told as the least that the law asks for; a lower standard for any case
    makes them wrong. A lower standard that is told is wrong where intent or knowledge is asked for
    in all cases, and unknown where the law has another lower one.
    """
    if cell.status.id == "none":
        return Truth.NO
    offence = cell.facts.offence if cell.facts else None
    if offence is None or cell.status.id not in {"criminal", "administrative"}:
        return Truth.UNKNOWN
    about = [str(f.standard) for f in offence.fault if _ABOUT & set(map(str, f.of))]
    standards = set(about or (str(f.standard) for f in offence.fault))
    low = standards - _HIGH - {"not-stated", "apparent-or-known"}
    if told in {"intent", "knowledge"}:
        return _high(told, standards, low)
    if not standards or (standards & {"not-stated", "apparent-or-known"} and not low):
        return Truth.UNKNOWN
    if low & _LOW[told]:
        return Truth.YES
    if told == "simple-negligence" and low == {"gross-negligence"}:
        return Truth.NO
    return Truth.UNKNOWN if low else Truth.NO


def _high(told: str, standards: set[str], low: set[str]) -> Truth:
    if low:
        return Truth.NO
    if not standards or standards - _HIGH:
        return Truth.UNKNOWN
    # who asks for intent asks for knowledge too; "knowing" in a law leaves open what a text means
    return Truth.YES if told == "knowledge" or standards == {"intent"} else Truth.UNKNOWN
