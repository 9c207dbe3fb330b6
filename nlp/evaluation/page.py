"""The published figures as the page `docs/accuracy.md`; `nlp.evaluation.tables` has its tables."""

from __future__ import annotations

from collections import Counter

from nlp.evaluation.buyers import KINDS
from nlp.evaluation.figures import Published, PublishedScore
from nlp.evaluation.markdown import number, render, table
from nlp.evaluation.national import NationalLaw
from nlp.evaluation.review import NO_LABELS, Review
from nlp.evaluation.tables import FOLDER, MEANINGS, WHEN, set_name


def accuracy_page(figures: Published, review: Review, law: NationalLaw) -> str:
    """Return the page in Markdown."""
    return render(
        "accuracy.md.j2",
        tables={f"{FOLDER}/{name}": meaning for name, meaning in MEANINGS.items()},
        figures=figures,
        buyer=figures.buyer_liable,
        sets=_sets(figures),
        sentences=figures.buyers.now.tally(*KINDS).of,
        first=figures.buyers.first,
        now=figures.buyers.now,
        review=review,
        no_labels=NO_LABELS,
        judged=review.precision(),
        still_made=figures.still_made,
        wrong=Counter(j.concept for j in review.judgments if j.verdict == "wrong").most_common(),
        law=law,
        law_languages=len(law.before.by_language()),
        before=law.before.together(),
        after=law.after.together(),
        again=law.again.together(),
    )


def _measures(score: PublishedScore) -> tuple[str, str, str]:
    return number(score.precision), number(score.recall), number(score.f1)


def _sets(figures: Published) -> str:
    rows = []
    for item in figures.looks():
        look = item.look
        name = f"{set_name(item)}, {WHEN[item.when]}"
        measures = (*_measures(look.together), number(look.macro_f1), number(look.buyer_liable.f1))
        rows.append((name, item.labels, *measures))
    head = ("set", "provisions", "precision", "recall", "F1", "macro-F1", "buyer liable, F1")
    return table(head, rows)
