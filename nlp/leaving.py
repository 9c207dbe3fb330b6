"""What each country or language contributes to the figures: its own score, and that of all others.

The rules are written by hand; what was written with a country's law in view cannot be taken out
again. So this is not a measure of unseen law. It tells whether one country or language carries or
spoils the figures (a jackknife).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict

from nlp.evaluate import Score, macro, total

Scores = Mapping[str, Score]


class LeftOut(BaseModel):
    """A part alone, over all its concepts and as their mean, and the mean over all others."""

    model_config = ConfigDict(frozen=True)

    alone: Score
    macro_alone: float | None
    macro_of_others: float | None


def leave_out(parts: Mapping[str, Scores]) -> dict[str, LeftOut]:
    """Return the figures of every part (`by_country`, `by_language`), each left out in turn."""
    return {
        part: LeftOut(
            alone=total(scores.values()),
            macro_alone=macro(scores),
            macro_of_others=macro(_merged(s for name, s in parts.items() if name != part)),
        )
        for part, scores in parts.items()
    }


def to_table(kind: str, found: Mapping[str, LeftOut]) -> str:
    """Return the figures as Markdown."""
    lines = [
        f"| {kind} | precision | recall | F1 | labels | macro-F1 alone | macro-F1 of the others |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for part, item in found.items():
        alone = item.alone
        values = (alone.precision, alone.recall, alone.f1)
        macros = (item.macro_alone, item.macro_of_others)
        first, last = (" | ".join(map(_number, row)) for row in (values, macros))
        lines.append(f"| {part} | {first} | {alone.support} | {last} |")
    return "\n".join(lines) + "\n"


def _merged(parts: Iterable[Scores]) -> dict[str, Score]:
    merged: dict[str, list[Score]] = {}
    for scores in parts:
        for name, score in scores.items():
            merged.setdefault(name, []).append(score)
    return {name: total(scores) for name, scores in merged.items()}


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
