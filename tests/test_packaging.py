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
    }
    assert found - listed == set()
