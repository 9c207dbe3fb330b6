"""Importing: what cannot be read is said, the rest is imported."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from corpus.library import Knowledge
from corpus.markdown import MAX_BYTES
from corpus.store import Library
from crawler.importer import ImportPathError, Report, candidates, import_files

GOOD = "---\ntitle: T\nidentifier: {n}\ncountry: se\n---\n# T\n\n### 1 §\n\nText {n}.\n"


def run(tmp_path: Path, knowledge: Knowledge, *paths: Path) -> Report:
    with Library(tmp_path / "library.db") as library:
        return import_files(library, knowledge, candidates(paths))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    (root / "se").mkdir(parents=True)
    (root / "se" / "good.md").write_text(GOOD.format(n=1))
    return root


def test_self_written_statutes(tmp_path: Path, knowledge: Knowledge, statutes: Path) -> None:
    first = run(tmp_path, knowledge, statutes)
    assert first.skipped == []
    assert (first.added, first.unchanged) == (first.files, 0)
    again = run(tmp_path, knowledge, statutes)
    assert (again.added, again.unchanged) == (0, first.files)


def test_bad_files_do_not_stop_the_rest(tmp_path: Path, knowledge: Knowledge, tree: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(GOOD.format(n=2))
    (tree / "a-broken.md").write_text("---\ntitle: [\n---\n")
    (tree / "b-latin.md").write_bytes("---\ntitle: é\n---\n".encode("latin-1"))
    (tree / "c-empty.md").write_text("")
    with (tree / "d-huge.md").open("wb") as huge:
        huge.truncate(50 * 2**20)
    (tree / "e-link.md").symlink_to(outside)
    (tree / "f-dangling.md").symlink_to(tree / "nowhere.md")
    (tree / "g-foreign.md").write_text(GOOD.format(n=3).replace("country: se", "country: us"))
    (tree / "linked").symlink_to(tmp_path)
    report = run(tmp_path, knowledge, tree)
    reasons = {Path(name).name: reason for name, reason in report.skipped}
    assert report.added == 1
    assert "not YAML" in reasons["a-broken.md"]
    assert "not UTF-8" in reasons["b-latin.md"]
    assert "empty" in reasons["c-empty.md"]
    assert f"50 MB is more than {MAX_BYTES // 2**20} MB" in reasons["d-huge.md"]
    assert "leads out" in reasons["e-link.md"]
    assert "leads nowhere" in reasons["f-dangling.md"]
    assert "'us' is not one of the jurisdictions" in reasons["g-foreign.md"]
    assert "leads out" in reasons["linked"]


def test_a_link_inside_the_tree_is_followed(
    tmp_path: Path, knowledge: Knowledge, tree: Path
) -> None:
    (tree / "again.md").symlink_to(tree / "se" / "good.md")
    report = run(tmp_path, knowledge, tree)
    assert (report.added, report.unchanged, report.skipped) == (1, 1, [])


def test_a_path_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportPathError, match="does not exist"):
        candidates([tmp_path / "nowhere"])


def git(folder: Path, *arguments: str) -> None:
    environment = {
        **os.environ,
        "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@law.example",
        "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@law.example",
    }  # fmt: skip
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, env=environment)


def test_law_as_git_working_tree_and_bare_repository(
    tmp_path: Path, knowledge: Knowledge, tree: Path
) -> None:
    (tree / "README.md").write_text("# Laws of Testland\n")
    (tree / "se" / "link.md").symlink_to("good.md")
    git(tree, "init", "--quiet")
    git(tree, "add", ".")
    git(tree, "commit", "--quiet", "-m", "Laws")
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(tree), str(bare)], check=True)
    from_bare = run(tmp_path, knowledge, bare)
    assert from_bare.added == 1
    assert {Path(name).name for name, _ in from_bare.skipped} == {"README.md", "link.md"}
    from_tree = run(tmp_path, knowledge, tree)
    assert (from_tree.added, from_tree.unchanged) == (0, 2)


def test_a_broken_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bare" / "objects").mkdir(parents=True)
    (tmp_path / "bare" / "HEAD").write_text("ref: refs/heads/main\n")
    with pytest.raises(ImportPathError, match="bare"):
        candidates([tmp_path / "bare"])
