"""The command `evaluate-search`: how well search answers readers' questions, beside a peer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click
import yaml

from search_app.commands.common import (
    Refused,
    data_option,
    json_option,
    knowledge,
    print_json,
    progress_bar,
    refusals,
)
from search_app.commands.saying import say, say_table, say_text
from search_app.evaluation.fit import Fitted, fit, gather
from search_app.evaluation.measure import QuestionOutcome, Row, ask_all, rows
from search_app.evaluation.peer import Peer
from search_app.evaluation.questions import ReaderQuestion, read_questions
from search_app.evaluation.results import RESULTS, results_of, write_results
from search_app.index.background import Background
from search_app.index.embedded import EmbeddedEngine
from search_app.index.generation import current
from search_app.index.search import IndexSearcher
from search_app.index.settings import WEIGHTS, weights
from search_app.index.shelf import Shelf
from search_app.paths import DataFolder

_COLUMNS = ("success_1", "success_10", "reciprocal_rank", "ndcg_10", "empty")


@click.command("evaluate-search")
@data_option
@json_option
@click.option(
    "--fit", "fitting", is_flag=True, help="Fit the weights of search on one half of the questions."
)
@click.option("--save", is_flag=True, help="With --fit: write the weights into weights.yaml.")
@click.option("--publish", is_flag=True, help="Write the figures shown on the site (results.json).")
def evaluate_search_command(
    folder: DataFolder, as_json: bool, fitting: bool, save: bool, publish: bool
) -> None:
    """Ask readers' questions with known answers, and report how many were found."""
    if save and not fitting:
        raise Refused("--save goes with --fit")
    corpus = knowledge()
    with refusals():
        home = current(folder.index)
        questions = _held(read_questions(), Shelf(home))
        engine = EmbeddedEngine(home)
        searcher = IndexSearcher(engine, corpus, Background.open(home))
    if fitting:
        _report_fit(_fitted(questions, searcher, engine), save=save, as_json=as_json)
        return
    outcomes = ask_all(questions, searcher, Peer(Shelf(home).everything()))
    found = list(rows(outcomes))
    if publish:
        write_results(results_of(found, searcher.size, dt.date.today()))
        say(str(RESULTS), err=True)
    if as_json:
        print_json({"rows": [_plain(row) for row in found], "missed": _missed(outcomes)})
        return
    _print_table(found)


def _held(questions: Sequence[ReaderQuestion], shelf: Shelf) -> list[ReaderQuestion]:
    """The questions with an answer in the index; reports how many others there are.

    Raises:
        Refused: there is none, so that nothing can be measured.
    """
    held = [question for question in questions if shelf.places(question.answers)]
    left_out = len(questions) - len(held)
    if left_out:
        say(f"{left_out} questions are left out: no answer to them is held", err=True)
    if not held:
        raise Refused("no answer to any question is held: build with --statutes first")
    return held


def _fitted(
    questions: Sequence[ReaderQuestion], searcher: IndexSearcher, engine: EmbeddedEngine
) -> Fitted:
    half = [question for question in questions if not question.kept_apart]
    with progress_bar() as show:
        return fit(gather(half, searcher, engine, show), weights(), show)


def _report_fit(found: Fitted, *, save: bool, as_json: bool) -> None:
    told = found.weights.model_dump()
    figures = {
        "before": found.before.as_dict(),
        "after": found.after.as_dict(),
        "folds left out": found.left_out.as_dict(),
    }
    if save:
        _save(told)
    if as_json:
        print_json({"weights": told, "figures": figures})
        return
    say_text(yaml.safe_dump({"weights": told}, sort_keys=False))
    for name, values in figures.items():
        say(f"{name}: {', '.join(f'{key} {value}' for key, value in values.items())}")


def _save(told: dict[str, float]) -> None:
    """Write new numbers into the file, keeping its comments."""
    lines = []
    for line in WEIGHTS.read_text("utf-8").splitlines():
        name = line.strip().partition(":")[0]
        if line.startswith("  ") and name in told:
            comment = line.partition("#")[2].strip()
            line = f"{f'  {name}: {told[name]}':<22}# {comment}"
        lines.append(line)
    aside = WEIGHTS.with_suffix(".new")
    aside.write_text("\n".join(lines) + "\n", "utf-8")
    aside.replace(WEIGHTS)


def _plain(row: Row) -> dict[str, object]:
    return {"name": row.name, "engine": row.engine.as_dict(), "peer": row.peer.as_dict()}


def _missed(outcomes: Sequence[QuestionOutcome]) -> list[str]:
    """The questions of the fitted half without an answer in the first ten; no others are shown."""
    return [
        o.question.id
        for o in outcomes
        if not o.question.kept_apart and (o.engine.rank is None or o.engine.rank > 10)
    ]


def _print_table(found: Sequence[Row]) -> None:
    columns = ("questions of", "n", *_COLUMNS, "peer @1", "peer @10", "peer empty")
    title = "Search, beside SQLite FTS5 (any word by six letters)"
    say_table(title, columns, map(_cells, found))


def _cells(row: Row) -> tuple[str, ...]:
    engine, peer = row.engine.as_dict(), row.peer.as_dict()
    return (
        row.name, str(row.engine.questions), *(str(engine[name]) for name in _COLUMNS),
        *(str(peer[name]) for name in ("success_1", "success_10", "empty")),
    )  # fmt: skip
