"""Crawls that are killed, starved of disk, locked out, or led astray by names and redirects."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from corpus.lock import writing
from crawler.archive import read
from crawler.warc import ArchiveError, HalfWrittenError
from tests.crawler import answers
from tests.crawler.crawling import ROOT, source_files
from tests.crawler.standin import Answer, Publisher, load, served
from tests.faults import crawl_child
from tests.faults.conftest import LONG, Tally
from tests.faults.names import PUBLIC
from tests.forked import Forked, nothing

Make = Callable[[str], Tally]
Trials = Callable[[int, int], int]
NAMES = ("at", "fr", "se")
"""Sources whose instruments come in one answer and in several, by GET and by POST with a token."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return source_files(tmp_path_factory.mktemp("sources"), NAMES)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with served() as found:
        for name in NAMES:
            load(found, name)
        yield found


def started(files: Path, told: dict[str, Any], before: Callable[[], object] = nothing) -> Forked:
    """Start a crawl in a process of its own."""
    environment = {
        **os.environ,
        "DEMANDSIDE_CONTACT": "mailto:test@example.org",
        "PISTE_CLIENT_ID": "of-the-test",
        "PISTE_CLIENT_SECRET": "of-the-test",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    led = {**told, "files": str(files)}
    return Forked(crawl_child.main, led, environment=environment, before=before)


def done(
    files: Path, told: dict[str, Any], before: Callable[[], object] = nothing
) -> tuple[int, Any, str]:
    """Crawl; return the exit code, the reports or the refusal, and what else was said."""
    process = started(files, told, before)
    said, errors = process.communicate(timeout=120)
    return process.returncode, json.loads(said) if said else None, errors


def library(data: Path) -> dict[str, list[Any]]:
    """Return what the library of a crawl holds, without times and places in files."""
    with closing(sqlite3.connect(data / "library.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        if db.execute("PRAGMA user_version").fetchone() == (0,):
            return {}
        return {
            name: sorted(db.execute(query).fetchall())
            for name, query in {
                "versions": "SELECT instrument, language, content_hash FROM versions",
                "provisions": "SELECT public_id, text FROM provisions",
                "outcomes": "SELECT source, instrument, state = 'failed' FROM outcomes",
                "evidence": "SELECT DISTINCT url, digest, role FROM evidence",
            }.items()
        }


def archived(data: Path) -> set[tuple[str, str, str, str]]:
    """Return what the archives of a crawl hold: requests, and the hashes of the answers."""
    return {
        (a.method, a.first or a.record.url, a.asked, a.record.digest)
        for path in (data / "archive").rglob("*.warc.gz")
        for a in read(path)
    }


def held(data: Path) -> set[tuple[str, str]]:
    """Return the requests whose answers are whole in the archives of runs that did not end."""
    found: set[tuple[str, str]] = set()
    for marker in (data / "archive").glob("*/running"):
        path = marker.with_name(marker.read_text("utf-8"))
        with _until_it_breaks():
            found.update((a.method, a.first or a.record.url) for a in read(path))
    return found


@contextmanager
def _until_it_breaks() -> Iterator[None]:
    """A killed run may have written no archive yet, or half a record at its end."""
    try:
        yield
    except HalfWrittenError:
        return
    except ArchiveError as error:
        assert isinstance(error.__cause__, FileNotFoundError)


def same(data: Path, clean: Path) -> list[str]:
    """Say what a data folder holds otherwise than that of a clean run."""
    wanted, found = library(clean), library(data)
    wrong = [f"{name} differ" for name in wanted if wanted[name] != found.get(name)]
    return wrong + (["archives differ"] if archived(data) != archived(clean) else [])


@pytest.fixture(scope="module")
def clean(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a crawl that nothing befell."""
    data = tmp_path_factory.mktemp("clean")
    with served() as publisher:
        for name in NAMES:
            load(publisher, name)
        code, reports, said = done(files, told(data, publisher))
    assert code == 0, (reports, said)
    return data


def told(data: Path, publisher: Publisher) -> dict[str, Any]:
    return {"data": str(data), "sources": NAMES, "stand_in": publisher.address}


def test_a_killed_crawl_resumes_to_what_a_clean_one_gives(
    tally: Make, trials: Trials, publisher: Publisher, files: Path, clean: Path, tmp_path: Path
) -> None:
    kills = tally("kill -9 of a crawl, then resumed")
    kills.note = "library and archive like a clean run by hash; nothing archived is asked again"
    for answer in (a for given in publisher.answers.values() for a in given):
        answer.pause = 0.08
    chance, killed = random.Random(20), 0
    for number in range(trials(3, 100)):
        data = tmp_path / f"trial-{number}"
        process = started(files, told(data, publisher))
        wait_for(lambda: bool(publisher.asked))
        time.sleep(chance.uniform(0, 0.4))  # a crawl of the stand-in takes about a second
        killed += process.poll() is None
        process.kill()
        process.communicate()
        had = held(data)
        publisher.asked.clear()
        code, _, said = done(files, told(data, publisher))
        again = had & set(publisher.asked)
        wrong = [f"trial {number}: exit code {code}: {said}"] if code else same(data, clean)
        kills.count(*wrong, *(f"trial {number}: asked again for {url}" for _, url in again))
        publisher.asked.clear()
        shutil.rmtree(data)
    kills.note += f"; {killed} were still running when killed"
    assert killed


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    assert condition()


def test_a_full_disk_ends_a_crawl_in_a_sentence_and_the_next_goes_on(
    tally: Make, trials: Trials, publisher: Publisher, files: Path, clean: Path, tmp_path: Path
) -> None:
    """No file may grow beyond a size: archive, library and its journal meet that limit in turn."""
    full = tally("crawl with a full disk")
    full.note = "exit code 1 or 2 with a sentence, no traceback, resumed like a clean run"
    chance = random.Random(7)
    for number in range(trials(1, 40)):
        size = 600 if number == 0 else chance.randint(300, 200_000)
        data = tmp_path / f"trial-{number}"
        code, found, said = done(files, told(data, publisher), partial(limit, size))
        wrong = [] if code in {0, 1, 2} else [f"{size}: exit code {code}: {said}"]
        if code and "cannot be" not in json.dumps(found):
            wrong.append(f"{size}: the reason is not told: {found}")
        if "Traceback" in said:
            wrong.append(f"{size}: {said}")
        code, _, said = done(files, told(data, publisher))
        wrong += [f"{size}: resuming: exit code {code}: {said}"] if code else same(data, clean)
        full.count(*wrong)
        shutil.rmtree(data)


def limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


AS_NOBODY = """
import os, sys
import filelock, search_app.commands.crawl
from search_app.cli import main
from search_app.commands.common import errors_of_rooms, knowledge
knowledge(), errors_of_rooms()  # loaded while the folder of Python can be read
if os.geteuid() == 0:
    os.setuid(65534)
main(["crawl", "se", "--data", sys.argv[1]])
"""


def test_a_folder_that_cannot_be_written_to_is_refused_in_a_sentence() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        data = Path(folder, "data")
        data.mkdir(mode=0o555)
        run = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(data)], cwd=ROOT, capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=120, check=False,
        )  # fmt: skip
        assert run.returncode == 2, run.stderr
        assert run.stderr == f"Error: {data} cannot be written to: Permission denied\n"
        assert list(data.iterdir()) == []


def test_a_second_crawl_is_refused_before_it_asks(
    publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    with writing(tmp_path, "crawl"):
        code, found, _ = done(files, told(tmp_path, publisher))
    assert code == 2
    assert (
        f"{tmp_path} is in use: process {os.getpid()} runs 'demandside crawl'" in found["refused"]
    )
    assert publisher.asked == []


def test_a_library_that_is_locked_stops_the_source_and_the_next_crawl_goes_on(
    publisher: Publisher, files: Path, clean: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(clean, data)
    for answer in (a for given in publisher.answers.values() for a in given):
        answer.pause = 0.5
    one = told(data, publisher) | {"sources": ["se"]}
    process = started(files, one)
    wait_for(lambda: bool(publisher.asked))
    with closing(sqlite3.connect(data / "library.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        said, errors = process.communicate(timeout=120)
    (report,) = json.loads(said)
    assert process.returncode == 1
    assert "Traceback" not in errors
    assert "locked" in report["failed"][0][1] + str(report["warnings"])
    assert report["interrupted"]
    publisher.asked.clear()
    assert done(files, one)[0] == 0
    assert [url for _, url in publisher.asked if "dokumentstatus" in url] == []


ASTRAY = {
    "a private name": "10.0.0.1",
    "metadata": "169.254.169.254",
    "this machine": "127.0.0.1",
    "mapped": "::ffff:169.254.169.254",
    "a unique local address": "fd00:ec2::254",
}


@pytest.mark.parametrize("name", ASTRAY if LONG else ["metadata"])
def test_a_redirect_over_a_socket_to_a_private_address_is_refused(
    name: str, tally: Make, tmp_path: Path
) -> None:
    refused = tally("redirect over a socket to a private address")
    with over_sockets(tmp_path, second=[ASTRAY[name]]) as (files, given, server, trap):
        code, (report,), said = done(files, given)
    reason = report["failed"][0][1]
    wrong = [] if code == 1 and "second.example has the private address" in reason else [reason]
    wrong += [f"it was asked: {asked}" for asked in trap.asked]
    assert [url for _, url in server.asked if "second" in url] == []
    assert [url for _, url in server.asked if "sfs" in url], said
    refused.count(*wrong)


def test_a_name_that_turns_private_after_its_check_is_not_followed(tmp_path: Path) -> None:
    with over_sockets(tmp_path, second=[PUBLIC, "127.0.0.1"]) as (files, given, server, trap):
        code, (report,), said = done(files, given)
    assert (code, report["new"]) == (0, ["se-lanelag"]), (report, said)
    assert len([url for _, url in server.asked if "second" in url]) == 2
    assert trap.asked == []


@contextmanager
def over_sockets(
    tmp_path: Path, second: list[str]
) -> Iterator[tuple[Path, dict[str, Any], Publisher, Publisher]]:
    """A publisher on a real socket who leads to `second.example`, and a trap on another one."""
    _, instrument = answers.imaginary("se")
    host = "data.riksdagen.se"
    files = source_files(
        tmp_path / "own", ["se"], hosts=[host, "second.example"], http="A test has no certificate.",
        per_instrument={"url": f"http://{host}/dokumentstatus/{{key}}.json"}, sentinel=None,
    )  # fmt: skip
    path = f"/dokumentstatus/{instrument.key}.json"
    with served() as server, served() as trap:
        there = {"Location": f"http://second.example{path}", "Connection": "close"}
        server.play(f"http://{host}{path}", Answer(status=302, headers=there))
        body = (answers.folder("se") / "act.json").read_bytes()
        server.play(
            f"http://second.example{path}",
            Answer(body, type="application/json", headers={"Connection": "close"}),
        )
        ports = {n: urlsplit(p.address).port for n, p in (("server", server), ("trap", trap))}
        names = {host: [PUBLIC], "second.example": second}
        given = {
            "data": str(tmp_path / "data"),
            "sources": ["se"],
            "live": {**ports, "names": names},
        }
        yield files, given, server, trap
