"""Sentences about buyers: whole, balanced, kept apart, refused where broken, counted rightly."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from nlp.evaluation.buyers import (
    KINDS,
    LIABLE,
    NEAR_MISS,
    BuyerLook,
    Kind,
    Tally,
    measure_buyers,
    read_buyers,
    to_table,
)
from nlp.evaluation.gold import GoldError
from nlp.evaluation.written import read_written
from nlp.tagger.lexicon import languages

DAY = dt.date(2026, 11, 27)
PROPERTIES = Path(__file__).parents[1] / "properties"


def test_every_language_has_every_kind_as_often() -> None:
    found = read_buyers()
    assert set(found) == set(languages())
    for language, sentences in found.items():
        kinds = Counter(sentence.kind for sentence in sentences)
        expected = {"adult": 25, "minor": 8, "exploited": 8, "public": 4, "near-miss": 25}
        assert kinds == expected, language


def test_no_sentence_stands_twice_or_among_those_that_were_read() -> None:
    texts = [s.text for sentences in read_buyers().values() for s in sentences]
    assert len(texts) == len(set(texts))
    read = {p.text.strip() for provisions in read_written().values() for p in provisions}
    assert not read & set(texts)
    for path in PROPERTIES.glob("*.yaml"):
        tests = " ".join(path.read_text("utf-8").split())
        assert not [text for text in texts if text in tests], path.name


def test_precision_and_recall_follow_from_the_tallies() -> None:
    def row(adult: int, near: int) -> dict[Kind, Tally]:
        return {"adult": Tally(tagged=adult, of=4), "near-miss": Tally(tagged=near, of=2)}

    look = BuyerLook(measured=DAY, languages={"sv": row(3, 1), "de": row(1, 0)})
    assert (look.score.recall, look.score.precision) == (0.5, 0.8)
    assert look.with_measures()["recall"] == 0.5
    assert look.tally(*KINDS).of == 12
    assert look.tally("adult", language="sv") == Tally(tagged=3, of=4)
    assert "| all | 4 of 8 | 0 of 0 | 0 of 0 | 0 of 0 | 1 of 4 |" in to_table(look)
    assert "| sv | 3 of 4 |" in to_table(look)


def test_every_sentence_is_measured_once_and_near_misses_make_nobody_liable() -> None:
    look = measure_buyers(DAY)
    for language, sentences in read_buyers().items():
        kinds = Counter(sentence.kind for sentence in sentences)
        assert {k: t.of for k, t in look.languages[language].items()} == kinds
    score = look.score
    assert score.support == look.tally(*LIABLE).of
    assert score.false_positive == look.tally(NEAR_MISS).tagged


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- 1", "not a mapping"),
        ("sentences: []", "sentences"),
        ("sentences: [{kind: adult}]", "text"),
        ("sentences: [{kind: seller, text: t}]", "kind"),
    ],
)
def test_a_broken_file_is_refused_by_name(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "xx.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=rf"xx\.yaml.*{message}"):
        read_buyers(tmp_path)


def test_a_folder_without_sentences_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no file"):
        read_buyers(tmp_path)
