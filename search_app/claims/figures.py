"""Penalties in a clause: terms of imprisonment and fines, with their bounds."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.coded.basics import term_in_days
from search_app.claims.clauses import Clause
from search_app.claims.marks import Mark
from search_app.claims.phrases import PhraseBook
from search_app.claims.statement import Doubt, PenaltyTold
from search_app.claims.subjects import number_of

CUSTODY = "days"
"""The unit of a term of imprisonment; that of a fine is its currency."""


def penalties_of(clause: Clause, book: PhraseBook) -> tuple[PenaltyTold, ...] | Doubt:
    """Return the penalties that a clause tells, or why they are not clear."""
    figures = clause.of("term", "amount")
    bounds, spans = clause.of("bound"), clause.of("span")
    kinds = [mark.kind for mark in figures]
    if kinds == ["term", "term"] and _is_range(clause, figures, book) and not bounds:
        low, high = (_value(mark.named["n"], mark, book) for mark in figures)
        return (PenaltyTold(CUSTODY, least=low, most=high),)
    if len(set(kinds)) != len(kinds):
        return Doubt("It gives more than one figure of a kind.")
    if not figures:
        return Doubt("It gives a bound without a figure.") if bounds or spans else ()
    if "term" in kinds and not _names_custody(clause, figures):
        return Doubt("It gives a time, but not of what.")
    if len(bounds) > len(figures) or len(spans) > len(figures):
        return Doubt("Which figure is meant by which bound is not sure.")
    return tuple(_told(clause, figures, book))


def _is_range(clause: Clause, terms: list[Mark], book: PhraseBook) -> bool:
    """Whether two terms are the ends of one scale: "three months to five years"."""
    first, second = terms
    if not _names_custody(clause, terms):
        return False
    between = clause.text[first.end - clause.start : second.start - clause.start].strip()
    pairs = [mark for mark in clause.of("span") if mark.value == "pair"]
    return between.casefold() in (book.joins if pairs else book.joins[:1])


def _names_custody(clause: Clause, figures: list[Mark]) -> bool:
    """Whether the last term is one "in prison", or the clause speaks of prison or a sentence."""
    term = [mark for mark in figures if mark.kind == "term"][-1]
    names = len(clause.text[term.start - clause.start : term.end - clause.start].split()) > 2
    said = {mark.value for mark in clause.of("predicate")}
    # "is punished with up to ten years"
    scaled = "punished" in said and any(mark.value == "most" for mark in clause.of("bound"))
    return names or scaled or "jailed" in said or bool(clause.of("custody"))


def _told(clause: Clause, figures: list[Mark], book: PhraseBook) -> Iterator[PenaltyTold]:
    after = clause.start
    for mark in figures:
        before = [m for m in clause.of("bound", "span") if after <= m.start < mark.start]
        after = mark.end
        unit = CUSTODY if mark.kind == "term" else mark.value
        value = _value(mark.named["n"], mark, book)
        spanned = next((m for m in before if m.kind == "span"), None)
        bounds = [m.value for m in before if m.kind == "bound"]
        if "low" in mark.named:
            yield PenaltyTold(unit, least=_value(mark.named["low"], mark, book), most=value)
        elif spanned:
            yield PenaltyTold(unit, least=_value(spanned.named["low"], mark, book), most=value)
        elif bounds == ["most"]:
            yield PenaltyTold(unit, most=value)
        elif bounds == ["least"]:
            yield PenaltyTold(unit, least=value)
        else:
            yield PenaltyTold(unit, single=value)


def _value(number: str, mark: Mark, book: PhraseBook) -> float:
    value = number_of(number, book)
    return term_in_days(f"{value} {mark.value}") if mark.kind == "term" else float(value)
