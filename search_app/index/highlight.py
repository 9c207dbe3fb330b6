"""Passages with marks: the same words on the original text, whatever engine found it."""

from __future__ import annotations

from dataclasses import dataclass

from search_app.index.analysis import Word, fold, lemma, words
from search_app.index.plan import Plan
from search_app.index.settings import settings

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Passage:
    """A piece of a text and the half-open ranges marked in it."""

    text: str
    marks: Marks


def matches(plan: Plan, text: str, language: str) -> Marks:
    """Return the ranges of a text that match words or phrases of a plan, in order."""
    found = list(words(text))
    wanted = {
        value for clause in plan.clauses for lang, value in clause.lemmas if lang == language
    } | {fold(clause.form) for clause in plan.clauses}
    ranges = {(w.start, w.end) for w in found if _matches(w, wanted, language)}
    for phrase in plan.phrases:
        ranges |= set(_phrase_ranges(found, phrase))
    return tuple(sorted(ranges))


def passage(text: str, marks: Marks) -> Passage:
    """Return the piece of a text that holds most marks, cut at word ends, at most as long as set.

    Marks are moved with it; without marks it is the beginning of the text.
    """
    size = settings().limits.passage
    start = _best_start(marks, size)
    start = _word_start(text, max(0, start - 40)) if start else 0
    end = len(text) if len(text) - start <= size else _word_end(text, start + size)
    inside = tuple((a - start, b - start) for a, b in marks if a >= start and b <= end)
    return Passage(text[start:end], inside)


def _matches(word: Word, wanted: set[str], language: str) -> bool:
    return lemma(word.form, language) in wanted or fold(word.form) in wanted


def _phrase_ranges(found: list[Word], phrase: tuple[str, ...]) -> list[tuple[int, int]]:
    size = len(phrase)
    return [
        (found[i].start, found[i + size - 1].end)
        for i in range(len(found) - size + 1)
        if all(found[i + k].form == phrase[k] for k in range(size))
    ]


def _best_start(marks: Marks, size: int) -> int:
    best, most = 0, 0
    for i, (start, _) in enumerate(marks):
        inside = sum(1 for _, end in marks[i:] if end <= start + size - 40)
        if inside > most:
            best, most = start, inside
    return best


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
