"""Every spider against a local server that plays its publisher: the good way, and every trap."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Library
from crawler.archive import read as read_archive
from tests.crawler import answers
from tests.crawler.crawling import Setting, crawl, source_files
from tests.crawler.standin import Answer, Publisher, answer, load, served

NAMES = answers.names()
MOST_BROKEN = max((len(answers.table(name)["broken"]) for name in NAMES), default=0)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return source_files(tmp_path_factory.mktemp("sources"), NAMES)


@pytest.fixture(scope="module")
def good(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which every source was crawled well once."""
    data = tmp_path_factory.mktemp("good")
    with served() as publisher:
        for name in NAMES:
            load(publisher, name)
        code, reports, said = crawl(NAMES, Setting(data, files, publisher.address))
    assert [r["failed"] for r in reports if r["failed"]] == [] and reports, said
    assert code == 0
    return data


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with served() as found:
        for name in NAMES:
            load(found, name)
        yield found


def by_source(reports: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {report["source"]: report for report in reports}


def counts(data: Path) -> dict[str, int]:
    """Return how many provisions the library has of each instrument."""
    with Library(data / "library.db") as library:
        by_instrument: dict[str, int] = {}
        for provision in library.provisions():
            name = provision.instrument
            by_instrument[name] = by_instrument.get(name, 0) + 1
        return by_instrument


def test_all_spiders_collect_their_act_and_find_it_unchanged_later(
    good: Path, publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    wanted = {answers.imaginary(name)[1].id: answers.expected(name) for name in NAMES}
    assert counts(good) == {name: len(e["provisions"]) for name, e in wanted.items()}
    shutil.copytree(good, tmp_path, dirs_exist_ok=True)
    given = Setting(tmp_path, files, publisher.address)
    assert counts(tmp_path) == {name: len(e["provisions"]) for name, e in wanted.items()}
    code, reports, said = crawl(NAMES, given)
    assert [r["source"] for r in reports if r["new"] or not r["unchanged"]] == [], said
    assert code == 0
    evidence_is_complete(tmp_path)


def evidence_is_complete(data: Path) -> None:
    """Every stored version names archived answers, and each of them is in the archive."""
    held = {
        (path.name, archived.record.offset): archived.record.digest
        for path in (data / "archive").rglob("*.warc.gz")
        for archived in read_archive(path)
    }
    with sqlite3.connect(data / "library.db") as db:
        versions = {row for (row,) in db.execute("SELECT id FROM versions")}
        rows = db.execute("SELECT version, file, offset, digest FROM evidence").fetchall()
    assert {row[0] for row in rows} == versions
    assert all(held[file, offset] == digest for _, file, offset, digest in rows)


@pytest.mark.parametrize("number", range(MOST_BROKEN))
def test_a_broken_answer_ends_as_a_failure_and_keeps_the_last_good_state(
    number: int, good: Path, publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    broken = {name: answers.cases(name, "broken") for name in NAMES}
    cases = {name: listed[number] for name, listed in broken.items() if number < len(listed)}
    given = Setting(tmp_path, files, publisher.address)
    shutil.copytree(good, tmp_path, dirs_exist_ok=True)
    before = counts(tmp_path)
    for name, case in cases.items():
        response = answer(answers.body(name, case), case)
        for method in {r.get("method", "GET") for r in answers.table(name)["routes"]}:
            publisher.play(case["url"], response, method)
    code, reports, _ = crawl(cases, given)
    found = by_source(reports)
    assert code == 1
    assert [name for name in cases if not found[name]["failed"] or found[name]["new"]] == []
    for name, case in cases.items():
        if case["status"] == 200:
            assert case.get("says", "").casefold() in found[name]["failed"][0][1].casefold()
    assert counts(tmp_path) == before


def one(name: str = "") -> str:
    """Return one source whose instrument is a single answer."""
    simple = [n for n in NAMES if len(answers.table(n)["routes"]) == 1]
    return name or simple[0]


def first_url(name: str) -> str:
    source, instrument = answers.imaginary(name)
    return source.start(instrument).url


def host_of(name: str) -> str:
    return answers.imaginary(name)[0].hosts[0]


TRAPS = {
    "another host": (
        Answer(status=302, headers={"Location": "https://elsewhere.example/act"}),
        "elsewhere.example is not a host of this source",
    ),
    "not found": (Answer(b"gone", status=404), "answered 404"),
    "always too many requests": (Answer(status=429, headers={"Retry-After": "0"}), "answered 429"),
    "an hour of waiting": (Answer(status=429, headers={"Retry-After": "3600"}), "3600 seconds"),
    "a shell that stays away": (Answer(b"<html></html>", status=202), ""),
    "cut off": (Answer(b"<html>half", cut=5000), ""),
    "empty": (Answer(b""), "empty"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_a_failure_with_its_reason(
    trap: str, publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    given, says = TRAPS[trap]
    name = one()
    publisher.play(first_url(name), given)
    code, reports, _ = crawl([name], Setting(tmp_path, files, publisher.address))
    assert code == 1
    assert says in reports[0]["failed"][0][1]
    assert counts(tmp_path) == {}


def test_a_redirect_to_a_private_address_is_not_followed(
    publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    name = one()
    publisher.play(
        first_url(name), Answer(status=301, headers={"Location": "http://169.254.169.254/meta"})
    )
    code, reports, _ = crawl([name], Setting(tmp_path, files, publisher.address))
    assert (code, "169.254.169.254 is not a host" in reports[0]["failed"][0][1]) == (1, True)
    assert all("169.254" not in url for _, url in publisher.asked)


def test_a_pause_that_is_asked_for_is_kept_and_the_act_comes(
    publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    name = one()
    wait = Answer(status=429, headers={"Retry-After": "1"}, once=True)
    publisher.play(first_url(name), wait)
    code, reports, _ = crawl([name], Setting(tmp_path, files, publisher.address))
    assert (code, len(reports[0]["new"])) == (0, 1)
    assert [url for _, url in publisher.asked].count(first_url(name)) == 2


def test_one_source_that_fails_stops_no_other(
    publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    name = one()
    publisher.play(first_url(name), Answer(status=500))
    code, reports, _ = crawl(NAMES, Setting(tmp_path, files, publisher.address))
    assert code == 1
    assert [r["source"] for r in reports if r["failed"]] == [name]


def test_an_archive_is_read_again_without_the_network(
    publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    """Also where the publisher led to another address, and with no way to any server at all."""
    name = one()
    moved = first_url(name) + "?moved=1"
    publisher.answers["GET", moved] = publisher.answers.pop(("GET", first_url(name)))
    publisher.play(first_url(name), Answer(status=301, headers={"Location": moved}))
    code, _, said = crawl([name], Setting(tmp_path, files, publisher.address))
    assert code == 0, said
    (archived,) = (tmp_path / "archive" / name).glob("*.warc.gz")
    before, asked = archived.read_bytes(), len(publisher.asked)
    (tmp_path / "library.db").unlink()
    archived.chmod(0o444)
    offline = Setting(tmp_path, files)
    code, reports, said = crawl([name], offline, "--from-archive", str(archived))
    assert (code, reports[0]["new"]) == (0, [answers.imaginary(name)[1].id]), (reports, said)
    assert (reports[0]["answers"], reports[0]["from_archive"]) == (0, 1)
    assert len(publisher.asked) == asked
    assert archived.read_bytes() == before


def test_a_damaged_archive_is_read_up_to_the_damage_and_left_as_it_is(
    publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    name = one()
    crawl([name], Setting(tmp_path, files, publisher.address))
    (archived,) = (tmp_path / "archive" / name).glob("*.warc.gz")
    first = archived.read_bytes()
    broken = bytearray(first * 2)
    broken[len(first) + len(first) // 2] ^= 1
    file = tmp_path / "broken.warc.gz"
    file.write_bytes(broken)
    again = Setting(tmp_path / "again", files)
    code, reports, _ = crawl([name], again, "--from-archive", str(file))
    assert (code, reports[0]["new"]) == (1, [answers.imaginary(name)[1].id])
    assert f"record 2 (at byte {len(first)})" in reports[0]["failed"][0][1]
    assert file.read_bytes() == bytes(broken)


def test_no_variable_of_the_environment_leads_a_crawl_elsewhere(
    publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    led = {"DEMANDSIDE_STAND_IN": publisher.address, "HTTPS_PROXY": publisher.address}
    contact = {"DEMANDSIDE_CONTACT": "mailto:test@example.org"}
    plain = source_files(
        tmp_path / "own", [one()], hosts=["localhost"], sentinel=None,
        per_instrument={"url": "https://localhost/{key}"},
    )  # fmt: skip
    code, reports, _ = crawl([one()], Setting(tmp_path, plain, more=led | contact))
    assert code == 1
    assert "localhost has the private address" in reports[0]["failed"][0][1]
    assert publisher.asked == []


def test_a_crawl_needs_a_contact(files: Path, tmp_path: Path) -> None:
    given = Setting(tmp_path, files)
    code, _, said = crawl([one()], given)
    assert code == 2
    assert "DEMANDSIDE_CONTACT" in said


def test_a_plan_sends_nothing(publisher: Publisher, files: Path, tmp_path: Path) -> None:
    given = Setting(tmp_path, files, publisher.address)
    done = subprocess.run(
        given.command("crawl", *NAMES, "--dry-run"),
        env=given.environment(), capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert publisher.asked == []
    assert all(first_url(name) in done.stdout for name in NAMES)
    assert f"{len({host_of(n) for n in NAMES})} hosts" in done.stdout


def test_a_killed_crawl_goes_on_and_loses_nothing(
    publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    given = Setting(tmp_path, files, publisher.address)
    chance = random.Random(20)
    for held in publisher.answers.values():
        held[0].pause = 0.05
    reached = 0
    for _ in range(20):
        process = given.start("crawl", *NAMES)
        asked = len(publisher.asked)
        until = time.monotonic() + 60
        while len(publisher.asked) == asked and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        reached += len(publisher.asked) > asked
        time.sleep(chance.uniform(0, 1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        library_is_consistent(tmp_path / "library.db")
    assert reached == 20
    code, reports, said = crawl(NAMES, given)
    assert code == 0, said
    assert counts(tmp_path) == {
        answers.imaginary(n)[1].id: len(answers.expected(n)["provisions"]) for n in NAMES
    }
    assert sum(report["from_archive"] for report in reports) > 0
    evidence_is_complete(tmp_path)


def library_is_consistent(path: Path) -> None:
    if not path.exists():
        return
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        halves = db.execute(
            "SELECT count(*) FROM versions WHERE id NOT IN (SELECT version FROM provisions)"
        )
        if db.execute("PRAGMA user_version").fetchone() != (0,):
            assert halves.fetchone() == (0,)


def test_a_source_with_a_key_says_which_variable_is_missing(files: Path, tmp_path: Path) -> None:
    given = Setting(
        tmp_path, files, more={"DEMANDSIDE_CONTACT": "mailto:a@b.example", "PISTE_CLIENT_ID": ""}
    )
    code, reports, _ = crawl(["fr"], given)
    assert code == 1
    assert "PISTE_CLIENT_ID is not set" in reports[0]["failed"][0][1]
