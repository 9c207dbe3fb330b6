"""Law-as-git repositories: whole codes at once, as bare copies that are kept up to date."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from pydantic import Field, HttpUrl

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile

HOME = Path(__file__).parent / "git.yaml"
_SECONDS = 1800


class GitError(Exception):
    """A repository cannot be had; the message says why."""


class GitSource(Strict):
    """A public repository of statutes as Markdown files, not official, with its terms.

    `door_of` names the source whose publisher is closed to robots, so that this copy is the way to
    its texts. An update looks for new commits after `frequency_days`.
    """

    name: str = Field(pattern=r"^git-[a-z]{2}$")
    country: str = Field(pattern=r"^[a-z]{2}$")
    url: HttpUrl
    licence: str
    note: str = ""
    door_of: str = ""
    frequency_days: int = Field(default=7, ge=1)

    def copy_in(self, home: Path) -> Path:
        """Return where the bare copy is kept below a folder, whether it is there or not."""
        return home / f"{self.name}.git"


class _File(Strict):
    repositories: tuple[GitSource, ...]


@cache
def git_sources() -> dict[str, GitSource]:
    """Return the repositories by name.

    Raises:
        CorpusError: the file is not valid.
    """
    listed = YamlFile(HOME, "git.yaml").parse(_File)
    return {source.name: source for source in listed.repositories}


def update(source: GitSource, home: Path) -> Path:
    """Clone a repository below `home`, or bring the copy up to date; return its bare folder.

    A clone is made under another name first, so that a killed one is not taken for a copy. What a
    killed run left behind is removed: the caller is the only one that writes to the folder.

    Raises:
        GitError: git is missing, or the repository cannot be reached.
    """
    target = source.copy_in(home)
    for left in home.glob(f"{source.name}.*.aside"):
        shutil.rmtree(left, ignore_errors=True)
    if target.exists():
        for lock in (*target.glob("*.lock"), *(target / "refs").rglob("*.lock")):
            lock.unlink(missing_ok=True)
        _git("--git-dir", str(target), "fetch", "--quiet", "--depth", "1", "origin", "HEAD")
        _git("--git-dir", str(target), "update-ref", "HEAD", "FETCH_HEAD")
        return target
    home.mkdir(parents=True, exist_ok=True)
    aside = home / f"{source.name}.{os.getpid()}.aside"
    try:
        _git("clone", "--quiet", "--bare", "--depth", "1", str(source.url), str(aside))
        aside.replace(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def _git(*arguments: str) -> None:
    quiet = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    try:
        subprocess.run(  # noqa: S603 - fixed program, arguments from the project's own file
            ["git", *arguments],  # noqa: S607
            check=True,
            capture_output=True,
            timeout=_SECONDS,
            env=quiet,
        )
    except FileNotFoundError as error:
        raise GitError("git is not on this machine") from error
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git did not end within {_SECONDS} seconds") from error
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(lines[-1] if lines else f"git ended with {error.returncode}") from error
