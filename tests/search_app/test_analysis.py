"""Words, stems and passages: offsets are those of the original text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.library import Knowledge
from search_app.index.analysis import forms, raw_words, stems, tokens_of, without_diacritics, words
from search_app.index.background import Background
from search_app.index.embedded import EmbeddedEngine
from search_app.index.generation import current
from search_app.index.highlight import Marker, passage
from search_app.index.query import SearchQuery
from search_app.index.search import IndexSearcher
from search_app.index.vocabulary import Vocabulary
from search_app.paths import DataFolder


@pytest.fixture(scope="module")
def searcher(built: DataFolder, knowledge: Knowledge) -> IndexSearcher:
    home = current(built.index)
    return IndexSearcher(EmbeddedEngine(home), knowledge, Background.open(home))


@pytest.fixture(scope="module")
def vocabulary(built: DataFolder) -> Vocabulary:
    return Vocabulary.open(current(built.index))


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
        ("l'amende", ["l", "amende"]),
        ("fil-belgju", ["fil", "belgju"]),
        ("600-bis e R625-8", ["600-bis", "e", "r625-8"]),
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
    [
        ("tjänster", "sv", ("tjanst",)),
        ("services", "en", ("servic",)),
        ("xyzzq", "mt", ("xyzzq",)),
        ("went", "en", ("go", "went")),
        ("обезщетения", "bg", ("обезщет",)),
        ("клиентите", "bg", ("клиент",)),
        ("611-1", "fr", ("611-1",)),
    ],
)
def test_stems_are_those_of_the_lemma_and_of_the_form(
    form: str, language: str, expected: tuple[str, ...]
) -> None:
    assert stems(form, language) == expected


@given(st.text(alphabet="abcåäöß ’'-/\n", max_size=60))
def test_what_is_indexed_is_the_stems_of_the_words(text: str) -> None:
    wanted = [f"sv|{stem}" for form in forms(text) for stem in stems(form, "sv")]
    assert tokens_of(raw_words(text), "sv").split() == wanted


def test_folding() -> None:
    assert without_diacritics("łódź") == "lodz"
    assert without_diacritics("köp") == without_diacritics("kop")


def test_the_vocabulary_knows_how_often_a_word_stands_and_its_forms(
    vocabulary: Vocabulary,
) -> None:
    assert vocabulary.count("böcker", "sv") > 0
    assert vocabulary.count("böcker", "fi") == 0
    assert "böcker" in vocabulary.forms(stems("bok", "sv")[0], "sv")
    assert "böcker" in vocabulary.forms("bocker", "sv")
    found = dict(vocabulary.beginning("böck", "sv"))
    assert found["böcker"] == vocabulary.count("böcker", "sv")


@settings(deadline=None)
@given(st.text(alphabet="köp sexuel tjänst-\u00ad<>&İ\n", max_size=200))
def test_marks_are_words_of_the_text(
    searcher: IndexSearcher, vocabulary: Vocabulary, text: str
) -> None:
    marker = Marker(searcher.plan(SearchQuery("köp tjänst")), vocabulary)
    piece = passage(text, marker.matches(text, "sv"))
    assert piece.text in text
    for start, end in piece.marks:
        assert 0 <= start < end <= len(piece.text)
        assert piece.text[start:end].lower() in {"köp", "tjänst"}


def test_the_passage_holds_the_marks(searcher: IndexSearcher, vocabulary: Vocabulary) -> None:
    text = "Ord. " * 300 + "Bok och böcker lånas. " + "Ord. " * 300
    marker = Marker(searcher.plan(SearchQuery("böckerna")), vocabulary)
    piece = passage(text, marker.matches(text, "sv"))
    assert [piece.text[a:b] for a, b in piece.marks] == ["Bok", "böcker"]


def test_a_phrase_is_marked_as_a_whole_and_only_in_its_order(
    searcher: IndexSearcher, vocabulary: Vocabulary
) -> None:
    marker = Marker(searcher.plan(SearchQuery('"lånas ut"')), vocabulary)
    text = "Böcker lånas  ut, ut lånas de."
    assert [text[a:b] for a, b in marker.matches(text, "sv")] == ["lånas  ut"]
