"""Of which states a clause speaks: a list of names, or a quantity of member states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from search_app.claims.clauses import Clause
from search_app.claims.marks import Mark
from search_app.claims.phrases import PhraseBook
from search_app.claims.statement import Doubt, Quantity, Subjects

_COUNTED: dict[str, Quantity] = {
    "count": "count", "least": "least", "more": "least", "most": "most", "fewer": "most",
}  # fmt: skip
_STEP = {"more": 1, "fewer": -1}
"""More than four are at least five, fewer than four at most three."""


def subjects_of(clause: Clause, sentence: str, book: PhraseBook) -> Subjects | Doubt | None:
    """Return of which states a clause speaks, why that is not clear, or None without any."""
    quantities, countries = clause.of("quantity"), clause.of("country")
    if len(quantities) > 1:
        return Doubt("It speaks of more than one group of states.")
    if quantities:
        return _counted(quantities[0], clause, sentence, book)
    if not countries:
        return None
    if not _is_list(countries, sentence, book) and len({m.value for m in countries}) > 1:
        return Doubt("It names states in more than one place, so which is meant is not sure.")
    codes = tuple(dict.fromkeys(mark.value for mark in countries))
    return _only(clause, sentence, codes)


def _counted(quantity: Mark, clause: Clause, sentence: str, book: PhraseBook) -> Subjects | Doubt:
    countries = clause.of("country")
    if clause.of("only"):
        return Doubt("What 'only' means here is not sure.")
    if clause.of("except") or quantity.value == "all-but":
        return _all_but(quantity, clause, sentence, book)
    if countries and quantity.value == "count" and _listed(clause, sentence, book):
        return _exactly(quantity, clause, book)
    if countries and not (clause.of("namely") and _is_list(countries, sentence, book)):
        return Doubt("How the states that it names and the group go together is not sure.")
    codes = tuple(dict.fromkeys(mark.value for mark in countries))
    if quantity.value in _COUNTED:
        number = number_of(quantity.named["n"], book) + _STEP.get(quantity.value, 0)
        return Subjects(_COUNTED[quantity.value], codes, number)
    plain: dict[str, Quantity] = {
        "all": "all", "none": "none", "majority": "majority", "some": "some",
    }  # fmt: skip
    return Subjects(plain[quantity.value], codes)


def _listed(clause: Clause, sentence: str, book: PhraseBook) -> bool:
    """Whether a number of states is followed by their names: "four states ban it: A, B, …"."""
    countries = clause.of("country")
    if clause.of("namely") or not _is_list(countries, sentence, book):
        return False
    before = sentence[clause.start : countries[0].start].rstrip()
    # `la` in "l'UE : la Suède"
    before = re.sub(rf"(?<=[:–—(])\s{{0,3}}{book.list_words}$", "", before)
    return before.endswith((":", "–", "—", "(")) or bool(clause.of("exactly"))


def _exactly(quantity: Mark, clause: Clause, book: PhraseBook) -> Subjects | Doubt:
    codes = tuple(dict.fromkeys(mark.value for mark in clause.of("country")))
    if number_of(quantity.named["n"], book) != len(codes):
        return Doubt("It does not name as many states as it counts.")
    return Subjects("listed", codes, len(codes))


def _all_but(quantity: Mark, clause: Clause, sentence: str, book: PhraseBook) -> Subjects | Doubt:
    """ "All but X", "no state except X": the states must stand right after the word."""
    countries, words = clause.of("country"), clause.of("except")
    word = quantity if quantity.value == "all-but" else words[0]
    follows = countries and _between(book).fullmatch(sentence, word.end, countries[0].start)
    if not (follows and len(words) < 2 and _is_list(countries, sentence, book)):
        return Doubt("Which states it leaves out is not sure.")
    codes = tuple(dict.fromkeys(mark.value for mark in countries))
    if quantity.value == "none":
        return Subjects("only", codes)
    if quantity.value in {"all", "all-but"}:
        return Subjects("all-but", codes)
    return Doubt("Which states it leaves out is not sure.")


def number_of(text: str, book: PhraseBook) -> int:
    """Return a number in figures (with or without separators; cents are dropped) or in words.

    Raises:
        KeyError: the words are no number that the phrase book knows.
    """
    # the `.84` of "10,225.84"
    plain = re.sub(r"[.,\s]", "", re.sub(r"(?<=\d)[.,]\d\d$", "", text.casefold()))
    if plain.isdigit():
        return int(plain)
    *count, last = text.casefold().split()
    if count and last in book.multiples:
        return book.numbers[" ".join(count)] * book.multiples[last]
    return book.numbers[text.casefold()]


def _only(clause: Clause, sentence: str, codes: tuple[str, ...]) -> Subjects | Doubt:
    marks = clause.of("only")
    if not marks:
        return Subjects("each", codes)
    first, last = clause.of("country")[0], clause.of("country")[-1]
    word = marks[0]
    before_list = word.end <= first.start and not sentence[word.end : first.start].strip()
    names_group = " " in sentence[word.start : word.end].strip() and word.start > last.end
    if len(marks) == 1 and (before_list or names_group):
        return Subjects("only", codes)
    return Doubt("What 'only' means here is not sure.")


def _is_list(countries: Sequence[Mark], sentence: str, book: PhraseBook) -> bool:
    """Whether nothing but commas and words like "and" stands between the names."""
    between = _between(book)
    return all(between.fullmatch(sentence, a.end, b.start) for a, b in pairwise(countries))


def _between(book: PhraseBook) -> re.Pattern[str]:
    # `, ` and ` and ` in "Estonia, Latvia and Lithuania"
    return re.compile(rf"(?:\s|,|{book.list_words})+", re.IGNORECASE)
