"""The shelf of findings: made from a library, kept, and made again when its grounds change."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.claimed import claimed_days
from corpus.library import Knowledge, packaged_knowledge
from corpus.store import Library
from corpus.texts import Provision, Version
from corpus.verification.finding import Finding
from corpus.wordings import DatedText
from search_app.cli import main
from search_app.compare import cell
from search_app.freshness import freshness
from search_app.paths import DataFolder
from search_app.verification import FindingShelf, mark_of, read_shelf, renew, write_shelf

FOUND = Finding("se", "se-buy", "2025-07-01", "sanction", "agrees", "criminal", state="2026-04-16")


def test_findings_are_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    write_shelf(path, FindingShelf.of("mark", [FOUND]))
    kept = read_shelf(path)
    assert kept is not None
    assert (kept.mark, list(kept)) == ("mark", [FOUND])


@pytest.mark.parametrize("text", ["", "{", "[]", '{"mark": 1}', '{"mark": "x", "findings": [1]}'])
def test_a_file_that_is_not_one_of_findings_is_not_used(tmp_path: Path, text: str) -> None:
    path = tmp_path / "findings.json"
    path.write_text(text, encoding="utf-8")
    assert read_shelf(path) is None


def test_a_cell_has_the_findings_of_its_records(knowledge: Knowledge) -> None:
    found = cell(knowledge, "se", "purchase-adult", dt.date(2026, 11, 30))
    own = Finding("se", "se-buy", found.records[0].version.from_, "age", "agrees", "-")
    other = Finding("se", "se-procure", "2018-07-01", "age", "agrees", "-")
    assert FindingShelf.of("", [own, other]).of_cell(found) == (own,)


def test_a_cell_without_a_rule_has_the_findings_of_its_absence(knowledge: Knowledge) -> None:
    found = cell(knowledge, "de", "purchase-adult", dt.date(2026, 11, 30))
    own = Finding("de", "de-no-purchase-adult", "", "absence in de-stgb", "agrees", "none")
    assert found.status.id == "none"
    assert FindingShelf.of("", [own, FOUND]).of_cell(found) == (own,)


def test_findings_are_made_once_and_again_when_a_text_comes(
    tmp_path: Path, knowledge: Knowledge, imported: DataFolder
) -> None:
    steps: list[str] = []

    def progress(step: str, done: int, total: int) -> None:
        steps.append(f"{step} {done}/{total}")

    path = tmp_path / "findings.json"
    with Library(imported.library, readonly=True) as library:
        first = renew(path, knowledge, library, progress)
        assert len(steps) == len(knowledge.coded)
        assert renew(path, knowledge, library, progress).mark == first.mark
        assert len(steps) == len(knowledge.coded)
        assert {f.country for f in first} == set(knowledge.coded)
    with Library(tmp_path / "empty.db") as empty:
        assert mark_of(knowledge, empty) != first.mark


def test_a_librarian_reads_a_question(imported: DataFolder) -> None:
    run = CliRunner().invoke(main, ["read", "se", "purchase-adult", "--data", str(imported.root)])
    assert run.exit_code == 0, run.output
    assert "# se-buy " in run.output
    assert "sanction: criminal" in run.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["read", "zz"], "the law of 'zz' is not coded"),
        (["read", "se", "bees"], "no question 'bees'"),
    ],
)
def test_what_cannot_be_read_is_said(imported: DataFolder, words: list[str], says: str) -> None:
    run = CliRunner().invoke(main, [*words, "--data", str(imported.root)])
    assert run.exit_code == 2
    assert says in run.output


def test_verify_lists_what_does_not_agree(imported: DataFolder) -> None:
    run = CliRunner().invoke(main, ["verify", "--country", "se", "--data", str(imported.root)])
    assert run.exit_code == 0, run.output
    assert "text-not-held" in run.output


def test_verify_lists_days_that_the_wordings_contradict(tmp_path: Path) -> None:
    claim = next(
        c for c in claimed_days(packaged_knowledge()) if c.country == "se" and len(c.ids) == 1
    )
    ((instrument, number, language),) = claim.provisions
    words = (("1900-02-01", "Other."), ("1950-02-01", "Same."), ("2026-11-01", "Same."))
    with Library(tmp_path / "library.db") as library:
        for day, words_of_day in words:
            unit = Provision(number=number, heading="1 §", text=words_of_day)
            beside = Provision(number="99", heading="99 §", text=f"As of {day}.")
            version = Version(
                country="se", identifier=instrument, title="Lag", language=language, as_of=None,
                source_url="", provisions=(unit, beside),
            )  # fmt: skip
            text = DatedText(version, instrument, day, "in-force", "", "git", "")
            library.add_history([("", text)], "git", day)
    told = ("--country", "se", "--data", str(tmp_path))
    run = CliRunner().invoke(main, ["verify", *told])
    assert run.exit_code == 0, run.output
    assert f"se {claim.name} ({claim.day}): the law is said to change on {claim.day}" in run.output
    assert "contradicted by the wordings held" in run.output
    found = json.loads(CliRunner().invoke(main, ["verify", "--json", *told]).output)
    days = [f for f in found if f["field"] == "from" and f["outcome"] == "differs"]
    assert claim.day in {f["told"] for f in days}
    assert not any(f["country"] != "se" for f in found)
    shown = freshness(packaged_knowledge(), tmp_path / "library.db").days
    assert (claim.name, claim.day) in {(one.name, one.day) for one in shown}
