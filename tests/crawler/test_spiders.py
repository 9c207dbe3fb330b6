"""Scrapy's own command line: `scrapy list` and `scrapy crawl`, as a process in the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.http import Request

from corpus.lock import writing
from corpus.store import Library
from crawler.archive import read
from crawler.sources import sources
from crawler.spiders import SourceSpiderLoader
from tests.crawler import answers
from tests.crawler.crawling import ROOT, source_files
from tests.crawler.standin import Answer, Publisher, load, served

CONTACT = "DEMANDSIDE_CONTACT"


def scrapy(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run scrapy in the checkout, with no variable of the program but those given."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("DEMANDSIDE_", "SCRAPY_"))}
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        env={**plain, "PYTHONPATH": str(ROOT), **variables},
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def crawl_se(
    publisher: Publisher, folder: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    load(publisher, "se")
    return scrapy(
        "crawl", "se", *arguments,
        SCRAPY_SETTINGS_MODULE="tests.crawler.scrapy_settings",
        TEST_SOURCES=str(source_files(folder / "sources", ["se"])),
        TEST_STAND_IN=publisher.address,
        DEMANDSIDE_DATA=str(folder / "data"),
        DEMANDSIDE_CONTACT="mailto:test@example.org",
    )  # fmt: skip


def test_scrapy_lists_the_sources() -> None:
    listed = scrapy("list")
    assert listed.stdout.split() == sorted(sources()), listed.stderr


def test_a_spider_is_found_by_name_and_by_request() -> None:
    loader = SourceSpiderLoader()
    assert loader.load("eu-commission").source is sources()["eu-commission"]
    assert loader.find_by_request(Request("https://data.riksdagen.se/x")) == ["se"]
    assert loader.find_by_request(Request("https://elsewhere.example/")) == []
    with pytest.raises(KeyError) as caught:
        loader.load("zz")
    assert isinstance(caught.value, UsageError)
    assert str(caught.value).startswith("there is no source 'zz'; there are: at, be,")


def test_scrapy_crawl_fills_the_library_and_the_archive(tmp_path: Path) -> None:
    with served() as publisher:
        done = crawl_se(publisher, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 new, 0 unchanged, 0 failed" in done.stderr
    wanted = answers.expected("se")["provisions"]
    with Library(tmp_path / "data" / "library.db", readonly=True) as library:
        stored = [p.instrument for p in library.provisions()]
    assert stored == ["se-lanelag"] * len(wanted)
    (archive,) = (tmp_path / "data" / "archive" / "se").glob("*.warc.gz")
    assert [archived.record.role for archived in read(archive)] == ["instrument"]
    assert not (archive.parent / "running").exists()
    with writing(tmp_path / "data", "a test"):
        pass  # the lock was given back


def test_no_setting_of_the_command_line_makes_a_crawl_less_polite(tmp_path: Path) -> None:
    with served() as publisher:
        host = answers.imaginary("se")[0].hosts[0]
        publisher.play(f"https://{host}/robots.txt", Answer(b"User-agent: *\nDisallow: /\n"))
        done = crawl_se(publisher, tmp_path, "-s", "ROBOTSTXT_OBEY=0")
    assert f"robots.txt of {host} forbids" in done.stderr
    assert [url for _, url in publisher.asked] == [f"https://{host}/robots.txt"]


@pytest.mark.parametrize(
    ("name", "variables", "says"),
    [
        ("zz", {}, "there is no source 'zz'"),
        ("se", {}, "say where texts are kept: set DEMANDSIDE_DATA"),
        ("se", {"DEMANDSIDE_DATA": "{data}"}, "set DEMANDSIDE_CONTACT"),
        (
            "se",
            {"DEMANDSIDE_DATA": "{data}/file/x", CONTACT: "mailto:a@b.example"},
            "cannot be written to",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    name: str, variables: dict[str, str], says: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    refused(name, {k: v.format(data=tmp_path) for k, v in variables.items()}, says)


def test_a_second_crawl_is_refused(tmp_path: Path) -> None:
    with writing(tmp_path, "crawl"):
        refused("se", {"DEMANDSIDE_DATA": str(tmp_path), CONTACT: "mailto:a@b.example"}, "in use")


def refused(name: str, variables: dict[str, str], says: str) -> None:
    done = scrapy("crawl", name, **variables)
    assert done.returncode == 2
    assert says in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
