"""Fits the weights of search by coordinate ascent on the half of the questions set aside for it.

A score is a sum over features (`search_app.index.plan`), so each feature of each candidate is asked
of the engine once, and rankings under any weights are computed from these numbers. One weight at a
time is moved while that helps; folds that each leave out a part tell how far the gain carries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.integrity import Progress
from search_app.evaluation.figures import RankingFigures, judged
from search_app.evaluation.questions import ReaderQuestion
from search_app.index.embedded import EmbeddedEngine
from search_app.index.engine import PlacedHit, spread
from search_app.index.plan import QueryPlan
from search_app.index.query import SearchQuery
from search_app.index.search import IndexSearcher
from search_app.index.settings import TEN, Weights

CANDIDATES = 400
_ASKED = 4_000
_STEPS = (0.0, 0.5, 0.7, 0.85, 1.2, 1.5, 2.0)
_WINDOW = 60
_ROUNDS = 12
_LEAST_GAIN = 1e-4
_FROM_NOTHING = 0.5
FOLDS = 4
FEATURES = tuple(Weights.model_fields)
_SET_BY_HAND = frozenset({"text", "phrase", "provision", "statute"})
"""Only ratios count, so `text` is 1; few questions show what the others should be."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Candidates:
    """The candidates for one question: the id and the features (n × features) of each.

    `shares`: as in a plan, with the act and country of each by number.
    """

    question: ReaderQuestion
    ids: tuple[str, ...]
    features: Numbers
    acts: NDArray[np.int64]
    countries: NDArray[np.int64]
    shares: tuple[int, int]


@dataclass(frozen=True)
class Fitted:
    """New weights; figures on the fitted half before and after, and on parts left out of folds."""

    weights: Weights
    before: RankingFigures
    after: RankingFigures
    left_out: RankingFigures


def gather(
    questions: Sequence[ReaderQuestion],
    searcher: IndexSearcher,
    engine: EmbeddedEngine,
    progress: Progress,
) -> list[Candidates]:
    """Return the candidates of each question with all their features."""
    candidates = []
    for done, question in enumerate(questions, start=1):
        plan = searcher.plan(SearchQuery(question.text))
        candidates.append(_candidates(question, plan, engine))
        progress("features", done, len(questions))
    return candidates


def _candidates(question: ReaderQuestion, plan: QueryPlan, engine: EmbeddedEngine) -> Candidates:
    best = engine.scores(plan, CANDIDATES)
    columns = [_feature(plan, name, engine) for name in FEATURES]
    right = engine.places(question.right)
    known = set().union(*columns)
    places = sorted({*best, *(right & known)})
    described = engine.described(places)
    features = np.array([[column.get(p, 0.0) for column in columns] for p in places])
    return Candidates(
        question=question,
        ids=tuple(d.id for d in described),
        features=features.reshape(len(places), len(FEATURES)),
        acts=_numbered(d.instrument for d in described),
        countries=_numbered(d.country for d in described),
        shares=plan.shares,
    )


def _feature(plan: QueryPlan, name: str, engine: EmbeddedEngine) -> dict[int, float]:
    """The score of one feature alone, by place."""
    alone = Weights(**{feature: float(feature == name) for feature in FEATURES})
    return engine.scores(plan.weighed(alone), _ASKED)


def _numbered(names: Iterable[str]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], np.int64)


def ranked(candidates: Candidates, weights: Numbers) -> list[str]:
    """Return the first ten ids under weights, spread as the engine spreads them."""
    if not candidates.ids:
        return []
    scores = candidates.features @ weights
    order = np.argsort(-scores, kind="stable")[:_WINDOW]
    placed = [
        PlacedHit(int(i), float(scores[i]), int(candidates.acts[i]), int(candidates.countries[i]))
        for i in order
    ]
    return [candidates.ids[int(hit.place)] for hit in spread(placed, *candidates.shares)[:TEN]]


def figures(candidates: Sequence[Candidates], weights: Numbers) -> RankingFigures:
    """Return the figures of questions under weights."""
    return RankingFigures.of(
        judged(ranked(c, weights), c.question.right, c.question.answers) for c in candidates
    )


def fit(candidates: Sequence[Candidates], start: Weights, progress: Progress) -> Fitted:
    """Return fitted weights."""
    first = np.array([start.of(name) for name in FEATURES])
    best = _ascend(candidates, first, progress)
    outs = []
    for fold in range(FOLDS):
        inside = [c for i, c in enumerate(candidates) if i % FOLDS != fold]
        outside = [c for i, c in enumerate(candidates) if i % FOLDS == fold]
        outs.append(figures(outside, _ascend(inside, first, progress)))
        progress("folds", fold + 1, FOLDS)
    return Fitted(
        weights=Weights(**dict(zip(FEATURES, np.round(best, 3).tolist(), strict=True))),
        before=figures(candidates, first),
        after=figures(candidates, best),
        left_out=_mean(outs),
    )


def goal(reached: RankingFigures) -> float:
    """The value to maximise: above all an answer among the first ten, then the order of the ten."""
    order = 0.5 * reached.success_1 + 0.25 * reached.reciprocal_rank + 0.5 * reached.ndcg_10
    return reached.success_10 + order


def _ascend(candidates: Sequence[Candidates], weights: Numbers, progress: Progress) -> Numbers:
    best, weights = goal(figures(candidates, weights)), weights.copy()
    for step in range(_ROUNDS):
        before = best
        for i, name in enumerate(FEATURES):
            for value in _moves(weights[i]) if name not in _SET_BY_HAND else ():
                trial = weights.copy()
                trial[i] = value
                if (reached := goal(figures(candidates, trial))) > best + _LEAST_GAIN:
                    best, weights = reached, trial
        progress("rounds", step + 1, _ROUNDS)
        if best - before < _LEAST_GAIN:
            break
    return weights


def _moves(weight: float) -> list[float]:
    return [weight * step for step in _STEPS] if weight else [_FROM_NOTHING, 4 * _FROM_NOTHING]


def _mean(parts: Sequence[RankingFigures]) -> RankingFigures:
    """The mean of figures, weighted by their numbers of questions."""
    total = sum(part.questions for part in parts)
    means: Mapping[str, float] = {
        name: sum(getattr(part, name) * part.questions for part in parts) / max(1, total)
        for name in ("success_1", "success_10", "reciprocal_rank", "ndcg_10")
    }
    return RankingFigures(questions=total, empty=sum(part.empty for part in parts), **means)
