"""The format of a backup: a ZIP file with a manifest that lists the hash of every file in it.

manifest.json
library.db
archive/se/se-20261130T101500Z.warc.gz
"""

from __future__ import annotations

import errno
import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from corpus.integrity import Progress
from corpus.penalty import Strict

LIBRARY = "library.db"
ARCHIVES = "archive/"
_MANIFEST = "manifest.json"
_MOST_MANIFEST = 64_000_000
_CHUNK = 1 << 20
# A library, or an archive of responses: `archive/se/se-20261130T101500Z.warc.gz`.
_NAME = re.compile(r"library\.db|archive/[\w-]+/[\w-][\w.-]*\.warc\.gz", re.ASCII)


class BackupError(Exception):
    """A backup cannot be made or used; the message names the file and the reason."""


class PackedFile(Strict):
    """A file in a backup: its name there, its length in bytes and its SHA-256."""

    name: str
    bytes: int
    sha256: str


class BackupManifest(Strict):
    """What a backup holds: when it was made (UTC), schema and row counts of the library, files."""

    format: Literal["demandside backup 1"] = "demandside backup 1"
    made: str
    schema_version: int
    counts: dict[str, int]
    files: tuple[PackedFile, ...]

    @property
    def archives(self) -> tuple[PackedFile, ...]:
        """The archives of responses among the files."""
        return tuple(held for held in self.files if held.name != LIBRARY)


def is_packable(name: str) -> bool:
    """Return whether a file of that name belongs in a backup."""
    return _NAME.fullmatch(name) is not None


def pack(
    target: Path,
    files: Mapping[str, Path],
    describe: Callable[[tuple[PackedFile, ...]], BackupManifest],
    progress: Progress,
) -> BackupManifest:
    """Write files under their names in the backup, with the manifest that `describe` returns.

    Raises:
        OSError: a file cannot be read or the target cannot be written.
    """
    held: list[PackedFile] = []
    with zipfile.ZipFile(target, "w", allowZip64=True) as packed:
        for done, (name, path) in enumerate(files.items(), start=1):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = (
                zipfile.ZIP_STORED if name.endswith(".gz") else zipfile.ZIP_DEFLATED
            )
            with path.open("rb") as source, packed.open(entry, "w", force_zip64=True) as sink:
                digest, size = _copy(source, sink, path.stat().st_size)
            held.append(PackedFile(name=name, bytes=size, sha256=digest))
            progress("pack", done, len(files))
        manifest = describe(tuple(held))
        packed.writestr(_MANIFEST, manifest.model_dump_json(indent=2))
    return manifest


def unpack(file: Path, name: str, target: Path) -> None:
    """Extract one file of a verified backup to a path.

    Raises:
        BackupError: the backup cannot be read.
        OSError: the target cannot be written.
    """
    with _opened(file) as packed, target.open("wb") as sink:
        with _reading(file, packed, name) as source:
            _copy(source, sink)
        sink.flush()


def verify(file: Path, progress: Progress) -> BackupManifest:
    """Check every file in a backup against its manifest, and return the manifest.

    Raises:
        BackupError: it is not a backup, or a file in it does not match the manifest.
    """
    with _opened(file) as packed:
        manifest = _manifest(file, packed)
        for done, held in enumerate(manifest.files, start=1):
            with _reading(file, packed, held.name) as source:
                measured = _copy(source, None, held.bytes + 1)
            if measured != (held.sha256, held.bytes):
                raise BackupError(f"{file} is damaged: {held.name} is not what was put into it")
            progress("verify", done, len(manifest.files))
    return manifest


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    if not file.is_file():
        raise BackupError(f"{file} is not a file" if file.exists() else f"{file} does not exist")
    with _told(file), zipfile.ZipFile(file) as packed:
        yield packed


@contextmanager
def _reading(file: Path, packed: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    with _told(file), packed.open(name) as source:
        yield source


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Turn every error that reading a broken file can cause into a `BackupError`."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error) as error:
        raise BackupError(f"{file} is not a backup, or a damaged one ({error})") from error
    except (KeyError, RuntimeError, ValueError, OverflowError) as error:
        raise BackupError(f"{file} is not a backup of demandside, or a damaged one") from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a disk that fails is another matter
            raise
        text = f"{file} is a damaged backup: its directory points outside the file"
        raise BackupError(text) from error


def _manifest(file: Path, packed: zipfile.ZipFile) -> BackupManifest:
    with _reading(file, packed, _MANIFEST) as source:
        manifest = BackupManifest.model_validate_json(source.read(_MOST_MANIFEST))
    names = [held.name for held in manifest.files]
    kinds = {entry.compress_type for entry in packed.infolist()}
    if (
        kinds - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        or LIBRARY not in names
        or sorted([*names, _MANIFEST]) != sorted(packed.namelist())
        or not all(map(is_packable, names))
    ):
        raise BackupError(f"{file} is damaged: it does not hold the files that it names")
    return manifest


def digest_of(file: IO[bytes], length: int) -> str:
    """Return the SHA-256 of the next `length` bytes of a file."""
    return _copy(file, None, length)[0]


def _copy(source: IO[bytes], sink: IO[bytes] | None, most: int | None = None) -> tuple[str, int]:
    """Copy at most `most` bytes; return their SHA-256 and how many there were."""
    digest = hashlib.sha256()
    size = 0
    while chunk := source.read(_CHUNK if most is None else min(_CHUNK, most - size)):
        digest.update(chunk)
        size += len(chunk)
        if sink is not None:
            sink.write(chunk)
    return digest.hexdigest(), size
