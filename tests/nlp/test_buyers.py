"""Sentences about buyers: whole, balanced, kept apart, refused where broken, counted rightly."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from nlp.buyers import BuyerLook, Tally, measure_buyers, read_buyers
from nlp.gold import GoldError
from nlp.lexicon import languages
from nlp.written import read_written

DAY = dt.date(2026, 11, 27)
PROPERTIES = Path(__file__).parent / "properties"


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


def test_only_near_misses_make_no_buyer_liable() -> None:
    for sentences in read_buyers().values():
        assert all(s.liable == (s.kind != "near-miss") for s in sentences)


def test_precision_and_recall_follow_from_the_tallies() -> None:
    look = BuyerLook(
        measured=DAY,
        kinds={},
        liable={"sv": Tally(tagged=3, of=4), "de": Tally(tagged=1, of=4)},
        near_misses={"sv": Tally(tagged=1, of=2), "de": Tally(tagged=0, of=2)},
    )
    assert (look.recall, look.precision, look.sentences) == (0.5, 0.8, 12)


def test_kinds_and_languages_add_up_to_the_same() -> None:
    look = measure_buyers(DAY)
    assert look.sentences == sum(map(len, read_buyers().values()))
    for row in ("tagged", "of"):
        kinds = sum(getattr(tally, row) for tally in look.kinds.values())
        both = [*look.liable.values(), *look.near_misses.values()]
        assert kinds == sum(getattr(tally, row) for tally in both)
    near = [tally.tagged for tally in look.near_misses.values()]
    assert look.kinds["near-miss"].tagged == sum(near)


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
    with pytest.raises(GoldError, match="no sentences"):
        read_buyers(tmp_path)
