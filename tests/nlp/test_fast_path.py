"""The fast way to a tag (gate, reading without a doc) finds what the spaCy pipeline finds."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import nlp
from corpus.texts import Provision, ProvisionTags, Version
from nlp.alphabet import Alphabet
from nlp.finding import blank, finder_for, reader_for
from nlp.gate import Gate, gate_for
from nlp.lexicon import Lexicon, LexiconError, lexicon_for
from nlp.pipeline import load, provision_tags
from nlp.reading import read, sentence_around
from nlp.references import alone
from nlp.rules import read_rules

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


@cache
def tokenizer() -> Language:
    return blank()


def slow(text: str, language: str, heading: str = "") -> ProvisionTags:
    """The tags of the spaCy pipeline: no gate, every rule, every word."""
    pipeline = load(language)
    doc = pipeline.make_doc(text)
    doc._.heading = heading
    for name in ("demandside_cues", "demandside_concepts", "demandside_penalty"):
        doc = pipeline.get_pipe(name)(doc)
    return alone(provision_tags(doc))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(nlp.languages()))
def test_a_text_is_read_as_its_doc_is(text: str, language: str) -> None:
    lexicon = lexicon_for(language)
    doc = tokenizer().make_doc(text)
    wanted = read(doc, frozenset(lexicon.abbreviations), accents=lexicon.accents)
    found = reader_for(language).read(text)
    assert (found.words, found.sentences) == (list(wanted.words), list(wanted.sentences))
    assert found.paragraphs == wanted.paragraphs
    places = [found.span(i, i) for i in range(len(found.words))]
    assert places == list(zip(wanted.starts, wanted.ends, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=30).map(" ".join), st.data())
def test_the_sentence_around_a_place_holds_whole_sentences(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    first, last = sentence_around(text, place, frozenset())
    assert 0 <= first <= place < last <= len(text)
    whole, part = reader_for("sv").read(text), reader_for("sv").read(text, first, last)
    inside = [
        (word, *whole.span(i, i), number)
        for i, (word, number) in enumerate(zip(whole.words, whole.sentences, strict=True))
        if first <= whole.span(i, i)[0] < last
    ]
    assert [(w, *part.span(i, i)) for i, w in enumerate(part.words)] == [i[:3] for i in inside]
    steps = [b[3] - a[3] for a, b in pairwise(inside)]
    assert [b - a for a, b in pairwise(part.sentences)] == steps


@pytest.mark.parametrize("language", nlp.languages())
def test_gate_and_reading_lose_nothing(language: str) -> None:
    around = "1. Vide. " + "x" * 70 + " (2) y. "
    for text in SENTENCES[language]:
        for written in (text, around + text + " Z. " + around, text.upper()):
            wanted = slow(written, language)
            found = nlp.tag_provision(written, language)
            assert found.tags == wanted.tags, written
            if wanted.tags:
                assert found.penalty == wanted.penalty
                assert found.penalty_spans == wanted.penalty_spans


@pytest.mark.parametrize("language", nlp.languages())
def test_a_heading_counts_as_in_the_pipeline(language: str) -> None:
    sentences = SENTENCES[language]
    for heading, text in pairwise(sentences):
        wanted = slow(text, language, heading)
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


def test_a_word_inside_another_opens_nothing() -> None:
    gate = gate_for("en")
    assert gate.opens("A person who pays a prostitute is guilty of an offence.")
    assert not gate.opens("A person who pays a xprostitute is guilty of an offence.")


def test_a_part_of_a_contraction_is_a_word() -> None:
    text = "A victim of human trafficking cannot be punished for an offence."
    assert nlp.tag_provision(text, "en") == slow(text, "en")


def test_a_penalty_stands_where_its_words_do_not_their_token() -> None:
    text = "Min jixtri servizzi sesswali jkun ħati u punibbli b'multa."
    found = nlp.tag_provision(text, "mt")
    assert [text[s.start : s.end] for s in found.penalty_spans] == ["multa"]
    assert found == slow(text, "mt")


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
    gate = Gate(lexicon, read_rules())
    assert gate.opens("Von ZWANGSPROSTITUTION.")
    assert not gate.opens("Von Zwang.")


def test_memos_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.words._MEMO_SIZE", 50)
    reader = reader_for("en")
    for i in range(200):
        reader.read(f"word{i} other{i}x")
    assert len(reader._memo) <= 50


def test_a_language_without_lexicon_is_one_clear_error() -> None:
    for ask in (reader_for, finder_for, gate_for):
        with pytest.raises(LexiconError, match="no lexicon for 'tlh'"):
            ask("tlh")


@pytest.mark.parametrize("language", nlp.languages())
def test_a_word_is_not_cut_where_nothing_is_seen(language: str) -> None:
    latin = ("prostituir-se abstém-se", "anti-tráfico (lé).")
    for text in ("ανάγνωσή-της αυτό-που",) if language == "el" else latin:
        whole = reader_for(language).read(text).words
        for written in (
            unicodedata.normalize("NFD", text),
            text.replace("-", "\u00ad-"),
            text.replace("it", "i\u00adt").replace("αυτ", "α\u00adυτ"),
        ):
            assert reader_for(language).read(written).words == whole
            doc = tokenizer().make_doc(written)
            accents = lexicon_for(language).accents
            assert list(read(doc, frozenset(), accents=accents).words) == whole
