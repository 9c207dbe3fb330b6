"""Fixtures of updates: the publishers, and a data folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.standin import Publisher, served
from tests.search_app.updating.playing import Setting, data_folder, play, source_files


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """The two publishers, which answer well."""
    with served() as playing:
        play(playing)
        yield playing


@pytest.fixture(scope="session")
def update_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source files of both publishers."""
    return source_files(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="session")
def first_run(
    tmp_path_factory: pytest.TempPathFactory,
    update_files: Path,
    lemma_folder: Path,
    compiled_folder: Path,
) -> Path:
    """A data folder that was updated once."""
    data = data_folder(tmp_path_factory.mktemp("first") / "data", lemma_folder, compiled_folder)
    with served() as playing:
        play(playing)
        code, report = Setting(data, update_files, playing.address).update()
    assert code == 0, report
    return data


@pytest.fixture
def setting(tmp_path: Path, update_files: Path, publisher: Publisher, first_run: Path) -> Setting:
    """A copy of the data folder that was updated once, with the publishers."""
    shutil.copytree(first_run, tmp_path / "data", symlinks=True)
    return Setting(tmp_path / "data", update_files, publisher.address)
