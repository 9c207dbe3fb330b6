"""Backups: everything that cannot be rebuilt, in one file that is verified before it is kept.

A backup holds the library and the archived responses that its evidence points at. It can be made
while other processes read and write, and changes nothing in the data folder.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.database import error_of, open_to_read, opening
from corpus.dates import utc_now
from corpus.integrity import Contents, Progress, examine
from corpus.lasting import sync
from corpus.lock import HOLDER, LOCK, writing
from corpus.packing import (
    ARCHIVES,
    LIBRARY,
    BackupError,
    BackupManifest,
    PackedFile,
    is_packable,
    pack,
    verify,
)

_PAGES = 2_000
"""Pages of the library that are copied between two reports of progress."""


def back_up(
    library: Path, archives: Path | None, target: Path, progress: Progress, *, replace: bool = False
) -> BackupManifest:
    """Write a backup aside, verify it and move it to its place; return its manifest.

    Args:
        library: the library file.
        archives: the folder of archived responses, or None to leave them out.
        target: the file to write.
        progress: called at each step.
        replace: overwrite `target` if it is an older backup; nothing else is overwritten.

    Raises:
        BackupError: `target` exists, or the backup does not hold what was put into it.
        LibraryError: the library is missing, cannot be read or is damaged.
        LockedError: another process is writing this backup.
        OSError: the target cannot be written.
    """
    _refuse_taken(target, progress, replace=replace)
    with _aside(target) as folder:
        copy, packed = folder / LIBRARY, folder / "backup.zip"
        _copy(library, copy, progress)
        contents = examine(copy, progress, called=library)
        manifest = pack(
            packed,
            {LIBRARY: copy} | _archives(archives),
            lambda f: _described(contents, f),
            progress,
        )
        if verify(packed, progress) != manifest:
            raise BackupError(f"{packed} does not hold what was put into it; is the disk failing?")
        sync(packed)
        if not replace and target.exists():
            raise BackupError(f"{target} appeared while the backup was being made")
        packed.replace(target)
        sync(target.parent)
    return manifest


def _refuse_taken(target: Path, progress: Progress, *, replace: bool) -> None:
    if not target.exists():
        return
    if not replace:
        raise BackupError(f"{target} exists; name another file, or --replace an older backup")
    try:
        verify(target, progress)
    except BackupError as error:
        raise BackupError(f"{target} is not replaced, as it is not a sound backup") from error


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """Yield a locked work folder beside the target, cleared of what a killed run left behind."""
    folder = target.with_name(f".{target.name}.part")
    if not target.parent.is_dir():
        raise BackupError(f"{target.parent} is not a folder")
    with writing(folder, f"backup {target}"):
        _clear(folder)
        try:
            yield folder
        finally:
            _clear(folder)
            for name in (HOLDER, LOCK):
                (folder / name).unlink(missing_ok=True)
            folder.rmdir()


def _clear(folder: Path) -> None:
    for name in (LIBRARY, f"{LIBRARY}-journal", "backup.zip"):
        (folder / name).unlink(missing_ok=True)


def _copy(library: Path, copy: Path, progress: Progress) -> None:
    """Copy a library as of one moment while others write to it; the copy has no side files."""
    if not library.exists():
        raise BackupError(f"{library} is missing: there is nothing to back up")
    with closing(open_to_read(library)) as source, opening(copy):
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(sqlite3.connect(copy)) as target:
            try:
                sqlite3.Connection.backup(
                    source, target, pages=_PAGES,
                    progress=lambda _, left, total: progress("copy", total - left, total),
                )  # fmt: skip
            except sqlite3.DatabaseError as error:
                raise error_of(library if _is_damage(error) else copy, error) from error
            target.execute("PRAGMA journal_mode = DELETE")
        if changed := source.changed():
            raise changed


def _is_damage(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _archives(folder: Path | None) -> dict[str, Path]:
    """Return the archives in a folder by their names in a backup, `archive/<source>/<file>`."""
    if folder is None:
        return {}
    archives = {
        f"{ARCHIVES}{path.relative_to(folder).as_posix()}": path
        for path in sorted(folder.glob("*/*.warc.gz"))
        if path.is_file() and not path.is_symlink()
    }
    if odd := [name for name in archives if not is_packable(name)]:
        raise BackupError(f"{folder / odd[0].removeprefix(ARCHIVES)} is not named like an archive")
    return archives


def _described(contents: Contents, files: tuple[PackedFile, ...]) -> BackupManifest:
    return BackupManifest(
        made=utc_now(),
        schema_version=contents.schema,
        counts=contents.counts,
        files=files,
    )
