"""Imports statute files: single files, folders and law-as-git repositories, also bare ones.

One bad file never stops the others: it is skipped with a reason in the report.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.instruments import instrument_id
from corpus.library import Knowledge
from corpus.markdown import MAX_BYTES, StatuteError, parse_statute
from corpus.store import Library

Read = Callable[[], bytes]


class ImportPathError(Exception):
    """A path that was named cannot be imported at all."""


@dataclass(frozen=True)
class Candidate:
    """A file to import: the name that the report shows and how to read it.

    `refusal` is set when it must not be read, and says why.
    """

    name: str
    read: Read
    refusal: str = ""


@dataclass
class Report:
    """What an import did."""

    files: int = 0
    provisions: int = 0
    added: int = 0
    unchanged: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return {
            "files": self.files,
            "provisions": self.provisions,
            "added": self.added,
            "unchanged": self.unchanged,
            "skipped": [{"file": name, "reason": reason} for name, reason in self.skipped],
        }


def candidates(paths: Sequence[Path]) -> list[Candidate]:
    """Return all Markdown files under the paths, in order.

    Raises:
        ImportPathError: a path does not exist, or git cannot read a bare repository.
    """
    found: list[Candidate] = []
    for path in paths:
        if not path.exists():
            raise ImportPathError(f"{path} does not exist")
        if path.is_file():
            found.append(Candidate(str(path), path.read_bytes, _too_large(path)))
        elif _is_bare(path):
            found.extend(_bare_files(path))
        else:
            found.extend(_folder_files(path))
    return found


def import_files(
    library: Library,
    knowledge: Knowledge,
    files: Sequence[Candidate],
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Import files into the library; `progress` is called with each name when it is done."""
    report = Report()
    for file in files:
        try:
            _import_one(library, knowledge, file, report)
        except (StatuteError, OSError) as error:
            report.skipped.append((file.name, str(error)))
        progress(file.name)
    return report


def _import_one(library: Library, knowledge: Knowledge, file: Candidate, report: Report) -> None:
    if file.refusal:
        raise StatuteError(file.refusal)
    version = parse_statute(file.read(), Path(file.name).stem)
    if version.country not in knowledge.jurisdictions:
        raise StatuteError(f"country '{version.country}' is not one of the jurisdictions")
    name = instrument_id(knowledge, version.country, version.identifier)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    if library.add(version, name, now):
        report.added += 1
    else:
        report.unchanged += 1
    report.files += 1
    report.provisions += len(version.provisions)


def _folder_files(root: Path) -> Iterator[Candidate]:
    top = root.resolve()
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if name != ".git")
        for name in list(subfolders):
            path = Path(folder, name)
            if path.is_symlink() and not path.resolve().is_relative_to(top):
                yield Candidate(str(path), path.read_bytes, "a link that leads out of the folder")
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix.lower() == ".md":
                yield Candidate(str(path), path.read_bytes, _refusal(path, top))


def _refusal(path: Path, top: Path) -> str:
    if path.is_symlink() and not path.resolve().is_relative_to(top):
        return "a link that leads out of the folder"
    if not path.exists():
        return "a link that leads nowhere"
    return _too_large(path)


def _too_large(path: Path) -> str:
    return _size_refusal(path.stat().st_size)


def _size_refusal(size: int) -> str:
    limit = MAX_BYTES // 2**20
    return f"{size / 2**20:.0f} MB is more than {limit} MB" if size > MAX_BYTES else ""


def _is_bare(path: Path) -> bool:
    return (path / "HEAD").is_file() and (path / "objects").is_dir()


def _bare_files(repository: Path) -> Iterator[Candidate]:
    """Files of the newest commit; links (mode 120000) are refused, as their target is unknown."""
    listing = _git(repository, "ls-tree", "-r", "-z", "-l", "HEAD").decode("utf-8", "replace")
    for line in filter(None, listing.split("\0")):
        meta, name = line.split("\t", 1)
        mode, _, digest, size = meta.split()
        if not name.lower().endswith(".md"):
            continue
        refusal = "a link in a bare repository" if mode == "120000" else ""
        if not refusal and size.isdigit():
            refusal = _size_refusal(int(size))
        yield Candidate(f"{repository}/{name}", _Blob(repository, digest), refusal)


@dataclass(frozen=True)
class _Blob:
    repository: Path
    digest: str

    def __call__(self) -> bytes:
        return _git(self.repository, "cat-file", "blob", self.digest)


def _git(repository: Path, *arguments: str) -> bytes:
    command = ["git", f"--git-dir={repository}", *arguments]
    try:
        return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603
    except FileNotFoundError as error:
        raise ImportPathError("git is needed to read a bare repository") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ImportPathError(f"{repository}: {reason[-1] if reason else 'git failed'}") from error
