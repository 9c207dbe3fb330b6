"""The commands that collect: what they print, and how they refuse."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.lock import writing
from corpus.store import Library
from corpus.texts import Provision, Version
from search_app.cli import main
from tests.crawler import answers


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_parse_prints_what_the_parser_reads(tmp_path: Path) -> None:
    saved = answers.folder("se") / "act.json"
    result = run("parse", "se", str(saved))
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    wanted = answers.expected("se")
    assert (found["title"], found["count"]) == (wanted["title"], len(wanted["provisions"]))
    assert [p["number"] for p in found["provisions"]] == [p["number"] for p in wanted["provisions"]]
    assert all(p["length"] > 0 for p in found["provisions"])
    packed = tmp_path / "act.json.gz"
    packed.write_bytes(gzip.compress(saved.read_bytes()))
    both = json.loads(run("parse", "se", str(saved), str(packed)).output)
    assert [each["count"] for each in both] == [found["count"]] * 2


def test_parse_tells_why_an_answer_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html>Service unavailable</html>")
    for arguments in (("se", str(page)), ("se", str(tmp_path / "missing"))):
        result = run("parse", *arguments)
        assert result.exit_code == 1
        assert json.loads(result.output)["error"]
    packed = gzip.compress((answers.folder("se") / "act.json").read_bytes())
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(bytes(64 * 2**20 + 1)))
    os.mkfifo(tmp_path / "pipe")
    for file, says in (
        (bomb, "more than 67108864 bytes"),
        (tmp_path / "pipe", "not a regular file"),
    ):
        assert says in json.loads(run("parse", "se", str(file)).output)["error"]
    for number, damaged in enumerate((packed[:-20], packed[:40] + b"\xff" * 9 + packed[49:])):
        (tmp_path / f"{number}.gz").write_bytes(damaged)
        result = run("parse", "se", str(tmp_path / f"{number}.gz"))
        assert result.exit_code == 1
        assert "cannot be" in json.loads(result.output)["error"]
    result = run("parse", "se", str(answers.folder("se") / "act.json"), "--expect", "1999:1")
    assert "1999:1" in json.loads(result.output)["error"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("parse", "zz", "x"), "there is no source 'zz'"),
        (("crawl",), "name a source"),
        (("crawl", "zz", "--dry-run"), "there is no source 'zz'"),
        (("crawl", "se", "--since", "soon", "--dry-run"), "'soon' is not a day"),
        (("crawl", "se", "fi", "--from-archive", __file__), "one file of one source"),
        (("crawl", "eu", "--languages", "bg,tr", "--dry-run"), "'tr' is no official language"),
        (("verify", "--country", "zz"), "there is no country 'zz'"),
    ],
)
def test_bad_input_is_one_clear_sentence(arguments: tuple[str, ...], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.output


def test_translations_are_planned_when_they_are_asked_for(tmp_path: Path) -> None:
    def planned(*more: str) -> list[dict[str, str]]:
        asked = ("crawl", "eu", "--dry-run", "--json", "--data", str(tmp_path))
        requests: list[dict[str, str]] = json.loads(run(*asked, *more).output)["requests"]
        return requests

    usual, two = planned(), planned("--languages", "bg, el")
    assert two[: len(usual)] == usual
    more = two[len(usual) :]
    assert len({request["url"] for request in more}) == len(more) == 12
    assert all("language%2FBUL" in r["url"] or "language%2FELL" in r["url"] for r in more)
    assert len(planned("--languages", "all")) == len(usual) + 138


def test_a_second_crawl_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMANDSIDE_CONTACT", "mailto:test@example.org")
    with writing(tmp_path, "crawl"):
        result = run("crawl", "se", "--data", str(tmp_path))
    assert result.exit_code == 2
    assert f"{tmp_path} is in use: process {os.getpid()} runs 'demandside crawl'" in result.output


def test_a_library_that_is_none_is_refused_before_anybody_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMANDSIDE_CONTACT", "mailto:test@example.org")
    (tmp_path / "library.db").write_bytes(b"no library at all" * 99)
    result = run("crawl", "se", "--data", str(tmp_path))
    assert result.exit_code == 2
    assert "library.db" in result.output
    assert isinstance(result.exception, SystemExit)


def test_sources_are_listed() -> None:
    listed = json.loads(run("sources", "--json").output)
    assert {source["name"] for source in listed} >= set(answers.names())
    assert "git-se" in run("sources").output


def test_changes_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMANDSIDE_DATA", str(tmp_path))
    with Library(tmp_path / "library.db") as library:
        for text, day in (("one", "2020-01-01"), ("two", "2021-01-01")):
            version = Version(
                country="se", identifier="x", title="Lag", language="sv", as_of=day,
                source_url="https://a.example/",
                provisions=(Provision(number="1", heading="1 §", text=text),),
            )  # fmt: skip
            library.add(version, "se-x", day)
    (change,) = json.loads(run("changes", "--json").output)
    assert (change["instrument"], change["number"], change["what"]) == ("se-x", "1", "changed")
    assert "2021-01-01 se-x 1: changed" in run("changes").output
    assert json.loads(run("changes", "--tagged", "--json").output) == []
