"""Reads a clause: a statement, a doubt, or None where it says nothing about this law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from search_app.claims.asserting import asserts_of
from search_app.claims.citations import pieces, states_of
from search_app.claims.clauses import TELLING, Clause
from search_app.claims.contrast import (
    BesideGroup,
    beside,
    denied_instead,
    each_alone,
    is_echo,
    parted,
)
from search_app.claims.figures import penalties_of
from search_app.claims.marks import Mark
from search_app.claims.phrases import PhraseBook
from search_app.claims.questions import PERSONS, questions_of
from search_app.claims.statement import (
    Assertion,
    CitedNumber,
    Doubt,
    StatedClaim,
    Subjects,
)
from search_app.claims.subjects import subjects_of
from search_app.claims.times import when_of

# the signs around `“a crime”`
_QUOTED = re.compile(r"[\"“”„«»‹›]")
# `under ` in "under article 611-1"; ` of` at its end
_PREPOSED = re.compile(
    r"^(?:[^\W\d_]+ )*(?=(?:sections?|articles?|art\.|artikel|chapter|s\.|§|\d))| (?:of|i)$", re.I
)
_UNION = Doubt("It is about Union law; claims about the law of the states are judged.")
_MINORS = frozenset({"minor", "purchase-minor"})
_KNOWING = ("purchase-exploited",)
"""Where a fault is told of a buyer without more, it is about knowing use."""


@dataclass(frozen=True)
class ClauseRead:
    """A clause as read; `subjects` and `questions` are what the next clause may inherit.

    `others` is what it says of further states, each on its own.
    """

    statement: StatedClaim | Doubt | None
    subjects: Subjects | None = None
    questions: tuple[str, ...] = ()
    others: tuple[StatedClaim | Doubt, ...] = ()

    @property
    def statements(self) -> tuple[StatedClaim | Doubt, ...]:
        """All that it says, of the states that it is about first."""
        return (*([self.statement] if self.statement else []), *self.others)


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
    if before and is_echo(clause):
        return _echo(clause, before)
    split = parted(clause, sentence, book)
    if isinstance(split, Doubt):
        return ClauseRead(split)
    clause, groups = split
    own = subjects_of(clause, sentence, book) or _of_acts(clause)
    if own is None and any(group.codes for group in groups):
        return ClauseRead(Doubt("Which states it sets beside each other is not sure."))
    if own is None and clause.of("back"):
        own = country or Doubt("Which country it means is not sure.")
    subjects = own or (before.subjects if before else None)
    inherited = before.questions if before else ()
    if clause.of("back") and clause.of("country", "quantity"):
        return ClauseRead(Doubt("Which country it means is not sure."))
    topical = clause.of("topic", "fault", "assert") or (inherited and clause.of(*TELLING))
    if subjects is None and not (topical and clause.of("predicate", "act", "located")):
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
    if isinstance(statement, Doubt):
        return ClauseRead(statement, subjects)
    first, *others = [statement]
    if subjects.quantity == "each" and clause.of("neither", "singly"):
        first, *others = each_alone(statement)
    return ClauseRead(first, subjects, statement.questions, (*others, *beside(statement, groups)))


def _of_acts(clause: Clause) -> Subjects | Doubt | None:
    """The state whose act a clause cites, where it names none: "under § 232a StGB"."""
    codes = {code for cited in _cited(clause) for code in states_of(cited)}
    if codes == {"eu"}:
        return _UNION
    return Subjects("each", tuple(codes)) if len(codes) == 1 else None


def _echo(clause: Clause, before: ClauseRead) -> ClauseRead:
    """What "Germany does not" says, by the clause before it."""
    if clause.unread:
        return ClauseRead(Doubt(_unread(clause)))
    if not isinstance(before.statement, StatedClaim) or before.others:
        return ClauseRead(Doubt("What it denies is not sure."))
    if topics := clause.of("topic"):
        return ClauseRead(denied_instead(before.statement, topics[0].value))
    codes = tuple(dict.fromkeys(mark.value for mark in clause.of("country")))
    affirms = all(assertion.holds for assertion in before.statement.asserts)
    # "France does not punish it, Germany does not": denied of both
    group = BesideGroup("contrary" if affirms else "same", codes)
    first, *others = beside(before.statement, [group])
    return ClauseRead(first, None, (), tuple(others))


def unstated(clause: Clause) -> Iterator[Doubt]:
    """Yield why nothing was read in a clause, if it speaks of a member state or of this law."""
    topical = clause.of("topic", "fault", "assert", "citation")
    union = any(mark.value == "eu" for mark in clause.of("law"))
    if not (topical or union or clause.of("country", "quantity", "repeat")):
        return
    if union:
        yield _UNION
    elif clause.unread:
        yield Doubt(_unread(clause))
    elif topical:
        yield Doubt("What it states of the law is not sure.")
    else:
        yield Doubt("Of which rule it speaks is not sure.")


def _unread(clause: Clause) -> str:
    words = ", ".join(f"“{word}”" for word in dict.fromkeys(clause.unread[:3]))
    return f"It has words that could change its meaning: {words}."


def _statement(
    clause: Clause, sentence: str, book: PhraseBook, subjects: Subjects, inherited: tuple[str, ...]
) -> StatedClaim | Doubt:
    when = when_of(clause, book)
    penalties = penalties_of(clause, book)
    asserts = asserts_of(clause, sentence, book)
    for part in (when, penalties, asserts):
        if isinstance(part, Doubt):
            return part
    questions = questions_of(clause, [a.kind for a in asserts])  # type: ignore[union-attr]
    if isinstance(questions, Doubt):
        return questions
    questions = questions or inherited
    if _turns(clause, book):
        return Doubt("What it says of each topic is not sure.")
    fault = clause.of("fault")
    if fault and (len(fault) > 1 or not set(questions) <= {"purchase-adult", *_KNOWING}):
        return Doubt("Of which offence it tells the fault is not sure.")
    made = StatedClaim(
        subjects, _KNOWING if fault else questions, asserts, penalties,  # type: ignore[arg-type]
        fault=fault[0].value if fault else None, age=_age(clause),
        aged=_aged(clause),
        conditional=bool(clause.of("condition")), when=when,  # type: ignore[arg-type]
        cited=_cited(clause),
        located=bool(clause.of("located")),
        readings=_has_readings(clause, asserts) and len(questions) > 1,  # type: ignore[arg-type]
        loose=_is_loose(clause),
        repeated=bool(clause.of("repeat")),
        local=any("city" in mark.named for mark in clause.of("country")),
        possibly=bool(clause.of("can")) or _of_cases(clause, asserts),  # type: ignore[arg-type]
    )  # fmt: skip
    if made.repeated and not made.penalties:
        return Doubt("It tells of repeat offenders, but no penalty that is compared.")
    if not made.questions or not (made.asserts or made.penalties or made.fault):
        return Doubt("What it states of the law is not sure.")
    if clause.of("ends", "no-longer") and made.when.kind == "now":
        return replace(made, when=replace(made.when, kind="ends"))
    return made


def _turns(clause: Clause, book: PhraseBook) -> bool:
    """Whether a word like "but" stands between topics: "does not ban buying, but pimping"."""
    topics = clause.of("topic")
    if len(topics) < 2:
        return False
    between = clause.text[topics[0].end - clause.start : topics[-1].start - clause.start]
    words = re.findall(r"\w+", between.casefold())
    return not set(book.breaks).difference(book.lists).isdisjoint(words)


def _has_readings(clause: Clause, asserts: tuple[Assertion, ...]) -> bool:
    """Whether its topics count only if all agree: "prostitution", or several that are denied."""
    denies = any(not a.holds for a in asserts) and not clause.of("neither")
    return denies or any(mark.value == "prostitution" for mark in clause.of("topic"))


def _is_loose(clause: Clause) -> bool:
    """Whether it tells of "buyers" or "sellers" without saying which."""
    persons = any(mark.value in PERSONS for mark in clause.of("topic"))
    return persons and not clause.of("detail", "fault")


def _of_cases(clause: Clause, asserts: tuple[Assertion, ...]) -> bool:
    """Whether it can tell what courts do: that nobody is jailed, that "a client was fined"."""
    happened = {a.kind for a in asserts} & {"fined", "jailed", "punished"}
    if happened and clause.of("past"):
        return True
    return any(a.kind == "jailed" and not a.holds for a in asserts)


def _age(clause: Clause) -> int | None:
    for mark in clause.of("detail", "topic"):
        number = re.search(r"\d\d", _text(clause, mark))
        if number and mark.value in _MINORS and not mark.named.get("aged"):
            return int(number[0])
    return None


def _aged(clause: Clause) -> int | None:
    ages = [m.named["aged"] for m in clause.of("detail", "topic") if m.named.get("aged")]
    return int(ages[0]) if ages else None


def _text(clause: Clause, mark: Mark) -> str:
    return clause.text[mark.start - clause.start : mark.end - clause.start]


def _cited(clause: Clause) -> tuple[CitedNumber, ...]:
    return tuple(_number(mark, clause) for mark in clause.of("citation"))


def _number(mark: Mark, clause: Clause) -> CitedNumber:
    """The provision of a mark, with the acts that are named in it or next after it."""
    number = f"{mark.named.get('chapter', '')} {mark.named['n']}"
    words = _PREPOSED.sub("", _text(clause, mark))
    named = mark.named.get("acts", "")
    later = [m for m in clause.of("law", "citation") if m.start >= mark.end]
    if not named and later and later[0].kind == "law":
        named = later[0].named.get("acts", "")
    return CitedNumber(words, pieces(number), tuple(named.split()))
