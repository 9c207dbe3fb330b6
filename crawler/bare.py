"""Reads the files of a commit of a bare git repository, nothing of which is trusted.

git is told to fetch nothing: a repository can name an address or a program that supplies the
objects it lacks.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 120
_LINK, _SUBMODULE = "120000", "160000"
_REFUSALS = {
    _LINK: "a link in a bare repository; what it leads to is read by itself if it is there",
    _SUBMODULE: "a submodule; its files are not in this repository",
}
_NOT_FETCHING = ("-c", "protocol.allow=never", "-c", "core.fsmonitor=false")


class BareError(Exception):
    """A bare repository or one of its files cannot be read; the message says why."""


@dataclass(frozen=True)
class Blob:
    """A file of a commit; `digest` is git's name for its bytes, `size` is in bytes.

    `refusal` says why it has no text of its own.
    """

    repository: Path
    name: str
    digest: str
    size: int
    refusal: str = ""

    def read(self) -> bytes:
        """Return the file's bytes.

        Raises:
            BareError: git cannot read it.
        """
        return _git(self.repository, "cat-file", "blob", self.digest)


def is_bare(folder: Path) -> bool:
    """Return whether a folder is a bare repository."""
    try:
        return (folder / "HEAD").is_file() and (folder / "objects").is_dir()
    except OSError:  # a folder that must not be looked at is read as one, which gives the reason
        return False


def entries(repository: Path, commit: str = "HEAD") -> Iterator[Blob]:
    """Yield the Markdown files of a commit (the newest), links among them, and its submodules.

    Raises:
        BareError: git is missing, or cannot read the repository.
    """
    listing = _git(repository, "ls-tree", "-r", "-z", "-l", commit).decode("utf-8", "replace")
    for line in filter(None, listing.split("\0")):
        meta, name = line.split("\t", 1)
        mode, _, digest, size = meta.split()
        if mode == _SUBMODULE or name.lower().endswith(".md"):
            length = int(size) if size.isdecimal() else 0
            yield Blob(repository, name, digest, length, _REFUSALS.get(mode, ""))


def _git(repository: Path, *arguments: str) -> bytes:
    command = ["git", *_NOT_FETCHING, f"--git-dir={repository}", *arguments]
    quiet = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(  # noqa: S603 - fixed program, no shell
            command, check=True, capture_output=True, timeout=_SECONDS, env=quiet
        ).stdout
    except FileNotFoundError as error:
        raise BareError("git is needed to read a bare repository") from error
    except subprocess.TimeoutExpired as error:
        raise BareError(f"{repository}: git did not end within {_SECONDS} seconds") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise BareError(f"{repository}: {reason[-1] if reason else 'git failed'}") from error
