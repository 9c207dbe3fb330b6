"""The gate loses nothing: behind it the tags are those of the pipeline alone."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

import nlp
from corpus.texts import Provision, ProvisionTags, Version
from nlp.tagger.gate import passes
from nlp.tagger.gate.alphabet import Alphabet
from nlp.tagger.gate.sieve import Sieve
from nlp.tagger.lexicon import Lexicon
from nlp.tagger.pipeline import load, provision_doc
from nlp.tagger.references import alone
from nlp.tagger.rules import read_rules

FILES = sorted((Path(__file__).parent / "properties").glob("*.yaml"))
SETS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FILES}
SENTENCES = {
    language: [text for texts in data["must"].values() for text in texts]
    + list(data["must_not"].values())
    for language, data in SETS.items()
}


def ungated(text: str, language: str, heading: str = "") -> ProvisionTags:
    """The tags of the pipeline alone: every rule on every word."""
    pipeline = load(language)
    (doc,) = pipeline.pipe([provision_doc(pipeline, text, heading)])
    return alone(nlp.provision_tags(doc))


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
