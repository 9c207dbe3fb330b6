"""The periods over which a provision had the same words, and what it said on a given day.

Texts in the order of time often differ in formatting only: links, emphasis, blanks, dashes. Such
texts belong to one period. A period begins when the words change.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from corpus.changes import essence
from corpus.dates import first_day, last_day
from corpus.numbers import plain
from corpus.stored import StoredProvision
from corpus.wordings import COMMENCEMENTS, DatedWording

Sureness = Literal["sure", "dated", "between", "newest", "doubtful", "before"]
"""How sure it is that a provision had a wording on a day; `ProvisionHistory.on` says when each."""
_DOUBTFUL = 5
"""A source is doubtful if one in so many reforms of an instrument changes no word of it."""
# "*", "**", "_", "|", "#" and what remains of "[1]" when a link is lost
_MARKS = re.compile(r"[*_|#\[\]]")
# "– karistatakse", "(1) Isik ;": a blank before or after punctuation
_LOOSE = re.compile(r"\s?([,.;:()\-])\s?")


@dataclass(frozen=True)
class WordingPeriod:
    """The days over which the texts held give a provision the same words.

    `first` is the date of the first of these texts and `last` that of the last one, as precise as
    it is known; `basis` says what `first` means (closed list `day-basis`). `text` is None while the
    provision is not part of the instrument. `reform` and `place` are those of the first text;
    `source` is the collection, portal or file it came from. `texts` counts the texts.
    """

    first: str
    last: str
    basis: str
    reform: str
    source: str
    place: str
    heading: str
    rubric: str
    text: str | None
    texts: int = 1

    @property
    def commences(self) -> bool:
        """Whether `first` is said to be the day on which this wording took effect."""
        return self.basis in COMMENCEMENTS


@dataclass(frozen=True)
class WordingOnDay:
    """What a provision said on a day: the period, the one after it, and how sure that is."""

    day: dt.date
    how: Sureness
    period: WordingPeriod | None
    following: WordingPeriod | None


@dataclass(frozen=True)
class ProvisionHistory:
    """The periods of a provision, the oldest first.

    `reforms` counts those of the instrument that the source dates, `idle` those of them that change
    no word of it there. A source in which many do may have only the present text, under several
    dates.
    """

    periods: tuple[WordingPeriod, ...] = ()
    reforms: int = 0
    idle: int = 0

    @property
    def doubtful(self) -> bool:
        """Whether so many reforms change no word that the source may lack wordings."""
        return self.idle * _DOUBTFUL >= self.reforms > 0

    def steps(self) -> Iterator[tuple[WordingPeriod | None, WordingPeriod, str | None]]:
        """Yield each period with the one before it and the first day of the one after it."""
        following = [period.first for period in self.periods[1:]]
        befores = (None, *self.periods)
        yield from zip(befores, self.periods, (*following, None), strict=False)

    def on(self, day: dt.date) -> WordingOnDay:
        """Return what the provision said on a day.

        - `sure`: texts from before and after the day, or from that day, have these words.
        - `dated`: the next wording is said to take effect later than this day.
        - `between`: the words changed on some day between two texts, and the earlier one is given.
        - `newest`: the day comes after the newest text, and the words may have changed since.
        - `doubtful`: many reforms of the source change nothing, so it may lack a wording.
        - `before`: the day comes before the first text, so no wording is given.
        """
        past = [period for period in self.periods if first_day(period.first) <= day]
        if not past:
            return WordingOnDay(day, "before", None, self.periods[0] if self.periods else None)
        period = past[-1]
        following = self.periods[len(past)] if len(past) < len(self.periods) else None
        return WordingOnDay(day, self._how(day, period, following), period, following)

    def _how(
        self, day: dt.date, period: WordingPeriod, following: WordingPeriod | None
    ) -> Sureness:
        if following is None and last_day(period.last) < day:
            return "newest"
        if self.doubtful:
            return "doubtful"
        if day <= last_day(period.last):
            return "sure"
        return "dated" if following and following.commences else "between"


def provision_history(
    dated: Sequence[DatedWording], held: Iterable[StoredProvision]
) -> ProvisionHistory:
    """Return the history of a provision from the dated texts of a source, and the versions held.

    Of several sources, the one with most texts counts, of two alike the portal: two sources format
    the same words in two ways. The versions held go on where it ends.
    """
    dated = _of_one_source(dated)
    periods = [_dated_period(wording) for wording in dated]
    days = {period.first for period in periods}
    periods += [
        period
        for stored in held
        if (period := _held_period(stored)) and _outside(period.first, days)
    ]
    periods.sort(key=lambda period: first_day(period.first))
    return ProvisionHistory(tuple(_merged(periods)), *_reforms(dated))


def _of_one_source(dated: Sequence[DatedWording]) -> list[DatedWording]:
    """Return the wordings of the best source in the order of time."""
    sources: dict[str, list[DatedWording]] = {}
    for wording in dated:
        sources.setdefault(wording.source, []).append(wording)
    best = max(
        sources.values(),
        key=lambda several: (several[0].basis == "portal", len(several)),
        default=[],
    )
    return sorted(best, key=lambda wording: wording.day)


def _is_portal(dated: Sequence[DatedWording]) -> bool:
    return dated[0].basis in {"portal", "state"}


def _outside(day: str, days: set[str]) -> bool:
    return not days or not min(days) <= day <= max(days)


def _dated_period(wording: DatedWording) -> WordingPeriod:
    return WordingPeriod(
        first=wording.day,
        last=wording.day,
        basis=wording.basis,
        reform=wording.reform,
        source=wording.source,
        place=wording.place,
        heading=wording.heading or "",
        rubric=wording.rubric or "",
        text=wording.text,
    )


def _held_period(stored: StoredProvision) -> WordingPeriod | None:
    if stored.as_of is None or stored.copy.form == "amending":
        return None
    return WordingPeriod(
        first=stored.as_of,
        last=stored.as_of,
        basis="state",
        reform="",
        source=stored.copy.origin,
        place=stored.source_url,
        heading=stored.provision.heading,
        rubric=stored.provision.rubric,
        text=stored.provision.text,
    )


def _merged(periods: Iterable[WordingPeriod]) -> Iterator[WordingPeriod]:
    """Yield the periods with neighbours of the same words made one; one begins with words."""
    waiting: WordingPeriod | None = None
    for period in periods:
        if waiting is None:
            waiting = period if period.text is not None else None
        elif same_words(waiting, period):
            waiting = replace(waiting, last=period.last, texts=waiting.texts + period.texts)
        else:
            yield waiting
            waiting = period
    if waiting:
        yield waiting


def same_words(one: WordingPeriod, other: WordingPeriod) -> bool:
    """Return whether two wordings differ in nothing but formatting."""
    if one.text is None or other.text is None:
        return one.text is other.text
    if (one.heading, one.rubric, one.text) == (other.heading, other.rubric, other.text):
        return True
    return _words(one) == _words(other)


def _words(period: WordingPeriod) -> str:
    whole = f"{plain(period.heading)}\n{period.rubric}\n{period.text}"
    return _LOOSE.sub(r"\1", essence(_MARKS.sub("", whole))).strip(" .")


def _reforms(dated: Sequence[DatedWording]) -> tuple[int, int]:
    """Return how many reforms of the instrument a source dates, and how many change no word."""
    reforms = [pair for pair in pairwise(dated) if pair[1].basis in COMMENCEMENTS]
    return len(reforms), sum(one.content_hash == other.content_hash for one, other in reforms)
