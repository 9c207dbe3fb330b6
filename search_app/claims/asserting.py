"""What a clause says of the law: kinds of rules, affirmed or denied."""

from __future__ import annotations

import re

from search_app.claims.clauses import Clause
from search_app.claims.marks import Mark
from search_app.claims.phrases import PhraseBook
from search_app.claims.statement import Assertion, Doubt

_MIXED = frozenset({"criminal", "administrative", "punished", "fined", "jailed"})
"""Assertions that may stand beside each other in one clause."""


def asserts_of(clause: Clause, sentence: str, book: PhraseBook) -> tuple[Assertion, ...] | Doubt:
    """Return what a clause says of the law, each affirmed or denied; or why that is not clear."""
    marks = clause.of("predicate", "act")
    if clause.of("fault") and clause.of("not", "neither"):
        return Doubt("What it denies is not sure.")
    figures = {mark.kind for mark in clause.of("term", "amount")}
    denied = _denied(clause, marks, sentence, book)
    if isinstance(denied, Doubt):
        return denied
    made = []
    for mark in marks:
        told = {"fined": "amount", "jailed": "term"}.get(mark.value)
        if told in figures and mark not in denied:
            continue
        kind, holds = _polar(mark.value)
        made.append(Assertion(kind, holds != (mark in denied)))  # type: ignore[arg-type]
    if clause.of("located") and clause.of("citation") and not made:
        made.append(Assertion("punished"))
    made += [Assertion("entitled") for _ in clause.of("assert")]
    said = tuple(dict.fromkeys(made))
    if len(said) > 1 and not {assertion.kind for assertion in said} <= _MIXED:
        return Doubt("It says several things of the law at once.")
    return said


def _polar(value: str) -> tuple[str, bool]:
    """The kind that a mark's value stands for: `not-punished` denies `punished`."""
    if value == "decriminalised":
        return "punished", False
    return (value.removeprefix("not-"), False) if value.startswith("not-") else (value, True)


def _denied(
    clause: Clause, marks: list[Mark], sentence: str, book: PhraseBook
) -> set[Mark] | Doubt:
    """The predicates that are denied; every word of denial must stand right before one."""
    denied = set()
    for word in clause.of("not", "never", "no-longer", "ends"):
        target = _denied_by(word, clause, marks, sentence, book)
        if target is None:
            return Doubt("What it denies is not sure.")
        if target in denied:
            return Doubt("It denies twice.")
        denied.add(target)
    if neither := clause.of("neither"):
        both = any(mark.value == "both" for mark in clause.of("topic"))
        if denied or len(neither) > 1 or len(clause.of("nor")) + both != 1:
            return Doubt("What it denies is not sure.")
        return set(marks)
    return Doubt("What it denies is not sure.") if clause.of("nor") else denied


def _denied_by(
    word: Mark, clause: Clause, marks: list[Mark], sentence: str, book: PhraseBook
) -> Mark | None:
    """The predicate right after a word of denial; or before it, where the language has it so."""
    following = next((m for m in marks if m.start >= word.end), None)
    if following and _only_small(sentence[word.end : following.start], book):
        return following
    before = [m for m in marks if m.end <= word.start]
    if not book.denies_after or word.kind == "ends" or len(marks) != 1 or not before:
        return None
    right_after = _only_small(sentence[before[0].end : word.start], book)
    last = word is clause.marks[-1] and _only_small(clause.text[word.end - clause.start :], book)
    return before[0] if right_after or last else None


def _only_small(text: str, book: PhraseBook) -> bool:
    return all(word.casefold() in book.small for word in re.findall(r"\w+", text))
