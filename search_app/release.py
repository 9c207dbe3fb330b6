"""The release of the knowledge: the one name that pages, files, citations and the API give it.

A release is named after its contents, so that two copies of the same knowledge have one name:
version of the program, the last day on which any source was read, and the start of a hash over all
files of the knowledge: `0.1.0+2026-11-30.5f0c1a9e`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from corpus.library import HOME, Knowledge

LICENCE = "CC BY 4.0"
"""The licence of the data, as it is written on pages and in files."""
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
RELEASE_COLUMN = "release"
"""The last column of every table in CSV and XLSX: the name of the release."""
_SHOWN = 8
"""So many digits of the hash are part of the name."""


@dataclass(frozen=True)
class Release:
    """A release: version of the program, day of the knowledge, SHA-256 of its files."""

    version: str
    day: dt.date
    sha256: str

    @property
    def id(self) -> str:
        """The name of the release, fit for file names and addresses."""
        return f"{self.version}+{self.day.isoformat()}.{self.short_hash}"

    @property
    def short_hash(self) -> str:
        """The digits of the hash that are part of the name."""
        return self.sha256[:_SHOWN]


def release_of(knowledge: Knowledge, home: Path = HOME) -> Release:
    """Return the release of a body of knowledge that was loaded from a folder."""
    return Release(version("demandside"), last_read(knowledge), files_hash(home))


def last_read(knowledge: Knowledge) -> dt.date:
    """Return the last day on which a source of the knowledge was read.

    Raises:
        ValueError: the knowledge names no source.
    """
    return max(_days(knowledge))


def _days(knowledge: Knowledge) -> Iterator[dt.date]:
    for jurisdiction in knowledge.jurisdictions.values():
        yield from (source.checked for source in jurisdiction.sources)
        for answers in jurisdiction.answers.values():
            yield from (answer.checked for answer in answers)
    yield from (source.checked for source in knowledge.policy.sources.values())


@lru_cache(maxsize=4)
def files_hash(home: Path = HOME) -> str:
    """Return the SHA-256 of names and contents of a folder's YAML files, in the order of names."""
    whole = hashlib.sha256()
    for path in sorted(home.rglob("*.yaml")):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{content}  {path.relative_to(home).as_posix()}\n".encode())
    return whole.hexdigest()
