"""Robots rules of a crawl: followed to another host, closed doors, permissions, shared lists."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.crawler import answers
from tests.crawler.crawling import Setting, crawl, source_files
from tests.crawler.standin import Answer, Publisher, load, served

NAMES = ("be", "greta", "se")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return source_files(tmp_path_factory.mktemp("sources"), NAMES)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with served() as served_publisher:
        for name in NAMES:
            load(served_publisher, name)
        yield served_publisher


def first_url(name: str) -> str:
    source, instrument = answers.imaginary(name)
    return source.start(instrument).url


def host_of(name: str) -> str:
    return answers.imaginary(name)[0].hosts[0]


@pytest.mark.parametrize(
    ("robots", "says"),
    [
        (Answer(b"User-agent: *\nDisallow: /\n"), "forbids"),
        (Answer(status=503), "cannot be reached"),
    ],
)
def test_robots_are_obeyed(
    robots: Answer, says: str, publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    name = "se"
    publisher.play(f"https://{host_of(name)}/robots.txt", robots)
    code, reports, _ = crawl([name], Setting(tmp_path, files, publisher.address))
    assert code == 1
    assert says in reports[0]["failed"][0][1]
    assert first_url(name) not in [url for _, url in publisher.asked]


RULES = "https://rules.example/robots.txt"


def lead_robots(publisher: Publisher, name: str, *places: str) -> None:
    """Redirect robots.txt of a source from place to place."""
    stations = [f"https://{host_of(name)}/robots.txt", *places]
    for here, there in pairwise(stations):
        publisher.play(here, Answer(status=301, headers={"Location": there}))


@pytest.mark.parametrize(
    ("rules", "code"), [(b"User-agent: *\nAllow: /\n", 0), (b"User-agent: *\nDisallow: /\n", 1)]
)
def test_robots_on_another_host_are_followed_and_hold_here(
    rules: bytes, code: int, publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    name = "se"
    lead_robots(publisher, name, "http://rules.example/moved", RULES)
    publisher.play("https://rules.example/moved", Answer(status=302, headers={"Location": RULES}))
    publisher.play(RULES, Answer(rules))
    given = Setting(tmp_path, files, publisher.address)
    assert crawl([name], given)[0] == code
    assert ("GET", RULES) in publisher.asked
    assert all(url.startswith("https:") for _, url in publisher.asked)


def test_robots_that_lead_round_and_round_forbid_everything(
    publisher: Publisher, files: Path, tmp_path: Path
) -> None:
    name = "se"
    lead_robots(publisher, name, *(f"https://rules.example/{n}" for n in range(9)))
    code, reports, _ = crawl([name], Setting(tmp_path, files, publisher.address))
    assert code == 1
    assert "redirected more than 5 times" in reports[0]["failed"][0][1]
    assert len(publisher.asked) == 6


def test_a_closed_door_is_told_once_with_the_other_door(
    publisher: Publisher, tmp_path: Path
) -> None:
    """As Belgium closed its paths: one sentence, one request, and the other source goes on."""
    source, instrument = answers.imaginary("be")
    more = [instrument.model_copy(update={"id": f"be-{n}", "key": f"{n}"}) for n in range(9)]
    closed = [each.model_dump(mode="json", exclude_none=True) for each in (instrument, *more)]
    files = source_files(tmp_path / "files", ["be"], instruments=closed)
    source_files(tmp_path / "files", ["se"])
    rules = b"User-agent: *\nDisallow: /eli/\nDisallow: /cgi_loi/\n"
    publisher.play(f"https://{host_of('be')}/robots.txt", Answer(rules))
    given = Setting(tmp_path / "data", files, publisher.address)
    code, reports, said = crawl(["be", "se"], given)
    assert code == 1
    report, other = sorted(reports, key=lambda report: str(report["source"]))
    says = f"robots.txt of {host_of('be')} forbids /cgi_loi/article.pl; {source.other_door}"
    assert report["failed"] == [[each["id"], says] for each in closed]
    assert said.count(says) == 1
    assert report["warnings"] == []
    assert [url for _, url in publisher.asked if host_of("be") in url] == [
        f"https://{host_of('be')}/robots.txt"
    ]
    assert other["new"]


def test_a_permission_opens_a_closed_door(publisher: Publisher, tmp_path: Path) -> None:
    permission = {
        "date": "2026-03-02", "by": "The gazette", "scope": "One request a second.",
        "host": host_of("be"), "paths": ["/cgi_loi/article.pl"],
    }  # fmt: skip
    files = source_files(tmp_path / "files", ["be"], permission=permission)
    rules = b"User-agent: *\nDisallow: /cgi_loi/\n"
    publisher.play(f"https://{host_of('be')}/robots.txt", Answer(rules))
    code, reports, said = crawl(["be"], Setting(tmp_path / "data", files, publisher.address))
    assert (code, len(reports[0]["new"])) == (0, 1), said


def test_a_list_that_instruments_share_is_asked_for_once(
    publisher: Publisher, tmp_path: Path
) -> None:
    """Both reports are read from the one feed, and both have it as their evidence."""
    _, instrument = answers.imaginary("greta")
    other = instrument.model_copy(update={"id": "greta-again", "key": "again"})
    both = [each.model_dump(mode="json", exclude_none=True) for each in (instrument, other)]
    files = source_files(tmp_path / "files", ["greta"], instruments=both)
    data = tmp_path / "data"
    code, reports, said = crawl(["greta"], Setting(data, files, publisher.address))
    assert (code, sorted(reports[0]["new"])) == (0, ["greta-again", instrument.id]), said
    assert [url for _, url in publisher.asked].count(first_url("greta")) == 1
    with sqlite3.connect(data / "library.db") as db:
        roles = db.execute("SELECT version FROM evidence WHERE role = 'instrument'").fetchall()
    assert len(set(roles)) == 2


def test_missing_robots_forbid_nothing(publisher: Publisher, files: Path, tmp_path: Path) -> None:
    name = "se"
    publisher.play(f"https://{host_of(name)}/robots.txt", Answer(b"none", status=404))
    assert crawl([name], Setting(tmp_path, files, publisher.address))[0] == 0
