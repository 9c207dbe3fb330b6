"""Figures of search, the questions, the peer, and the fit of weights."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from click.testing import CliRunner

from corpus.library import Knowledge
from search_app.cli import main
from search_app.evaluation.figures import RankingFigures, judged
from search_app.evaluation.fit import FEATURES, Candidates, fit, gather, ranked
from search_app.evaluation.peer import Peer
from search_app.evaluation.questions import ReaderQuestion, read_questions
from search_app.evaluation.results import search_results
from search_app.index.background import Background
from search_app.index.embedded import EmbeddedEngine
from search_app.index.engine import PlacedHit, spread
from search_app.index.generation import current
from search_app.index.query import SearchQuery
from search_app.index.search import IndexSearcher
from search_app.index.settings import weights
from search_app.index.shelf import Shelf
from search_app.paths import DataFolder
from search_app.understanding.lists import languages


def test_figures() -> None:
    right = {"a": 2, "b": 1}
    best = judged(["a", "b", "c"], right, frozenset({"a"}))
    assert (best.rank, best.gain, best.empty) == (1, 1.0, False)
    late = judged(["b", "c", "a"], right, frozenset({"a"}))
    assert late.rank == 3
    assert late.gain == pytest.approx((1 + 3 / math.log2(4)) / (3 + 1 / math.log2(3)))
    nothing = judged([], right, frozenset({"a"}))
    assert nothing.empty
    found = RankingFigures.of([best, late, nothing])
    assert (found.questions, found.empty) == (3, 1)
    assert found.success_1 == pytest.approx(1 / 3)
    assert found.success_10 == pytest.approx(2 / 3)
    assert found.reciprocal_rank == pytest.approx((1 + 1 / 3) / 3)


def test_there_are_ten_questions_a_language_and_half_is_kept_apart() -> None:
    questions = read_questions()
    for language in languages():
        assert sum(q.language == language for q in questions) >= 10
    kept = sum(q.kept_apart for q in questions)
    assert 0.4 < kept / len(questions) < 0.6
    assert len({q.id for q in questions}) == len(questions)


def test_the_published_figures_keep_what_is_promised() -> None:
    found = search_results()
    kept = found.row("kept apart")
    assert kept.engine.success_10 >= 0.85
    assert kept.engine.success_1 >= 0.55
    assert kept.engine.empty == 0
    assert min(row.engine.success_10 for row in found.languages()) >= 0.65
    assert kept.engine.success_10 > kept.peer.success_10
    assert found.row("all").engine.questions == len(read_questions())


def test_the_peer_finds_any_word_by_its_first_letters(built: DataFolder) -> None:
    peer = Peer(Shelf(current(built.index)).everything())
    assert "se-sfs-2001-1.1-1" in [name for name, _ in peer.search("böckerna")]
    assert peer.search("…") == []


def test_a_page_is_spread_over_acts_and_countries() -> None:
    hits = [PlacedHit(n, 30 - n, act="x" if n < 12 else f"y{n}", country="se") for n in range(20)]
    found = spread(hits, 4, 10)
    assert [hit.place for hit in found[:4]] == [0, 1, 2, 3]
    assert sum(hit.act == "x" for hit in found[:10]) == 4
    assert sorted(hit.place for hit in found) == [hit.place for hit in hits]
    assert spread(hits, 10, 10) == hits


def test_features_add_up_to_the_score_of_the_engine(
    built: DataFolder, knowledge: Knowledge
) -> None:
    home = current(built.index)
    engine = EmbeddedEngine(home)
    searcher = IndexSearcher(engine, knowledge, Background.open(home))
    asked = ReaderQuestion(
        id="en-01", text="fine for buying sex in France", kind="plain", topic="purchase-adult",
        right={"fr-code-penal.611-1": 2},
    )  # fmt: skip
    (found,) = gather([asked], searcher, engine, lambda *_: None)
    plan = searcher.plan(SearchQuery(asked.text))
    scores = engine.scores(plan, 1_000)
    values = np.array([weights().of(name) for name in FEATURES])
    for place, row in zip(sorted(engine.places(found.ids)), found.features, strict=True):
        assert row @ values == pytest.approx(scores[place], rel=1e-4)
    hits = searcher.search(SearchQuery(asked.text, per_page=10)).hits
    assert ranked(found, values) == [hit.id for hit in hits]


def made(rows: Sequence[tuple[str, float, float]], answer: str) -> Candidates:
    features = np.zeros((len(rows), len(FEATURES)))
    for i, (_, text, concept) in enumerate(rows):
        features[i, FEATURES.index("text")] = text
        features[i, FEATURES.index("concept")] = concept
    question = ReaderQuestion(
        id="en-01", text="xx", kind="plain", topic="purchase-adult", right={answer: 2}
    )
    numbers = np.arange(len(rows), dtype=np.int64)
    return Candidates(question, tuple(r[0] for r in rows), features, numbers, numbers, (10, 10))


def test_fitting_climbs_to_the_weight_that_ranks_answers_first() -> None:
    rows = [("wrong", 30.0, 0.0), ("right", 1.0, 1.0)]
    found = fit([made(rows, "right")] * 8, weights(), lambda *_: None)
    assert found.before.success_1 == 0.0
    assert found.after.success_1 == found.left_out.success_1 == 1.0
    assert found.weights.concept > 29
    assert found.weights.text == weights().text


def test_the_command_refuses_where_nothing_is_held(tmp_path: object) -> None:
    result = CliRunner().invoke(main, ["evaluate-search", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert "build" in result.output


def test_the_command_measures_what_is_held(built: DataFolder) -> None:
    result = CliRunner().invoke(main, ["evaluate-search", "--data", str(built.root), "--json"])
    assert result.exit_code == 0, result.output
    assert "questions are left out: no answer to them is held" in result.output
    assert '"name": "kept apart"' in result.output


def test_saving_goes_with_fitting(built: DataFolder) -> None:
    result = CliRunner().invoke(main, ["evaluate-search", "--data", str(built.root), "--save"])
    assert (result.exit_code, "--save goes with --fit" in result.output) == (2, True)
