"""Imports the history of law-as-git repositories: each commit of a file is a dated text.

A commit of such a collection says in its trailers from which day the new wording holds:

    [reform] Penal Code

    Source-Id: 122122025002
    Source-Date: 2026-01-01
    Norm-Id: 184411

What the trailers are called is in `history.yaml`. Only the commits after the last one that was read
are read again, and a run that is killed goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path, PurePosixPath

from corpus.dates import first_day, utc_now
from corpus.files import FileError, refuse_size
from corpus.instruments import instrument_id
from corpus.library import Knowledge
from corpus.markdown import MAX_BYTES, NoStatuteError, StatuteError, parse_statute
from corpus.penalty import Strict
from corpus.printable import printable
from corpus.store import Library
from corpus.texts import Version
from corpus.wordings import DatedText, DayBasis
from corpus.yamlfile import YamlFile
from crawler.bare import BareError
from crawler.commits import (
    BlobReader,
    Commit,
    CommittedFile,
    commits,
    git_folder,
    head,
    is_before,
    is_shallow,
)
from crawler.importer import ImportPathError, unexpected

_FILE = Path(__file__).with_suffix(".yaml")
_LOG = logging.getLogger(__name__)
_TOGETHER = 200
"""How many commits are stored in one transaction."""
_HEAD_BYTES = 4096
# `effective_from: "2026-01-01"` in the front matter
_DAY = re.compile(rb"(?m)^(\w{1,40}):[ \t]*[\"']?(\d{4}-\d{2}-\d{2})\b")
_SHOWN = 20


class _Words(Strict):
    day: tuple[str, ...]
    reform: tuple[str, ...]
    instrument: tuple[str, ...]
    in_force: tuple[str, ...]
    seen: str
    first: tuple[str, ...]
    unknown: tuple[str, ...]


@cache
def _words() -> _Words:
    return YamlFile(_FILE, f"crawler/{_FILE.name}").parse(_Words)


@dataclass
class HistoryReport:
    """What reading the history of repositories did.

    `texts` counts the files of all commits that could be read, `added` those whose words were new
    for their day, `current` the texts in force today that were imported because the newest ones are
    yet to come. `shallow` names repositories that lack their older commits, `failed` the skipped
    files that are statutes.
    """

    commits: int = 0
    texts: int = 0
    added: int = 0
    current: int = 0
    shallow: list[str] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    _reasons: dict[str, str] = field(default_factory=dict)

    @property
    def skipped(self) -> list[tuple[str, str]]:
        """The files that could not be read, each with its first reason."""
        return list(self._reasons.items())

    def skip(self, name: str, reason: str, *, failed: bool) -> None:
        """Note a file that could not be read."""
        self._reasons.setdefault(name, reason)
        if failed:
            self.failed.add(name)

    def to_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return {
            "commits": self.commits,
            "texts": self.texts,
            "added": self.added,
            "current": self.current,
            "shallow": self.shallow,
            "skipped": [
                {"file": name, "reason": reason, "failed": name in self.failed}
                for name, reason in self.skipped
            ],
        }


def import_history(
    library: Library,
    knowledge: Knowledge,
    path: Path,
    report: HistoryReport,
    progress: Callable[[int], None] = lambda _: None,
    *,
    anew: bool = False,
) -> None:
    """Read the commits of a repository, bare or with a working tree, into the library.

    Those that were read before are not read again, unless `anew`: then what was read is forgotten
    first. A run that is killed goes on where it stopped when it is repeated without `anew`.

    The texts in force today of instruments whose newest text is yet to come are imported as well.
    `progress` is called with the number of commits that were read.

    Raises:
        ImportPathError: the path is no git repository, or git cannot read it.
        LibraryError: the library cannot be written to.
    """
    folder = git_folder(path)
    if folder is None:
        raise ImportPathError(f"{path} is not a git repository, so it has no history")
    if is_shallow(folder):
        report.shallow.append(str(path))
    try:
        with BlobReader(folder) as blobs:
            reading = _Reading(library, knowledge, path, blobs, report)
            if anew:
                library.forget_history(source_name(path))
            reading.read(folder, progress)
            reading.add_texts_in_force()
    except BareError as error:
        raise ImportPathError(str(error)) from error


class _Reading:
    """The reading of one repository."""

    def __init__(
        self, library: Library, knowledge: Knowledge, path: Path, blobs: BlobReader,
        report: HistoryReport,
    ) -> None:  # fmt: skip
        self._library = library
        self._knowledge = knowledge
        self._blobs = blobs
        self._report = report
        self._source = source_name(path)
        self._now = utc_now()

    def read(self, folder: Path, progress: Callable[[int], None]) -> None:
        """Read all commits after the last one that was read."""
        newest = head(folder)
        if not newest:
            return
        last = self._library.last_commit(self._source)
        if last and not is_before(folder, last, newest):
            last = ""  # the repository was rewritten
        waiting = commits(folder, last, newest)
        while several := list(islice(waiting, _TOGETHER)):
            texts = (pair for commit in several for pair in self._texts(commit))
            self._report.added += self._library.add_history(texts, self._source, self._now)
            self._report.commits += len(several)
            progress(self._report.commits)

    def _texts(self, commit: Commit) -> Iterator[tuple[str, DatedText | None]]:
        for file in commit.files:
            if text := self._tried(commit, file):
                self._report.texts += 1
                yield commit.digest, text
        yield commit.digest, None

    def _tried(self, commit: Commit, file: CommittedFile) -> DatedText | None:
        try:
            return self._text(commit, file)
        except StatuteError as error:
            failed = not isinstance(error, NoStatuteError)
            self._report.skip(file.name, f"{error} (commit {commit.digest[:12]})", failed=failed)
        except BareError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours costs this file only
            _LOG.debug("%s %s", commit.digest, file.name, exc_info=True)
            self._report.skip(file.name, unexpected(error), failed=True)
        return None

    def _text(self, commit: Commit, file: CommittedFile) -> DatedText:
        data = self._bytes(file.digest)
        version = self._version(data, file.name)
        day, basis = dated(commit, file, version, in_force_from(data))
        return DatedText(
            version=version,
            instrument=instrument_id(self._knowledge, version.country, version.identifier, day),
            day=day,
            basis=basis,
            reform=reform_of(commit),
            source=self._source,
            place=f"{commit.digest}:{file.name}",
        )

    def _bytes(self, name: str) -> bytes:
        data, size = self._blobs.read(name, MAX_BYTES)
        try:
            refuse_size(size, MAX_BYTES)
        except FileError as error:
            raise StatuteError(str(error)) from error
        return data

    def _version(self, data: bytes, name: str) -> Version:
        version = parse_statute(data, PurePosixPath(name).stem)
        if version.country not in self._knowledge.jurisdictions:
            country = printable(version.country[:_SHOWN])
            raise StatuteError(f"country '{country}' is not one of the jurisdictions")
        return version

    def add_texts_in_force(self) -> None:
        """Import the texts of today that the collection keeps only in its history."""
        today = dt.date.today().isoformat()
        for place in self._library.in_force_before(self._source, today):
            try:
                version = self._version(self._bytes(place), place)
            except (BareError, StatuteError) as error:
                self._report.skip(place, str(error), failed=True)
                continue
            name = instrument_id(
                self._knowledge, version.country, version.identifier, version.as_of
            )
            self._report.current += self._library.add(version, name, self._now)


def source_name(path: Path) -> str:
    """Return how the library calls a repository: the last folder of its path, without `.git`."""
    return path.resolve().name.removesuffix(".git")


def in_force_from(data: bytes) -> str:
    """Return the day on which a file says that its wording took effect, empty if it does not."""
    days = {key.decode(): day.decode() for key, day in _DAY.findall(data[:_HEAD_BYTES])}
    return next((days[name] for name in _words().in_force if name in days), "")


def dated(
    commit: Commit, file: CommittedFile, version: Version, in_force: str
) -> tuple[str, DayBasis]:
    """Return the day from which a committed text holds, and how it is known.

    The trailers of a commit date a file only if the commit is about that file: a commit that brings
    many files, as in a copy without its history, has the trailers of one.

    Raises:
        StatuteError: no day is known.
    """
    stated = _trailer(commit, _words().day)[:10] if _is_about(commit, file, version) else ""
    known: list[tuple[str, DayBasis]] = [
        (stated, "in-force" if stated == in_force else "collection"),
        (in_force, "in-force"),
        (version.as_of or "", "collection"),
        (commit.day, "commit"),
    ]
    for day, basis in known:
        if _is_day(day):
            seen = basis == "collection" and re.search(_words().seen, reform_of(commit))
            return day, "seen" if seen else basis
    raise StatuteError("neither the commit nor the file says from which day the text holds")


def _is_about(commit: Commit, file: CommittedFile, version: Version) -> bool:
    named = _trailer(commit, _words().instrument)
    if named:
        return named in {version.identifier, PurePosixPath(file.name).stem}
    return len(commit.files) == 1


def _is_day(day: str) -> bool:
    try:
        first_day(day)
    except ValueError:
        return False
    return len(day) == len("2026-01-31") and day not in _words().unknown


def reform_of(commit: Commit) -> str:
    """Return what a commit calls the reform; empty for the first text of an instrument."""
    subject = commit.subject
    if any(subject.startswith(word) for word in _words().first):
        return ""
    # "[reform] Penal Code"
    return _trailer(commit, _words().reform) or re.sub(r"^\[[^\]]*\]\s*", "", subject)


def _trailer(commit: Commit, names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := commit.trailers.get(name))), "")
