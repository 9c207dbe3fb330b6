"""Clauses of a sentence: where one statement ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from search_app.claims.marks import Mark, marks_of, unread_words
from search_app.claims.phrases import PhraseBook

TELLING = frozenset({"predicate", "act", "fault", "term", "amount", "assert", "ends", "located"})
"""Marks that make a clause a statement of its own."""
_PLACING = frozenset({"country", "quantity"})


@dataclass(frozen=True)
class Clause:
    """A range [start, end) of a sentence, its marks and the words in it that were not read."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    unread: tuple[str, ...] = field(default=())

    def of(self, *kinds: str) -> list[Mark]:
        """Return the marks of some kinds, in order."""
        return [mark for mark in self.marks if mark.kind in kinds]


def clauses(sentence: str, book: PhraseBook) -> list[Clause]:
    """Return the clauses of a sentence, without the words between them."""
    marks = marks_of(sentence, book)
    unread = unread_words(sentence, marks, book)
    bounds = [(0, 0)]
    for stop, start in _breaks(sentence, marks, book):
        left = [m for m in marks if bounds[-1][1] <= m.start < stop]
        right = [m for m in marks if m.start >= start]
        if _states(left) and _states(right, afresh=True):
            bounds.append((stop, start))
    made = []
    ends = [*(stop for stop, _ in bounds[1:]), len(sentence)]
    for (_, start), end in zip(bounds, ends, strict=True):
        own = tuple(m for m in marks if start <= m.start < end)
        words = tuple(
            w for place, w in unread if start <= place < end and w.casefold() not in book.breaks
        )
        made.append(Clause(start, end, sentence[start:end], own, words))
    return made


def _breaks(sentence: str, marks: Sequence[Mark], book: PhraseBook) -> Iterator[tuple[int, int]]:
    """Yield where a clause could end and where the next would begin then."""
    covered = {place for mark in marks for place in range(mark.start + 1, mark.end)}
    words = "|".join(map(re.escape, book.breaks))
    # ", but", "while", a comma that is no part of a number, a dash, a colon
    ends = rf"(?:,\s{{0,3}})?(?<!\w)(?:{words})(?!\w)|,(?!\d)|[–—:]"
    for match in re.finditer(ends, sentence, re.IGNORECASE):
        if match.start() not in covered and match.end() - 1 not in covered:
            yield match.start(), match.end()


def _states(marks: Sequence[Mark], *, afresh: bool = False) -> bool:
    """Whether marks make a statement; `afresh`: up to its predicate it names a state or a topic."""
    telling = any(m.kind in TELLING for m in marks)
    # "Germany does not", "buying it is not": it denies what was said before
    echoes = bool(marks) and marks[-1].kind == "not"
    echoes = echoes and any(m.kind in {"country", "topic"} for m in marks)
    if not afresh or not (telling or echoes):
        return telling or echoes
    # "an administrative offence, not a crime": nothing new is named, so it is still one statement
    named = _PLACING | {"topic"}
    return any(m.kind in named for m in marks)
