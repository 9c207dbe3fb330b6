"""The gate loses nothing, and words are found whatever spaCy makes of their tokens."""

from __future__ import annotations

import unicodedata
from itertools import groupby, pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import nlp
from corpus.texts import Provision, ProvisionTags, Version
from nlp.tagger.gate import passes
from nlp.tagger.gate.alphabet import Alphabet
from nlp.tagger.gate.sieve import Sieve
from nlp.tagger.lexicon import Lexicon, lexicon_for
from nlp.tagger.pipeline import load, provision_doc, words_of
from nlp.tagger.references import alone
from nlp.tagger.rules import read_rules
from nlp.tagger.sentences import sentence_around
from nlp.tagger.words import WordReader

FILES = sorted((Path(__file__).parent / "properties").glob("*.yaml"))
SETS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FILES}
SENTENCES = {
    language: [text for texts in data["must"].values() for text in texts]
    + list(data["must_not"].values())
    for language, data in SETS.items()
}
PIECES = st.sampled_from(
    [
        *("prostitution.", "sex", "Art.", "n°", "12.", "(1)", "a)", "b.", "…", "»", "\n\n", "\t"),
        *("cannot", "don't", "l'homme", "d’un", "10km", "1.2.3", "§", "€5", "m²", "2¹", "U.S.A."),
        *("\u00a0", "Stra\u00dfe", "pro\u00adsti", "e\u0301", "ΠΟΡΝΕΊΑΣ", "х.y", '!"', "?)", "."),
        *("pal", "Ellei", "Köru", "ded'", "и др.", "\U0001f600", "-", "a-b", "A.B.", "word,"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=60)


def ungated(text: str, language: str, heading: str = "") -> ProvisionTags:
    """The tags of the pipeline alone: every rule on every word."""
    pipeline = load(language)
    (doc,) = pipeline.pipe([provision_doc(pipeline, text, heading)])
    return alone(nlp.provision_tags(doc))


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


@pytest.mark.parametrize("language", nlp.languages())
def test_gate_and_reading_lose_nothing(language: str) -> None:
    around = "1. Vide. " + "x" * 70 + " (2) y. "
    for text in SENTENCES[language]:
        for written in (text, around + text + " Z. " + around, text.upper()):
            wanted = ungated(written, language)
            found = nlp.tag_provision(written, language)
            assert found.tags == wanted.tags, written
            if wanted.tags:
                assert found.penalty == wanted.penalty
                assert found.penalty_spans == wanted.penalty_spans


@pytest.mark.parametrize("language", nlp.languages())
def test_a_heading_counts_as_in_the_pipeline(language: str) -> None:
    sentences = SENTENCES[language]
    for heading, text in pairwise(sentences):
        wanted = ungated(text, language, heading)
        assert nlp.tag_provision(text, language, heading).tags == wanted.tags, (heading, text)


def test_many_provisions_at_once_are_tagged_as_one_by_one() -> None:
    texts = SENTENCES["fr"] * 9
    assert len(texts) > 256
    version = Version(
        country="fr", identifier="x", title="Loi", language="fr", as_of=None, source_url="",
        provisions=tuple(Provision(number=str(i), heading=f"{i}", text=t)
                         for i, t in enumerate(texts)),
    )  # fmt: skip
    one_by_one = [nlp.tag_provision(t, "fr", str(i), ("Loi",)) for i, t in enumerate(texts)]
    assert nlp.tag_version(version) == one_by_one


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("strasse", "Straße"), ("strasse", "STRASSE"), ("πορνεία", "ΠΟΡΝΕΊΑ"),
        ("πορνείας", "ΠΟΡΝΕΊΑΣ"), ("prostitution", "pro\u00adsti\u200btution"),
        ("köp", unicodedata.normalize("NFD", "KÖP")), ("d'un", "d’un"), ("kop", "\U0001f600 kop"),
    ],
)  # fmt: skip
def test_alphabet_finds_a_stem_in_every_spelling(word: str, text: str) -> None:
    alphabet = Alphabet([word], accents=True)
    data, starts, _ = alphabet.write(["x", text, ""])
    assert data[: starts[1]] == b"x\n"
    assert len(starts) == 4
    assert starts[-1] == len(data)
    assert any(stem in data[starts[1] : starts[2]] for stem in alphabet.stems(word))


def test_alphabet_drops_accents_where_the_lexicon_says_so() -> None:
    alphabet = Alphabet(["proxenetisme"], accents=False)
    for text in ("PROXÉNÉTISME", "proxe\u0301ne\u0301tisme"):
        assert alphabet.stems("proxenetisme")[0] in alphabet.write([text]).data


def test_places_are_kept_unless_something_is_left_out() -> None:
    alphabet = Alphabet(["köp"], accents=True)
    assert alphabet.write(["Köp.", "K\u00adöp.", "köp", "Ko\u0308p."]).moved == {1, 3}


def test_an_alphabet_has_an_end() -> None:
    with pytest.raises(ValueError, match="more than an alphabet holds"):
        Alphabet(["".join(map(chr, range(0x400, 0x4FF)))], accents=True)


def test_a_part_of_a_contraction_is_a_word() -> None:
    text = "A victim of human trafficking cannot be punished for an offence."
    assert nlp.tag_provision(text, "en") == ungated(text, "en")


def test_a_penalty_stands_where_its_words_do_not_their_token() -> None:
    text = "Min jixtri servizzi sesswali jkun ħati u punibbli b'multa."
    found = nlp.tag_provision(text, "mt")
    assert [text[s.start : s.end] for s in found.penalty_spans] == ["multa"]
    assert found == ungated(text, "mt")


def test_a_word_inside_another_opens_nothing() -> None:
    for word, opened in (("prostitute", True), ("xprostitute", False)):
        text = f"A person who pays a {word} is guilty of an offence."
        assert any(passes([(text, "", ())], "en")) is opened


def test_a_gate_of_few_words_serves() -> None:
    lexicon = Lexicon.model_validate(
        {
            "language": "xx",
            "cues": {
                "forced_prostitution": {
                    "source": "the act of this test",
                    "entries": ["zwangsprost*"],
                },
            },
            "penalty": {"imprisonment": ["x"], "fine": ["y"]},
            "numbers": {},
        }
    )
    sieve = Sieve(lexicon, read_rules())
    entries = [("Von Zwang.", "", ()), ("Von ZWANGSPROSTITUTION.", "", ())]
    assert [passed.number for passed in sieve.sift(entries)] == [1]


def test_what_is_remembered_of_words_does_not_grow_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nlp.tagger.words._MEMO_SIZE", 50)
    reader, pipeline = WordReader(accents=True), load("en")
    for i in range(200):
        reader.read(pipeline.make_doc(f"word{i} other{i}x"))
    assert len(reader._known) <= 54


def test_a_full_vocabulary_gives_a_new_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load("ga")
    assert load("ga") is before
    monkeypatch.setattr("nlp.tagger.pipeline._MOST_STRINGS", 1)
    assert load("ga") is not before


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
