"""The tables of `docs/accuracy.md`, as CSV files beside it.

Measures have four decimals, or none where they would divide by zero. Three lines of one of them:

    by,name,precision,recall,f1,labels,first_look,macro_f1_of_others
    language,bg,1.0,0.9783,0.989,46,0.747,0.9719
    country,se,0.9787,1.0,0.9892,46,,0.9712
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from nlp.evaluation.buyers import KINDS
from nlp.evaluation.figures import Published, PublishedScore, SetLook
from nlp.evaluation.national import Estimate, NationalLaw
from nlp.evaluation.review import Review

FOLDER = "accuracy"
"""The folder of the tables, beside the page."""
FIRST_LABELS = "first labels"
SET_NAMES = {
    "acts": "other acts",
    "acts-read": "further acts, half that was read",
    "acts-kept": "further acts, half kept apart",
    "mended": "written, half that was read",
    "kept": "written, half kept apart",
}
"""Names of sets on the page, where they differ from those in the figures."""
WHEN = {"first": "when opened", "after": "after the improvement", "now": "today"}
MEASURES = ("precision", "recall", "f1", "labels")
MEANINGS = {
    "sets.csv": "every set of labels: its size and its score when opened, later, and today",
    "scores.csv": "the score of every set by concept, country or language",
    "parts.csv": "the first labels by language and country, with the first look",
    "languages.csv": "the first labels by language and concept",
    "buyers.csv": "the sentences about buyers by language and kind",
    "judged.csv": "the tags with most evidence, as readers judged them",
    "national.csv": "tags over the whole law of states, and how many are right",
}
"""What each table holds, by file name."""
_Row = Sequence[object]


def accuracy_tables(figures: Published, review: Review, law: NationalLaw) -> dict[str, str]:
    """Return the tables as CSV by the name of their file, which is relative to the page."""
    rows: dict[str, Callable[[], Iterable[_Row]]] = {
        "sets.csv": lambda: _sets(figures),
        "scores.csv": lambda: _scores(figures),
        "parts.csv": lambda: _parts(figures),
        "languages.csv": lambda: _languages(figures),
        "buyers.csv": lambda: _buyers(figures),
        "judged.csv": lambda: _judged(figures, review),
        "national.csv": lambda: _national(law),
    }
    return {f"{FOLDER}/{name}": _csv(rows[name]()) for name in MEANINGS}


def set_name(item: SetLook) -> str:
    """Return what the page calls the set of a score."""
    return SET_NAMES.get(item.name, item.name)


def _csv(rows: Iterable[_Row]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()


def _measures(score: PublishedScore) -> tuple[float | int | None, ...]:
    return score.precision, score.recall, score.f1, score.support


def _sets(figures: Published) -> Iterator[_Row]:
    buyer = ("buyer_precision", "buyer_recall", "buyer_f1")
    yield ("set", "when", "measured", "provisions", *MEASURES, "macro_f1", *buyer, "buyer_labels")
    for item in figures.looks():
        look = item.look
        yield (
            set_name(item), WHEN[item.when], look.measured, item.labels,
            *_measures(look.together), look.macro_f1, *_measures(look.buyer_liable),
        )  # fmt: skip


def _scores(figures: Published) -> Iterator[_Row]:
    yield ("set", "when", "by", "name", *MEASURES)
    yield from _by(FIRST_LABELS, "today", "concept", figures.concepts)
    for item in figures.looks():
        name, when, look = set_name(item), WHEN[item.when], item.look
        yield from _by(name, when, "concept", look.concepts)
        yield from _by(name, when, "country", look.countries)
        yield from _by(name, when, "language", look.languages)


def _by(set_: str, when: str, kind: str, scores: Mapping[str, PublishedScore]) -> Iterator[_Row]:
    for name, score in scores.items():
        yield (set_, when, kind, name, *_measures(score))


def _parts(figures: Published) -> Iterator[_Row]:
    yield ("by", "name", *MEASURES, "first_look", "macro_f1_of_others")
    for name, score in figures.languages.items():
        first, others = figures.first_look.get(name), figures.without_language[name]
        yield ("language", name, *_measures(score), first, others)
    for name, score in figures.countries.items():
        yield ("country", name, *_measures(score), None, figures.without_country[name])


def _languages(figures: Published) -> Iterator[_Row]:
    yield ("language", "concept", *MEASURES)
    for language, scores in figures.by_language.items():
        for concept, score in scores.items():
            yield (language, concept, *_measures(score))


def _buyers(figures: Published) -> Iterator[_Row]:
    yield ("language", "kind", "sentences", "tagged_when_opened", "tagged_today")
    first, now = figures.buyers.first, figures.buyers.now
    for language in (None, *now.languages):
        for kind in KINDS:
            today, opened = (look.tally(kind, language=language) for look in (now, first))
            yield (language or "all", kind, today.of, opened.tagged, today.tagged)


def _judged(figures: Published, review: Review) -> Iterator[_Row]:
    yield ("tags", "right", "read", "precision", "low", "high")
    for name, part in {**review.precision(), "still made today": figures.still_made}.items():
        yield (name, part.right, part.read, part.share, part.low, part.high)


def _national(law: NationalLaw) -> Iterator[_Row]:
    columns = ("made", "judged", "share", "low", "high")
    head = [f"{column}_{when}" for when in ("before", "after") for column in columns]
    yield ("by", "name", *head)
    yield ("all", "all", *_estimate(law.before.together()), *_estimate(law.after.together()))
    for kind, before, after in (
        ("concept", law.before.by_concept(), law.after.by_concept()),
        ("language", law.before.by_language(), law.after.by_language()),
    ):
        for name, estimate in before.items():
            yield (kind, name, *_estimate(estimate), *_estimate(after.get(name)))


def _estimate(estimate: Estimate | None) -> tuple[float | int | None, ...]:
    """The columns of an estimate; there is no share where nothing was judged."""
    if estimate is None:
        return 0, 0, None, None, None
    interval = (None, None) if estimate.share is None else (estimate.low, estimate.high)
    return estimate.made, estimate.judged, estimate.share, *interval
