"""The published figures of the tagger: `evaluation.json`, which the site shows beside its data.

Written by `demandside evaluate --publish`; it holds figures only, no word of any law.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import Field

from corpus.penalty import Strict
from nlp.evaluate import Evaluation, Score

PUBLISHED = Path(__file__).parent / "evaluation.json"
"""Where the figures are kept in a checkout."""

FIRST_LOOK = {
    "bg": 0.747, "cs": 0.613, "da": 0.750, "el": 0.725, "es": 0.643, "et": 0.815, "hr": 0.875,
    "hu": 0.718, "it": 0.667, "lt": 0.815, "lv": 0.767, "pl": 0.857, "ro": 0.729, "sk": 0.444,
    "sl": 0.571,
}  # fmt: skip
"""Macro-F1 of a language when its lexicon was written and none of its labels had been opened."""


class Figures(Strict):
    """Precision, recall, F1 (None where there is nothing to divide by) and the number of labels."""

    precision: float | None = Field(ge=0, le=1)
    recall: float | None = Field(ge=0, le=1)
    f1: float | None = Field(ge=0, le=1)
    support: int = Field(ge=0)


class Published(Strict):
    """All published figures, and the day on which they were measured."""

    measured: dt.date
    labels: int
    macro_f1: float
    gate_recall: float
    buyer_liable: Figures
    penalties_stated: int
    penalties_compared: int
    imprisonment_agrees: int
    fine_agrees: int
    concepts: dict[str, Figures]
    languages: dict[str, Figures]
    by_language: dict[str, dict[str, Figures]]
    first_look: dict[str, float]
    without_country: dict[str, float]


def published_figures(evaluation: Evaluation, measured: dt.date) -> Published:
    """Return the figures of an evaluation.

    `without_country` holds, for each language, the macro-F1 over the labels of all others: how
    much of the result hangs on that language (a jackknife; rules cannot be trained anew without
    one, so it does not say how an unseen law would fare: `first_look` is nearer to that).
    """
    return Published(
        measured=measured,
        labels=evaluation.labels,
        macro_f1=round(evaluation.macro_f1 or 0.0, 4),
        gate_recall=round(evaluation.gate_recall or 0.0, 4),
        buyer_liable=_figures(evaluation.buyer_liable),
        penalties_stated=evaluation.penalty.stated,
        penalties_compared=evaluation.penalty.parsed,
        imprisonment_agrees=evaluation.penalty.imprisonment_agrees,
        fine_agrees=evaluation.penalty.fine_agrees,
        concepts={name: _figures(score) for name, score in evaluation.concepts.items()},
        languages={name: _figures(score) for name, score in evaluation.languages.items()},
        by_language={
            language: {name: _figures(score) for name, score in scores.items()}
            for language, scores in evaluation.by_language.items()
        },
        first_look=FIRST_LOOK,
        without_country={
            left_out: round(_macro_without(evaluation, left_out), 4)
            for left_out in evaluation.by_language
        },
    )


def publish(figures: Published, path: Path) -> None:
    """Write the figures: aside, then renamed."""
    text = json.dumps(figures.model_dump(mode="json"), indent=1, sort_keys=True, ensure_ascii=False)
    aside = path.with_suffix(f".{os.getpid()}")
    aside.write_text(f"{text}\n", encoding="utf-8")
    aside.replace(path)


@cache
def published() -> Published:
    """Return the packaged figures."""
    text = files("nlp").joinpath("evaluation.json").read_text("utf-8")
    return Published.model_validate_json(text)


def _figures(score: Score) -> Figures:
    return Figures(
        precision=_rounded(score.precision),
        recall=_rounded(score.recall),
        f1=_rounded(score.f1),
        support=score.support,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _macro_without(evaluation: Evaluation, left_out: str) -> float:
    found: dict[str, list[int]] = {}
    for language, scores in evaluation.by_language.items():
        if language == left_out:
            continue
        for name, score in scores.items():
            counts = found.setdefault(name, [0, 0, 0])
            counts[0] += score.true_positive
            counts[1] += score.false_positive
            counts[2] += score.false_negative
    values = [2 * tp / (2 * tp + fp + fn) for tp, fp, fn in found.values() if tp + fn]
    return sum(values) / len(values) if values else 0.0
