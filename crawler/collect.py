"""Collecting one act: readings as they come in, further requests, and the Version at the end.

Pure of the network, so that a crawl, an archive and `demandside parse` read in the same way.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.evidence import Record
from corpus.texts import Version
from crawler.formats import reader
from crawler.reading import Follow, FormatError, Reading, UnforeseenError, assemble
from crawler.sources import Act, SourceFile

_LOG = logging.getLogger(__name__)
_LONGEST = 2_000
"""Characters of the notes of a text that are kept."""
MOST_REQUESTS = 3_000
"""An act that asks for more answers than this is not read on: its list has changed its form."""


@dataclass
class Collector:
    """The state of one act: what came, what is still wanted, in the order of the act."""

    source: SourceFile
    act: Act
    readings: dict[tuple[int, ...], Reading] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    open: set[tuple[int, ...]] = field(default_factory=lambda: {()})
    asked: int = 1

    def take(
        self, place: tuple[int, ...], url: str, role: str, body: bytes
    ) -> list[tuple[tuple[int, ...], Follow]]:
        """Read an answer; return the further requests with their places.

        Raises:
            FormatError: the answer is not what it should be, or asks for too much.
        """
        ask = replace(self.source.ask(self.act), url=url, role=role)
        try:
            reading = reader(self.source.format)(body, ask)
        except UnforeseenError:
            _LOG.exception("the answer of %s was not foreseen (role %s)", url, role[:40])
            raise
        self.readings[place] = reading
        self.open.discard(place)
        further = [((*place, n), follow) for n, follow in enumerate(reading.follow)]
        self.asked += len(further)
        if self.asked > MOST_REQUESTS:
            raise FormatError(f"{self.act.id} asks for more than {MOST_REQUESTS} answers")
        self.open.update(where for where, _ in further)
        return further

    @property
    def complete(self) -> bool:
        """Whether every answer that was asked for has come."""
        return not self.open

    def version(self) -> Version:
        """Return the act, checked against what the source expects of it.

        Raises:
            FormatError: it has too few provisions, or one that is watched is missing.
        """
        in_order = [self.readings[place] for place in sorted(self.readings)]
        version = assemble(self.source.ask(self.act), in_order)
        version = version.model_copy(
            update={
                "kind": self.act.kind,
                "identifier": self.act.id,
                "country": self._country,
                "text_kind": self.source.text_kind(self.act, in_order, dt.date.today()),
                "origin": self.source.publisher,
                "licence": self.source.licence,
                "note": " ".join(dict.fromkeys(n for r in in_order for n in r.notes))[:_LONGEST],
            }
        )
        self._check(version.provisions)
        return version

    @property
    def _country(self) -> str:
        return "eu" if self.source.country == "coe" else self.source.country

    def _check(self, provisions: Sequence[object]) -> None:
        if len(provisions) < self.act.minimum:
            raise FormatError(
                f"{self.act.id}: {len(provisions)} provisions, expected at least {self.act.minimum}"
            )
        held = {getattr(p, "number", "") for p in provisions}
        if missing := [number for number in self.act.watch if number not in held]:
            raise FormatError(f"{self.act.id}: {', '.join(missing)} is missing in the answer")

    def warnings(self, version: Version) -> list[str]:
        """Return what is odd about a version without making it wrong."""
        found = [note for reading in self.readings.values() for note in reading.notes]
        if self.act.maximum and len(version.provisions) > self.act.maximum:
            found.append(
                f"{len(version.provisions)} provisions, expected at most {self.act.maximum}"
            )
        return found
