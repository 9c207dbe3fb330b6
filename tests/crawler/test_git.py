"""Law-as-git repositories are cloned whole or not at all, and brought up to date."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from crawler.git import GitError, GitSource, update
from crawler.importer import candidates


def committed(repository: Path, name: str, text: str) -> None:
    (repository / name).write_text(text, "utf-8")
    git = ("git", "-C", str(repository), "-c", "user.name=n", "-c", "user.email=e@e.example")
    for arguments in (("add", "-A"), ("commit", "-q", "-m", "text")):
        subprocess.run([*git, *arguments], check=True, capture_output=True)


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    home = tmp_path / "origin"
    home.mkdir()
    subprocess.run(["git", "init", "-q", str(home)], check=True)
    committed(home, "a.md", "one")
    return home


def source(address: str) -> GitSource:
    return GitSource.model_construct(name="git-se", country="se", url=address, licence="free")


def test_a_repository_is_cloned_and_updated(origin: Path, tmp_path: Path) -> None:
    held = update(source(origin.as_uri()), tmp_path / "git")
    assert [c.read() for c in candidates([held])] == [b"one"]
    committed(origin, "b.md", "two")
    assert update(source(origin.as_uri()), tmp_path / "git") == held
    assert sorted(c.read() for c in candidates([held])) == [b"one", b"two"]


def test_a_repository_that_is_not_there_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(GitError):
        update(source((tmp_path / "missing").as_uri()), tmp_path / "git")
    assert list((tmp_path / "git").iterdir()) == []
