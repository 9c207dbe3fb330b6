"""Finds provision numbers in a query: "611-1", "§ 232a Abs. 6", "6 kap. 11 §", "art. 216^1"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.numbers import citing_number, heading_number
from search_app.index.analysis import Word

# What a number of a law has and an age or a year has not: 611-1, 232a, 600-bis, 216^1, 6:11.
_SHAPED = re.compile(
    r"\d[-^:/.]\d|\d[a-z](?![a-z])|\d[\s-]?(?:bis|ter|quater|quinquies)\b|^[lrd]\.?\s?\d", re.I
)
# What stands before the number of a provision: "art. 5", "§ 12", "section 7A", "чл. 155".
_SIGN_BEFORE = re.compile(
    r"(?:§§?|\b(?:art|arts|artikel|article|artikkel|artículo|articulo|articolo|articolul|artigo|"
    r"artikolu|airteagal|alt|sec|section|s\.|čl|чл|член|članak|άρθρο|αρθρο|άρθρ|par|paragraf|"
    r"paragraph|pct|luku))\.?\s*$",
    re.I,
)
# What stands after it: "6 kap. 11 §", "20 luku", "164. pants", "307 straipsnis", "175. člen".
_SIGN_AFTER = re.compile(
    r"^\.?\s*(?:§|kap\b|luku|luvu|pants|panta|straipsni|člen|cikk|paragrahv)", re.I
)
# the "kap " of "6 kap 11 §", which the grammar wants with its full stop
_CHAPTER = re.compile(r"\bkap\s")
# "2016", "2016-04-13"
_DAY = re.compile(r"(?:19|20)\d\d(?:-\d\d-\d\d)?")
_FAR = 24
# the ".4" of "188.4"
_PARAGRAPH = re.compile(r"[.:]\d+$")


@dataclass(frozen=True)
class NamedNumber:
    """The forms of a number under the grammars of some countries, and its range in the query."""

    forms: frozenset[str]
    place: tuple[int, int]


def find_numbers(
    text: str, typed: Sequence[Word], countries: Sequence[str], *, of_act: bool
) -> list[NamedNumber]:
    """Return the provision numbers in a query.

    A bare number counts when an act is named (`of_act`) or nothing else was typed; a year, an age
    or an amount is none. Two numbers may be two levels of one (chapter and section), so they are
    returned joined as well; "188.4" may mean paragraph 4 of 188.
    """
    found: list[NamedNumber] = []
    alone = sum(any(c.isalpha() for c in word.form) for word in typed) < 2
    for word in typed:
        if not any(c.isdigit() for c in word.form):
            continue
        before = _SIGN_BEFORE.search(text[: word.start])
        start = before.start() if before else word.start
        signed = before is not None or _SIGN_AFTER.match(text[word.end :]) is not None
        if _DAY.fullmatch(word.form) and not signed:
            continue
        if signed or alone or of_act or _SHAPED.search(word.form):
            forms = _forms(text[start:], word.form, countries)
            if forms:
                found.append(NamedNumber(forms, (start, word.end)))
    return [*found, *_joined(found)]


def _forms(rest: str, form: str, countries: Sequence[str]) -> frozenset[str]:
    """The numbers at the beginning of a text, under the grammars of countries."""
    rest = _CHAPTER.sub("kap. ", rest)
    found = set()
    for country in countries:
        number = heading_number(rest, country) or citing_number(rest[: len(form) + _FAR], country)
        if number:
            found |= {number, _PARAGRAPH.sub("", number)}
    return frozenset(found)


def _joined(found: Sequence[NamedNumber]) -> Iterator[NamedNumber]:
    for one, other in pairwise(found):
        forms = {f"{a}:{b}" for a in one.forms for b in other.forms if ":" not in a + b}
        if forms:
            yield NamedNumber(frozenset(forms), (one.place[0], other.place[1]))
