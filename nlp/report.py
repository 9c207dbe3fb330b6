"""Renders an evaluation as Markdown, the form in which the accuracy is published."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.evaluate import Confusion, Evaluation, Score

_HEAD = "| {} | precision | recall | F1 | support |\n|---|---|---|---|---|"


def to_markdown(evaluation: Evaluation) -> str:
    """Return the figures, per concept, per language and per both, with all confusions."""
    parts = [
        _summary(evaluation),
        "## Per concept",
        _table("concept", evaluation.concepts),
        "## Per language",
        _table("language", evaluation.languages),
    ]
    for language, scores in evaluation.by_language.items():
        parts += [f"### {language}", _table("concept", scores)]
    parts += ["## Where tagger and readers differ", *map(_confusion, evaluation.confusions)]
    return "\n\n".join(parts) + "\n"


def _summary(evaluation: Evaluation) -> str:
    buyer, penalty = evaluation.buyer_liable, evaluation.penalty
    lines = [
        f"- labels: {evaluation.labels}, tagged: {evaluation.tagged}",
        f"- macro-F1 over concepts: {_number(evaluation.macro_f1)}",
        f"- buyer liable: precision {_number(buyer.precision)}, recall {_number(buyer.recall)}, "
        f"F1 {_number(buyer.f1)} (support {buyer.support})",
        f"- gate recall: {_number(evaluation.gate_recall)}",
        f"- penalties: {penalty.stated} stated, {penalty.parsed} could be compared; imprisonment "
        f"agrees in {penalty.imprisonment_agrees}, fine or no fine in {penalty.fine_agrees}",
        *(f"- not tagged, no lexicon: {name} ({n})" for name, n in evaluation.not_tagged.items()),
        *(f"- not found in its statute: {name}" for name in evaluation.missing),
    ]
    return "# Accuracy of the tagger\n\n" + "\n".join(lines)


def _table(title: str, scores: dict[str, Score]) -> str:
    return "\n".join([_HEAD.format(title), *_rows(scores)])


def _rows(scores: dict[str, Score]) -> Iterable[str]:
    for name, score in scores.items():
        measures = (_number(m) for m in (score.precision, score.recall, score.f1))
        yield f"| {name} | {' | '.join(measures)} | {score.support} |"


def _confusion(item: Confusion) -> str:
    lines = [
        f"**{item.statute} {item.provision}**",
        f"gold {_names(item.gold)} · tagged {_names(item.predicted)} · buyer liable "
        f"{_yes(item.gold_buyer_liable)}/{_yes(item.predicted_buyer_liable)}",
        f"readers: {item.why}",
    ]
    if item.evidence:
        lines.append("evidence: " + "; ".join(dict.fromkeys(item.evidence)))
    return "  \n".join(lines)


def _names(concepts: tuple[str, ...]) -> str:
    return ", ".join(concepts) or "nothing"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
