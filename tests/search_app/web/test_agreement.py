"""What pages say of how facts agree with the texts: the count, the list, and its words."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.library import Knowledge
from corpus.verification.finding import Finding
from corpus.verification.seals import period_of
from search_app.compare import cell
from search_app.verification import FindingShelf, write_shelf
from search_app.web.agreement import Shelves
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site
from search_app.web.record_words import finding_field

FACT = Finding(
    "se", "se-buy", "2025-07-01", "sanction", "agrees", "criminal", by=("same-words",), state="2026"
)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("sanction", "sanction"),
        ("penalty basic: prison to", "longest imprisonment (basic)"),
        ("penalty victim-under 15: fine from", "lowest fine (victim under 15)"),
        ("absence in se-brottsbalk", "nothing found in se-brottsbalk"),
        ("groups", "which exploited persons"),
    ],
)
def test_a_fact_of_a_finding_has_a_name(app: Flask, field: str, words: str) -> None:
    with app.test_request_context("/"):
        assert finding_field(field) == words


def test_findings_are_read_again_when_the_build_leaves_new_ones(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path / "library.db")
    assert shelves.current() is None
    write_shelf(tmp_path / "findings.json", FindingShelf.of("one", [FACT]))
    first = shelves.current()
    assert first is not None
    assert list(first) == [FACT]
    assert shelves.current() is first
    (tmp_path / "findings.json").write_text("{", encoding="utf-8")
    assert shelves.current() is None


def test_a_site_without_a_library_compares_nothing() -> None:
    assert Shelves(None).current() is None


def served(tmp_path: Path, knowledge: Knowledge, findings: list[Finding]) -> FlaskClient:
    """Return a client of a site whose last build left these findings."""
    write_shelf(tmp_path / "findings.json", FindingShelf.of("one", findings))
    app = create_app(bare_site(knowledge))
    app.extensions["demandside"] = replace(
        app.extensions["demandside"], shelves=Shelves(tmp_path / "library.db")
    )
    return app.test_client()


def test_facts_that_agree_with_several_texts_are_counted_text_by_text(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    found = cell(knowledge, "se", "purchase-adult", dt.date.today())
    since = period_of(found.records[0].version)
    states = {"liable": "2015-07-31", "conduct": "2026-04-09", "payment": "2015-07-31"}
    client = served(
        tmp_path,
        knowledge,
        [replace(FACT, since=since, field=name, state=day) for name, day in states.items()],
    )
    words = "2 of 3 facts agree with the text of 31 July 2015, 1 with that of 9 April 2026"
    for address in ("/answer/se/purchase-adult", "/compare?country=se&question=purchase-adult"):
        assert words in " ".join(client.get(address).text.split())
    data = client.get("/answer/se/purchase-adult.json").json["verification"]  # type: ignore[index]
    assert (data["text_of"], data["text_of_oldest"]) == ("2015-07-31", "2015-07-31")
    assert data["text_of_newest"] == "2026-04-09"
    assert [(t["state"], t["agree"]) for t in data["texts"]] == [
        ("2015-07-31", 2), ("2026-04-09", 1)
    ]  # fmt: skip
    head, row = csv.reader(
        client.get("/compare.csv?country=se&question=purchase-adult").text.splitlines()
    )
    counted = dict(zip(head, row, strict=True))
    assert counted["facts_text_of"] == counted["facts_text_of_oldest"] == "2015-07-31"
    assert counted["facts_text_of_newest"] == "2026-04-09"


def test_a_text_from_after_the_end_of_a_rule_does_not_bear_it_out(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    past = cell(knowledge, "se", "purchase-adult", dt.date(2005, 1, 1))
    version = past.records[0].version
    assert version.ends is not None
    fact = replace(FACT, record=past.records[0].id, since=period_of(version))
    told = [replace(fact, state=version.ends), replace(fact, field="liable", state="1999-01-01")]
    client = served(tmp_path, knowledge, told)
    address = "/answer/se/purchase-adult.json?as_of=2005-01-01"
    data = client.get(address).json["verification"]  # type: ignore[index]
    assert [f["outcome"] for f in data["findings"]] == ["not-compared", "agrees"]
    assert (data["agree"], data["text_of_newest"]) == (1, "1999-01-01")


def test_the_answer_page_counts_the_facts_and_lists_each_finding(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    found = cell(knowledge, "se", "purchase-adult", dt.date.today())
    since = period_of(found.records[0].version)
    agreeing = replace(FACT, since=since)
    open_one = replace(
        FACT, since=since, field="from", outcome="not-stated", by=(), why="not there"
    )
    client = served(tmp_path, knowledge, [agreeing, open_one])
    page = client.get("/answer/se/purchase-adult").get_data(as_text=True)
    assert "1 of 2 facts agree" in page
    assert "not stated here: 1" in page
    assert "same words" in page
    data = client.get("/answer/se/purchase-adult.json").get_json()["verification"]
    assert (data["agree"], data["facts"], data["text_of"]) == (1, 2, "2026")
    assert [f["outcome"] for f in data["findings"]] == ["agrees", "not-stated"]
    row = client.get("/compare.json?country=se&question=purchase-adult").get_json()
    assert row["cells"][0]["findings"] == {
        "facts": 2, "agree": 1, "text_of": "2026", "text_of_oldest": "2026",
        "text_of_newest": "2026", "texts": [{"state": "2026", "agree": 1}],
        "others": {"not-stated": 1},
    }  # fmt: skip
    rows = client.get("/compare.csv?country=se&question=purchase-adult")
    head, row_of_se = csv.reader(rows.get_data(as_text=True).splitlines())
    counted = dict(zip(head, row_of_se, strict=True))
    assert [counted[n] for n in ("facts", "facts_agree", "facts_text_of")] == ["2", "1", "2026"]
    assert "1 of 2 facts agree" in client.get("/compare").get_data(as_text=True)
