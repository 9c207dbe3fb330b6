"""Collects one instrument: parsed texts as they come in, further requests, the Version at the end.

It knows nothing of the network, so that a crawl, an archive and a test read in the same way.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.evidence import Record
from corpus.texts import Version
from crawler.formats import reader, whole
from crawler.parsing import Follow, FormatError, ParsedText, UnforeseenError, assemble
from crawler.sources import SourceFile, WantedInstrument

_LOG = logging.getLogger(__name__)
_LONGEST_NOTE = 2_000
"""Characters of the notes on a text that are kept."""
MOST_REQUESTS = 3_000
"""An instrument that asks for more responses than this is given up: its list has changed form."""

Place = tuple[int, ...]
"""Where a response stands within its instrument: () is the first one, (2, 0) the first of those
that the third of its followers named. Sorted places give the order of the text."""


@dataclass
class Collector:
    """The state of one instrument: what came and what is still wanted."""

    source: SourceFile
    instrument: WantedInstrument
    parsed: dict[Place, ParsedText] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    open: set[Place] = field(default_factory=lambda: {()})
    asked: int = 1

    def take(
        self, place: Place, url: str, role: str, body: bytes, state: object = None
    ) -> list[tuple[Place, Follow]]:
        """Read a response; return the further requests with their places.

        Raises:
            FormatError: the response is not what it should be, or asks for too much.
        """
        ask = replace(self.source.ask(self.instrument), url=url, role=role, state=state)
        try:
            parsed = reader(self.source.format)(body, ask)
        except UnforeseenError:
            _LOG.exception("the response of %s was not foreseen (role %s)", url, role)
            raise
        self.parsed[place] = parsed
        self.open.discard(place)
        further = [((*place, n), follow) for n, follow in enumerate(parsed.follow)]
        self.asked += len(further)
        if self.asked > MOST_REQUESTS:
            raise FormatError(f"{self.instrument.id} asks for more than {MOST_REQUESTS} responses")
        self.open.update(where for where, _ in further)
        return further

    @property
    def complete(self) -> bool:
        """Whether every response that was asked for has come."""
        return not self.open

    def version(self) -> Version:
        """Return the text, checked against what the source expects of it.

        Raises:
            FormatError: it has too few provisions, or one that is watched is missing.
        """
        in_order = [self.parsed[place] for place in sorted(self.parsed)]
        version = assemble(self.source.ask(self.instrument), in_order)
        notes = dict.fromkeys(note for text in in_order for note in text.notes)
        version = version.model_copy(
            update={
                "kind": self.instrument.kind,
                "identifier": self.instrument.id,
                "country": self.source.jurisdiction,
                "text_kind": self.source.text_kind(self.instrument, in_order, dt.date.today()),
                "origin": self.source.publisher,
                "licence": self.source.licence,
                "note": " ".join(notes)[:_LONGEST_NOTE],
            }
        )
        self._check([provision.number for provision in version.provisions])
        return version

    def _check(self, numbers: Sequence[str]) -> None:
        wanted = self.instrument
        if len(numbers) < wanted.minimum:
            raise FormatError(
                f"{wanted.id}: {len(numbers)} provisions, expected at least {wanted.minimum}"
            )
        if missing := [number for number in wanted.watch if number not in numbers]:
            raise FormatError(f"{wanted.id}: {', '.join(missing)} is missing in the response")

    def warnings(self, version: Version) -> list[str]:
        """Return what is odd about a version without making it wrong."""
        warnings = [note for text in self.parsed.values() for note in text.notes]
        if unread := whole.unread(self.parsed.values()):
            warnings.append(unread)
        if textless := whole.textless(version.provisions):
            warnings.append(textless)
        count, most = len(version.provisions), self.instrument.maximum
        if most and count > most:
            warnings.append(f"{count} provisions, expected at most {most}")
        return warnings
