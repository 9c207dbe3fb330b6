"""A day in the corpus that the wordings held contradict is found, and no other is."""

from __future__ import annotations

import dataclasses

import pytest

from corpus.check import contradicted
from corpus.claimed import claimed_days
from corpus.library import Knowledge, packaged_knowledge
from corpus.model import Jurisdiction
from corpus.wordings import DatedWording

LAND = {
    "code": "se",
    "name": "Oneland",
    "languages": ["sv"],
    "portal": {"name": "Gazette", "url": "https://law.example/"},
    "instruments": [
        {
            "id": "se-kod", "title": "Kod", "title_en": "Code", "identifier": "SFS 1:2",
            "url": "https://law.example/kod", "language": "sv",
        }
    ],
    "sources": [{"id": "s1", "kind": "memory", "title": "Known", "checked": "2026-01-02"}],
}  # fmt: skip
TEXTS = [("2009-01-01", "A."), ("2011-07-01", "B."), ("2015-01-01", "B.")]


def known(since: str, *provisions: str) -> Knowledge:
    answer = {
        "status": "criminal", "since": since, "summary": "Buying is an offence in this land.",
        "citations": [{"instrument": "se-kod", "provision": p} for p in provisions],
        "sources": ["s1"], "confidence": "memory", "checked": "2026-01-02",
    }  # fmt: skip
    land = Jurisdiction.model_validate(LAND | {"answers": {"purchase-adult": [answer]}})
    return dataclasses.replace(packaged_knowledge(), jurisdictions={"se": land}, coded={})


def wordings(name: str, texts: list[tuple[str, str]] | None = None) -> list[DatedWording]:
    if name != "se-kod.6-11":
        return []
    return [
        DatedWording(
            instrument="se-kod", language="sv", source="git", day=day, basis="in-force", reform="",
            place="", extent="whole", content_hash=day, obtained_at="", heading="6 kap. 11 §",
            rubric="", text=text,
        )
        for day, text in (texts or TEXTS)
    ]  # fmt: skip


def test_a_day_on_which_no_cited_word_changed_is_found() -> None:
    (point,) = contradicted(known("2013-01-01", "6 kap. 11 §"), wordings)
    assert (point.kind, point.country, point.question) == ("contradictory", "se", "purchase-adult")
    assert "is said to change on 2013-01-01" in point.text
    assert "the words changed on: se-kod.6-11: 2011-07-01" in point.text


@pytest.mark.parametrize(
    "since",
    ["2011-07-01", "2009-01-01", "2008-01-01", "2015-01-02", "2020-01-01", "2013"],
)
def test_a_day_that_may_be_right_is_left_alone(since: str) -> None:
    assert contradicted(known(since, "6 kap. 11 §"), wordings) == ()


def test_a_day_between_two_texts_is_wrong_if_the_later_one_says_when_it_begins() -> None:
    knowledge = known("2010-05-05", "6 kap. 11 §")
    assert len(contradicted(knowledge, wordings)) == 1
    unsure = [dataclasses.replace(w, basis="collection") for w in wordings("se-kod.6-11")]
    assert contradicted(knowledge, lambda _: unsure) == ()


def test_one_cited_provision_that_may_have_changed_is_enough() -> None:
    assert contradicted(known("2013-01-01", "6 kap. 11 §", "7 kap. 1 §"), wordings) == ()


def test_a_source_that_notes_reforms_without_their_words_proves_nothing() -> None:
    same = [dataclasses.replace(w, content_hash="same") for w in wordings("se-kod.6-11")]
    assert contradicted(known("2013-01-01", "6 kap. 11 §"), lambda _: same) == ()


def test_the_days_of_answers_and_records_are_claims() -> None:
    claims = list(claimed_days(packaged_knowledge()))
    assert {c.day for c in claims if (c.country, c.name) == ("se", "purchase-adult")} >= {
        "1999-01-01"
    }
    assert any(c.place is None for c in claims)
    assert all(len(c.day) == 10 and c.ids for c in claims)
