"""What an update did: its steps, the crawl of each source, what changed, what to read again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from crawler.due import Postponed
from crawler.sink import SourceReport

StepState = Literal["done", "skipped", "failed"]


@dataclass(frozen=True)
class StepReport:
    """How one step ended. `text` says in one sentence what it did, or why it did nothing."""

    step: str
    state: StepState
    text: str
    seconds: float = 0.0


@dataclass(frozen=True)
class NewsEntry:
    """One entry of the change feed that is new since the last update; `path` is its page."""

    day: str
    kind: str
    title: str
    text: str
    path: str


@dataclass(frozen=True)
class ChangedSinceRead:
    """A provision whose text has changed since the facts of some records were read in it.

    `provision` is the id of its page, `state` the date of the newest text, and `records` the
    records whose facts rest on it.
    """

    country: str
    provision: str
    state: str
    records: tuple[str, ...]


@dataclass(frozen=True)
class UpdateReport:
    """What an update did; `since` is the time of the update before, empty if there was none.

    `closed` names the sources that are known to be closed to robots and still are.
    """

    since: str
    steps: tuple[StepReport, ...]
    sources: tuple[SourceReport, ...] = ()
    postponed: tuple[Postponed, ...] = ()
    closed: tuple[str, ...] = ()
    news: tuple[NewsEntry, ...] = ()
    to_read: tuple[ChangedSinceRead, ...] = ()

    @property
    def good(self) -> bool:
        """Whether no step and no source failed.

        It is no failure if a source is postponed, or closed as its file says.
        """
        return all(step.state != "failed" for step in self.steps) and all(
            source.good or source.source in self.closed for source in self.sources
        )

    @property
    def idle(self) -> bool:
        """Whether every step was skipped."""
        return all(step.state == "skipped" for step in self.steps)

    def to_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return asdict(self) | {
            "good": self.good,
            "sources": [source.to_json() for source in self.sources],
        }
