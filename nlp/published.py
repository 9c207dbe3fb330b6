"""The published figures of the tagger: `evaluation.json`, which the site shows beside its data.

Written by `demandside evaluate --publish`; it holds figures only, no word of any law.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import Field

from corpus.penalty import Strict
from nlp.buyers import BuyerFigures, BuyerLook, measure_buyers
from nlp.evaluate import Evaluation, Score, evaluate
from nlp.files import read_yaml
from nlp.leaving import LeftOut, leave_out
from nlp.reviewed import Precision
from nlp.written import measure_written

PUBLISHED = Path(__file__).parent / "evaluation.json"
"""Where the figures are kept in a checkout."""

FIRST_LOOK = Path(__file__).parent / "first_look.yaml"
"""What a language, or a set of labels, scored when none of its labels had been opened."""

KEPT = ("kept", "acts-kept")
"""Halves that nobody read to mend the tagger, so that every score on them is on the unknown."""

SETS = Path(__file__).parent / "labels"
"""Folders of labels that the project has made itself, a name each (see the README there)."""


class Figures(Strict):
    """Precision, recall, F1 (None where there is nothing to divide by) and the number of labels."""

    precision: float | None = Field(ge=0, le=1)
    recall: float | None = Field(ge=0, le=1)
    f1: float | None = Field(ge=0, le=1)
    support: int = Field(ge=0)


class Look(Strict):
    """What a set of labels scored on a day; by language where it has no countries."""

    measured: dt.date
    macro_f1: float = Field(ge=0, le=1)
    together: Figures
    buyer_liable: Figures
    concepts: dict[str, Figures]
    countries: dict[str, Figures] = Field(default={})
    languages: dict[str, Figures] = Field(default={})


class LabelSet(Strict):
    """A set of labels that was made blind.

    Its score before anything was mended with its help, and that of today's tagger.
    """

    labels: int
    first: Look
    now: Look


class Elsewhere(Strict):
    """What the tagger scored on acts of which no text is kept here, before any mending.

    `after` is the score after the mending on the day that it names: of a half that was read for
    it, or of one that was kept apart from it.
    """

    labels: int = Field(ge=1)
    acts: int = Field(ge=1)
    first: Look
    after: Look | None = None


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
    countries: dict[str, Figures]
    first_look: dict[str, float]
    without_country: dict[str, float]
    without_language: dict[str, float]
    sets: dict[str, LabelSet]
    elsewhere: dict[str, Elsewhere]
    written: dict[str, LabelSet]
    buyers: BuyerFigures
    still_made: Precision

    @property
    def others(self) -> tuple[int, int]:
        """How many provisions of how many acts are in `elsewhere`."""
        sets = self.elsewhere.values()
        return sum(found.labels for found in sets), sum(found.acts for found in sets)

    def looks(self) -> Iterator[Measured]:
        """Yield every score of a set beside the first labels, in the order in which they came."""
        for name, found in self.sets.items():
            yield from _both(name, found)
        for name, other in self.elsewhere.items():
            yield Measured(name, "first", other.labels, other.first)
            if other.after:
                yield Measured(name, "after", other.labels, other.after)
        for name, found in self.written.items():
            yield from _both(name, found)

    def unmet(self) -> Iterator[Measured]:
        """Yield those on provisions that the tagger had not met, the latest of the written ones."""
        for found in self.looks():
            of_law = found.when == "first" and found.name not in self.written
            if of_law or (found.name in KEPT and found.when != "first"):
                yield found


class Measured(NamedTuple):
    """The score of a set, when it was opened (`first`), `after` the mending, or now, and its size.

    Sets: those of `Published.sets`, `Published.elsewhere`, and the halves in `Published.written`.
    """

    name: str
    when: Literal["first", "after", "now"]
    labels: int
    look: Look


def _both(name: str, found: LabelSet) -> Iterator[Measured]:
    yield Measured(name, "first", found.labels, found.first)
    yield Measured(name, "now", found.labels, found.now)


def published_figures(
    evaluation: Evaluation,
    sets: Mapping[str, Evaluation],
    still_made: Precision,
    measured: dt.date,
) -> Published:
    """Return the figures of an evaluation, of the project's own sets of labels (`measure_sets`),
    of the tags that were read (`nlp.reviewed.still_made`), and of the provisions and sentences that
    were written for measuring.

    `without_country` and `without_language` hold for each the macro-F1 over all other labels; see
    `nlp.leaving` for what this says and what it does not. `first_look` is nearer to unseen law.
    """
    left_out = leave_out(evaluation.by_country)
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
        countries={name: _figures(item.alone) for name, item in left_out.items()},
        first_look=_first_looks()["measured"],
        without_country=_without(left_out),
        without_language=_without(leave_out(evaluation.by_language)),
        sets={
            name: LabelSet(
                labels=found.labels, first=_first("sets", name), now=look(found, measured)
            )
            for name, found in sets.items()
        },
        elsewhere={
            name: Elsewhere.model_validate(found)
            for name, found in _first_looks()["elsewhere"].items()
        },
        written=written_figures(measured),
        buyers=buyer_figures(measured),
        still_made=still_made,
    )


def _without(left_out: Mapping[str, LeftOut]) -> dict[str, float]:
    return {name: round(item.macro_of_others or 0.0, 4) for name, item in left_out.items()}


def written_figures(measured: dt.date) -> dict[str, LabelSet]:
    """Return the figures of both halves of the provisions that were written for measuring.

    `mended` was read to mend the tagger, `kept` is kept apart.
    """
    found = {}
    for name, kept in (("mended", False), ("kept", True)):
        evaluation = measure_written(kept=kept)
        now = look(evaluation, measured, by="languages")
        found[name] = LabelSet(labels=evaluation.labels, first=_first("written", name), now=now)
    return found


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
    """Return the figures of a set of labels that are kept when it is opened."""
    groups = {name: _figures(item.alone) for name, item in leave_out(evaluation.by_country).items()}
    if by == "languages":
        groups = {name: _figures(score) for name, score in evaluation.languages.items()}
    return Look(
        measured=measured,
        macro_f1=round(evaluation.macro_f1 or 0.0, 4),
        together=_figures(evaluation.together),
        buyer_liable=_figures(evaluation.buyer_liable),
        concepts={name: _figures(score) for name, score in evaluation.concepts.items()},
        **{by: groups},
    )


def _first(part: str, name: str) -> Look:
    return Look.model_validate(_first_looks()[part][name])


@cache
def _first_looks() -> dict[str, Any]:
    return read_yaml(FIRST_LOOK)


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
