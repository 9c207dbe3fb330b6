"""Words and sentences are found whatever spaCy makes of their tokens."""

from __future__ import annotations

import unicodedata
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nlp
from nlp.tagger.lexicon import lexicon_for
from nlp.tagger.pipeline import load, words_of
from nlp.tagger.renewed import RenewedPipeline
from nlp.tagger.sentences import sentence_around
from nlp.tagger.tokenizer import blank
from nlp.tagger.words import WordReader

PIECES = st.sampled_from(
    [
        *("prostitution.", "sex", "Art.", "n°", "12.", "(1)", "a)", "b.", "…", "»", "\n\n", "\t"),
        *("cannot", "don't", "l'homme", "d’un", "10km", "1.2.3", "§", "€5", "m²", "2¹", "U.S.A."),
        *("\u00a0", "Stra\u00dfe", "pro\u00adsti", "e\u0301", "ΠΟΡΝΕΊΑΣ", "х.y", '!"', "?)", "."),
        *("pal", "Ellei", "Köru", "ded'", "и др.", "\U0001f600", "-", "a-b", "A.B.", "word,"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=60)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(nlp.languages()))
def test_words_have_their_places(text: str, language: str) -> None:
    words = words_of(text, language)
    ranges = [words.span(i, i) for i in range(len(words.words))]
    assert all(0 <= first < last <= len(text) for first, last in ranges)
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))
    assert words.doc.text == text
    assert [s for s, _ in groupby(words.sentences)] == sorted(set(words.sentences))
    for i in range(len(ranges)):
        first, last = words.tokens(i, i)
        assert words.doc[first].idx <= ranges[i][0]
        assert ranges[i][1] <= words.doc[last - 1].idx + len(words.doc[last - 1])


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=30).map(" ".join), st.data())
def test_the_sentence_around_a_place_holds_whole_sentences(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    abbreviations = frozenset(lexicon_for("sv").abbreviations)
    first, last = sentence_around(text, place, abbreviations)
    assert 0 <= first <= place < last <= len(text)
    words = words_of(text, "sv")
    starts = [words.span(i, i)[0] for i in range(len(words.words))]
    inside = {n for n, at in zip(words.sentences, starts, strict=True) if first <= at < last}
    outside = {n for n, at in zip(words.sentences, starts, strict=True) if not first <= at < last}
    assert not inside & outside


def test_what_is_remembered_of_words_does_not_grow_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nlp.tagger.words._MEMO_SIZE", 50)
    reader, pipeline = WordReader(accents=True), load("en")
    for i in range(200):
        reader.read(pipeline.make_doc(f"word{i} other{i}x"))
    assert len(reader._tokens.words) <= 54


def test_a_full_vocabulary_gives_a_new_pipeline() -> None:
    assert load("ga") is load("ga")
    renewed = RenewedPipeline(blank, most_strings=2000)
    before = renewed.get()
    assert renewed.get() is before
    doc = before.make_doc(" ".join(f"word{i}" for i in range(2001)))
    assert renewed.get() is not before
    assert doc[2000].text == "word2000"


@pytest.mark.parametrize("language", nlp.languages())
def test_a_word_is_not_cut_where_nothing_is_seen(language: str) -> None:
    latin = ("prostituir-se abstém-se", "anti-tráfico (lé).")
    for text in ("ανάγνωσή-της αυτό-που",) if language == "el" else latin:
        whole = words_of(text, language).words
        for written in (
            unicodedata.normalize("NFD", text),
            text.replace("-", "\u00ad-"),
            text.replace("it", "i\u00adt").replace("αυτ", "α\u00adυτ"),
        ):
            assert words_of(written, language).words == whole


def test_a_row_without_a_space_is_cut_and_keeps_its_text() -> None:
    text = f"Den {'x' * 1200} slut. {'(' * 600}"
    doc = load("sv").make_doc(text)
    assert doc.text == text
    assert max(map(len, doc)) <= 500
