"""Passages with highlighted words, the same whichever engine found the text.

A text is not read word by word for that. The forms that the asked stems have in the generation are
searched in it, and where its cues stand was stored with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from search_app.index.documents import RENDERING_LANGUAGE, Document, TextRanges
from search_app.index.plan import QueryPlan, QueryUnit
from search_app.index.settings import settings
from search_app.index.vocabulary import Vocabulary

_MOST_FORMS = 60
_SURE = 0.4
_BEFORE = 40


@dataclass(frozen=True)
class Passage:
    """Part of a text, and the half-open ranges marked in it."""

    text: str
    marks: TextRanges


class Marker:
    """Marks the words of one plan; the forms to look for are worked out once per language."""

    def __init__(self, plan: QueryPlan, vocabulary: Vocabulary) -> None:
        self._plan = plan
        self._vocabulary = vocabulary
        self._cues = frozenset(plan.understanding.values("cue"))
        self._phrases = [_phrase(phrase) for phrase in plan.phrases]
        self._forms = lru_cache(maxsize=32)(self._find_forms)
        self._unit_forms = lru_cache(maxsize=256)(self._find_unit_forms)

    def matches(self, text: str, language: str, document: Document | None = None) -> TextRanges:
        """Return the ranges of a text that match words, phrases or cues of the plan, in order.

        Places of cues are those of a document's own text, so they are taken only where it is given.
        """
        lowered = text.lower()
        if len(lowered) != len(text):  # İ becomes two characters
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        found = set(_words(lowered, self._forms(language)))
        for phrase in self._phrases:
            found |= {match.span() for match in phrase.finditer(lowered)}
        if document is not None:
            for cue in self._cues.intersection(document.cues):
                found.update(document.cues[cue])
        return tuple(_outermost(found))

    def has(self, document: Document, unit: QueryUnit) -> bool:
        """Whether a document has a word of the query, or a cue which that word stands for."""
        if any(cue in document.cues for cue in unit.cues):
            return True
        above = f"{document.title}\n{document.act_names}\n{document.text}".lower()
        forms = self._unit_forms(unit, document.language)
        if next(_words(above, forms), None):
            return True
        english = f"{document.rendering_heading} {document.rendering}".lower()
        forms = self._unit_forms(unit, RENDERING_LANGUAGE)
        return next(_words(english, forms), None) is not None

    def _find_unit_forms(self, unit: QueryUnit, language: str) -> tuple[str, ...]:
        prefix = f"{language}|"
        forms = {unit.form: None}
        for term in unit.terms:
            if term.token.startswith(prefix):
                known = self._vocabulary.forms(term.token.removeprefix(prefix), language)
                forms |= dict.fromkeys(known[:_MOST_FORMS])
        return tuple(forms)

    def _find_forms(self, language: str) -> tuple[str, ...]:
        """The forms of the query's words in a language, and the words as typed."""
        wanted: dict[str, None] = {}
        prefix = f"{language}|"
        for unit in self._plan.units:
            wanted[unit.form] = None
            for term in unit.terms:
                if term.token.startswith(prefix) and term.weight > _SURE:
                    forms = self._vocabulary.forms(term.token.removeprefix(prefix), language)
                    wanted |= dict.fromkeys(forms[:_MOST_FORMS])
        return tuple(wanted)


def _words(lowered: str, forms: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The ranges where forms occur as whole words."""
    for form in forms:
        at = lowered.find(form)
        while at >= 0:
            end = at + len(form)
            if not _letter(lowered, at - 1) and not _letter(lowered, end):
                yield at, end
            at = lowered.find(form, end)


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum()


def _phrase(phrase: tuple[str, ...]) -> re.Pattern[str]:
    # "lånas ut" also finds "lånas  ut" and "lånas-ut", but not "utlånas ut"
    words = r"[\W_]+".join(map(re.escape, phrase))
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _outermost(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The ranges that lie inside no other, in order."""
    end = -1
    for start, stop in sorted(ranges, key=lambda r: (r[0], -r[1])):
        if stop > end:
            yield start, stop
            end = stop


def passage(text: str, marks: TextRanges) -> Passage:
    """Return the piece of a text that holds most marks, cut at word ends, at most as long as set.

    Marks are moved with it; without marks it is the beginning of the text.
    """
    size = settings().limits.passage
    start = _best_start(marks, size)
    start = _word_start(text, max(0, start - _BEFORE)) if start else 0
    end = len(text) if len(text) - start <= size else _word_end(text, start + size)
    inside = tuple((a - start, b - start) for a, b in marks if a >= start and b <= end)
    return Passage(text[start:end], inside)


def _best_start(marks: TextRanges, size: int) -> int:
    """The first mark of the stretch with the most marks."""
    best, most, last = 0, 0, 0
    for i, (start, _) in enumerate(marks):
        last = max(last, i)
        while last < len(marks) and marks[last][1] <= start + size - _BEFORE:
            last += 1
        if last - i > most:
            best, most = start, last - i
    return best


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
