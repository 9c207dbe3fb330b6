"""`demandside update` against the stand-in: the first run, and what later runs find."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from corpus.database import open_to_write
from corpus.lock import writing
from corpus.store import Library
from search_app.cli import main
from search_app.compare import cell
from search_app.freshness import freshness
from search_app.index.generation import generations
from search_app.verification import read_shelf
from tests.corpus.test_migrations import SCHEMAS
from tests.crawler.standin import Answer, Publisher
from tests.search_app.updating.playing import (
    FINLAND,
    FINNISH_URL,
    SECOND,
    SWEDEN,
    SWEDISH_URL,
    Setting,
    amend,
    small_knowledge,
)

STEPS = ["crawl", "repositories", "text kinds", "tag", "index", "cluster", "verify"]
AMENDED = ["done", "skipped", "skipped", "done", "done", "skipped", "done"]
PASSING = {"writer.lock", "crawl.log", "library.db-shm", "library.db-wal"}


def states(report: dict[str, Any]) -> list[str]:
    return [step["state"] for step in report["steps"]]


def files(data: Path) -> dict[str, str]:
    """Return every file of a data folder with its hash."""
    return {
        str(path.relative_to(data)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(data.rglob("*"))
        if path.is_file() and path.name not in PASSING and not path.is_relative_to(data / "lemmas")
    }


def age(data: Path, days: int) -> None:
    """Let all crawls of a data folder, and its last update, have been so many days ago."""
    then = (dt.datetime.now(dt.UTC) - dt.timedelta(days=days)).isoformat(timespec="seconds")
    with closing(open_to_write(data / "library.db")) as db, db:
        db.execute("UPDATE outcomes SET finished_at = ?1, succeeded_at = ?1", (then,))
    memory = json.loads((data / "update.json").read_text("utf-8"))
    (data / "update.json").write_text(json.dumps(memory | {"finished_at": then}), "utf-8")


def asked(publisher: Publisher) -> list[str]:
    """Return the instruments that were asked for."""
    return [url for _, url in publisher.asked if url in {FINNISH_URL, SWEDISH_URL}]


def test_the_first_run_collects_tags_indexes_and_verifies(first_run: Path) -> None:
    with Library(first_run / "library.db", readonly=True) as library:
        assert {name for name, _, _ in library.instruments()} == {SWEDEN, FINLAND}
        found = library.provision(f"{SWEDEN}.6-11")
        assert found is not None
        assert found.tags is not None and found.tags.buyer_liable
        assert found.copy.obtained == "retrieved"
    assert len(generations(first_run / "index")) == 1
    shelf = read_shelf(first_run / "findings.json")
    assert shelf is not None
    assert {f.outcome for f in shelf if f.provision == f"{SWEDEN}.6-11"}.isdisjoint(
        {"text-changed", "text-not-held"}
    )
    assert json.loads((first_run / "update.json").read_text("utf-8"))["finished_at"]


def test_a_second_run_skips_every_step_and_changes_nothing(
    setting: Setting, publisher: Publisher
) -> None:
    before = files(setting.data)
    code, report = setting.update()
    assert (code, states(report)) == (0, ["skipped"] * len(STEPS))
    assert [step["step"] for step in report["steps"]] == STEPS
    assert report["news"] == report["to_read"] == report["sources"] == []
    assert publisher.asked == []
    assert files(setting.data) == before


def test_due_sources_that_have_nothing_new_leave_index_and_findings_alone(
    setting: Setting, publisher: Publisher
) -> None:
    age(setting.data, 8)
    before = files(setting.data)
    code, report = setting.update()
    assert (code, states(report)) == (0, ["done", *["skipped"] * 6])
    assert sorted(asked(publisher)) == sorted([FINNISH_URL, SWEDISH_URL])
    changed = {name for name, found in files(setting.data).items() if found != before.get(name)}
    assert {name.split("/")[0] for name in changed} <= {"archive", "library.db", "update.json"}


def test_an_amended_instrument_is_news_and_its_cell_says_that_the_text_changed(
    setting: Setting, publisher: Publisher
) -> None:
    age(setting.data, 8)
    amend(publisher)
    code, report = setting.update()
    assert (code, states(report)) == (0, AMENDED)
    (news,) = [entry for entry in report["news"] if entry["kind"] == "text"]
    assert "6:11 (changed)" in news["text"]
    assert news["path"] == f"/provision/{SWEDEN}.6-11"
    (changed,) = report["to_read"]
    assert (changed["provision"], changed["state"]) == (f"{SWEDEN}.6-11", "2026-09-01")
    assert changed["records"] == ["se-buy"]
    shelf = read_shelf(setting.data / "findings.json")
    assert shelf is not None
    asked_about = cell(small_knowledge(), "se", "purchase-adult", dt.date.today())
    assert "text-changed" in {finding.outcome for finding in shelf.of_cell(asked_about)}
    with Library(setting.data / "library.db", readonly=True) as library:
        found = library.provision(f"{SWEDEN}.6-11")
        assert found is not None and found.provision.text == SECOND
    assert len(generations(setting.data / "index")) == 2
    code, report = setting.update()
    assert (code, states(report)) == (0, ["skipped"] * len(STEPS))
    assert report["news"] == []
    assert [entry["provision"] for entry in report["to_read"]] == [f"{SWEDEN}.6-11"]


def test_a_source_that_fails_keeps_its_texts_and_is_named_with_its_last_success(
    setting: Setting, publisher: Publisher
) -> None:
    age(setting.data, 8)
    last = (dt.datetime.now(dt.UTC) - dt.timedelta(days=8)).date().isoformat()
    publisher.play(FINNISH_URL, Answer(b"under repair", status=503))
    amend(publisher)
    code, report = setting.update()
    assert code == 1
    assert not report["good"]
    (finnish,) = [source for source in report["sources"] if source["source"] == "fi"]
    assert finnish["failed"][0][0] == FINLAND
    assert [entry["kind"] for entry in report["news"]].count("text") == 1
    found = freshness(small_knowledge(), setting.data / "library.db")
    failing = [source for source in found.sources if source.failed]
    assert [(s.source, s.country, s.succeeded_on) for s in failing] == [("fi", "fi", last)]
    assert "503" in failing[0].failed[0].reason
    with Library(setting.data / "library.db", readonly=True) as library:
        assert any(p.instrument == FINLAND for p in library.provisions())
    publisher.asked.clear()
    code, _ = setting.update()
    assert code == 1
    assert SWEDISH_URL not in asked(publisher), "only what failed is asked for again"


def test_only_cited_instruments_are_wanted_unless_the_whole_is(
    setting: Setting, publisher: Publisher, tmp_path: Path
) -> None:
    from tests.search_app.updating.playing import source_files

    folder = source_files(tmp_path / "sources")
    source = folder / "fi" / "source.yaml"
    source.write_text(source.read_text("utf-8").replace(FINLAND, "fi-uncited"), "utf-8")
    other = Setting(setting.data, folder, setting.address)
    code, report = other.update()
    assert (code, report["steps"][0]["state"]) == (0, "skipped")
    code, report = other.update("--whole")
    assert [s["new"] for s in report["sources"]] == [["fi-uncited"]]
    assert asked(publisher) == [FINNISH_URL]


def test_a_dry_run_says_what_would_be_asked_and_changes_nothing(
    setting: Setting, publisher: Publisher
) -> None:
    age(setting.data, 8)
    before = files(setting.data)
    process = setting.start("--dry-run")
    said, errors = process.communicate(120)
    assert process.returncode == 0, errors
    assert "se: 1 due, " in said
    assert "data.riksdagen.se: " in said
    assert "2 instruments would be asked for" in said
    assert publisher.asked == []
    assert files(setting.data) == before


def test_a_library_of_an_older_release_is_brought_up_to_date_first(
    setting: Setting, publisher: Publisher
) -> None:
    library = setting.data / "library.db"
    library.unlink()
    with closing(sqlite3.connect(library)) as db:
        db.executescript((SCHEMAS / "v4.sql").read_text("utf-8"))
    code, report = setting.update()
    assert (code, report["steps"][0]["state"]) == (0, "done")
    with Library(library, readonly=True) as opened:
        assert opened.counts()["versions"] == 4


def test_an_update_is_refused_while_another_command_writes(tmp_path: Path) -> None:
    with writing(tmp_path, "import"):
        run = CliRunner().invoke(main, ["update", "--data", str(tmp_path)])
    assert run.exit_code == 2
    assert "runs 'demandside import'" in run.output


def test_an_update_without_a_contact_is_refused_before_anybody_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEMANDSIDE_CONTACT", raising=False)
    run = CliRunner().invoke(main, ["update", "--data", str(tmp_path)])
    assert run.exit_code == 2
    assert "set DEMANDSIDE_CONTACT" in run.output
