"""States and topics that a clause sets beside others.

"Unlike Y, X …", "X, but not Y", "…, Y does not", "… punishes the buyer, but not the seller".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from search_app.claims.clauses import Clause
from search_app.claims.marks import Mark
from search_app.claims.phrases import PhraseBook
from search_app.claims.questions import PERSONS, plain_questions
from search_app.claims.statement import Assertion, Doubt, StatedClaim, Subjects, When

_Way = Literal["same", "contrary"]
_UNSURE = Doubt("What it says of each state is not sure.")
_ONE_WAY = frozenset({"legalised", "decriminalised", "regulated"})
"""Kinds whose contrary is not sure."""
# the end of the clause or a comma after "but not Germany"
_CLOSED = re.compile(r" ?(?:[,;–—]|$)")


class BesideGroup(NamedTuple):
    """States, or a topic, of which the same or the contrary is said as in the rest of a clause."""

    way: _Way
    codes: tuple[str, ...]
    topic: str = ""


def parted(
    clause: Clause, sentence: str, book: PhraseBook
) -> tuple[Clause, list[BesideGroup]] | Doubt:
    """Return a clause without the states that it sets beside others, and those states."""
    groups, taken = [], set()
    for mark in clause.of("beside", "not"):
        states = list(_listed_after(mark, clause, sentence, book))
        topic = _topic_after(mark, clause, sentence, book)
        if topic and mark.value != "same":
            groups.append(BesideGroup("contrary", (), topic.value))
            taken |= {mark, topic}
            continue
        if mark.kind == "not" and not (states and _CLOSED.match(sentence, states[-1].end)):
            continue
        if not states:
            return _UNSURE
        way: _Way = "same" if mark.value == "same" else "contrary"
        groups.append(BesideGroup(way, tuple(state.value for state in states)))
        taken |= {mark, *states}
    return replace(clause, marks=tuple(m for m in clause.marks if m not in taken)), groups


def _listed_after(mark: Mark, clause: Clause, sentence: str, book: PhraseBook) -> Iterator[Mark]:
    """Yield the states that are named right after a mark: "Germany and Denmark"."""
    # ` and the ` between two names
    between = re.compile(rf"(?:\s|{book.list_words})+", re.IGNORECASE)
    end = mark.end
    for state in clause.of("country"):
        if state.start < mark.end:
            continue
        if not between.fullmatch(sentence, end, state.start):
            return
        yield state
        end = state.end


def _topic_after(mark: Mark, clause: Clause, sentence: str, book: PhraseBook) -> Mark | None:
    """The topic that ends the clause right after a mark: "but not the seller"."""
    following = next((m for m in clause.marks if m.start >= mark.end), None)
    said_before = any(m.end <= mark.start for m in clause.of("predicate", "act"))
    if following is None or following.kind != "topic" or not said_before:
        return None
    between = re.findall(r"\w+", sentence[mark.end : following.start].casefold())
    closed = _CLOSED.match(sentence, following.end) and following is clause.marks[-1]
    return following if closed and all(word in book.small for word in between) else None


def is_echo(clause: Clause) -> bool:
    """Whether a clause only names states, or a topic, and denies of them what was said.

    "Germany does not", "buying it is not".
    """
    states, topics, words = clause.of("country"), clause.of("topic"), clause.of("not")
    named = states or topics
    return (
        len(states) + len(topics) + len(words) + len(clause.of("each")) == len(clause.marks)
        and (len(topics) == 1) != bool(states)
        and len(words) == 1
        and words[0].start > named[-1].start
    )


def beside(statement: StatedClaim, groups: list[BesideGroup]) -> Iterator[StatedClaim | Doubt]:
    """Yield what is said of each state that is set beside those of a statement."""
    for group in groups:
        if group.topic:
            yield denied_instead(statement, group.topic)
        for code in group.codes:
            yield _of(statement, group.way, code)


def each_alone(statement: StatedClaim) -> Iterator[StatedClaim]:
    """Yield the statement for each of its states."""
    for code in statement.subjects.codes:
        yield replace(statement, subjects=Subjects("each", (code,)))


def denied_instead(statement: StatedClaim, topic: str) -> StatedClaim | Doubt:
    """Return the contrary of a statement, said of another topic."""
    questions = plain_questions(topic)
    if len(statement.subjects.codes) != 1 or questions is None or statement.questions == questions:
        return _UNSURE
    made = _of(replace(statement, questions=questions), "contrary", *statement.subjects.codes)
    return replace(made, loose=topic in PERSONS) if isinstance(made, StatedClaim) else made


def _of(statement: StatedClaim, way: _Way, code: str) -> StatedClaim | Doubt:
    """Only a plain statement of today has a sure contrary."""
    plain = statement.when == When() and not (statement.penalties or statement.fault)
    whole = statement.subjects.quantity == "each" and not statement.conditional
    if not (plain and whole and len(statement.asserts) == 1):
        return _UNSURE
    said = statement.asserts[0]
    if way == "contrary" and (len(statement.questions) > 1 or said.kind in _ONE_WAY):
        return _UNSURE
    holds = said.holds if way == "same" else not said.holds
    made = (Assertion(said.kind, holds),)
    return replace(statement, subjects=Subjects("each", (code,)), asserts=made, cited=())
