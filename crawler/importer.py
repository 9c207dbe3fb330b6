"""Imports statute files: single files, folders and law-as-git repositories, also bare ones.

Each file is tried on its own: the report says what is wrong with one, and the others are imported.
Only the library can stop an import: when it cannot be written to, there is nothing to be done.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from corpus.dates import utc_now
from corpus.files import FileError, read_regular, refuse_size, size_of
from corpus.instruments import instrument_id
from corpus.library import Knowledge
from corpus.markdown import MAX_BYTES, NoStatuteError, StatuteError, parse_statute
from corpus.printable import printable
from corpus.store import Library, LibraryError
from corpus.texts import Version
from crawler.bare import BareError, entries, is_bare

ReadBytes = Callable[[], bytes]
_SHOWN = 20
_LOG = logging.getLogger(__name__)


class ImportPathError(Exception):
    """A path given to the import cannot be imported at all."""


@dataclass(frozen=True)
class StatuteFile:
    """A file to import: its name in the report, and how to read it.

    `refusal` says why it must not be read, if so; `harmless` that no text is lost by that. `path`
    is where the file is, unless it is in a bare repository, where git calls its bytes `digest`;
    `size` is in bytes.
    """

    name: str
    read: ReadBytes
    refusal: str = ""
    harmless: bool = False
    path: Path | None = None
    size: int = 0
    digest: str = ""

    def version(self) -> Version:
        """Read the file.

        Raises:
            StatuteError: it must not be read, cannot be read, or is not a statute file.
        """
        if self.refusal:
            raise (NoStatuteError if self.harmless else StatuteError)(self.refusal)
        try:
            return parse_statute(self.read(), Path(self.name).stem)
        except (FileError, BareError) as error:
            raise StatuteError(str(error)) from error


@dataclass
class ImportReport:
    """What an import did.

    `skipped` are all files that were not imported, with the reason; `failed` names those of them
    that should have been, which are all but the files that are no statutes.
    """

    files: int = 0
    provisions: int = 0
    added: int = 0
    unchanged: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)

    def skip(self, name: str, reason: str, *, failed: bool) -> None:
        """Note a file that is not imported."""
        self.skipped.append((name, reason))
        if failed:
            self.failed.add(name)

    def to_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return {
            "files": self.files,
            "provisions": self.provisions,
            "added": self.added,
            "unchanged": self.unchanged,
            "skipped": [
                {"file": name, "reason": reason, "failed": name in self.failed}
                for name, reason in self.skipped
            ],
        }


def candidates(paths: Sequence[Path]) -> list[StatuteFile]:
    """Return all Markdown files under the paths, in order.

    Raises:
        ImportPathError: a path does not exist, or git cannot read a bare repository.
    """
    return [file for path in paths for file in _under(path)]


def _under(path: Path) -> Iterator[StatuteFile]:
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError as error:
        raise ImportPathError(f"{path} does not exist") from error
    except OSError as error:
        raise ImportPathError(f"{path} cannot be read: {error.strerror}") from error
    if not is_folder:
        yield _file(path)
    elif is_bare(path):
        yield from _bare_files(path)
    else:
        yield from _folder_files(path)


def import_files(
    library: Library,
    knowledge: Knowledge,
    files: Sequence[StatuteFile],
    progress: Callable[[str], None] = lambda _: None,
    wanted: Callable[[str], bool] = lambda _: True,
) -> ImportReport:
    """Import files into the library; `progress` is called with each name when it is done.

    Of instruments that are not `wanted`, by their ids, nothing is imported. All texts are given the
    time at which the import began, by which those of one import are known (`corpus.replacing`).

    Raises:
        LibraryError: the library cannot be written to.
    """
    report, began = ImportReport(), utc_now()
    for file in files:
        try:
            _import_one(library, knowledge, file, report, wanted, began)
        except StatuteError as error:
            report.skip(file.name, str(error), failed=not isinstance(error, NoStatuteError))
        except (LibraryError, sqlite3.Error):
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours costs this file only
            _LOG.debug("%s", file.name, exc_info=True)
            report.skip(file.name, unexpected(error), failed=True)
        progress(file.name)
    return report


def unexpected(error: Exception) -> str:
    """Return one line on a fault of the program itself; the traceback goes to the debug log."""
    lines = str(error).strip().splitlines()
    return f"unexpected {type(error).__name__}" + (f": {lines[0]}" if lines else "")


def _import_one(
    library: Library, knowledge: Knowledge, file: StatuteFile, report: ImportReport,
    wanted: Callable[[str], bool], began: str,
) -> None:  # fmt: skip
    version = file.version()
    if version.country not in knowledge.jurisdictions:
        name = printable(version.country[:_SHOWN])
        raise StatuteError(f"country '{name}' is not one of the jurisdictions")
    name = instrument_id(knowledge, version.country, version.identifier, version.as_of)
    if not wanted(name):
        return
    if library.add(version, name, began):
        report.added += 1
    else:
        report.unchanged += 1
    report.files += 1
    report.provisions += len(version.provisions)


def _too_large(size: int) -> str:
    try:
        refuse_size(size, MAX_BYTES)
    except FileError as error:
        return str(error)
    return ""


def _file(path: Path, refusal: str = "") -> StatuteFile:
    size = 0
    if not refusal:
        try:
            size = size_of(path)
            refusal = _too_large(size)
        except FileError as error:
            refusal = str(error)
    return StatuteFile(
        str(path), partial(read_regular, path, MAX_BYTES), refusal, False, path, size
    )


def _folder_files(root: Path) -> Iterator[StatuteFile]:
    top = os.path.realpath(root)
    unread: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=unread.append):
        subfolders[:] = sorted(name for name in subfolders if name != ".git")
        for path in (Path(folder, name) for name in subfolders):
            if _leads_out(path, top):
                yield _file(path, "a link that leads out of the folder")
        for path in (Path(folder, name) for name in sorted(names)):
            if path.suffix.lower() == ".md":
                yield _file(path, _refusal(path, top))
    for error in unread:
        yield _file(Path(error.filename), f"the folder cannot be read: {error.strerror}")


def _refusal(path: Path, top: str) -> str:
    if _leads_out(path, top):
        return "a link that leads out of the folder"
    try:
        path.stat()
    except FileNotFoundError:
        return "a link that leads nowhere"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return ""


def _leads_out(path: Path, top: str) -> bool:
    """Whether a path is a link to a place outside; os.path copes with links that Path raises on."""
    if not os.path.islink(path):  # noqa: PTH114
        return False
    return os.path.commonpath((os.path.realpath(path), top)) != top


def _bare_files(repository: Path) -> Iterator[StatuteFile]:
    """Yield the files of the newest commit; a link or a submodule has no text of its own."""
    try:
        for entry in entries(repository):
            yield StatuteFile(
                f"{repository}/{entry.name}",
                entry.read,
                entry.refusal or _too_large(entry.size),
                harmless=bool(entry.refusal),
                size=entry.size,
                digest=entry.digest,
            )
    except BareError as error:
        raise ImportPathError(str(error)) from error
