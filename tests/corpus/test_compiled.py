"""Compiled data: equal to what it was made from, made again on every change, checked first."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from corpus import compiled as room
from corpus.compiled import compiled, keep_compiled_in
from corpus.library import Knowledge, load_knowledge, packaged_knowledge

NUMBERS = TypeAdapter(tuple[int, ...])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of compiled data, and no other: the cache of the machine is a file here."""
    monkeypatch.setattr(room, "_home", [])
    nowhere = tmp_path / "no-cache"
    nowhere.write_text("a file, so nothing can be kept in it")
    monkeypatch.setattr(room, "user_cache_path", lambda *_, **__: nowhere)
    keep_compiled_in(tmp_path / "data" / "compiled")
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "compiled"


class Made:
    """Makes numbers from a source file, and counts how often."""

    def __init__(self, source: Path) -> None:
        self.source, self.times = source, 0

    def __call__(self) -> tuple[int, ...]:
        self.times += 1
        return tuple(map(int, self.source.read_text().split()))

    def ask(self, *versions: str) -> tuple[int, ...]:
        return compiled("numbers", NUMBERS, [self.source], self, *versions)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    source = tmp_path / "source.yaml"
    source.write_text("1 2 3")
    return Made(source)


def test_the_whole_knowledge_comes_back_as_it_was(folder: Path) -> None:
    packaged_knowledge.cache_clear()
    first = packaged_knowledge()
    packaged_knowledge.cache_clear()
    again = packaged_knowledge()
    read = load_knowledge()
    assert len(list(folder.glob("knowledge-*.json"))) == 1
    assert again is not first
    assert again == read == first
    assert list(again.jurisdictions) == list(read.jurisdictions)
    for code, jurisdiction in read.jurisdictions.items():
        assert list(again.jurisdictions[code].answers) == list(jurisdiction.answers)
        assert repr(again.jurisdictions[code]) == repr(jurisdiction)
    assert type(again) is Knowledge


def test_what_is_kept_is_not_made_again(folder: Path, made: Made) -> None:
    assert made.ask() == made.ask() == (1, 2, 3)
    assert made.times == 1
    assert len(list(folder.iterdir())) == 1


def test_any_change_of_a_source_is_seen_whatever_its_time_says(folder: Path, made: Made) -> None:
    made.ask()
    before = made.source.stat()
    made.source.write_text("1 2 4")
    os.utime(made.source, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert made.ask() == (1, 2, 4)
    assert made.ask("2.0") == (1, 2, 4)
    assert made.times == 3


def test_only_the_newest_files_of_a_name_stay(folder: Path, made: Made) -> None:
    other = compiled("numbers-of-others", NUMBERS, [made.source], made)
    for version in "abcde":
        made.ask(version)
    assert other == (1, 2, 3)
    assert len(list(folder.glob("numbers-of-others-*.json"))) == 1
    assert len(list(folder.iterdir())) == 3


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2])


def flip(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[-2] ^= 1
    path.write_bytes(body)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    """Sound by its hash, and something else."""
    path.write_bytes(room._seal(b'{"x": 1}').encode() + b'\n{"x": 1}')


def open_to_others(path: Path) -> None:
    path.chmod(0o666)


def folder_open_to_others(path: Path) -> None:
    path.parent.chmod(0o777)


def linked(path: Path) -> None:
    elsewhere = path.parent.parent / "elsewhere.json"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


@pytest.mark.parametrize(
    "damage", [cut, flip, empty, foreign, open_to_others, folder_open_to_others, linked]
)
def test_a_damaged_or_foreign_file_is_made_again_and_said(
    folder: Path, made: Made, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    made.ask()
    (file,) = folder.iterdir()
    damage(file)
    with caplog.at_level(logging.DEBUG, "corpus.compiled"):
        assert made.ask() == (1, 2, 3)
    assert made.times == 2
    assert any(str(folder) in line for line in caplog.messages)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can give a file away")
def test_a_file_of_another_user_is_not_used(folder: Path, made: Made) -> None:
    made.ask()
    (file,) = folder.iterdir()
    os.chown(file, 65534, -1)
    assert made.ask() == (1, 2, 3)
    assert made.times == 2


def test_without_a_place_to_write_all_works_and_nothing_is_kept(
    tmp_path: Path, folder: Path, made: Made
) -> None:
    (tmp_path / "data").rmdir()
    assert made.ask() == made.ask() == (1, 2, 3)
    assert made.times == 2
    assert not folder.parent.exists()


def test_a_fault_is_raised_and_not_kept(folder: Path, made: Made) -> None:
    made.source.write_text("no number")
    with pytest.raises(ValueError, match="no"):
        made.ask()
    assert not folder.exists()
