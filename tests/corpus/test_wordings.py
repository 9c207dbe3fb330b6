"""The history of instruments: each wording once, each day once, nothing lost on renaming."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.integrity import examine
from corpus.store import Library, LibraryError
from corpus.texts import Extent, Provision, TextKind, Version
from corpus.wordings import DatedText

NOW = "2026-11-30T00:00:00+00:00"


def text(
    day: str,
    *words: str | None,
    instrument: str = "se-x",
    extent: Extent = "whole",
    source: str = "git",
) -> DatedText:
    provisions = tuple(
        Provision(number=str(n), heading=f"{n} §", text=said)
        for n, said in enumerate(words, start=1)
        if said is not None
    )
    version = Version(
        country="se",
        identifier="SFS 1:1",
        title="Lag",
        language="sv",
        as_of=day,
        source_url="",
        text_kind=TextKind(extent=extent),
        provisions=provisions,
    )
    return DatedText(version, instrument, day, "collection", f"reform of {day}", "git", f"c:{day}")


def add(library: Library, *texts: DatedText) -> int:
    pairs: Iterator[tuple[str, DatedText | None]] = ((t.place, t) for t in texts)
    return library.add_history(pairs, "git", NOW)


def counts(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as db:
        return (
            db.execute("SELECT count(*) FROM history").fetchone()[0],
            db.execute("SELECT count(*) FROM wordings").fetchone()[0],
        )


def test_each_wording_is_stored_once_and_each_text_has_its_own(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Library(path) as library:
        days = (("2010-01-01", "b"), ("2012-01-01", "c"), ("2014-01-01", None))
        texts = [text(day, "a", second) for day, second in days]
        assert add(library, *texts) == 3
        assert [(w.day, w.text) for w in library.wordings("se-x.1")] == [
            ("2014-01-01", "a"), ("2012-01-01", "a"), ("2010-01-01", "a")
        ]  # fmt: skip
        assert [w.text for w in library.wordings("se-x.2")] == [None, "c", "b"]
        assert library.wordings("se-x.2")[1].reform == "reform of 2012-01-01"
        assert library.wordings("se-x.9") == []
        assert library.last_commit("git") == "c:2014-01-01"
        assert add(library, *texts) == 0
    assert counts(path) == (3, 3)
    assert examine(path, lambda *_: None).counts["wordings"] == 3


def test_a_history_adds_no_version_and_is_not_current(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        add(library, text("2010-01-01", "a"))
        assert library.counts() == {"instruments": 1, "versions": 0, "provisions": 0}
        assert list(library.provisions(current=False)) == []


def test_a_correction_replaces_the_text_of_its_day(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Library(path) as library:
        add(library, text("2010-01-01", "wrong", "b"))
        assert add(library, text("2010-01-01", "right", "b")) == 1
        assert [w.text for w in library.wordings("se-x.1")] == ["right"]
    assert counts(path) == (1, 2)


def test_an_excerpt_says_nothing_of_the_provisions_that_it_lacks(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        add(library, text("2010-01-01", "a", "b"), text("2012-01-01", "c", None, extent="excerpt"))
        assert [w.text for w in library.wordings("se-x.2")] == ["b"]


@pytest.mark.parametrize("day", ["2010", "2010-13-01", "2010-01-01T00"])
def test_a_text_without_a_whole_day_is_refused_and_nothing_is_stored(
    tmp_path: Path, day: str
) -> None:
    path = tmp_path / "l.db"
    bad = DatedText(text("2010-01-01", "a").version, "se-x", day, "commit", "", "git", "")
    with Library(path) as library, pytest.raises(ValueError, match=r"day|month"):
        add(library, text("2009-01-01", "a"), bad)
    assert counts(path) == (0, 0)


def test_the_text_of_today_is_found_below_one_that_is_to_come(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        add(
            library,
            *(text(day, "a") for day in ("2010-01-01", "2012-01-01", "2030-01-01")),
            *(text(day, "a", instrument="se-y") for day in ("2010-01-01", "2011-01-01")),
            text("2030-01-01", "a", instrument="se-z"),
        )
        assert library.in_force_before("git", "2026-11-30") == ["c:2012-01-01"]
        assert library.in_force_before("other", "2026-11-30") == []


def test_a_history_follows_its_instrument_to_another_id(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Library(path) as library:
        add(library, text("2010-01-01", "a", "b"), text("2012-01-01", "c", "b"))
        add(library, text("2012-01-01", "c", "d", instrument="se-new"))
        library.rename("se-x", "se-new")
        assert [(w.day, w.text) for w in library.wordings("se-new.1")] == [
            ("2012-01-01", "c"), ("2010-01-01", "a")
        ]  # fmt: skip
        assert [w.text for w in library.wordings("se-new.2")] == ["d", "b"]
        assert library.wordings("se-x.1") == []
    assert counts(path) == (2, 4)
    examine(path, lambda *_: None)


def test_a_damaged_wording_is_found(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Library(path) as library:
        add(library, text("2010-01-01", "a"))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE wordings SET text = 'other'")
    with pytest.raises(LibraryError, match=r"former wording of se-x\.1"):
        examine(path, lambda *_: None)
