"""Restores a backup: verifies it first, replaces files in one step, and keeps the old ones."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.database import DamagedError, open_to_write
from corpus.integrity import Progress, examine
from corpus.lasting import also_name, put
from corpus.packing import (
    ARCHIVES,
    LIBRARY,
    BackupError,
    BackupManifest,
    PackedFile,
    digest_of,
    unpack,
    verify,
)

_SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Restored:
    """What was restored; `kept` are the files that were there before, under their new names.

    `unchanged` counts archives that were already there, the same as in the backup or longer.
    """

    manifest: BackupManifest
    kept: tuple[Path, ...]
    unchanged: int


def restore(file: Path, library: Path, archives: Path, progress: Progress) -> Restored:
    """Restore a backup; the caller must hold the writer's lock of the data folder.

    Archives are restored first, so that the library never refers to missing evidence. A run that is
    killed leaves either the old library or the new one intact, and can be repeated.

    Args:
        file: the backup.
        library: the library file to replace.
        archives: the folder of archived responses.
        progress: called at each step.

    Raises:
        BackupError: the file is not a sound backup.
        LibraryError: the library to replace is in use.
        OSError: the data folder cannot be written, or the disk is full.
    """
    manifest = verify(file, progress)
    _refuse_full(library.parent, file, manifest)
    mark = f"before-restore-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%fZ}"
    kept: list[Path] = []
    unchanged = 0
    with _aside(library) as aside:
        unpack(file, LIBRARY, aside)
        _hold_against(manifest, file, aside, progress)
        for held in manifest.archives:
            place = archives / held.name.removeprefix(ARCHIVES)
            if _begins_as(place, held):
                unchanged += 1
            else:
                kept += _bring_archive(file, held, place, mark)
        keep_as = library.with_name(f"{library.name}.{mark}")
        kept += _settle(library, keep_as)
        kept += [keep_as] if library.exists() else []
        put(aside, library, keep_as)
    return Restored(manifest, tuple(kept), unchanged)


@contextmanager
def _aside(place: Path) -> Iterator[Path]:
    """Yield a temporary name beside a file; whatever bears it is deleted afterwards."""
    aside = place.with_name(f"{place.name}.restoring")
    try:
        yield aside
    finally:
        for suffix in ("", *_SIDE_FILES):
            Path(f"{aside}{suffix}").unlink(missing_ok=True)


def _hold_against(manifest: BackupManifest, file: Path, aside: Path, progress: Progress) -> None:
    contents = examine(aside, progress, called=file)
    if (contents.schema, contents.counts) != (manifest.schema_version, manifest.counts):
        raise BackupError(f"{file} is damaged: the library in it is not the one that it describes")


def _refuse_full(folder: Path, file: Path, manifest: BackupManifest) -> None:
    needed = sum(held.bytes for held in manifest.files)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise BackupError(f"{file} needs {needed:,} bytes in {folder}, of which {free:,} are free")


def _begins_as(place: Path, held: PackedFile) -> bool:
    """Return whether an archive is already there, the same as in the backup or grown since."""
    if not place.is_file() or place.stat().st_size < held.bytes:
        return False
    with place.open("rb") as file:
        return digest_of(file, held.bytes) == held.sha256


def _bring_archive(file: Path, held: PackedFile, place: Path, mark: str) -> list[Path]:
    place.parent.mkdir(parents=True, exist_ok=True)
    keep_as = place.with_name(f"{place.name}.{mark}")
    kept = [keep_as] if place.exists() else []
    with _aside(place) as aside:
        unpack(file, held.name, aside)
        put(aside, place, keep_as)
    return kept


def _settle(library: Path, keep_as: Path) -> list[Path]:
    """Fold the side files of the old library into it; return side files that had to be kept.

    The side files of an old library would damage a new one beside them. If the old library can no
    longer be opened, its side files are kept under the name it is kept under.
    """
    sides = {
        Path(f"{library}{suffix}"): Path(f"{keep_as}{suffix}")
        for suffix in ("-wal", "-journal")
        if _holds_anything(Path(f"{library}{suffix}"))
    }
    for side, kept in sides.items():
        also_name(side, kept)  # SQLite deletes side files that it cannot use
    damaged = False
    try:
        damaged = library.exists() and not _fold(library)
    finally:
        if not damaged:
            for kept in sides.values():
                kept.unlink()
    for suffix in _SIDE_FILES:
        Path(f"{library}{suffix}").unlink(missing_ok=True)
    return [*sides.values()] if damaged else []


def _holds_anything(side: Path) -> bool:
    return side.exists() and side.stat().st_size > 0


def _fold(library: Path) -> bool:
    """Fold the side files of a library into it; return False if it is too damaged."""
    try:
        with closing(open_to_write(library)) as db:
            db.execute("PRAGMA journal_mode = DELETE").fetchone()
    except DamagedError:
        return False
    return True
