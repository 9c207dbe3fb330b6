"""How fresh the collected texts are: the last success of each source, the gaps of each state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from corpus.cited import cited_instruments
from corpus.evidence import FAILED, Outcome
from corpus.library import Knowledge
from corpus.store import Library


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
class Freshness:
    """Everything that the page on coverage shows."""

    sources: tuple[SourceFreshness, ...]
    shares: tuple[HeldShare, ...]


def freshness(knowledge: Knowledge, library: Path | None) -> Freshness:
    """Return how fresh the texts of a library are; without one, nothing is held.

    Raises:
        LibraryError: the library file cannot be read.
    """
    outcomes: list[Outcome] = []
    held: set[str] = set()
    if library is not None:
        with Library(library, readonly=True) as opened:
            outcomes = [_without_paths(o, library) for o in opened.outcomes() if o.instrument]
            held = {instrument for instrument, _, _ in opened.instruments()}
    return Freshness(tuple(_sources(knowledge, outcomes)), tuple(_shares(knowledge, held)))


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
