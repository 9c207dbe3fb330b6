"""What queries are looked up in: kept ready, it is what the YAML says."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from nlp.tagger.lexicon import lexicon_for
from nlp.tagger.matching import CueMatcher
from search_app.understanding import lists, ready

KINDS = {kind: TypeAdapter(kind) for kind in (ready.Entries, dict[str, ready.SmallWords])}


@pytest.mark.parametrize("language", ["el", "en", "mt", "sv"])
def test_entries_come_back_from_json_as_they_were(language: str) -> None:
    read = ready._read_entries(language)
    kind = KINDS[ready.Entries]
    assert kind.validate_json(kind.dump_json(read)) == read == ready.entries(language)
    words = lists.reader_words(language).words
    assert read.readers.cues == tuple(words)
    assert all(ready.meant(language, entry) == said for entry, said in words.items())


def test_small_words_come_back_from_json_as_they_were() -> None:
    read = ready._read_small_words()
    kind = KINDS[dict[str, ready.SmallWords]]
    assert kind.validate_json(kind.dump_json(read)) == read == ready.small_words()
    assert set(read) == set(lists.languages())
    for language, words in read.items():
        assert words.stopwords == lists.reader_words(language).stopwords
        assert words.stopwords <= words.function


def test_a_matcher_finds_the_same_from_compiled_entries() -> None:
    patterns = lexicon_for("en").patterns
    text = "whoever buys sexual services from a victim of trafficking pays a fine"
    words = text.split(" ")
    from_patterns = CueMatcher(patterns).find(words, [0] * len(words))
    compiled = CueMatcher(ready.compile_cues(patterns)).find(words, [0] * len(words))
    assert from_patterns == compiled
    assert {hit.cue for hit in compiled}
