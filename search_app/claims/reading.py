"""Reads a clause: a statement, a doubt, or None where it says nothing about this law."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from search_app.claims.clauses import TELLING, Clause
from search_app.claims.figures import penalties_of
from search_app.claims.marks import Mark
from search_app.claims.phrases import PhraseBook
from search_app.claims.questions import questions_of
from search_app.claims.statement import Assertion, Doubt, Statement, Subjects
from search_app.claims.subjects import subjects_of
from search_app.claims.times import when_of

_MIXED = frozenset({"criminal", "administrative", "punished", "fined", "jailed"})
"""Assertions that may stand beside each other in one clause."""
_QUOTED = re.compile(r"[\"“”„«»‹›]")
_KNOWING = ("purchase-exploited",)
"""Where a fault is told of a buyer without more, it is about knowing use."""


@dataclass(frozen=True)
class ClauseRead:
    """A clause as read; `subjects` and `questions` are what the next clause may inherit."""

    statement: Statement | Doubt | None
    subjects: Subjects | None = None
    questions: tuple[str, ...] = ()


def read_clause(
    clause: Clause, sentence: str, book: PhraseBook, before: ClauseRead | None = None,
    country: Subjects | None = None,
) -> ClauseRead:  # fmt: skip
    """Return what a clause of a sentence says.

    Args:
        clause: a part of the sentence.
        sentence: the whole of it.
        book: the phrases of its language.
        before: the clause before it in the sentence.
        country: what "there" and "the country" mean, where the sentence before names one state.
    """
    own = subjects_of(clause, sentence, book)
    if own is None and clause.of("back"):
        own = country or Doubt("Which country it means is not sure.")
    subjects = own or (before.subjects if before else None)
    inherited = before.questions if before else ()
    if clause.of("back") and clause.of("country", "quantity"):
        return ClauseRead(Doubt("Which country it means is not sure."))
    topical = clause.of("topic", "fault", "assert") or (inherited and clause.of(*TELLING))
    if subjects is None and not (topical and clause.of("predicate", "act")):
        return ClauseRead(None)
    if not topical:
        return ClauseRead(None, subjects if isinstance(subjects, Subjects) else None, inherited)
    if subjects is None:
        return ClauseRead(Doubt("It names no member state."))
    if isinstance(subjects, Doubt):
        return ClauseRead(subjects)
    if clause.unread:
        return ClauseRead(Doubt(_unread(clause)), subjects)
    if _QUOTED.search(clause.text):
        return ClauseRead(Doubt("It quotes somebody."), subjects)
    statement = _statement(clause, sentence, book, subjects, inherited)
    questions = statement.questions if isinstance(statement, Statement) else ()
    return ClauseRead(statement, subjects, questions)


def _unread(clause: Clause) -> str:
    words = ", ".join(f"“{word}”" for word in dict.fromkeys(clause.unread[:3]))
    return f"It has words that could change its meaning: {words}."


def _statement(
    clause: Clause, sentence: str, book: PhraseBook, subjects: Subjects, inherited: tuple[str, ...]
) -> Statement | Doubt:
    when = when_of(clause, book)
    penalties = penalties_of(clause, book)
    asserts = _asserts(clause, sentence, book)
    for part in (when, penalties, asserts):
        if isinstance(part, Doubt):
            return part
    questions = questions_of(clause, [a.kind for a in asserts])  # type: ignore[union-attr]
    if isinstance(questions, Doubt):
        return questions
    questions = questions or inherited
    fault = clause.of("fault")
    if fault and (len(fault) > 1 or not set(questions) <= {"purchase-adult", *_KNOWING}):
        return Doubt("Of which offence it tells the fault is not sure.")
    made = Statement(
        subjects, _KNOWING if fault else questions, asserts, penalties,  # type: ignore[arg-type]
        fault=fault[0].value if fault else None, age=_age(clause),
        conditional=bool(clause.of("condition")), when=when,  # type: ignore[arg-type]
        cited=_cited(clause),
        readings=any(m.value == "prostitution" for m in clause.of("topic")) and len(questions) > 1,
        loose=any(m.value == "buyers" for m in clause.of("topic")) and not clause.of("detail"),
    )  # fmt: skip
    if not made.questions or not (made.asserts or made.penalties or made.fault):
        return Doubt("What it states of the law is not sure.")
    if clause.of("ends", "no-longer") and made.when.kind == "now":
        return replace(made, when=replace(made.when, kind="ends"))
    return made


def _asserts(clause: Clause, sentence: str, book: PhraseBook) -> tuple[Assertion, ...] | Doubt:
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
        kind, holds = _POLAR.get(mark.value, (mark.value, True))
        made.append(Assertion(kind, holds != (mark in denied)))  # type: ignore[arg-type]
    made += [Assertion("entitled") for _ in clause.of("assert")]
    said = tuple(dict.fromkeys(made))
    if len(said) > 1 and not {assertion.kind for assertion in said} <= _MIXED:
        return Doubt("It says several things of the law at once.")
    return said


_POLAR = {"decriminalised": ("punished", False), "not-entitled": ("entitled", False)}


def _denied(
    clause: Clause, marks: list[Mark], sentence: str, book: PhraseBook
) -> set[Mark] | Doubt:
    """The predicates that are denied; every word of denial must stand right before one."""
    denied = set()
    for word in clause.of("not", "no-longer", "ends"):
        following = next((m for m in marks if m.start >= word.end), None)
        if following is None or not _only_small(sentence[word.end : following.start], book):
            return Doubt("What it denies is not sure.")
        if following in denied:
            return Doubt("It denies twice.")
        denied.add(following)
    if neither := clause.of("neither"):
        both = any(mark.value == "both" for mark in clause.of("topic"))
        if denied or len(neither) > 1 or len(clause.of("nor")) + both != 1:
            return Doubt("What it denies is not sure.")
        return set(marks)
    return Doubt("What it denies is not sure.") if clause.of("nor") else denied


def _only_small(text: str, book: PhraseBook) -> bool:
    return all(word.casefold() in book.small for word in re.findall(r"\w+", text))


def _age(clause: Clause) -> int | None:
    for mark in clause.of("detail"):
        if mark.value == "minor" and (number := re.search(r"\d\d", _text(clause, mark))):
            return int(number[0])
    return None


def _text(clause: Clause, mark: Mark) -> str:
    return clause.text[mark.start - clause.start : mark.end - clause.start]


def _cited(clause: Clause) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(re.findall(r"\d+|[a-z]+", f"{m.named.get('chapter', '')} {m.named['n']}".casefold()))
        for m in clause.of("citation")
    )
