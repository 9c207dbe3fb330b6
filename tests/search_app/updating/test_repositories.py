"""`demandside update` with a law-as-git repository beside the publishers."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from pathlib import Path

import pytest

from corpus.store import Library
from search_app.compare import cell
from search_app.freshness import freshness
from search_app.verification import read_shelf
from tests.crawler.commit_maker import Repository
from tests.search_app.updating.playing import (
    FIRST,
    OTHERS,
    REPOSITORY,
    SECOND,
    SWEDEN,
    Setting,
    small_knowledge,
)
from tests.search_app.updating.test_update import STEPS, age, files, states

CODE = """---
title: "Brottsbalk (1962:700)"
identifier: "SFS 1962:700"
country: "se"
language: "sv"
status: "in_force"
last_updated: "{day}"
---
# Brottsbalk (1962:700)

## 6 kap. {others[0]}

### 6 kap. 1 §

{others[1]}

### 6 kap. 11 §

{wording}

### 6 kap. 15 §

Försök straffas.
"""


def code(wording: str, day: str) -> str:
    return CODE.format(wording=wording, day=day, others=OTHERS)


@pytest.fixture
def origin(tmp_path: Path) -> Repository:
    """A repository with the code in its first wording."""
    made = Repository(tmp_path / "origin")
    made.commit("first", "2025-07-01", se_code=code(FIRST, "2025-07-01"))
    return made


@pytest.fixture
def beside(setting: Setting, origin: Repository, tmp_path: Path) -> Setting:
    """A data folder that was updated with the repository once."""
    folder = tmp_path / "sources"
    shutil.copytree(setting.files, folder)
    (folder / REPOSITORY).write_text(origin.path.as_uri(), "utf-8")
    made = Setting(setting.data, folder, setting.address)
    ended, report = made.update()
    assert (ended, states(report)[:2]) == (0, ["skipped", "done"]), report
    assert [s["source"] for s in report["sources"]] == ["git-se"]
    return made


def test_a_repository_without_news_changes_nothing(beside: Setting) -> None:
    before = files(beside.data)
    ended, report = beside.update()
    assert (ended, states(report)) == (0, ["skipped"] * len(STEPS))
    assert files(beside.data) == before


def test_a_commit_that_amends_an_instrument_is_news_and_its_cell_says_so(
    beside: Setting, origin: Repository
) -> None:
    origin.commit("second", "2026-09-01", se_code=code(SECOND, "2026-09-01"))
    age(beside.data, 8)
    ended, report = beside.update()
    assert ended == 0
    assert report["steps"][1]["text"] == "git-se brought 1 text"
    assert states(report) == ["done", "done", "skipped", "done", "done", "skipped", "done"]
    (news,) = [entry for entry in report["news"] if entry["kind"] == "text"]
    assert "6:11 (changed)" in news["text"]
    (changed,) = report["to_read"]
    assert (changed["provision"], changed["records"]) == (f"{SWEDEN}.6-11", ["se-buy"])
    shelf = read_shelf(beside.data / "findings.json")
    assert shelf is not None
    asked_about = cell(small_knowledge(), "se", "purchase-adult", dt.date.today())
    assert "text-changed" in {finding.outcome for finding in shelf.of_cell(asked_about)}
    ended, report = beside.update()
    assert (ended, states(report)) == (0, ["skipped"] * len(STEPS))


def test_a_repository_that_is_gone_fails_and_is_named_with_its_last_success(
    beside: Setting, origin: Repository
) -> None:
    age(beside.data, 8)
    last = (dt.datetime.now(dt.UTC) - dt.timedelta(days=8)).date().isoformat()
    shutil.rmtree(origin.path)
    ended, report = beside.update()
    assert (ended, report["good"]) == (1, False)
    assert report["steps"][1]["text"] == "git-se failed"
    found = freshness(small_knowledge(), beside.data / "library.db")
    (failing,) = [source for source in found.sources if source.failed]
    assert (failing.source, failing.country, failing.succeeded_on) == ("git-se", "se", last)
    assert str(beside.data) not in failing.failed[0].reason
    with Library(beside.data / "library.db", readonly=True) as library:
        assert library.provision(f"{SWEDEN}.6-11") is not None


def test_a_dry_run_names_the_repositories_that_are_due(beside: Setting) -> None:
    age(beside.data, 8)
    process = beside.start("--dry-run")
    said, errors = process.communicate(120)
    assert process.returncode == 0, errors
    assert "git-se: due, file://" in said


def test_an_update_that_is_killed_while_it_imports_is_resumed(
    beside: Setting, origin: Repository
) -> None:
    many = {
        f"se_law{n}": code(SECOND, "2026-09-01").replace("1962:700", f"1999:{n}")
        for n in range(300)
    }
    origin.commit("second", "2026-09-01", se_code=code(SECOND, "2026-09-01"), **many)
    age(beside.data, 8)
    process = beside.start("--whole", "--json")
    _wait_for(beside, 20)
    process.kill()
    process.wait(60)
    assert _texts(beside) < 300, "it was killed in the middle"
    ended, report = beside.update("--whole")
    assert ended == 0, report
    assert _texts(beside) >= 302
    assert report["steps"][1]["state"] == "done"
    ended, report = beside.update("--whole")
    assert (ended, states(report)) == (0, ["skipped"] * len(STEPS))


def _texts(setting: Setting) -> int:
    with Library(setting.data / "library.db", readonly=True) as library:
        return library.counts()["versions"]


def _wait_for(setting: Setting, more: int) -> None:
    """Wait until so many texts have come in."""
    before, end = _texts(setting), time.monotonic() + 60
    while _texts(setting) < before + more:
        assert time.monotonic() < end
        time.sleep(0.002)
