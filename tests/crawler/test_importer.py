"""Importing: what cannot be read is said, the rest is imported."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from corpus.library import Knowledge
from corpus.markdown import MAX_BYTES
from corpus.store import Library, LibraryError
from corpus.texts import Version
from crawler import importer
from crawler.importer import ImportPathError, ImportReport, candidates, import_files

GOOD = "---\ntitle: T\nidentifier: {n}\ncountry: se\n---\n# T\n\n### 1 §\n\nText {n}.\n"


def run(tmp_path: Path, knowledge: Knowledge, *paths: Path) -> ImportReport:
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


def test_all_texts_of_an_import_have_the_time_of_its_beginning(
    tmp_path: Path, knowledge: Knowledge, statutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(60))
    monkeypatch.setattr(importer, "utc_now", lambda: f"2026-11-30T10:00:{next(seconds):02}+00:00")
    with Library(tmp_path / "library.db") as library:
        import_files(library, knowledge, candidates([statutes]))
        times = {stored.retrieved_at for stored in library.provisions(current=False)}
        assert times == {"2026-11-30T10:00:00+00:00"}
        assert library.counts()["versions"] > 1


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
    assert {Path(name).name for name in report.failed} == reasons.keys()
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
    assert not from_bare.failed
    from_tree = run(tmp_path, knowledge, tree)
    assert (from_tree.added, from_tree.unchanged) == (0, 2)


def test_a_broken_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bare" / "objects").mkdir(parents=True)
    (tmp_path / "bare" / "HEAD").write_text("ref: refs/heads/main\n")
    with pytest.raises(ImportPathError, match="bare"):
        candidates([tmp_path / "bare"])


def test_a_fault_of_our_own_costs_one_file(
    tmp_path: Path,
    knowledge: Knowledge,
    tree: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tree / "a.md").write_text(GOOD.format(n=2))
    read = importer.parse_statute

    def broken(data: bytes, name: str) -> Version:
        if name == "a":
            raise ZeroDivisionError("by zero\nsecond line")
        return read(data, name)

    monkeypatch.setattr(importer, "parse_statute", broken)
    caplog.set_level("DEBUG")
    report = run(tmp_path, knowledge, tree)
    assert report.added == 1
    assert report.skipped == [(str(tree / "a.md"), "unexpected ZeroDivisionError: by zero")]
    assert report.failed == {str(tree / "a.md")}
    assert "Traceback" in caplog.text


def test_a_library_that_cannot_be_written_stops_the_import(
    tmp_path: Path, knowledge: Knowledge, tree: Path
) -> None:
    with Library(tmp_path / "library.db") as library:
        library.close()
        with pytest.raises((LibraryError, sqlite3.Error)):
            import_files(library, knowledge, candidates([tree]))


def test_a_submodule_and_a_missing_object_are_said(
    tmp_path: Path, knowledge: Knowledge, tree: Path
) -> None:
    git(tree, "init", "--quiet")
    git(tree, "add", ".")
    git(tree, "commit", "--quiet", "-m", "Laws")
    git(tree, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},laws of others")
    (tree / "se" / "lost.md").write_text(GOOD.format(n=9))
    git(tree, "add", "se/lost.md")
    git(tree, "commit", "--quiet", "-m", "A submodule and a file")
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(tree), str(bare)], check=True)
    answer = subprocess.run(
        ["git", "-C", str(tree), "rev-parse", "HEAD:se/lost.md"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    lost = answer.stdout.strip()
    (bare / "objects" / lost[:2] / lost[2:]).unlink()
    report = run(tmp_path, knowledge, bare)
    reasons = {Path(name).name: reason for name, reason in report.skipped}
    assert report.added == 1
    assert "a submodule" in reasons["laws of others"]
    assert reasons["lost.md"].startswith(f"{bare}: ")
    assert {Path(name).name for name in report.failed} == {"lost.md"}
