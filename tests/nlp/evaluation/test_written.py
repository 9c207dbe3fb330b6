"""Provisions written for measuring: whole, balanced, and refused where broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library import packaged_knowledge
from nlp.evaluation.gold import GoldError
from nlp.evaluation.written import read_written
from nlp.tagger.lexicon import languages


def test_every_language_has_both_halves_of_every_buyers_concept() -> None:
    found = read_written()
    assert set(found) == set(languages())
    for language, provisions in found.items():
        assert [p.id for p in provisions] == list(range(1, 45)), language
        assert [p.id for p in provisions if p.kept] == list(range(2, 45, 2)), language
        assert sum(not p.concepts for p in provisions) == 8, language


def test_labels_are_concepts_and_buyers_are_liable_only_where_something_is_found() -> None:
    known = set(packaged_knowledge().concepts)
    for provisions in read_written().values():
        carried = {concept for provision in provisions for concept in provision.concepts}
        assert carried == known
        assert all(p.concepts for p in provisions if p.buyer_liable)


def test_no_text_stands_twice() -> None:
    texts = [p.text for provisions in read_written().values() for p in provisions]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- 1", "not a mapping"),
        ("provisions: []", "provisions"),
        ("provisions: [{id: 1, gist: g, text: t, concepts: []}]", "buyer_liable"),
        ("provisions: [{id: 0, gist: g, text: t, concepts: [], buyer_liable: false}]", "id"),
    ],
)
def test_a_broken_file_is_refused_by_name(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "xx.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=rf"xx\.yaml.*{message}"):
        read_written(tmp_path)
