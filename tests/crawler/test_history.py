"""The history of law-as-git repositories: which words held from which day, and how sure that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library import Knowledge
from corpus.markdown import parse_statute
from corpus.store import Library
from corpus.wordings import DatedText
from crawler import history
from crawler.commits import BlobReader, commits, git_folder, head
from crawler.history import HistoryReport, import_history
from crawler.importer import ImportPathError
from tests.crawler.commit_maker import Repository, statute

NUMBER = "se-sfs-1-1.1"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "law-se")
    first = "[bootstrap] Karistuslag\n\nSource-Id: 1:1\nSource-Date: 1962-12-21\nNorm-Id: SFS-1-1"
    made.commit(first, "1970-01-02", se_law=statute("1962-12-21", "Old."))
    made.reform("2012-04-14", statute("2012-04-14", "New."), "2012:99")
    made.reform("2017-07-06", statute("2017-07-06", "New.", "Another."), "2017:3")
    return made


def read(tmp_path: Path, knowledge: Knowledge, *paths: Path) -> HistoryReport:
    report = HistoryReport()
    with Library(tmp_path / "library.db") as library:
        for path in paths:
            import_history(library, knowledge, path, report)
    return report


def words(tmp_path: Path, name: str = NUMBER) -> list[tuple[str, str, str, str | None]]:
    with Library(tmp_path / "library.db", readonly=True) as library:
        return [(w.day, w.basis, w.reform, w.text) for w in library.wordings(name)]


def test_each_commit_of_a_file_is_a_dated_text_with_its_reform(
    tmp_path: Path, knowledge: Knowledge, repository: Repository
) -> None:
    report = read(tmp_path, knowledge, repository.path)
    assert (report.commits, report.texts, report.added, report.skipped) == (3, 3, 3, [])
    assert words(tmp_path) == [
        ("2017-07-06", "collection", "2017:3", "New."),
        ("2012-04-14", "collection", "2012:99", "New."),
        ("1962-12-21", "collection", "", "Old."),
    ]
    with Library(tmp_path / "library.db") as library:
        found = library.wordings(NUMBER)[0]
    assert (found.source, found.place.partition(":")[2]) == ("law-se", "se/law.md")


def test_a_bare_repository_has_the_same_history(
    tmp_path: Path, knowledge: Knowledge, repository: Repository
) -> None:
    read(tmp_path, knowledge, repository.path)
    (tmp_path / "other").mkdir()
    read(tmp_path / "other", knowledge, repository.bare(tmp_path / "bare" / "law-se.git"))
    assert words(tmp_path / "other") == words(tmp_path)


def test_only_new_commits_are_read_again(
    tmp_path: Path, knowledge: Knowledge, repository: Repository
) -> None:
    read(tmp_path, knowledge, repository.path)
    again = read(tmp_path, knowledge, repository.path)
    assert (again.commits, again.texts) == (0, 0)
    repository.reform("2022-11-01", statute("2022-11-01", "Newest."), "2022:7")
    third = read(tmp_path, knowledge, repository.path)
    assert (third.commits, third.added) == (1, 1)
    assert words(tmp_path)[0] == ("2022-11-01", "collection", "2022:7", "Newest.")


def test_what_was_read_is_forgotten_and_read_anew(
    tmp_path: Path, knowledge: Knowledge, repository: Repository
) -> None:
    first = read(tmp_path, knowledge, repository.path)
    before = words(tmp_path)
    with Library(tmp_path / "library.db") as library:
        wrong = DatedText(
            parse_statute(statute("2001-01-01", "Misread.").encode(), "law"),
            "se-sfs-1-1", "2001-01-01", "commit", "", "law-se", "",
        )  # fmt: skip
        library.add_history([("", wrong)], "law-se", "2026-01-01")
    assert len(words(tmp_path)) == len(before) + 1
    report = HistoryReport()
    with Library(tmp_path / "library.db") as library:
        import_history(library, knowledge, repository.path, report, anew=True)
        assert library.last_commit("law-se")
    assert (report.commits, report.added) == (first.commits, first.added)
    assert words(tmp_path) == before


def test_a_run_that_is_killed_goes_on_where_it_stopped(
    tmp_path: Path, knowledge: Knowledge, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_TOGETHER", 2)

    def kill(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Library(tmp_path / "library.db") as library:
        import_history(library, knowledge, repository.path, HistoryReport(), kill)
    assert len(words(tmp_path)) == 2
    assert read(tmp_path, knowledge, repository.path).commits == 1
    assert len(words(tmp_path)) == 3


def test_a_rewritten_repository_is_read_again(
    tmp_path: Path, knowledge: Knowledge, repository: Repository
) -> None:
    read(tmp_path, knowledge, repository.path)
    other = Repository(tmp_path / "elsewhere" / "law-se")
    other.reform("2012-04-14", statute("2012-04-14", "Corrected."), "2012:99")
    assert read(tmp_path, knowledge, other.path).commits == 1
    assert [text for *_, text in words(tmp_path)] == ["New.", "Corrected.", "Old."]


def test_what_a_day_means_is_told(tmp_path: Path, knowledge: Knowledge) -> None:
    made = Repository(tmp_path / "law")
    effective = statute("2020-01-01", "A.").replace(
        "status:", 'effective_from: "2020-01-01"\nstatus:'
    )
    made.reform("2020-01-01", effective, "2020:1")
    made.reform("2021-01-01", statute("2021-01-01", "B."), "SE-DAILY-2021-01-01")
    made.commit("tidy", "2026-01-01", se_law=statute("2022-01-01", "C."))
    made.commit("by hand", "2023-01-01", se_law=statute("", "D."))
    read(tmp_path, knowledge, made.path)
    assert words(tmp_path) == [
        ("2023-01-01", "commit", "by hand", "D."),
        ("2022-01-01", "collection", "tidy", "C."),
        ("2021-01-01", "seen", "SE-DAILY-2021-01-01", "B."),
        ("2020-01-01", "in-force", "2020:1", "A."),
    ]


def test_trailers_date_only_the_file_that_they_are_about(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    made = Repository(tmp_path / "law")
    made.commit(
        "[reform] X\n\nSource-Date: 2019-01-01\nNorm-Id: SFS-1-1",
        "2026-01-01",
        se_law=statute("2018-12-31", "A."),
        se_other=statute("2015-05-05", "B.", identifier="SFS-2-2"),
    )
    read(tmp_path, knowledge, made.path)
    assert [day for day, *_ in words(tmp_path)] == ["2019-01-01"]
    assert [day for day, *_ in words(tmp_path, "se-sfs-2-2.1")] == ["2015-05-05"]


def test_a_day_that_stands_for_none_is_not_believed(tmp_path: Path, knowledge: Knowledge) -> None:
    made = Repository(tmp_path / "law")
    message = "[reform] X\n\nSource-Date: 1900-01-01"
    made.commit(message, "1970-01-02", se_law=statute("1900-01-01", "A."))
    report = read(tmp_path, knowledge, made.path)
    assert report.added == 0
    ((name, reason),) = report.skipped
    assert name == "se/law.md"
    assert "from which day" in reason


def test_what_cannot_be_read_does_not_stop_the_rest(tmp_path: Path, knowledge: Knowledge) -> None:
    made = Repository(tmp_path / "law")
    made.commit("readme", README="# About\n")
    made.commit("broken", se_law="---\ntitle: [\n---\n", se_latin=b"---\ntitle: \xe9\n---\n")
    made.commit("foreign", se_us=statute("2020-01-01", "A.").replace('"se"', '"us"'))
    made.commit("huge", se_huge=b"x" * (history.MAX_BYTES + 1))
    made.commit("gone", se_latin=None)
    made.reform("2020-01-01", statute("2020-01-01", "Good."), "2020:1")
    report = read(tmp_path, knowledge, made.path)
    reasons = dict(report.skipped)
    assert (report.texts, report.added) == (1, 1)
    assert set(reasons) == {"README.md", "se/law.md", "se/latin.md", "se/us.md", "se/huge.md"}
    assert report.failed == set(reasons) - {"README.md"}
    assert "not YAML" in reasons["se/law.md"]
    assert "32 MB" in reasons["se/huge.md"]
    assert report.to_json()["added"] == 1


def test_the_text_of_today_is_imported_below_one_that_is_to_come(
    tmp_path: Path, knowledge: Knowledge, repository: Repository
) -> None:
    repository.reform("2099-01-01", statute("2099-01-01", "Future."), "2098:1")
    report = read(tmp_path, knowledge, repository.path)
    assert report.current == 1
    with Library(tmp_path / "library.db") as library:
        found = library.provision(NUMBER)
        assert found is not None
        assert (found.provision.text, found.as_of) == ("New.", "2017-07-06")
        assert found.copy.shows_law
        assert library.changes() == []


def test_a_repository_that_lacks_its_past_says_so(
    tmp_path: Path, knowledge: Knowledge, repository: Repository
) -> None:
    shallow = tmp_path / "shallow"
    bare = repository.bare(tmp_path / "bare.git")
    repository._git("clone", "-q", "--depth", "1", bare.as_uri(), str(shallow))
    report = read(tmp_path, knowledge, shallow)
    assert report.shallow == [str(shallow)]
    assert words(tmp_path) == [("2017-07-06", "collection", "2017:3", "New.")]


@pytest.mark.parametrize("kind", ["missing", "folder", "file"])
def test_what_is_no_repository_is_refused(tmp_path: Path, knowledge: Knowledge, kind: str) -> None:
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "file":
        path.write_text("x")
    with pytest.raises(ImportPathError, match="no history"):
        read(tmp_path, knowledge, path)


def test_nothing_that_a_repository_names_is_run(tmp_path: Path, repository: Repository) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    for name in ("core.pager", "gpg.program", "diff.external", "core.fsmonitor", "diff.x.textconv"):
        repository._git("config", name, str(program))
    repository._git("config", "log.showSignature", "true")
    (repository.path / ".git" / "info").mkdir(exist_ok=True)
    (repository.path / ".git" / "info" / "attributes").write_text("*.md diff=x\n")
    folder = git_folder(repository.path)
    assert folder is not None
    found = list(commits(folder, "", head(folder)))
    with BlobReader(folder) as blobs:
        assert blobs.read(found[0].files[0].digest, 10_000)[0].endswith(b"Two stays.\n")
    assert [len(commit.files) for commit in found] == [1, 1, 1]
    assert not ran.exists()
