"""The stamp changes with whatever a page depends on."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import cast

import pytest

from corpus.library import Knowledge
from corpus.store import Library
from search_app.index.elastic.fallback import EngineState
from search_app.index.query import Searcher
from search_app.serving import stamp as module
from search_app.serving.stamp import Stamp
from search_app.web.site import Site


def site(library: Path | None, knowledge: Knowledge, state: EngineState | None = None) -> Site:
    ask = (lambda: state) if state else None
    return Site(knowledge, cast(Searcher, None), library, "generation-1", engine=ask)


def test_a_write_to_the_library_changes_it_and_a_read_does_not(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    path = tmp_path / "library.db"
    with Library(path):
        pass
    stamp = Stamp(site(path, knowledge))
    before = stamp()
    with Library(path, readonly=True) as library:
        library.provision("se-x:1")
    assert stamp() == before
    with Library(path) as library:
        library._db.execute("CREATE TABLE another (x INTEGER)")
        library._db.commit()
    assert stamp() != before


def test_a_missing_library_is_a_state_too(tmp_path: Path, knowledge: Knowledge) -> None:
    path = tmp_path / "library.db"
    stamp = Stamp(site(path, knowledge))
    before = stamp()
    with Library(path):
        pass
    after = stamp()
    shutil.rmtree(tmp_path)
    assert before == stamp() != after
    assert Stamp(site(None, knowledge))() is not None


def test_a_new_day_changes_it(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = Stamp(site(None, knowledge))
    before = stamp()

    class Tomorrow(dt.date):
        @classmethod
        def today(cls) -> dt.date:
            return dt.date(2100, 1, 1)

    monkeypatch.setattr(module.dt, "date", Tomorrow)
    assert stamp() != before


def test_there_is_none_while_a_spare_engine_answers(knowledge: Knowledge) -> None:
    down = EngineState("embedded", "no answer", 1.0)
    assert Stamp(site(None, knowledge, down))() is None


def test_pages_of_a_cluster_are_kept_for_a_while_only(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = Stamp(site(None, knowledge, EngineState("elasticsearch")))
    monkeypatch.setattr(module.time, "time", lambda: 1_000_000.0)
    before = stamp()
    monkeypatch.setattr(module.time, "time", lambda: 1_000_400.0)
    assert stamp() != before
