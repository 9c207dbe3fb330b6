"""Figures of a ranking: success at 1 and 10, mean reciprocal rank, nDCG at 10, share of empty."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

AT = 10


@dataclass(frozen=True)
class Asked:
    """How one question went: rank of the first answer (from 1), nDCG at 10, any hit at all."""

    rank: int | None
    gain: float
    empty: bool


@dataclass(frozen=True)
class Figures:
    """Means over questions."""

    questions: int
    success_1: float
    success_10: float
    reciprocal_rank: float
    ndcg_10: float
    empty: int

    @classmethod
    def of(cls, asked: Iterable[Asked]) -> Figures:
        """Return the figures of some questions; all zero of none."""
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
        """Return the figures rounded, by their names."""
        return {
            name: value if isinstance(value, int) else round(value, 3)
            for name, value in self.__dict__.items()
        }


def judged(found: Sequence[str], right: Mapping[str, int], answers: frozenset[str]) -> Asked:
    """Judge the ids that a search found, in order; answers beyond those count for no rank."""
    rank = next((n for n, name in enumerate(found, start=1) if name in answers), None)
    return Asked(rank, _ndcg([right.get(name, 0) for name in found[:AT]], right), not found)


def _ndcg(grades: Sequence[int], right: Mapping[str, int]) -> float:
    """Järvelin and Kekäläinen (2002), gain 2^grade - 1."""
    best = sorted(right.values(), reverse=True)[:AT]
    return float(_gain(grades) / _gain(best))


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(n + 1) for n, grade in enumerate(grades, start=1))
