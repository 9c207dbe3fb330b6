"""The finished editions in a folder, as a site lists and serves them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search_app.editions.edition import SUMS

# A line of SHA256SUMS: "e3b0…b855  data/statuses.csv".
_SUM = re.compile(r"([0-9a-f]{64})  (\S[^\n]*)")
_HIDDEN = "."
"""Editions that are still being made have names that begin so."""


@dataclass(frozen=True)
class ShelvedFile:
    """A file of an edition: its path there, size in bytes and SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class ShelvedEdition:
    """An edition in a folder of editions.

    Args:
        name: of its folder.
        release: the release that it is an edition of.
        day: the day of the release.
        files: what its list of checksums names, in that order.
    """

    name: str
    release: str
    day: dt.date
    files: tuple[ShelvedFile, ...]


def editions_in(folder: Path | None) -> tuple[ShelvedEdition, ...]:
    """Return the editions in a folder, the newest first; none where there is no folder.

    Raises:
        OSError: an edition cannot be read.
        ValueError: an edition has a descriptor that cannot be read.
    """
    if folder is None or not folder.is_dir():
        return ()
    places = (path for path in folder.iterdir() if not path.name.startswith(_HIDDEN))
    found = [_edition(path) for path in places if (path / SUMS).is_file()]
    return tuple(sorted(found, key=lambda edition: (edition.day, edition.name), reverse=True))


def file_of(folder: Path | None, edition: str, path: str) -> Path | None:
    """Return the file of an edition at a path; None unless the edition lists it.

    The list of checksums itself counts as listed. Nothing outside an edition can be named.
    """
    if folder is None or not folder.is_dir():
        return None
    place = next((p for p in folder.iterdir() if p.name == edition and (p / SUMS).is_file()), None)
    if place is None or edition.startswith(_HIDDEN):
        return None
    listed = {SUMS, *(listed for _, listed in _sums(place))}
    return place / path if path in listed and (place / path).is_file() else None


def _edition(place: Path) -> ShelvedEdition:
    descriptor = json.loads((place / "datapackage.json").read_text("utf-8"))
    return ShelvedEdition(
        name=place.name,
        release=str(descriptor["version"]),
        day=dt.datetime.fromisoformat(str(descriptor["created"])).date(),
        files=tuple(
            ShelvedFile(path, (place / path).stat().st_size, digest)
            for digest, path in _sums(place)
        ),
    )


def _sums(place: Path) -> Iterator[tuple[str, str]]:
    """Digest and path of each file that the checksums of an edition name, none outside of it."""
    for line in (place / SUMS).read_text("utf-8").splitlines():
        match = _SUM.fullmatch(line)
        if match and not match[2].startswith("/") and ".." not in match[2].split("/"):
            yield match[1], match[2]
