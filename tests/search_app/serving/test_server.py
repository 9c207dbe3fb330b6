"""`demandside serve`: says when it answers, stops cleanly, leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from search_app.cli import main
from search_app.index.generation import current, point
from search_app.paths import DataFolder
from tests.search_app.serving.running import PATIENCE, Running, running

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")


@pytest.fixture(scope="module")
def site(built: DataFolder) -> Iterator[Running]:
    with running(built, "--workers", "2") as found:
        yield found


def gone(pid: int) -> bool:
    """Whether a process has ended; one that waits to be collected has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def until_gone(pids: list[int]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not all(map(gone, pids)):
        time.sleep(0.05)
    return all(map(gone, pids))


def test_it_says_so_once_it_answers_and_not_before(site: Running) -> None:
    assert f"http://127.0.0.1:{site.port} " in site.first_line
    assert site.get("/")[0] == 200


@pytest.mark.parametrize(
    "address", ["/search?q=k%C3%B6p+av+sex", "/country/se", "/static/site.css"]
)
def test_addresses_arrive_as_they_were_typed(site: Running, address: str) -> None:
    status, body = site.get(address)
    assert status == 200
    assert "search" not in address or "köp av sex" in body.decode()


def test_a_provision_whose_id_is_not_ascii_is_found(site: Running) -> None:
    status, body = site.get("/provision/n%C3%A5got-%C2%A7")
    assert status == 404
    assert "något-§" in body.decode()


def test_all_workers_answer_and_share_what_they_made(site: Running) -> None:
    assert len(site.workers()) == 2
    tags = set()
    for _ in range(20):
        status, body = site.get("/eu", Connection="close")
        tags.add((status, hash(body)))
    assert len(tags) == 1


def test_a_second_server_on_the_same_port_is_refused(site: Running, built: DataFolder) -> None:
    arguments = ["serve", "--data", str(built.root), "--port", str(site.port)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert f"port {site.port} on 127.0.0.1 cannot be used" in result.output


def test_a_worker_that_dies_is_replaced(site: Running) -> None:
    killed = site.workers()[0]
    os.kill(killed, signal.SIGKILL)
    assert until_gone([killed])
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and len([w for w in site.workers() if not gone(w)]) < 2:
        time.sleep(0.05)
    assert len([w for w in site.workers() if not gone(w)]) == 2
    assert site.get("/")[0] == 200


def test_a_reload_opens_the_new_index_and_answers_all_the_while(
    built: DataFolder, tmp_path: Path
) -> None:
    shutil.copytree(built.root, tmp_path / "data", symlinks=True)
    folder = DataFolder(tmp_path / "data")
    newer = folder.index / "generation-newer"
    with running(folder, "--workers", "1") as site:
        (before,) = site.workers()
        shutil.copytree(current(folder.index), newer)
        point(folder.index, newer)
        site.process.send_signal(signal.SIGHUP)
        answered, end = set(), time.monotonic() + PATIENCE
        while not gone(before) and time.monotonic() < end:
            answered.add(site.get("/search?q=straff")[0])
        assert answered == {200}
        assert site.get("/search?q=straff")[0] == 200
        (after,) = [worker for worker in site.workers() if not gone(worker)]
        assert newer.name in Path(f"/proc/{after}/maps").read_text()


def test_ctrl_c_ends_it(site: Running) -> None:
    workers = site.workers()
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(PATIENCE) == 0
    assert until_gone(workers)


def test_a_request_that_has_begun_is_answered_before_the_end(built: DataFolder) -> None:
    with running(built, "--workers", "1", "--host", "localhost") as site:
        seen: list[tuple[int, bytes]] = []
        reader = threading.Thread(target=lambda: seen.append(site.get("/search?q=straff")))
        reader.start()
        time.sleep(0.2)
        site.process.send_signal(signal.SIGTERM)
        assert site.process.wait(PATIENCE) == 0
        reader.join(PATIENCE)
        assert [status for status, _ in seen] == [200]


def test_its_workers_end_with_it_when_it_is_killed(built: DataFolder) -> None:
    with running(built, "--workers", "2") as site:
        workers = site.workers()
        assert len(workers) == 2
        site.process.kill()
        site.process.wait(PATIENCE)
        assert until_gone(workers)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("--threads", "0"), ("--threads", "-1"), ("--workers", "0"), ("--connections", "0")),
        *(("--request-timeout", "0"), ("--cache-mb", "-1"), ("--port", "0"), ("--port", "65536")),
        ("--threads", "many"),
    ],
)
def test_numbers_that_cannot_be_are_refused(built: DataFolder, option: str, value: str) -> None:
    result = CliRunner().invoke(main, ["serve", "--data", str(built.root), option, value])
    assert result.exit_code == 2
    assert option in result.output
    assert "Traceback" not in result.output
