"""Precision, recall and F1, counted on provisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict


class Score(BaseModel):
    """Counts of provisions; each measure is None where it would divide by zero."""

    model_config = ConfigDict(frozen=True)

    true_positive: int = 0
    false_positive: int = 0
    false_negative: int = 0

    @property
    def support(self) -> int:
        """How many provisions should carry the tag."""
        return self.true_positive + self.false_negative

    @property
    def precision(self) -> float | None:
        """The share of the tags that are right."""
        return ratio(self.true_positive, self.true_positive + self.false_positive)

    @property
    def recall(self) -> float | None:
        """The share of the right tags that were found."""
        return ratio(self.true_positive, self.support)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        errors = self.false_positive + self.false_negative
        return ratio(2 * self.true_positive, 2 * self.true_positive + errors)

    def with_measures(self) -> dict[str, float | int | None]:
        """Return the counts with the measures that follow from them, for JSON."""
        return {
            "precision": self.precision, "recall": self.recall, "f1": self.f1,
            "support": self.support, **self.model_dump(),
        }  # fmt: skip


def score_of(pairs: Iterable[tuple[bool, bool]]) -> Score:
    """Return the score of pairs: whether a tag should be there, and whether it is."""
    count = Counter(pairs)
    return Score(
        true_positive=count[True, True],
        false_positive=count[False, True],
        false_negative=count[True, False],
    )


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of several scores' counts."""
    counts: Counter[str] = Counter()
    for score in scores:
        counts.update(score.model_dump())
    return Score(**counts)


def macro(scores: Mapping[str, Score]) -> float | None:
    """Return the mean F1 of the concepts that some label carries, None if there is none."""
    values = [score.f1 or 0.0 for score in scores.values() if score.support]
    return sum(values) / len(values) if values else None


def ratio(part: int, whole: int) -> float | None:
    """Return the quotient; None where the whole is 0."""
    return part / whole if whole else None
