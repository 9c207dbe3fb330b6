"""Asks every question and measures the results, by language and kind, beside the peer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from search_app.evaluation.figures import Judgement, RankingFigures, judged
from search_app.evaluation.peer import Peer
from search_app.evaluation.questions import KINDS, ReaderQuestion
from search_app.index.query import SearchQuery
from search_app.index.search import IndexSearcher

DEPTH = 50


@dataclass(frozen=True)
class Row:
    """The figures of a group of questions, for the engine and for the peer."""

    name: str
    engine: RankingFigures
    peer: RankingFigures


@dataclass(frozen=True)
class QuestionOutcome:
    """One question and how the engine and the peer did."""

    question: ReaderQuestion
    engine: Judgement
    peer: Judgement


def ask_all(
    questions: Iterable[ReaderQuestion], searcher: IndexSearcher, peer: Peer
) -> list[QuestionOutcome]:
    """Ask both, without declaring a language, so that search has to detect it."""

    def found(text: str) -> list[str]:
        return [hit.id for hit in searcher.search(SearchQuery(text, per_page=DEPTH)).hits]

    def by_peer(text: str) -> list[str]:
        return [name for name, _ in peer.search(text, DEPTH)]

    return [
        QuestionOutcome(q, _judged(q, found(q.text)), _judged(q, by_peer(q.text)))
        for q in questions
    ]


def _judged(question: ReaderQuestion, found: Sequence[str]) -> Judgement:
    return judged(found, question.right, question.answers)


def rows(outcomes: Sequence[QuestionOutcome]) -> Iterator[Row]:
    """Yield the figures of all questions, both halves, each kind and each language."""
    yield _row("all", outcomes)
    kept = [o for o in outcomes if o.question.kept_apart]
    yield _row("fitted on", [o for o in outcomes if not o.question.kept_apart])
    yield _row("kept apart", kept)
    for kind in KINDS:
        yield _row(f"kept apart, {kind}", [o for o in kept if o.question.kind == kind])
    by_language: dict[str, list[QuestionOutcome]] = defaultdict(list)
    for outcome in kept:
        by_language[outcome.question.language].append(outcome)
    for language, some in sorted(by_language.items()):
        yield _row(language, some)


def _row(name: str, outcomes: Sequence[QuestionOutcome]) -> Row:
    return Row(
        name,
        RankingFigures.of(o.engine for o in outcomes),
        RankingFigures.of(o.peer for o in outcomes),
    )
