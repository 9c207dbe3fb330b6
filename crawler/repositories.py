"""Collects law-as-git repositories: which are due, then fetch one and import what changed in it.

How a collection ended is an outcome like that of an instrument, under the name of the repository.
Beside it stands what was imported, the commit and the scope:

    git-se   git-se   new    17        2026-11-30T04:12:09+00:00
    git-se            seen   0    0f4a3aa2… whole   2026-11-30T04:12:09+00:00

Of a later commit only the files that differ are read. A run that is killed has not noted its
commit, so the next one reads the same files again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.dates import utc_now
from corpus.evidence import FAILED, Outcome
from corpus.integrity import Progress
from corpus.library import Knowledge
from corpus.store import Library
from crawler.bare import BareError, entries
from crawler.commits import head
from crawler.git import GitError, GitSource, update
from crawler.importer import (
    ImportPathError,
    ImportReport,
    StatuteFile,
    candidates,
    import_files,
)
from crawler.sink import SourceReport

_EVERYTHING = "whole"
# "0f4a3aa2f1…", 40 or 64 digits
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


@dataclass(frozen=True)
class ImportScope:
    """Which instruments of a repository are imported, by their ids: all, or some and those held."""

    named: Collection[str] | None = None

    @property
    def mark(self) -> str:
        """What tells this scope from others, in one word."""
        if self.named is None:
            return _EVERYTHING
        return hashlib.sha256("\n".join(sorted(self.named)).encode()).hexdigest()[:16]

    def within(self, mark: str) -> bool:
        """Return whether an import in the scope of this mark has brought all of this scope."""
        return mark in {_EVERYTHING, self.mark}

    def wanted(self, library: Library) -> Callable[[str], bool]:
        """Return what says whether an instrument is imported."""
        if self.named is None:
            return lambda _: True
        held = {instrument for instrument, _, _ in library.instruments()}
        return held.union(self.named).__contains__


EVERYTHING = ImportScope()
"""All instruments of a repository."""


def due_repositories(
    known: Iterable[GitSource],
    outcomes: Iterable[Outcome],
    scope: ImportScope,
    now: dt.datetime,
    home: Path,
) -> tuple[GitSource, ...]:
    """Return the repositories to be fetched now.

    With the scope of everything, all repositories are kept current, else those that stand in for a
    closed publisher and those that were fetched before. One is due when its `frequency_days` have
    passed since it was last collected, when it failed, and when less was wanted of it before.

    Args:
        known: the repositories to look at.
        outcomes: how the last collections ended.
        scope: which of their instruments are wanted.
        now: the moment of the collection, with a time zone.
        home: the folder of the copies.
    """
    last = {(o.source, o.instrument): o for o in outcomes}
    return tuple(
        source
        for source in known
        if (scope.named is None or source.door_of or source.copy_in(home).exists())
        and _is_due(
            source, last.get((source.name, source.name)), last.get((source.name, "")), scope, now
        )
    )


def _is_due(
    source: GitSource,
    last: Outcome | None,
    seen: Outcome | None,
    scope: ImportScope,
    now: dt.datetime,
) -> bool:
    if last is None or last.state == FAILED or not last.succeeded_at:
        return True
    if seen is None or not scope.within(_noted(seen)[1]):
        return True
    succeeded = dt.date.fromisoformat(last.succeeded_at[:10])
    return (now.astimezone(dt.UTC).date() - succeeded).days >= source.frequency_days


def collect_repository(
    source: GitSource,
    *,
    home: Path,
    library: Path,
    knowledge: Knowledge,
    scope: ImportScope = EVERYTHING,
    progress: Progress = lambda *_: None,
) -> SourceReport:
    """Fetch a repository and import the files that differ from those imported last.

    Where it cannot be fetched or read, the report says why and the texts stay as they are.

    Args:
        source: the repository.
        home: the folder of the copies.
        library: the library file.
        knowledge: the curated corpus.
        scope: which instruments are imported.
        progress: called with step, done and total.

    Raises:
        LibraryError: the library cannot be written to.
    """
    report = SourceReport(source.name)
    with Library(library) as opened:
        try:
            folder = update(source, home)
            done = _imported(source, folder, opened, knowledge, scope, progress)
        except (GitError, BareError, ImportPathError, OSError) as error:
            report.failed.append((str(source.url), str(error)))
            _note(opened, source.name, FAILED, 0, str(error))
            return report
        report.answers = done.files
        report.new = _texts(done.added)
        report.unchanged = _texts(done.unchanged)
        report.warnings = list(done.skipped)
        _note(opened, source.name, "new" if done.added else "unchanged", done.provisions, "")
    return report


def _imported(
    source: GitSource,
    folder: Path,
    library: Library,
    knowledge: Knowledge,
    scope: ImportScope,
    progress: Progress,
) -> ImportReport:
    """Import what changed, and note the commit once everything is stored."""
    commit, before = head(folder), _seen(library, source)
    if not commit:
        raise GitError("the repository has no commit")
    if before[0] == commit and scope.within(before[1]):
        return ImportReport()
    files = _changed(folder, before[0] if scope.within(before[1]) else "")
    counted = iter(range(1, len(files) + 1))
    done = import_files(
        library,
        knowledge,
        files,
        lambda _: progress("import", next(counted), len(files)),
        scope.wanted(library),
    )
    mark = f"{commit} {scope.mark}"
    library.save_outcome(Outcome(source.name, "", "seen", 0, mark, utc_now()))
    return done


def _changed(folder: Path, before: str) -> list[StatuteFile]:
    """Return the files of the newest commit that were not the same in another one.

    All are returned if there is no other one, or git has thrown it away.
    """
    files = candidates([folder])
    try:
        known = {f"{folder}/{e.name}": e.digest for e in entries(folder, before)} if before else {}
    except BareError:
        return files
    return [file for file in files if known.get(file.name) != file.digest]


def _seen(library: Library, source: GitSource) -> tuple[str, str]:
    """Return the commit that was imported last and the mark of its scope; empty if none was."""
    own = [o for o in library.outcomes() if (o.source, o.instrument) == (source.name, "")]
    return _noted(own[0]) if own else ("", "")


def _noted(outcome: Outcome) -> tuple[str, str]:
    commit, _, mark = outcome.reason.partition(" ")
    return (commit, mark) if _COMMIT.fullmatch(commit) else ("", "")


def _note(library: Library, name: str, state: str, provisions: int, reason: str) -> None:
    library.save_outcome(Outcome(name, name, state, provisions, reason, utc_now()))


def _texts(number: int) -> list[str]:
    """Return a number of texts as a report lists them; nothing for none."""
    return [f"{number} text{'s' if number > 1 else ''}"] if number else []
