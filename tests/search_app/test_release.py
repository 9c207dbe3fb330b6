"""The name of a release depends on the contents of the knowledge, and on nothing else."""

from __future__ import annotations

from pathlib import Path

from corpus.library import HOME, Knowledge
from search_app.release import release_of


def _home(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "questions.yaml").write_text(text, "utf-8")
    return folder


def test_a_changed_file_gives_another_name(knowledge: Knowledge, tmp_path: Path) -> None:
    first = release_of(knowledge, _home(tmp_path / "a", "x: 1\n"))
    same = release_of(knowledge, _home(tmp_path / "b", "x: 1\n"))
    other = release_of(knowledge, _home(tmp_path / "c", "x: 2\n"))
    assert first == same
    assert first.id != other.id


def test_the_name_has_version_day_and_hash(knowledge: Knowledge) -> None:
    release = release_of(knowledge)
    assert release == release_of(knowledge, HOME)
    assert release.id == f"{release.version}+{release.day.isoformat()}.{release.sha256[:8]}"
    assert release.day.year >= 2026
