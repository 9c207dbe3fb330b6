"""What a clause states, taken apart: of whom, of which question, what, and for which time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "criminal", "criminalised", "administrative", "punished", "fined", "jailed", "forbidden",
    "legal", "legalised", "decriminalised", "regulated", "entitled", "counted",
]  # fmt: skip
Quantity = Literal[
    "each", "only", "count", "least", "most", "all", "all-but", "none", "majority", "some",
    "listed", "counted",
]  # fmt: skip
TimeKind = Literal["now", "never", "since", "at", "until", "begins", "ends", "either", "between"]


@dataclass(frozen=True)
class Assertion:
    """A kind of rule that the law has, or with `holds` false has not."""

    kind: Kind
    holds: bool = True


@dataclass(frozen=True)
class PenaltyTold:
    """A penalty as a text tells it: terms in days, fines in one currency; None where it has none.

    `single` is a figure without a bound ("a fine of €1,500").
    """

    unit: str
    least: float | None = None
    most: float | None = None
    single: float | None = None


@dataclass(frozen=True)
class CitedNumber:
    """A provision that a text cites: its words, its numbers and letters, and the acts it can be of.

    Without `acts` the text names none that is known.
    """

    words: str
    pieces: tuple[str, ...]
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subjects:
    """Of which states something is said: each of `codes`, only them, or so many (`number`)."""

    quantity: Quantity
    codes: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True)
class When:
    """The time of a statement: days from `first` to `last` (to `end`, where it is a span)."""

    kind: TimeKind = "now"
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True)
class StatedClaim:
    """A clause that was understood as a whole.

    With several questions or assertions all must hold; with `readings` the questions are what one
    word can mean, and only if all agree there is a verdict. `loose`: "buyers" can mean those of
    some persons only, so that a rule on them makes it true. `possibly`: it "can" be so, which may
    mean in some cases only. `repeated`: the penalty is that for repeat offenders. `local`: the
    state is named by a city, so that only a rule of the whole state decides. `located`: it says
    where in the law the rule stands. `aged`: how old the minor is ("a 17-year-old").
    """

    subjects: Subjects
    questions: tuple[str, ...]
    asserts: tuple[Assertion, ...] = ()
    penalties: tuple[PenaltyTold, ...] = ()
    fault: str | None = None
    age: int | None = None
    aged: int | None = None
    conditional: bool = False
    when: When = When()
    cited: tuple[CitedNumber, ...] = ()
    located: bool = False
    readings: bool = False
    loose: bool = False
    possibly: bool = False
    repeated: bool = False
    local: bool = False


@dataclass(frozen=True)
class Doubt:
    """Why a clause was not understood as a whole, in a sentence for the reader."""

    why: str
