"""Asks every question and says how it went, by language and kind, beside the peer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from search_app.evaluation.figures import Asked, Figures, judged
from search_app.evaluation.peer import Peer
from search_app.evaluation.questions import KINDS, ReaderQuestion
from search_app.index.query import SearchQuery
from search_app.index.search import IndexSearcher

DEPTH = 50
Ask = Callable[[str], list[str]]


@dataclass(frozen=True)
class Row:
    """The figures of some questions: of the engine and of the peer."""

    name: str
    engine: Figures
    peer: Figures


@dataclass(frozen=True)
class Outcome:
    """One question with how it went for the engine and the peer."""

    question: ReaderQuestion
    engine: Asked
    peer: Asked


def ask_all(
    questions: Iterable[ReaderQuestion], searcher: IndexSearcher, peer: Peer
) -> list[Outcome]:
    """Ask both; no language is declared, so that it has to be found out."""

    def found(text: str) -> list[str]:
        return [hit.id for hit in searcher.search(SearchQuery(text, per_page=DEPTH)).hits]

    def by_peer(text: str) -> list[str]:
        return [name for name, _ in peer.search(text, DEPTH)]

    return [Outcome(q, _judged(q, found(q.text)), _judged(q, by_peer(q.text))) for q in questions]


def _judged(question: ReaderQuestion, found: Sequence[str]) -> Asked:
    return judged(found, question.right, question.answers)


def rows(outcomes: Sequence[Outcome]) -> Iterator[Row]:
    """Yield the figures of all questions, of both halves, of each kind and of each language."""
    yield _row("all", outcomes)
    kept = [o for o in outcomes if o.question.kept_apart]
    yield _row("fitted on", [o for o in outcomes if not o.question.kept_apart])
    yield _row("kept apart", kept)
    for kind in KINDS:
        yield _row(f"kept apart, {kind}", [o for o in kept if o.question.kind == kind])
    by_language: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in kept:
        by_language[outcome.question.language].append(outcome)
    for language, some in sorted(by_language.items()):
        yield _row(language, some)


def _row(name: str, outcomes: Sequence[Outcome]) -> Row:
    return Row(name, Figures.of(o.engine for o in outcomes), Figures.of(o.peer for o in outcomes))
