"""Where a crawl leaves what it found: the library, one transaction an act; and what it reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from corpus.evidence import Outcome, Record
from corpus.library import Knowledge
from corpus.printable import printable
from corpus.store import Library
from corpus.texts import Version

State = Literal["new", "unchanged", "failed"]


@dataclass
class SourceReport:
    """What the crawl of one source did; `failed` lists acts with the reason in one sentence."""

    source: str
    answers: int = 0
    from_archive: int = 0
    new: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    sentinel: str = ""

    @property
    def good(self) -> bool:
        """Whether no act failed."""
        return not self.failed

    def to_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return asdict(self) | {"good": self.good}


@dataclass
class Sink:
    """Stores versions and outcomes; `tell` is called with one line for each act."""

    path: Path
    knowledge: Knowledge
    tell: Callable[[str], None]

    def store(
        self, report: SourceReport, act: str, version: Version, records: Sequence[Record]
    ) -> None:
        """Store a version with its evidence, and note in the report whether it is new."""
        now = _now()
        with Library(self.path) as library:
            added = library.add(self._named(version, act), act, now, records)
            state: State = "new" if added else "unchanged"
            count = len(version.provisions)
            library.save_outcome(Outcome(report.source, act, state, count, "", now))
        (report.new if added else report.unchanged).append(act)
        self._say(f"{report.source}: {act}: {state}, {count} provisions")

    def _named(self, version: Version, act: str) -> Version:
        """Give a version the identifier that the corpus knows the act by, else its own short one.

        `corpus.instruments` finds instruments by identifier, so that imported and crawled texts
        of one act meet.
        """
        for _, instrument in self.knowledge.instruments():
            if instrument.id == act:
                return version.model_copy(update={"identifier": instrument.identifier})
        short = act.removeprefix(f"{version.country}-")
        return version.model_copy(update={"identifier": short})

    def fail(self, report: SourceReport, act: str, reason: str) -> None:
        """Note a failure; what the library holds of the act stays as it is."""
        with Library(self.path) as library:
            library.save_outcome(Outcome(report.source, act, "failed", 0, reason, _now()))
        report.failed.append((act, reason))
        self._say(f"{report.source}: {act}: failed: {reason}")

    def _say(self, line: str) -> None:
        """Reasons quote what a publisher sent: it may not command a terminal or forge a line."""
        self.tell(printable(line))

    def sentinel(self, report: SourceReport, digest: str) -> None:
        """Note whether the address that shows changes differs from the last time."""
        with Library(self.path) as library:
            before = [o for o in library.outcomes() if (o.source, o.act) == (report.source, "")]
            report.sentinel = (
                "seen" if not before else "unchanged" if before[0].reason == digest else "changed"
            )
            library.save_outcome(Outcome(report.source, "", report.sentinel, 0, digest, _now()))


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
