"""Words, lemmas and passages: offsets are those of the original text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import Knowledge
from search_app.index.analysis import fold, forms, lemma, words
from search_app.index.highlight import matches, passage
from search_app.index.plan import Planner
from search_app.index.query import SearchQuery


@pytest.fixture(scope="module")
def planner(knowledge: Knowledge) -> Planner:
    return Planner(("de", "en", "fr", "sv"), tuple(knowledge.jurisdictions), knowledge.concepts)


@given(st.text())
def test_words_lie_in_the_text(text: str) -> None:
    last = 0
    for word in words(text):
        assert last <= word.start < word.end <= len(text)
        last = word.end


@given(st.text(alphabet="abcåäöß 1.:/-'\u00ad,\n", max_size=80))
def test_the_fast_way_finds_the_same_words(text: str) -> None:
    assert forms(text) == [word.form for word in words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Art. 611-1, al. 2", ["art", "611-1", "al", "2"]),
        ("l'amende", ["l'amende"]),
        ("prosti\u00adtution", ["prostitution"]),
        ("154.1 pants", ["154.1", "pants"]),
        ("and/or", ["and", "or"]),
        ("KÖP", ["köp"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert [word.form for word in words(text)] == found
    assert forms(text) == found


@pytest.mark.parametrize(
    ("form", "language", "expected"),
    [("tjänster", "sv", "tjanst"), ("services", "en", "service"), ("xyzzy", "mt", "xyzzy")],
)
def test_lemma(form: str, language: str, expected: str) -> None:
    assert lemma(form, language) == expected


def test_folding() -> None:
    assert fold("łódź") == "lodz"
    assert fold("köp") == fold("kop")


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("buying sexual services", "purchase"),
        ("köp av sexuell tjänst", "purchase"),
        ("sexköp", "purchase"),
        ("Menschenhandel", "trafficking"),
        ("traite des êtres humains", "trafficking"),
    ],
)
def test_a_query_names_a_concept(planner: Planner, text: str, concept: str) -> None:
    assert concept in planner.plan(SearchQuery(text)).concepts


def test_an_exact_phrase_names_no_concept(planner: Planner) -> None:
    plan = planner.plan(SearchQuery('"buying sexual services"'))
    assert plan.concepts == ()
    assert plan.phrases == (("buying", "sexual", "services"),)


@pytest.mark.parametrize(
    ("text", "number"), [("611-1", "611-1"), ("art. 611-1", "611-1"), ("§ 232a", "232a"),
                         ("6 kap. 11 §", "6:11"), ("R625-8", "r625-8")]
)  # fmt: skip
def test_a_query_can_be_a_citing_number(planner: Planner, text: str, number: str) -> None:
    assert number in planner.plan(SearchQuery(text)).numbers


@given(st.text(alphabet="köp sexuel tjänst-\u00ad<>&\n", max_size=200))
def test_marks_are_words_of_the_text(text: str) -> None:
    planner = Planner(("sv",), ("se",), {})
    plan = planner.plan(SearchQuery("köp tjänst"))
    piece = passage(text, matches(plan, text, "sv"))
    assert piece.text in text
    for start, end in piece.marks:
        assert 0 <= start < end <= len(piece.text)


def test_the_passage_holds_the_marks(planner: Planner) -> None:
    text = "Ord. " * 300 + "Köp av en tjänst är förbjudet. " + "Ord. " * 300
    plan = planner.plan(SearchQuery("köpet tjänsten"))
    piece = passage(text, matches(plan, text, "sv"))
    assert [piece.text[a:b] for a, b in piece.marks] == ["Köp", "tjänst"]
