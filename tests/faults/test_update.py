"""kill -9 at random moments of an update, which the next one takes up where it stopped."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.integrity import examine
from corpus.lock import holder
from search_app.index.generation import current
from search_app.index.shelf import Shelf
from search_app.paths import DataFolder
from search_app.updating.memory import recall
from search_app.verification import read_shelf
from tests.crawler.standin import Publisher, served
from tests.faults.commands import content
from tests.faults.conftest import Tally
from tests.search_app.updating.playing import Setting, amend, data_folder, play, source_files

Make = Callable[[str], Tally]
Trials = Callable[[int, int], int]
AGED = "2020-01-01T00:00:00+00:00"
PAUSE = 0.05


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return source_files(tmp_path_factory.mktemp("sources"))


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with served() as playing:
        play(playing)
        amend(playing)
        for answer in (a for given in playing.answers.values() for a in given):
            answer.pause = PAUSE
        yield playing


@pytest.fixture(scope="module")
def empty(
    tmp_path_factory: pytest.TempPathFactory, lemma_folder: Path, compiled_folder: Path
) -> Path:
    """A data folder in which nothing was collected yet."""
    return data_folder(tmp_path_factory.mktemp("empty") / "data", lemma_folder, compiled_folder)


@pytest.fixture(scope="module")
def outdated(empty: Path, files: Path) -> Path:
    """A data folder whose texts are those of before the amendment, and due again."""
    data = empty.with_name("outdated")
    shutil.copytree(empty, data, symlinks=True)
    with served() as playing:
        play(playing)
        code, report = Setting(data, files, playing.address).update()
    assert code == 0, report
    with closing(sqlite3.connect(data / "library.db")) as db, db:
        db.execute("UPDATE outcomes SET finished_at = ?1, succeeded_at = ?1", (AGED,))
    return data


def found(data: Path) -> dict[str, object]:
    """Return everything that an update makes, without times and row numbers."""
    folder = DataFolder(data)
    examine(folder.library, lambda *_: None)
    with closing(sqlite3.connect(folder.library)) as db:
        changes = db.execute(
            "SELECT instrument, language, before_hash, after_hash, data FROM changes ORDER BY 1, 4"
        ).fetchall()
        outcomes = db.execute(
            "SELECT source, instrument, state = 'failed' FROM outcomes ORDER BY 1, 2"
        ).fetchall()
    shelf = read_shelf(folder.findings)
    return {
        "library": content(folder.library),
        "changes": changes,
        "outcomes": outcomes,
        "findings": sorted(map(repr, shelf or ())),
        "index": sorted(d.fingerprint for d in Shelf(current(folder.index)).everything()),
    }


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    assert condition()


def test_a_killed_update_is_resumed_to_what_a_clean_one_gives(
    tally: Make, trials: Trials, publisher: Publisher, files: Path, empty: Path, outdated: Path,
    tmp_path: Path,
) -> None:  # fmt: skip
    kills = tally("kill -9 of an update, then resumed")
    kills.note = "library, changes, findings and index like a clean run by hash"
    clean: dict[Path, tuple[dict[str, object], float]] = {}
    for start in (outdated, empty):
        data = tmp_path / f"clean-{start.name}"
        shutil.copytree(start, data, symlinks=True)
        begun = time.monotonic()
        code, report = Setting(data, files, publisher.address).update()
        assert code == 0, report
        clean[start] = found(data), time.monotonic() - begun
    chance, killed = random.Random(40), 0
    for number in range(trials(2, 100)):
        start = (outdated, empty)[number % 2]
        wanted, seconds = clean[start]
        data = tmp_path / f"trial-{number}"
        shutil.copytree(start, data, symlinks=True)
        setting = Setting(data, files, publisher.address)
        process = setting.start()
        time.sleep(chance.uniform(0, seconds))
        killed += process.poll() is None
        process.kill()
        process.wait()
        wait_until(lambda data=data: not holder(data))  # its workers end a moment later
        unfinished = start is outdated and recall(data / "update.json") == recall(
            start / "update.json"
        )
        code, report = setting.update()
        wrong = [f"trial {number}: exit code {code}: {report}"] if code else []
        if unfinished and [entry["kind"] for entry in report["news"]].count("text") != 1:
            wrong.append(f"trial {number}: the amendment is not told: {report['news']}")
        result = found(data)
        wrong += [
            f"trial {number}: {name} differs" for name in wanted if wanted[name] != result[name]
        ]
        again, report = setting.update()
        if again or any(step["state"] != "skipped" for step in report["steps"]):
            wrong.append(f"trial {number}: the update after it still found something to do")
        kills.count(*wrong)
        shutil.rmtree(data)
    kills.note += f"; {killed} were still running when killed"
    assert killed
