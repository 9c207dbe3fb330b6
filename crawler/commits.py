r"""Reads the commits of a git repository one by one, nothing of which is trusted.

git writes, for each commit, its fields between control characters, and then the files it changed
(here with a line break in place of each NUL, and ↵, ⊢, ⊣ for the line break, \x01 and \x02):

    ⊢0f4a3aa2…⊣2011-04-01T00:00:00+02:00⊣[reform] Penal Code⊣Source-Date: 2011-04-01↵⊣
    ↵:100644 100644 78981922… e0b1fe9c… M
    ee/184411.md

Only one commit and one file are in memory at a time. As in `crawler.bare`, git fetches nothing and
runs no program that the repository names.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from crawler.bare import BareError, is_bare

_CHUNK = 1 << 16
_META = 5
"""The words before a file name: its old and new mode, its old and new hash, what happened."""
_FILE_MODES = {"100644", "100755", "100664"}
_SAFE = (
    *("-c", "protocol.allow=never", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false"),
    "--no-replace-objects",
)
_LOG = (
    *("log", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv"),
    *("--no-show-signature", "--no-notes", "--topo-order", "--reverse", "--encoding=UTF-8"),
    "--format=%x01%H%x02%aI%x02%s%x02%(trailers:only,unfold)%x02",
)


@dataclass(frozen=True)
class CommittedFile:
    """A Markdown file that a commit added or changed: its name and the hash of its bytes."""

    name: str
    digest: str


@dataclass(frozen=True)
class Commit:
    """A commit: hash, the author's day (ISO 8601), subject, trailers by name, changed files."""

    digest: str
    day: str
    subject: str
    trailers: Mapping[str, str]
    files: tuple[CommittedFile, ...]


def git_folder(path: Path) -> Path | None:
    """Return the git directory of a bare repository or a working tree, None for other paths."""
    if path.is_dir() and is_bare(path):
        return path
    inside = path / ".git"
    return inside if inside.exists() else None


def is_shallow(folder: Path) -> bool:
    """Return whether a repository lacks older commits, as after `git clone --depth 1`."""
    return (folder / "shallow").exists()


def head(folder: Path) -> str:
    """Return the hash of the newest commit, empty if there is none.

    Raises:
        BareError: git is missing.
    """
    with _git(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}") as process:
        return _out(process).read(_CHUNK).decode("ascii", "replace").strip()


def is_before(folder: Path, commit: str, later: str) -> bool:
    """Return whether a commit is still part of the history of a later one."""
    with _git(folder, "merge-base", "--is-ancestor", commit, later) as process:
        return process.wait() == 0


def commits(folder: Path, after: str, last: str) -> Iterator[Commit]:
    """Yield the commits of a repository after one of them (empty: all), parents first.

    Merges are left out, because each commit that they bring comes by itself.

    Raises:
        BareError: git is missing, or cannot read the repository.
    """
    span = f"{after}..{last}" if after else last
    with _git(folder, *_LOG, span) as process:
        yield from _parsed(_tokens(_out(process)))
        if process.wait():
            raise BareError(f"{folder}: git cannot read the commits")


def _tokens(stream: IO[bytes]) -> Iterator[str]:
    waiting = b""
    while part := stream.read(_CHUNK):
        *whole, waiting = (waiting + part).split(b"\0")
        for token in whole:
            yield token.decode("utf-8", "replace")
    if waiting:
        yield waiting.decode("utf-8", "replace")


def _parsed(tokens: Iterator[str]) -> Iterator[Commit]:
    fields: list[str] = []
    files: list[CommittedFile] = []
    for token in tokens:
        if token.startswith("\x01"):
            if fields:
                yield _commit(fields, files)
            fields, files = token[1:].split("\x02", 3), []
        elif len(meta := token.strip().removeprefix(":").split()) == _META:
            name = next(tokens, "")
            if meta[1] in _FILE_MODES and name.lower().endswith(".md"):
                files.append(CommittedFile(name, meta[3]))
    if fields:
        yield _commit(fields, files)


def _commit(fields: list[str], files: list[CommittedFile]) -> Commit:
    digest, when, subject, trailers = fields
    lines = (line.partition(": ") for line in trailers.rstrip("\x02").splitlines())
    named = {name.strip().lower(): value.strip() for name, _, value in lines}
    return Commit(digest, when[:10], subject, named, tuple(files))


class BlobReader:
    """Reads files by their hash, through one git process. Use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> BlobReader:
        self._process = _start(self._folder, ("cat-file", "--batch"), with_input=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            _end(self._process)

    def read(self, name: str, most: int) -> tuple[bytes, int]:
        """Return a file's bytes and its size; a file larger than `most` bytes comes without bytes.

        `name` is the hash of a file, or a commit and a file name (`0f4a3aa2:ee/184411.md`).

        Raises:
            BareError: the repository lacks the file, or git ended.
        """
        process = self._process
        if process is None or process.stdin is None or "\n" in name:
            raise BareError(f"{self._folder}: {name!r} cannot be read")
        try:
            process.stdin.write(f"{name}\n".encode())
            process.stdin.flush()
        except OSError as error:
            raise BareError(f"{self._folder}: git ended") from error
        out = _out(process)
        answer = out.readline().decode("utf-8", "replace").split()
        if len(answer) != 3 or answer[1] != "blob":
            raise BareError(f"{self._folder}: {name} is missing")
        size = int(answer[2])
        data = out.read(size) if size <= most else _skip(out, size)
        out.read(1)
        return data, size


def _skip(stream: IO[bytes], size: int) -> bytes:
    while size > 0 and (part := stream.read(min(size, _CHUNK))):
        size -= len(part)
    return b""


@contextmanager
def _git(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = _start(folder, arguments)
    try:
        yield process
    finally:
        _end(process)


def _start(
    folder: Path, arguments: tuple[str, ...], *, with_input: bool = False
) -> subprocess.Popen[bytes]:
    quiet = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        return subprocess.Popen(  # noqa: S603 - fixed program, no shell
            ["git", "--no-pager", *_SAFE, f"--git-dir={folder}", *arguments],  # noqa: S607
            stdin=subprocess.PIPE if with_input else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=quiet,
        )
    except FileNotFoundError as error:
        raise BareError("git is needed to read a repository") from error


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    if process.stdout:
        process.stdout.close()
    process.terminate()
    process.wait()


def _out(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdout is None:
        raise BareError("git gives nothing to read")
    return process.stdout
