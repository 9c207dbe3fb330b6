"""Makes, writes and reads the published figures, which the site shows beside its data.

`demandside evaluate --publish` writes them to `figures.json`: figures only, no word of any law.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from nlp.evaluation.buyers import BuyerFigures, BuyerLook, measure_buyers
from nlp.evaluation.evaluate import Evaluation, evaluate
from nlp.evaluation.figures import Elsewhere, LabelSet, Look, Published, PublishedScore
from nlp.evaluation.leaving import LeftOut, leave_out
from nlp.evaluation.review import Precision
from nlp.evaluation.score import Score
from nlp.evaluation.written import measure_written
from nlp.files import read_yaml

_HERE = Path(__file__).parent
PUBLISHED = _HERE / "figures.json"
"""Where a checkout keeps the figures."""
FIRST_LOOK = _HERE / "first_look.yaml"
"""The score of a language, or of a set of labels, when none of its labels had been opened."""
SETS = _HERE / "labels"
"""Folders of labels that the project made itself, named as the sets (see the README there)."""


def published_figures(
    evaluation: Evaluation,
    sets: Mapping[str, Evaluation],
    still_made: Precision,
    measured: dt.date,
) -> Published:
    """Return the figures of an evaluation and of everything that was made for measuring.

    `sets` are the evaluations of the project's own labels (`measure_sets`), `still_made` is the
    precision of the judged tags (`nlp.evaluation.review.still_made`).
    """
    left_out = leave_out(evaluation.by_country)
    return Published(
        measured=measured,
        labels=evaluation.labels,
        macro_f1=_rounded(evaluation.macro_f1 or 0.0),
        gate_recall=_rounded(evaluation.gate_recall or 0.0),
        buyer_liable=_published(evaluation.buyer_liable),
        penalties_stated=evaluation.penalty.stated,
        penalties_compared=evaluation.penalty.parsed,
        imprisonment_agrees=evaluation.penalty.imprisonment_agrees,
        fine_agrees=evaluation.penalty.fine_agrees,
        concepts=_all_published(evaluation.concepts),
        languages=_all_published(evaluation.languages),
        by_language={k: _all_published(v) for k, v in evaluation.by_language.items()},
        countries={name: _published(item.alone) for name, item in left_out.items()},
        first_look=_first_looks()["measured"],
        without_country=_without(left_out),
        without_language=_without(leave_out(evaluation.by_language)),
        sets={name: _label_set("sets", name, item, measured) for name, item in sets.items()},
        elsewhere={
            name: Elsewhere.model_validate(item)
            for name, item in _first_looks()["elsewhere"].items()
        },
        written=written_figures(measured),
        buyers=buyer_figures(measured),
        still_made=still_made,
    )


def written_figures(measured: dt.date) -> dict[str, LabelSet]:
    """Return the figures of both halves of the provisions that were written for measuring.

    `mended` was read to improve the tagger, `kept` is kept apart.
    """
    halves = {"mended": measure_written(kept=False), "kept": measure_written(kept=True)}
    return {
        name: _label_set("written", name, half, measured, by="languages")
        for name, half in halves.items()
    }


def buyer_figures(measured: dt.date) -> BuyerFigures:
    """Return the figures of the sentences about buyers, when they were opened and today."""
    first = BuyerLook.model_validate(_first_looks()["buyers"])
    return BuyerFigures(first=first, now=measure_buyers(measured))


def measure_sets(statutes: Path) -> dict[str, Evaluation]:
    """Evaluate the project's own sets of labels, by name.

    Raises:
        GoldError: a set, or a statute that has labels, cannot be read.
    """
    folders = sorted(path for path in SETS.iterdir() if path.is_dir())
    return {folder.name: evaluate(folder, statutes) for folder in folders}


def look(
    evaluation: Evaluation, measured: dt.date, by: Literal["countries", "languages"] = "countries"
) -> Look:
    """Return the figures of a set of labels, as they are kept when it is opened."""
    if by == "languages":
        groups = _all_published(evaluation.languages)
    else:
        left_out = leave_out(evaluation.by_country)
        groups = {name: _published(item.alone) for name, item in left_out.items()}
    return Look(
        measured=measured,
        macro_f1=_rounded(evaluation.macro_f1 or 0.0),
        together=_published(evaluation.together),
        buyer_liable=_published(evaluation.buyer_liable),
        concepts=_all_published(evaluation.concepts),
        **{by: groups},
    )


def publish(figures: Published, path: Path) -> None:
    """Write the figures as JSON, to a file beside `path` first, which then replaces it."""
    text = json.dumps(figures.model_dump(mode="json"), indent=1, sort_keys=True, ensure_ascii=False)
    aside = path.with_suffix(f".{os.getpid()}")
    aside.write_text(f"{text}\n", encoding="utf-8")
    aside.replace(path)


@cache
def published() -> Published:
    """Return the packaged figures."""
    text = files("nlp.evaluation").joinpath(PUBLISHED.name).read_text("utf-8")
    return Published.model_validate_json(text)


def _label_set(
    part: Literal["sets", "written"],
    name: str,
    evaluation: Evaluation,
    measured: dt.date,
    by: Literal["countries", "languages"] = "countries",
) -> LabelSet:
    """The score of a set when it was opened, which `FIRST_LOOK` keeps, and that of today."""
    first = Look.model_validate(_first_looks()[part][name])
    return LabelSet(labels=evaluation.labels, first=first, now=look(evaluation, measured, by))


@cache
def _first_looks() -> dict[str, Any]:
    return read_yaml(FIRST_LOOK)


def _without(left_out: Mapping[str, LeftOut]) -> dict[str, float]:
    return {name: _rounded(item.macro_of_others or 0.0) for name, item in left_out.items()}


def _all_published(scores: Mapping[str, Score]) -> dict[str, PublishedScore]:
    return {name: _published(score) for name, score in scores.items()}


def _published(score: Score) -> PublishedScore:
    measures = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    rounded = {k: None if v is None else _rounded(v) for k, v in measures.items()}
    return PublishedScore(support=score.support, **rounded)


def _rounded(value: float) -> float:
    return round(value, 4)
