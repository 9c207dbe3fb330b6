"""How much the figures depend on one country or language (a jackknife).

The rules are written by hand, and what was written with a country's law in view cannot be taken
out again. So this does not measure how the tagger does on unseen law.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict

from nlp.evaluation.markdown import number, table
from nlp.evaluation.score import Score, macro, total

Scores = Mapping[str, Score]


class LeftOut(BaseModel):
    """The score of one country or language, its macro-F1, and the macro-F1 of all others."""

    model_config = ConfigDict(frozen=True)

    alone: Score
    macro_alone: float | None
    macro_of_others: float | None


def leave_out(parts: Mapping[str, Scores]) -> dict[str, LeftOut]:
    """Leave each part (of `Evaluation.by_country` or `by_language`) out in turn."""
    return {
        part: LeftOut(
            alone=total(scores.values()),
            macro_alone=macro(scores),
            macro_of_others=macro(_merged(s for name, s in parts.items() if name != part)),
        )
        for part, scores in parts.items()
    }


def to_table(kind: str, parts: Mapping[str, LeftOut]) -> str:
    """Return the figures as a Markdown table; `kind` is the head of the first column."""
    measures = ("precision", "recall", "F1", "labels")
    head = (kind, *measures, "macro-F1 alone", "macro-F1 of the others")
    return table(head, [_row(part, item) for part, item in parts.items()]) + "\n"


def _row(part: str, item: LeftOut) -> tuple[str | int, ...]:
    measures = map(number, (item.alone.precision, item.alone.recall, item.alone.f1))
    macros = map(number, (item.macro_alone, item.macro_of_others))
    return (part, *measures, item.alone.support, *macros)


def _merged(parts: Iterable[Scores]) -> dict[str, Score]:
    merged: dict[str, list[Score]] = {}
    for scores in parts:
        for name, score in scores.items():
            merged.setdefault(name, []).append(score)
    return {name: total(scores) for name, scores in merged.items()}
