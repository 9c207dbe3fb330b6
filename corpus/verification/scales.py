"""Compares the bounds of penalties that the machine reads in a text with the coded ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from corpus.coded.basics import term_in_days
from corpus.coded.penalties import FineFact, PenaltyCase
from corpus.penalty import Duration, Scale
from corpus.verification.facts import label_of
from corpus.verification.held import HeldText

MachineReading = tuple[str, str]
"""What the machine says of a fact: `agrees`, `differs` or `silent`, and the value it read."""

SILENT: MachineReading = ("silent", "")
_AS_LONG = 0.03
"""Terms that differ by a smaller share are equal, so that twelve months are a year."""
_LIFE = "life"


ScaleReader = Callable[[str, str], Sequence[Scale]]
"""Reads all scales in a text, given its language; the tagger provides one."""


def no_reader(text: str, language: str) -> Sequence[Scale]:  # noqa: ARG001
    """Read no scales, so that only those of the tags are used."""
    return ()


def scales_of(texts: Iterable[HeldText], reader: ScaleReader = no_reader) -> tuple[Scale, ...]:
    """Return all scales of some texts: those of their tags, and those that a reader finds."""
    scales: list[Scale] = []
    for text in texts:
        penalty = text.tags.penalty if text.tags else None
        scales += [penalty, *penalty.others] if penalty else []
        scales += reader(text.text, text.language)
    return tuple(dict.fromkeys(scales))


def read_bounds(penalty: PenaltyCase, scales: Sequence[Scale]) -> dict[str, MachineReading]:
    """Return what the scales of a text say of each bound of a penalty case.

    A bound that comes from a general rule (`scale`) can only be confirmed by the text.
    """
    at = label_of(penalty)
    readings: dict[str, MachineReading] = {}
    prison = [scale.imprisonment for scale in scales if scale.imprisonment]
    if penalty.imprisonment:
        highest = [_LIFE if p.life else _term(p.max) for p in prison if p.life or p.max]
        readings[f"{at}: prison to"] = _term_read(penalty.imprisonment.max, highest)
        lowest = [_term(p.min) for p in prison if p.min]
        readings[f"{at}: prison from"] = _term_read(penalty.imprisonment.min, lowest)
    if penalty.fine and penalty.fine.unit in {"amount", "fixed"}:
        fines = [s.fine for s in scales if s.fine and s.fine.unit == "amount"]
        own = [fine for fine in fines if fine.currency == penalty.fine.currency]
        top = [fine.max for fine in own if fine.max is not None]
        low = [fine.min for fine in own if fine.min is not None]
        readings[f"{at}: fine to"] = _amount_read(penalty.fine.max, top, penalty.fine)
        readings[f"{at}: fine from"] = _amount_read(penalty.fine.min, low, penalty.fine)
    if penalty.scale is not None:
        return {field: read for field, read in readings.items() if read[0] == "agrees"}
    return readings


def _term(duration: Duration | None) -> str:
    return f"{duration.value} {duration.unit}" if duration else ""


def _term_read(coded: str | None, read: Sequence[str]) -> MachineReading:
    if coded is None or not read:
        return SILENT
    days = term_in_days(coded)
    if any(abs(_days(term) - days) <= _AS_LONG * days for term in read):
        return "agrees", coded
    return "differs", ", ".join(sorted(set(read), key=_days))


def _days(term: str) -> float:
    return term_in_days(term if term == _LIFE else term.rstrip("s") + "s")


def _amount_read(coded: Decimal | None, read: Sequence[Decimal], fine: FineFact) -> MachineReading:
    if coded is None or not read:
        return SILENT
    if coded in read:
        return "agrees", f"{coded} {fine.currency or ''}".strip()
    amounts = ", ".join(str(amount) for amount in sorted(set(read)))
    return "differs", f"{amounts} {fine.currency or ''}".strip()
