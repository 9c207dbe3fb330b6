"""What the words of a sentence say: marks, which do not overlap, and the words that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from babel import Locale

from corpus.library import packaged_knowledge
from search_app.claims.acts import act_after, act_named
from search_app.claims.phrases import ORDER, PhraseBook
from search_app.claims.places import cities
from search_app.understanding.matcher import country_matcher, reading_of

# A word or a number: "Sweden", "611-1", "it's".
_WORD = re.compile(r"\w+(?:[-’'.,/]\w+)*")
# The article of "l'Italie"; "n'" is no such word, as it denies.
_ELIDED = re.compile(r"(?:[lds]|qu)[’']", re.IGNORECASE)
# `BrB 6:11`, `StGB § 232a`, `C. pén. 611-1`
_SHORT_FIRST = re.compile(
    r"(?<![\w.])((?:[A-Z]\. )?[^\W\d_][\w.]{1,9})\s{1,3}(?:§ ?|art\. ?|s\. ?)?"
    r"(?P<n>\d+(?:[:-]\d+)*+(?: ?[a-z](?!\w))?)(?!\w)"
)
# `Directive (EU) 2024/1712`, `Richtlinie 2011/36/EU`
_DIRECTIVE = re.compile(
    r"(?<!\w)(?:eu[- ])?(?:directive|richtlinie|direktiv)(?:et|n)?(?: \(e[uc]\))?"
    r"(?: \d{4}/\d+(?:/e[ucg])?)?(?!\w)",
    re.IGNORECASE,
)
_POSSESSIVE = ("'s", "’s")
_SAFE = frozenset(ORDER)


@dataclass(frozen=True, eq=False)
class Mark:
    """A range [start, end) of a sentence with its kind, value, and what its expression names."""

    start: int
    end: int
    kind: str
    value: str
    named: Mapping[str, str] = field(default_factory=dict)


def marks_of(sentence: str, book: PhraseBook) -> list[Mark]:
    """Return the marks of a sentence in order; of those that overlap, the longest."""
    marks = [*_phrases(sentence, book), *_countries(sentence, book), *_cities(sentence)]
    marks += [Mark(m.start(), m.end(), "law", "eu") for m in _DIRECTIVE.finditer(sentence)]
    marks = [*_acts(sentence, marks), *_numbered(sentence), *marks]
    marks.sort(key=lambda m: (m.start - m.end, _rank(m), m.start))
    taken: list[Mark] = []
    free = [True] * len(sentence)
    for mark in marks:
        if all(free[mark.start : mark.end]):
            taken.append(mark)
            free[mark.start : mark.end] = [False] * (mark.end - mark.start)
    return sorted(taken, key=lambda mark: mark.start)


def _rank(mark: Mark) -> int:
    return ORDER.index(mark.kind) if mark.kind in _SAFE else -1


def _phrases(sentence: str, book: PhraseBook) -> Iterator[Mark]:
    for kind, value, expression in book.expressions:
        for match in expression.finditer(sentence):
            named = {k: v for k, v in match.groupdict().items() if v is not None}
            yield Mark(match.start(), match.end(), kind, value, named)


def _countries(sentence: str, book: PhraseBook) -> Iterator[Mark]:
    """Names of states; an adjective counts only before "law" and the like, an inhabitant never."""
    names = _names(book.language)
    for code, (start, end) in country_matcher(book.language).find(reading_of(sentence)):
        if code == "eu":
            continue
        word = sentence[start:end]
        while word.endswith(_POSSESSIVE):
            word = word[:-2]
        named = any(word.casefold() in (name, f"{name}s") for name in names.get(code, ()))
        before = book.law_before and book.law_before.search(sentence[max(0, start - 20) : start])
        if named or before or book.law_after.match(sentence, end):
            yield Mark(start, end, "country", code)


def _cities(sentence: str) -> Iterator[Mark]:
    """Cities stand for their states; `named` keeps the city."""
    for code, start, end in cities(sentence):
        yield Mark(start, end, "country", code, {"city": sentence[start:end]})


def _acts(sentence: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Acts that are named after a provision: "§ 232a StGB", "of the Code pénal"."""
    for mark in marks:
        if mark.kind == "citation" and (act := act_after(sentence, mark.end)):
            yield Mark(act.start, act.end, "law", "", {"acts": " ".join(act.ids)})


def _numbered(sentence: str) -> Iterator[Mark]:
    """Provisions after the short form of their act: "BrB 6:11"."""
    for match in _SHORT_FIRST.finditer(sentence):
        if ids := act_named(match[1]):
            named = {"n": match["n"], "acts": " ".join(ids)}
            yield Mark(match.start(), match.end(), "citation", "number", named)


@cache
def _names(language: str) -> dict[str, frozenset[str]]:
    """The names of the member states in a language, each word of them on its own too."""
    territories = Locale.parse(language).territories
    found: dict[str, frozenset[str]] = {}
    for code in packaged_knowledge().states:
        name = territories["GR" if code == "gr" else code.upper()].casefold()
        found[code] = frozenset({name, *name.split(), *_OTHER.get(code, ())})
    return found


_OTHER = {
    "nl": ("holland", "niederlanden", "nederländernas"),
    "cz": ("czech republic", "tschechische republik", "république tchèque", "tjeckiska republiken"),
    "sk": ("slowakische republik", "slovakiska republiken"),
}


def unread_words(sentence: str, marks: Sequence[Mark], book: PhraseBook) -> list[tuple[int, str]]:
    """Return the words, with their places, that no mark covers and that are not small words."""
    covered = {place for mark in marks for place in range(mark.start, mark.end)}
    left = []
    for match in _WORD.finditer(sentence):
        word = match[0]
        for ending in _POSSESSIVE:
            word = word.removesuffix(ending)
        start, end = match.start(), match.start() + len(word)
        if book.language == "fr" and (elided := _ELIDED.match(word)):
            start, word = start + elided.end(), word[elided.end() :]
        word = word.casefold()
        if covered.issuperset(range(start, end)) or word in book.small:
            continue
        if word.strip("'’s"):
            left.append((match.start(), match[0]))
    return left
