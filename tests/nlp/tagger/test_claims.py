"""The gate's searches: an entry's words count only near each other, and none is ever missed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.tagger.gate.alphabet import Alphabet
from nlp.tagger.gate.claims import Claims
from nlp.tagger.matching import CueMatcher
from nlp.tagger.patterns import Pattern, parse_pattern
from nlp.tagger.pipeline import words_of

WORDS = ("köper", "köp", "tjänst", "sexuell", "av", "en", "barn", "2", "1.500", "straffas")
BETWEEN = (" ", "  ", "\n", ", ", " – ", " (", ") ", "-", "/", "\u00a0", " | ", "\u2009", "\u00ad")
ENTRIES = ("köp* .. sexuell tjänst", "tjänst av", "köp|köper ..5 barn", "*exue* en", "en ..1 2")

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), max_size=14)
entries = st.lists(st.sampled_from(ENTRIES), min_size=1, unique=True)
commons = st.frozensets(st.sampled_from(("köp", "sexuell", "tjänst", "barn")))


def _claims(patterns: tuple[Pattern, ...], common: frozenset[str] = frozenset()) -> Claims:
    values = {atom.value for p in patterns for step in p.steps for atom in step.atoms}
    alphabet = Alphabet(values, accents=True)
    return Claims({1: patterns}, alphabet, common)


def _written(patterns: tuple[Pattern, ...], pieces: list[str]) -> tuple[bytes, list[int]]:
    values = {atom.value for p in patterns for step in p.steps for atom in step.atoms}
    written = Alphabet(values, accents=True).write(pieces)
    return written.data, written.starts


@settings(max_examples=300, deadline=None)
@given(texts, entries, commons)
def test_what_the_matcher_finds_is_claimed(
    text: list[tuple[str, str]], chosen: list[str], common: frozenset[str]
) -> None:
    patterns = tuple(map(parse_pattern, chosen))
    joined = "".join(word + between for word, between in text)
    words = words_of(joined, "sv").words
    hits = CueMatcher({"cue": patterns}).find(words, [0] * len(words))
    data, starts = _written(patterns, ["av en", joined, "köp"])
    found = _claims(patterns, common).find(data, starts)
    assert not hits or found.get(1)


def test_words_far_from_each_other_are_no_claim() -> None:
    patterns = (parse_pattern("köper .. tjänst"),)
    near, far = "köper en två tre tjänst", "köper " + "en " * 9 + "tjänst"
    data, starts = _written(patterns, [near, far])
    assert set(_claims(patterns).find(data, starts)) == {0}


def test_a_common_word_is_looked_for_only_beside_the_other() -> None:
    patterns = (parse_pattern("personer prostituerade"), parse_pattern("personer"))
    data, starts = _written(patterns, ["personer prostituerade"])
    longest_first, rarest_first = (
        {at for at, _ in _claims(patterns[:1], common).find(data, starts)[0]}
        for common in (frozenset({"prostituerade"}), frozenset({"personer"}))
    )
    assert (longest_first, rarest_first) == ({0}, {9})
    assert _claims(patterns[1:], frozenset({"personer"})).find(data, starts)
