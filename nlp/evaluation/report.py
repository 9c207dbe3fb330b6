"""An evaluation as Markdown, as `demandside evaluate` prints it."""

from __future__ import annotations

from collections.abc import Mapping

from nlp.evaluation.evaluate import Evaluation
from nlp.evaluation.markdown import number, render, table
from nlp.evaluation.score import Score


def to_markdown(evaluation: Evaluation) -> str:
    """Return the figures per concept, per language and per both, and every confusion."""
    return render(
        "report.md.j2",
        evaluation=evaluation,
        buyer=evaluation.buyer_liable,
        penalty=evaluation.penalty,
        scores=_scores,
        yes_no=lambda value: "yes" if value else "no",
    )


def _scores(title: str, scores: Mapping[str, Score]) -> str:
    rows = [
        (name, number(s.precision), number(s.recall), number(s.f1), s.support)
        for name, s in scores.items()
    ]
    return table((title, "precision", "recall", "F1", "support"), rows, text_columns=5)
