"""Where a crawl puts what it collects: the library, one transaction per instrument; its report."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, NoReturn

from corpus.dates import utc_now
from corpus.evidence import Outcome, Record
from corpus.library import Knowledge
from corpus.store import Library, LibraryError
from corpus.texts import Version
from crawler.sources import WantedInstrument

State = Literal["new", "unchanged", "failed"]


class StoreError(Exception):
    """The library cannot be written to; the message is one sentence, and the crawl ends."""


@dataclass
class SourceReport:
    """What the crawl of one source did; `failed` lists instruments with the reason in a sentence.

    `interrupted` says that the source was not crawled to its end: the next crawl goes on there.
    """

    source: str
    answers: int = 0
    from_archive: int = 0
    new: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    sentinel: str = ""
    interrupted: bool = False

    @property
    def good(self) -> bool:
        """Whether no instrument failed."""
        return not self.failed

    def to_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return asdict(self) | {"good": self.good}


@dataclass
class Sink:
    """Stores versions and outcomes; `tell` is called with one line for each instrument.

    After the first error of the library, nothing more is written to it.
    """

    path: Path
    knowledge: Knowledge
    tell: Callable[[str], None]
    broken: str = ""

    def ready(self) -> None:
        """Make sure that the library can be opened for writing; create it if it is missing.

        Raises:
            StoreError: it cannot.
        """
        with self._library():
            pass

    def store(
        self,
        report: SourceReport,
        instrument: WantedInstrument,
        version: Version,
        records: Sequence[Record],
    ) -> None:
        """Store a version with its evidence, and note in the report whether it is new.

        Raises:
            StoreError: the library cannot be written to; its content is unchanged.
        """
        now, name = utc_now(), instrument.name
        with self._library() as library:
            identified = self._identified(version, instrument.id)
            added = library.add(identified, instrument.id, now, records)
            state: State = "new" if added else "unchanged"
            count = len(version.provisions)
            library.save_outcome(Outcome(report.source, name, state, count, "", now))
        (report.new if added else report.unchanged).append(name)
        self.tell(f"{report.source}: {name}: {state}, {count} provisions")

    def _identified(self, version: Version, instrument: str) -> Version:
        """Give a version the identifier that the corpus has for the instrument, else a short one.

        `corpus.instruments` finds instruments by identifier, so this is what brings imported and
        crawled texts of one instrument together.
        """
        for _, known in self.knowledge.instruments():
            if known.id == instrument:
                return version.model_copy(update={"identifier": known.identifier})
        short = instrument.removeprefix(f"{version.country}-")
        return version.model_copy(update={"identifier": short})

    def fail(self, report: SourceReport, instruments: Sequence[str], reason: str) -> None:
        """Note why instruments failed, and tell it in one line; their texts stay as they are.

        If the library cannot be written to, only the report has the failures.
        """
        report.failed += [(instrument, reason) for instrument in instruments]
        named = instruments[0] if len(instruments) == 1 else f"{len(instruments)} instruments"
        self.tell(f"{report.source}: {named}: failed: {reason}")
        if self.broken:
            return
        try:
            with self._library() as library:
                for instrument in instruments:
                    outcome = Outcome(report.source, instrument, "failed", 0, reason, utc_now())
                    library.save_outcome(outcome)
        except StoreError as error:
            report.warnings.append(("", f"failures are not noted in the library: {error}"))

    def sentinel(self, report: SourceReport, digest: str) -> None:
        """Note whether the sentinel differs from last time.

        Raises:
            StoreError: the library cannot be written to.
        """
        with self._library() as library:
            before = [
                o for o in library.outcomes() if (o.source, o.instrument) == (report.source, "")
            ]
            report.sentinel = (
                "seen" if not before else "unchanged" if before[0].reason == digest else "changed"
            )
            library.save_outcome(Outcome(report.source, "", report.sentinel, 0, digest, utc_now()))

    @contextmanager
    def _library(self) -> Iterator[Library]:
        """Open the library; only here are its errors told apart from those of an instrument."""
        try:
            with Library(self.path) as library:
                yield library
        except LibraryError as error:
            self._break(str(error), error)
        except (sqlite3.OperationalError, OSError) as error:
            self._break(f"{self.path} cannot be written to: {error}", error)
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise  # a value that the library refuses, not a broken library
            self._break(f"{self.path} is damaged: {error}", error)

    def _break(self, reason: str, cause: Exception) -> NoReturn:
        self.broken = reason
        raise StoreError(reason) from cause
