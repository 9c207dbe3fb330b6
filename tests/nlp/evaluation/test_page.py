"""The page on accuracy and its tables: whole, linked, and with the figures that are published."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from corpus.library import packaged_knowledge
from nlp.evaluation.buyers import KINDS, LIABLE
from nlp.evaluation.national import national_law
from nlp.evaluation.page import accuracy_page
from nlp.evaluation.published import published
from nlp.evaluation.review import reviewed
from nlp.evaluation.tables import FOLDER, accuracy_tables

DOCS = Path(__file__).parents[3] / "docs"
MOST_WORDS = 2000


@pytest.fixture(scope="module")
def page() -> str:
    return accuracy_page(published(), reviewed(), national_law())


@pytest.fixture(scope="module")
def tables() -> dict[str, list[dict[str, str]]]:
    texts = accuracy_tables(published(), reviewed(), national_law())
    return {
        name.removeprefix(f"{FOLDER}/").removesuffix(".csv"): list(csv.DictReader(io.StringIO(t)))
        for name, t in texts.items()
    }


def test_the_page_is_short(page: str) -> None:
    assert len(page.split()) < MOST_WORDS


def test_the_page_links_every_table_and_no_other_is_kept(
    page: str, tables: dict[str, list[dict[str, str]]]
) -> None:
    names = {f"{FOLDER}/{name}.csv" for name in tables}
    assert set(re.findall(r"\]\(([^)]+)\)", page)) == names
    assert {path.relative_to(DOCS).as_posix() for path in (DOCS / FOLDER).iterdir()} == names


def test_every_row_of_a_table_has_every_column(tables: dict[str, list[dict[str, str]]]) -> None:
    for name, rows in tables.items():
        assert rows, name
        for row in rows:
            assert None not in row
            assert None not in row.values()


def test_sets_stand_on_the_page_and_in_the_table(
    page: str, tables: dict[str, list[dict[str, str]]]
) -> None:
    looks = list(published().looks())
    assert len(looks) == len(tables["sets"])
    for item, row in zip(looks, tables["sets"], strict=True):
        assert f"| {row['set']}, {row['when']} | {item.labels} |" in page
        assert float(row["macro_f1"]) == item.look.macro_f1
        assert int(row["labels"]) == item.look.together.support
    kept = published().elsewhere["acts-kept"].labels
    assert f"| further acts, half kept apart, after the improvement | {kept} |" in page


def test_scores_of_a_set_add_up_to_its_size(tables: dict[str, list[dict[str, str]]]) -> None:
    for row in tables["sets"]:
        for kinds in (("concept",), ("country", "language")):
            labels = [
                int(score["labels"])
                for score in tables["scores"]
                if (score["set"], score["when"]) == (row["set"], row["when"])
                and score["by"] in kinds
            ]
            assert sum(labels) == int(row["labels"]), row


def test_the_first_labels_are_told_by_concept_country_and_language(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    first = [row for row in tables["scores"] if row["set"] == "first labels"]
    assert {row["name"] for row in first} == set(packaged_knowledge().concepts)
    for row in first:
        score = published().concepts[row["name"]]
        assert (float(row["precision"]), int(row["labels"])) == (score.precision, score.support)
    parts = {(row["by"], row["name"]): row for row in tables["parts"]}
    assert {name for by, name in parts if by == "country"} == set(published().countries)
    for language, first_look in published().first_look.items():
        assert float(parts["language", language]["first_look"]) == first_look
    by_language = {(row["language"], row["concept"]) for row in tables["languages"]}
    assert by_language == {
        (language, concept) for language, scores in published().by_language.items()
        for concept in scores
    }  # fmt: skip


def test_buyers_stand_on_the_page_and_in_the_table(
    page: str, tables: dict[str, list[dict[str, str]]]
) -> None:
    first, now = published().buyers.first, published().buyers.now
    assert f"tagger saw {first.score.recall:.3f} of the liable buyers" in page
    assert f"it is {now.score.recall:.3f} and {now.score.precision:.3f}. The" in page
    for kind, row in zip(KINDS, tables["buyers"], strict=False):
        tally, opened = now.tally(kind), first.tally(kind)
        assert row["language"] == "all"
        assert int(row["sentences"]) == tally.of
        assert (int(row["tagged_today"]), int(row["tagged_when_opened"])) == (
            tally.tagged,
            opened.tagged,
        )
    for language in now.languages:
        rows = [r for r in tables["buyers"] if r["language"] == language and r["kind"] in LIABLE]
        for look, column in ((now, "tagged_today"), (first, "tagged_when_opened")):
            tagged = sum(int(row[column]) for row in rows)
            assert tagged == look.tally(*LIABLE, language=language).tagged


def test_judged_tags_stand_on_the_page_and_in_the_table(
    page: str, tables: dict[str, list[dict[str, str]]]
) -> None:
    words, rows = " ".join(page.split()), {row["tags"]: row for row in tables["judged"]}
    every, still_made = reviewed().precision()["all"], published().still_made
    assert f"Of the {every.read} tags {every.right} were right: {every.share:.2f} (" in words
    today = f"{still_made.right} of {still_made.read}: {still_made.share:.2f} ("
    assert f"still made today {today}" in words
    assert int(rows["still made today"]["right"]) == still_made.right
    groups = reviewed().precision()
    assert set(rows) == {*groups, "still made today"}
    assert all(int(rows[name]["read"]) == part.read for name, part in groups.items())


def test_tags_over_national_law_stand_on_the_page_and_in_the_table(
    page: str, tables: dict[str, list[dict[str, str]]]
) -> None:
    law = national_law()
    words = " ".join(page.split())
    before, after, again = law.before.buyers, law.after.buyers, law.again.together()
    assert f"liable, {before.right} were right and {before.wrong} wrong before" in words
    assert f"{after.right} and {after.wrong} after" in words
    assert f"{again.judged} of these were drawn and judged, and {again.share:.2f} (" in words
    rows = {(row["by"], row["name"]): row for row in tables["national"]}
    for kind, estimates in (
        ("concept", law.after.by_concept()),
        ("language", law.after.by_language()),
    ):
        for name, estimate in estimates.items():
            row = rows[kind, name]
            assert int(row["made_after"]) == estimate.made
            assert row["share_after"] == ("" if estimate.share is None else str(estimate.share))
