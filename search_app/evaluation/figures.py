"""Figures of a ranking: success at 1 and 10, mean reciprocal rank, nDCG at 10, share of empty."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

AT = 10


@dataclass(frozen=True)
class Judgement:
    """The result of one question: rank of the first right provision (from 1), nDCG at 10 (0 to 1),
    and whether the search found nothing."""

    rank: int | None
    gain: float
    empty: bool


@dataclass(frozen=True)
class RankingFigures:
    """Means over questions: shares from 0 to 1; `questions` and `empty` are counts."""

    questions: int
    success_1: float
    success_10: float
    reciprocal_rank: float
    ndcg_10: float
    empty: int

    @classmethod
    def of(cls, asked: Iterable[Judgement]) -> RankingFigures:
        """Return the figures of some questions; all zero if there are none."""
        rows = list(asked)
        many = max(1, len(rows))
        return cls(
            questions=len(rows),
            success_1=sum(row.rank == 1 for row in rows) / many,
            success_10=sum(row.rank is not None and row.rank <= AT for row in rows) / many,
            reciprocal_rank=sum(1 / row.rank for row in rows if row.rank) / many,
            ndcg_10=sum(row.gain for row in rows) / many,
            empty=sum(row.empty for row in rows),
        )

    def as_dict(self) -> dict[str, float]:
        """Return the figures by name, rounded to three decimals."""
        return {
            name: value if isinstance(value, int) else round(value, 3)
            for name, value in self.__dict__.items()
        }


def judged(found: Sequence[str], right: Mapping[str, int], answers: frozenset[str]) -> Judgement:
    """Judge the ids that a search found, best first.

    Args:
        found: the ids of the hits.
        right: the grade of each right provision, by id.
        answers: the ids whose first occurrence is the rank.
    """
    rank = next((n for n, name in enumerate(found, start=1) if name in answers), None)
    return Judgement(rank, _ndcg([right.get(name, 0) for name in found[:AT]], right), not found)


def _ndcg(grades: Sequence[int], right: Mapping[str, int]) -> float:
    """nDCG of Järvelin and Kekäläinen (2002), with a gain of 2^grade - 1."""
    best = sorted(right.values(), reverse=True)[:AT]
    return float(_gain(grades) / _gain(best))


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(n + 1) for n, grade in enumerate(grades, start=1))
