"""The wheel holds every package and every data file that the code reads."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
ROOMS = ("corpus", "crawler", "nlp", "search_app")
MEASURING = {"labels", "written", "buyers"}
"""Folders of `nlp/evaluation` that are not in the wheel: measuring runs in the source tree."""
TESTING = "sources/*/answers/*"
"""Self-written responses of each source of the crawler, which only tests read."""


def test_every_package_is_listed() -> None:
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for room in ROOMS
        for path in (ROOT / room).rglob("__init__.py")
    }
    assert found == set(SETTINGS["packages"])


@pytest.mark.parametrize("room", ROOMS)
def test_every_data_file_is_listed(room: str) -> None:
    home = ROOT / room
    listed = {path for pattern in SETTINGS["package-data"][room] for path in home.glob(pattern)}
    found = {
        path
        for path in home.rglob("*")
        if path.suffix in {".yaml", ".json", ".sql", ".html", ".css", ".js", ".j2"}
        and MEASURING.isdisjoint(path.relative_to(home).parts)
        and not (room == "crawler" and path.match(TESTING))
    }
    assert found - listed == set()


def test_the_answers_of_sources_are_left_out() -> None:
    listed = [
        path
        for pattern in SETTINGS["package-data"]["crawler"]
        for path in (ROOT / "crawler").glob(pattern)
    ]
    assert listed and not any(path.match(TESTING) for path in listed)


def test_the_parser_of_each_source_is_listed() -> None:
    patterns = SETTINGS["package-data"]["crawler"]
    listed = {path for pattern in patterns for path in (ROOT / "crawler").glob(pattern)}
    parsers = set((ROOT / "crawler" / "sources").glob("*/*.py"))
    assert parsers and parsers <= listed
