"""Self-written sentences that must, and must not, carry a concept, in every language."""

import unicodedata
from pathlib import Path

import pytest
import spacy
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import nlp

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text("utf-8"))
MUST: list[list[str]] = SENTENCES["must"]
MUST_NOT: list[list[str]] = SENTENCES["must_not"]
UNACCENTED = [entry for entry in MUST if entry[0] in {"fr", "en", "nl"}]


@pytest.mark.parametrize(("language", "concept", "text"), MUST)
def test_sentence_carries_its_concept(language, concept, text):
    assert concept in nlp.tag_provision(text, language).concepts


@pytest.mark.parametrize(("language", "text"), MUST_NOT)
def test_near_miss_carries_nothing(language, text):
    assert nlp.tag_provision(text, language).concepts == ()


@pytest.mark.parametrize(("language", "concept", "text"), MUST)
def test_upper_case_and_soft_hyphens_and_decomposed_letters_change_nothing(language, concept, text):
    soft = text.replace("sex", "se\u00adx").replace("prost", "pro\u00adst")
    for form in (text.upper(), soft, unicodedata.normalize("NFD", text)):
        assert concept in nlp.tag_provision(form, language).concepts, form


@pytest.mark.parametrize(("language", "concept", "text"), UNACCENTED)
def test_missing_diacritics_change_nothing(language, concept, text):
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    assert concept in nlp.tag_provision(bare.upper(), language).concepts


@pytest.mark.parametrize(("language", "concept", "text"), MUST)
def test_spans_lie_inside_the_text_and_show_the_evidence(language, concept, text):
    tags = nlp.tag_provision(text, language)
    tag = next(tag for tag in tags.tags if tag.concept == concept)
    assert any(span.kind == "concept" for span in tag.spans)
    for span in tags.spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]


@pytest.mark.parametrize(
    "text",
    [
        "Den som förmår en person att mot ersättning utföra sexuella handlingar döms till böter.",
        "Den som förmår någon att mot ersättningen utföra den sexuella handlingen döms till böter.",
    ],
)
def test_inflection_makes_no_difference(text):
    assert nlp.tag_provision(text, "sv").buyer_liable


def test_liability_needs_a_liability_formula():
    wish = "Rådet samtalar om den som förmår barn till sexuella handlingar mot betalning."
    assert not nlp.tag_provision(wish, "sv").buyer_liable


def test_buyers_rule_names_the_buyer_and_third_party_rule_does_not():
    buyer = nlp.tag_provision(MUST[0][2], "sv").tags[0]
    assert (buyer.actor, buyer.buyer_liable) == ("buyer", True)
    pimp = nlp.tag_provision(MUST[3][2], "sv")
    assert {tag.actor for tag in pimp.tags} == {"third-party"}
    assert not pimp.buyer_liable


def test_words_of_heading_and_context_count_and_yield_no_span():
    text = "Ersättning betalas efter ansökan."
    assert nlp.tag_provision(text, "sv").concepts == ()
    tags = nlp.tag_provision(text, "sv", context=("Lag om brottsskadeersättning",))
    assert tags.concepts == ("compensation",)
    assert all(span.end <= len(text) for span in tags.spans)


def test_two_sentences_do_not_mix():
    text = "Den som betalar för en vara har rätt till kvitto. Sexuella handlingar nämns inte här."
    assert nlp.tag_provision(text, "sv").concepts == ()


def test_pipeline_gives_spacy_spans():
    doc = nlp.load("sv")(MUST[0][2])
    assert {"cues", "concepts", "actors", "penalties"} == set(doc.spans)
    assert nlp.provision_tags(doc).concepts == ("purchase",)


def test_doc_of_another_pipeline_is_refused():
    with pytest.raises(ValueError, match=r"nlp\.load"):
        nlp.provision_tags(spacy.blank("sv")("text"))


def test_unknown_language_is_one_clear_error():
    with pytest.raises(nlp.LexiconError, match="no lexicon for 'tlh'"):
        nlp.tag_provision("x", "tlh")


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(nlp.languages()))
def test_any_text_gives_spans_inside_it(text, language):
    tags = nlp.tag_provision(f"{text} prostitution sexual offence", language)
    assert all(0 <= s.start < s.end <= len(text) + 29 for s in tags.spans)


@pytest.mark.parametrize(
    "text",
    [
        "Kunden haben dafür zu sorgen, dass bei jedem Verkehr Kondome verwendet werden.",
        "Ordnungswidrig handelt, wer als Kundin zulässt, dass kein Kondom verwendet wird.",
    ],
)
def test_a_client_answers_for_the_duty_to_use_condoms(text):
    tags = nlp.tag_provision(text, "de")
    assert "regulation" in tags.concepts
    assert tags.buyer_liable
