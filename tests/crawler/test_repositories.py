"""Law-as-git repositories: which are due, what is read again, and what a failure leaves."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from corpus.evidence import Outcome
from corpus.library import Knowledge
from corpus.store import Library
from crawler.git import GitSource, git_sources
from crawler.repositories import EVERYTHING, ImportScope, collect_repository, due_repositories
from crawler.sink import SourceReport
from crawler.sources import sources
from tests.crawler.commit_maker import Repository, statute

NOW = dt.datetime(2026, 11, 30, 4, tzinfo=dt.UTC)
COMMIT = "0f4a3aa2" * 5
LAW, OTHER = "se-sfs-1-1", "se-sfs-2-2"


def source(address: str = "https://law.example/se", door_of: str = "") -> GitSource:
    return GitSource.model_construct(
        name="git-se", country="se", url=address, licence="free", door_of=door_of
    )


def ended(state: str = "new", day: str = "2026-11-29", mark: str = "whole") -> list[Outcome]:
    at = f"{day}T04:00:00+00:00"
    success = "" if state == "failed" else at
    return [
        Outcome("git-se", "git-se", state, 1, "", at, success),
        Outcome("git-se", "", "seen", 0, f"{COMMIT} {mark}", at, at),
    ]


@pytest.mark.parametrize(
    ("outcomes", "scope", "is_due"),
    [
        ([], EVERYTHING, True),
        (ended(), EVERYTHING, False),
        (ended(), ImportScope({LAW}), False),
        (ended("failed"), EVERYTHING, True),
        (ended(day="2026-11-23"), EVERYTHING, True),
        (ended(day="2026-11-24"), EVERYTHING, False),
        (ended(mark=ImportScope({LAW}).mark), ImportScope({LAW}), False),
        (ended(mark=ImportScope({LAW}).mark), ImportScope({LAW, OTHER}), True),
        (ended(mark=ImportScope({LAW}).mark), EVERYTHING, True),
        (ended()[:1], EVERYTHING, True),
    ],
)
def test_a_repository_is_due_when_old_failed_or_wanted_in_a_wider_scope(
    outcomes: list[Outcome], scope: ImportScope, is_due: bool, tmp_path: Path
) -> None:
    found = due_repositories([source(door_of="se")], outcomes, scope, NOW, tmp_path)
    assert bool(found) == is_due


def test_only_stand_ins_and_repositories_fetched_before_are_kept_current(tmp_path: Path) -> None:
    some = ImportScope({LAW})
    assert due_repositories([source()], [], some, NOW, tmp_path) == ()
    assert due_repositories([source()], [], EVERYTHING, NOW, tmp_path) == (source(),)
    source().copy_in(tmp_path).mkdir()
    assert due_repositories([source()], [], some, NOW, tmp_path) == (source(),)


def test_a_stand_in_names_a_source_whose_door_is_closed() -> None:
    doors = {repository.door_of for repository in git_sources().values()} - {""}
    assert doors == {"be"}
    assert all(sources()[door].other_door for door in doors)


class Copies:
    """A data folder that collects from one repository."""

    def __init__(self, home: Path, knowledge: Knowledge) -> None:
        self.origin = Repository(home / "origin")
        more = statute("2026-01-01", "Else.", identifier="SFS-2-2")
        self.origin.commit("first", se_law=statute("2026-01-01", "One."), se_more=more)
        self.library = home / "library.db"
        self._home, self._knowledge = home / "git", knowledge

    def collect(self, scope: ImportScope = EVERYTHING) -> SourceReport:
        return collect_repository(
            source(self.origin.path.as_uri()),
            home=self._home,
            library=self.library,
            knowledge=self._knowledge,
            scope=scope,
        )

    def held(self) -> set[str]:
        with Library(self.library, readonly=True) as library:
            return {name for name, _, _ in library.instruments()}

    def mark(self) -> str:
        with Library(self.library, readonly=True) as library:
            return library.mark()


@pytest.fixture
def copies(tmp_path: Path, knowledge: Knowledge) -> Copies:
    return Copies(tmp_path, knowledge)


def test_only_what_a_commit_changed_is_read_again(copies: Copies) -> None:
    first = copies.collect()
    assert (first.answers, first.new, first.failed) == (2, ["2 texts"], [])
    before = copies.mark()
    again = copies.collect()
    assert (again.answers, again.new, again.unchanged) == (0, [], [])
    assert copies.mark() == before
    copies.origin.commit("second", "2026-02-01", se_law=statute("2026-02-01", "Two."))
    second = copies.collect()
    assert (second.answers, second.new) == (1, ["1 text"])
    with Library(copies.library, readonly=True) as library:
        (change,) = library.changes(LAW)
    assert change.changed == ("1",)


def test_only_instruments_named_or_held_are_imported(copies: Copies) -> None:
    copies.collect(ImportScope({LAW}))
    assert copies.held() == {LAW}
    assert copies.collect(ImportScope({LAW})).answers == 0
    copies.collect()
    assert copies.held() == {LAW, OTHER}, "a wider scope reads the same commit again"
    copies.origin.commit(
        "more", "2026-02-01", se_more=statute("2026-02-01", "New.", identifier="SFS-2-2")
    )
    assert copies.collect(ImportScope({LAW})).new == ["1 text"], "what is held is kept current"


def test_a_repository_that_is_gone_leaves_the_texts_and_is_a_failure(copies: Copies) -> None:
    copies.collect()
    shutil.rmtree(copies.origin.path)
    report = copies.collect()
    assert not report.good
    assert copies.held() == {LAW, OTHER}
    with Library(copies.library, readonly=True) as library:
        (outcome,) = [o for o in library.outcomes() if o.instrument]
    assert (outcome.state, outcome.instrument) == ("failed", "git-se")
    assert outcome.reason and outcome.succeeded_at


def test_what_a_killed_run_left_is_no_hindrance(copies: Copies, tmp_path: Path) -> None:
    (tmp_path / "git" / "git-se.999.aside").mkdir(parents=True)
    assert copies.collect().good
    assert [path.name for path in (tmp_path / "git").iterdir()] == ["git-se.git"]
    (tmp_path / "git" / "git-se.git" / "shallow.lock").touch()
    (tmp_path / "git" / "git-se.git" / "HEAD.lock").touch()
    (tmp_path / "git" / "git-se.git" / "refs" / "heads" / "main.lock").touch()
    copies.origin.commit("second", "2026-02-01", se_law=statute("2026-02-01", "Two."))
    assert copies.collect().new == ["1 text"]


def test_a_commit_that_git_no_longer_has_lets_all_files_be_read(copies: Copies) -> None:
    copies.collect()
    with Library(copies.library) as library:
        library.save_outcome(Outcome("git-se", "", "seen", 0, f"{COMMIT} whole", NOW.isoformat()))
    assert copies.collect().unchanged == ["2 texts"]


def test_a_repository_without_a_commit_is_a_failure(copies: Copies, tmp_path: Path) -> None:
    copies.origin = Repository(tmp_path / "empty")
    assert not copies.collect().good
    assert copies.held() == set()
