"""How far the collected texts go: success of each source, gaps of each state, days in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from corpus.cited import cited_instruments
from corpus.evidence import FAILED, Outcome
from corpus.library import Knowledge
from corpus.store import Library
from corpus.verification.dates import contradicted_days


@dataclass(frozen=True)
class FailedInstrument:
    """An instrument that the last crawl did not get; the texts held before are kept.

    `name` is its id, of a translation with the language. `reason` is a sentence, `succeeded_on` the
    day of the last success, empty if there was none.
    """

    name: str
    reason: str
    succeeded_on: str


@dataclass(frozen=True)
class SourceFreshness:
    """How the last crawls of a source ended; days are ISO 8601, empty if there was none.

    `country` is the jurisdiction of its instruments, `instruments` how many were asked for.
    """

    source: str
    country: str
    instruments: int
    tried_on: str
    succeeded_on: str
    failed: tuple[FailedInstrument, ...]


@dataclass(frozen=True)
class HeldShare:
    """How many of the instruments that a jurisdiction's entries cite are held; which are not."""

    country: str
    cited: int
    held: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class DoubtfulDay:
    """A day on which the law is said to change, and on which no words held that it cites did.

    `name` is the question or the id of the record that says so, `why` a sentence.
    """

    country: str
    name: str
    day: str
    why: str


@dataclass(frozen=True)
class Freshness:
    """Everything that the page on coverage shows."""

    sources: tuple[SourceFreshness, ...]
    shares: tuple[HeldShare, ...]
    days: tuple[DoubtfulDay, ...] = ()


def freshness(knowledge: Knowledge, library: Path | None) -> Freshness:
    """Return how fresh the texts of a library are; without one, nothing is held.

    Raises:
        LibraryError: the library file cannot be read.
    """
    outcomes: list[Outcome] = []
    held: set[str] = set()
    days: tuple[DoubtfulDay, ...] = ()
    if library is not None:
        with Library(library, readonly=True) as opened:
            outcomes = [_without_paths(o, library) for o in opened.outcomes() if o.instrument]
            held = {instrument for instrument, _, _ in opened.instruments()}
            days = doubtful_days(knowledge, opened)
    return Freshness(tuple(_sources(knowledge, outcomes)), tuple(_shares(knowledge, held)), days)


def doubtful_days(knowledge: Knowledge, library: Library) -> tuple[DoubtfulDay, ...]:
    """Return the days in the corpus that the wordings in a library contradict, by jurisdiction.

    Raises:
        LibraryError: the library file cannot be read.
    """
    return tuple(
        DoubtfulDay(found.claim.country, found.claim.name, found.claim.day, found.text)
        for found in contradicted_days(knowledge, library.wordings)
    )


def _without_paths(outcome: Outcome, library: Path) -> Outcome:
    """Return an outcome whose reason does not tell where the data folder is."""
    return replace(outcome, reason=outcome.reason.replace(f"{library.parent}/", ""))


def _sources(knowledge: Knowledge, outcomes: Iterable[Outcome]) -> Iterable[SourceFreshness]:
    countries = {instrument.id: place.code for place, instrument in knowledge.instruments()}
    for source, group in groupby(outcomes, key=lambda outcome: outcome.source):
        own = list(group)
        yield SourceFreshness(
            source=source,
            country=_country(own, countries, knowledge),
            instruments=len(own),
            tried_on=max(outcome.finished_at for outcome in own)[:10],
            succeeded_on=max(outcome.succeeded_at for outcome in own)[:10],
            failed=tuple(
                FailedInstrument(o.instrument, o.reason, o.succeeded_at[:10])
                for o in own
                if o.state == FAILED
            ),
        )


def _country(own: list[Outcome], countries: Mapping[str, str], knowledge: Knowledge) -> str:
    """Return the jurisdiction of a source's instruments, the EU for what belongs to no state.

    A law-as-git repository has the code of its state in its name (`git-be`).
    """
    for outcome in own:
        begin = outcome.instrument.removeprefix("git-").split("-")[0]
        code = countries.get(outcome.instrument, begin)
        if code in knowledge.jurisdictions:
            return code
    return "eu"


def _shares(knowledge: Knowledge, held: set[str]) -> Iterable[HeldShare]:
    cited = cited_instruments(knowledge)
    for code, jurisdiction in knowledge.jurisdictions.items():
        own = [i.id for i in jurisdiction.instruments if i.id in cited]
        missing = tuple(name for name in own if name not in held)
        yield HeldShare(code, len(own), len(own) - len(missing), missing)
