"""Compares the text that a reader coded with the one that the library holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.coded.basics import Dated, LawReading
from corpus.verification.held import HeldText, HeldTexts

Standing = Literal["same", "changed", "unbound", "missing", "not-held"]
"""How a reading relates to the texts held.

- same: the text is held word for word, and no newer text differs
- changed: the newest text held differs
- unbound: the reading of a rule in force has no hash
- missing: the instrument is held, but this provision is no longer in it
- not-held: no text of the instrument is held, or not the former wording that was read
"""


@dataclass(frozen=True)
class Bound:
    """A reading with the text held for it: the one that was read, or else the newest.

    `read` is the text that was read where a newer one differs and the older one is still held.
    """

    reading: LawReading
    standing: Standing
    text: HeldText | None = None
    read: HeldText | None = None


def bind(version: Dated, held: HeldTexts, country: str) -> tuple[Bound, ...]:
    """Return the readings of a version, each with what the library holds for it."""
    return tuple(_bound(version, reading, held, country) for reading in version.readings)


def supporting(bound: Sequence[Bound], field: str) -> tuple[Bound, ...]:
    """Return the readings that support a field: those made for it, or else those of the rule."""
    stem = {"prison": "penalties", "fine": "penalties"}.get(field, field)
    name = "penalties" if field.startswith("penalty ") else stem
    own = tuple(b for b in bound if name in _stems(b.reading))
    return own or tuple(b for b in bound if not b.reading.for_)


def _stems(reading: LawReading) -> Iterator[str]:
    """Yield the fields a reading is for: `penalties.basic.min` is for `penalties`."""
    for name in reading.for_:
        stem = name.split(".")[0]
        yield stem
        if stem == "person":
            yield from ("age", "groups")


def _bound(version: Dated, reading: LawReading, held: HeldTexts, country: str) -> Bound:
    texts = held.provision(reading.instrument, reading.provision, country)
    current = version.ends is None and reading.force == "in-force"
    if not texts:
        gone = reading.sha256 is not None and held.holds(reading.instrument)
        return Bound(reading, "missing" if gone else "not-held")
    if current and held.is_gone(texts[0]):
        return Bound(reading, "missing" if reading.sha256 else "not-held")
    if reading.sha256 is None:
        return Bound(reading, "unbound", texts[0]) if current else Bound(reading, "not-held")
    same = next((text for text in texts if text.sha256 == reading.sha256), None)
    if same is None:
        return Bound(reading, "changed", texts[0]) if current else Bound(reading, "not-held")
    newest = [text for text in texts if text.state == texts[0].state]
    is_newest = any(text.sha256 == reading.sha256 for text in newest)
    if is_newest or not current:
        return Bound(reading, "same", same)
    return Bound(reading, "changed", texts[0], same)
