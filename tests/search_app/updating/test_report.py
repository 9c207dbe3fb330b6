"""The report of an update, and what one update leaves for the next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.verification.finding import Finding
from crawler.sink import SourceReport
from crawler.sources import sources
from search_app.updating.memory import UpdateMemory, recall, remember
from search_app.updating.report import StepReport, UpdateReport
from search_app.updating.run import changed_since_read, closed_sources


def finding(record: str, outcome: str = "text-changed", provision: str = "se-x.1") -> Finding:
    return Finding("se", record, "2020", "age", outcome, "18", provision=provision, state="2026")


def test_each_changed_provision_is_listed_once_with_its_records() -> None:
    found = changed_since_read(
        [
            finding("se-sell"),
            finding("se-buy"),
            finding("se-sell"),
            finding("se-other", "agrees"),
            finding("se-late", provision="se-a.9"),
        ]
    )
    assert [(c.provision, c.records) for c in found] == [
        ("se-a.9", ("se-late",)),
        ("se-x.1", ("se-sell", "se-buy")),
    ]


def test_a_report_is_good_unless_a_step_or_a_source_failed() -> None:
    done, failed = StepReport("tag", "done", "x"), StepReport("index", "failed", "no room")
    broken = SourceReport("se", failed=[("se-x", "503")])
    assert UpdateReport("", (done,), (SourceReport("se"),)).good
    assert not UpdateReport("", (done, failed)).good
    told = UpdateReport("", (done,), (broken,)).to_json()
    assert (told["good"], json.loads(json.dumps(told))["sources"][0]["good"]) == (False, False)
    assert UpdateReport("", (StepReport("tag", "skipped", "x"),)).idle
    assert not UpdateReport("", (done,)).idle


def test_a_door_that_is_known_to_be_closed_is_no_failure() -> None:
    door = sources()["be"].other_door
    closed = SourceReport("be", failed=[("be-x", f"robots.txt forbids it; {door}")])
    broken = SourceReport("be", failed=[*closed.failed, ("be-y", "503")])
    other = SourceReport("se", failed=[("se-x", f"503; {door}")])
    assert closed_sources([closed, SourceReport("fi"), other]) == ("be",)
    assert closed_sources([broken]) == ()
    step = StepReport("crawl", "done", "x")
    assert UpdateReport("", (step,), (closed,), closed=("be",)).good
    assert not UpdateReport("", (step,), (closed, other), closed=("be",)).good


def test_a_memory_is_recalled(tmp_path: Path) -> None:
    path = tmp_path / "update.json"
    assert recall(path) == UpdateMemory()
    assert recall(path).moment is None
    remember(path, UpdateMemory("2026-11-30T04:00:00+00:00", "abc"))
    assert recall(path) == UpdateMemory("2026-11-30T04:00:00+00:00", "abc")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"finished_at": "x", "cluster": ""}',
             '{"finished_at": "2026-11-30", "cluster": ""}'],
)  # fmt: skip
def test_a_damaged_memory_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "update.json"
    path.write_text(text, "utf-8")
    assert recall(path) == UpdateMemory()
