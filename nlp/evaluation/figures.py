"""The figures that are published: what is in `figures.json`, and on `/accuracy.json`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pydantic import Field

from corpus.penalty import Strict
from nlp.evaluation.buyers import BuyerFigures
from nlp.evaluation.review import Precision

KEPT = ("kept", "acts-kept")
"""Halves that nobody read to improve the tagger, so that every score on them is on the unknown."""
When = Literal["first", "after", "now"]


class PublishedScore(Strict):
    """Precision, recall and F1, from 0 to 1, and the number of labels (`support`).

    A measure is None where it would divide by zero.
    """

    precision: float | None = Field(ge=0, le=1)
    recall: float | None = Field(ge=0, le=1)
    f1: float | None = Field(ge=0, le=1)
    support: int = Field(ge=0)


class Look(Strict):
    """The scores of a set of labels on one day; by language where the set has no countries."""

    measured: dt.date
    macro_f1: float = Field(ge=0, le=1)
    together: PublishedScore
    buyer_liable: PublishedScore
    concepts: dict[str, PublishedScore]
    countries: dict[str, PublishedScore] = Field(default={})
    languages: dict[str, PublishedScore] = Field(default={})


class LabelSet(Strict):
    """A set of labels that was made blind.

    `first` is its score before anything was improved with its help, `now` that of today's tagger.
    """

    labels: int
    first: Look
    now: Look


class Elsewhere(Strict):
    """The scores of labels on acts whose texts are not kept here.

    `first` is the score before any improvement; `after` the score afterwards, on the day that it
    names, of a half that was read to improve the tagger or of one that was kept apart.
    """

    labels: int = Field(ge=1)
    acts: int = Field(ge=1)
    first: Look
    after: Look | None = None


class SetLook(NamedTuple):
    """The score of a set of so many labels when it was opened, after the improvement, or now.

    `name` is a key of `Published.sets`, `Published.elsewhere` or `Published.written`.
    """

    name: str
    when: When
    labels: int
    look: Look


class Published(Strict):
    """All published figures, and the day on which they were measured.

    `without_country` and `without_language` are the macro-F1 over the labels of all others;
    `nlp.evaluation.leaving` says what that means. `first_look` is the macro-F1 of a language when
    none of its labels had been opened.
    """

    measured: dt.date
    labels: int
    macro_f1: float
    gate_recall: float
    buyer_liable: PublishedScore
    penalties_stated: int
    penalties_compared: int
    imprisonment_agrees: int
    fine_agrees: int
    concepts: dict[str, PublishedScore]
    languages: dict[str, PublishedScore]
    by_language: dict[str, dict[str, PublishedScore]]
    countries: dict[str, PublishedScore]
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
        return sum(part.labels for part in sets), sum(part.acts for part in sets)

    def looks(self) -> Iterator[SetLook]:
        """Yield every score of every set but the first labels, in the order of the sets."""
        for name, part in self.sets.items():
            yield from _first_and_now(name, part)
        for name, other in self.elsewhere.items():
            yield SetLook(name, "first", other.labels, other.first)
            if other.after:
                yield SetLook(name, "after", other.labels, other.after)
        for name, part in self.written.items():
            yield from _first_and_now(name, part)

    def unmet(self) -> Iterator[SetLook]:
        """Yield the scores on provisions that the tagger had not met.

        Of the provisions written for measuring only the latest score is among them.
        """
        for item in self.looks():
            of_law = item.when == "first" and item.name not in self.written
            if of_law or (item.name in KEPT and item.when != "first"):
                yield item


def _first_and_now(name: str, part: LabelSet) -> Iterator[SetLook]:
    yield SetLook(name, "first", part.labels, part.first)
    yield SetLook(name, "now", part.labels, part.now)
