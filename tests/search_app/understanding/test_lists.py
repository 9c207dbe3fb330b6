"""The data of understanding: every file is read, and what it names exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library import Knowledge
from corpus.yamlfile import CorpusError
from nlp.tagger.lexicon import languages as lexicon_languages
from nlp.tagger.patterns import parse_pattern
from search_app.understanding import lists
from search_app.understanding.matcher import QueryMatcher, plainly, reading_of
from search_app.understanding.topics import concluded

LANGUAGES = lists.languages()


def test_readers_are_understood_in_every_language_of_the_union() -> None:
    assert lexicon_languages() == LANGUAGES
    assert len(LANGUAGES) == 24


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_words_names_and_labels(language: str, knowledge: Knowledge) -> None:
    words = lists.reader_words(language)
    assert len(words.words) >= 150
    assert len(words.stopwords) >= 40
    assert set(lists.country_names(language).countries) == set(knowledge.jurisdictions)
    assert all(concept.labels[language] for concept in knowledge.concepts.values())
    assert all(question.labels[language] for question in knowledge.questions.values())


def test_every_cue_has_a_label_or_is_never_asked() -> None:
    labels = lists.cue_labels()
    assert not labels.unasked & set(labels.labels)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "language: sv\nstopwords: []\nwords: {a*b: {cues: [client]}}\n",
            "not a word or stem",
        ),
        ("language: sv\nstopwords: []\nwords: {köp: {cues: [nothing]}}\n", "unknown: nothing"),
        ("language: sv\nstopwords: []\nwords: {köp: {}}\n", "it means nothing"),
        ("language: de\nstopwords: []\nwords: {köp: {cues: [client]}}\n", "language is 'de'"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, fault: str
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "sv.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(lists, "HERE", tmp_path)
    lists.reader_words.cache_clear()
    with pytest.raises(CorpusError, match=fault):
        lists.reader_words("sv")
    lists.reader_words.cache_clear()


def test_strokes_and_diacritics_do_not_matter() -> None:
    matcher = QueryMatcher({"payment": [parse_pattern(plainly("ħlas*|płac*"), accents=False)]})
    for text in ("hlas", "ĦLAS", "placić", "PŁACIĆ"):
        assert [name for name, _ in matcher.find(reading_of(text))] == ["payment"], text


def test_the_rule_with_most_groups_tells_most() -> None:
    assert concluded(["client", "minor", "paid_sex"])[0] == ("purchase-minor", 2)
    assert concluded(["language_help"]) == [("victim-information", 1)]
    assert concluded(["client", "paid_sex", "regulation"], {"regulation": 3})[0][0] == "regulation"
    assert concluded([]) == []
