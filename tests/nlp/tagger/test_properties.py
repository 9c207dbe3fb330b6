"""Every language and concept: sentences that must carry it, in many spellings, and near misses.

The files of `properties/` hold self-written sentences. A `known_gap` says why a language cannot
find a concept; it must go as soon as it can. `third_persons` deal with clients and are no buyers;
`clients` are.
"""

import re
import unicodedata
from pathlib import Path

import pytest
import yaml

import nlp
from nlp.tagger.lexicon import lexicon_for
from nlp.tagger.rules import read_rules

FILES = sorted((Path(__file__).parent / "properties").glob("*.yaml"))
SETS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FILES}
MUST = [
    (language, concept, text)
    for language, data in SETS.items()
    for concept, texts in data["must"].items()
    for text in texts
]
MUST_NOT = [
    (language, name, text)
    for language, data in SETS.items()
    for name, text in data["must_not"].items()
]
GAPS = [
    (language, concept, gap["text"])
    for language, data in SETS.items()
    for concept, gap in data.get("known_gap", {}).items()
]
BUYERS = [
    (language, text, kind == "clients")
    for language, data in SETS.items()
    for kind in ("third_persons", "clients")
    for text in data[kind]
]
CONCEPTS = set(read_rules().concepts)
NEAR_MISSES = {"goods", "vote", "drugs", "documents", "rape", "flat"}


def soft_hyphens(text):
    """Divide every long word in its middle, as a printer does."""
    return re.sub(r"\w{8,}", lambda m: f"{m[0][:4]}\u00ad{m[0][4:]}", text)


def bare(text):
    """Drop the diacritics."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def spellings(text, language):
    """The forms in which a text may be printed, by name."""
    forms = {
        "as it stands": text,
        "upper case": text.upper(),
        "soft hyphens": soft_hyphens(text),
        "decomposed": unicodedata.normalize("NFD", text),
        "no-break spaces": text.replace(" ", "\u00a0"),
        "superscript number before": f"§ 12¹ {text}",
        "paragraph before": f"(2¹) {text}",
    }
    if not lexicon_for(language).accents:
        forms["without diacritics"] = bare(text)
    return forms


@pytest.mark.parametrize("language", nlp.languages())
def test_every_language_has_a_sentence_or_a_known_gap_for_every_concept(language):
    data = SETS[language]
    gaps = data.get("known_gap", {})
    assert set(data["must"]) | set(gaps) == CONCEPTS
    assert not set(data["must"]) & set(gaps)
    assert set(data["must_not"]) >= NEAR_MISSES
    assert all(gap["reason"] for gap in gaps.values())


@pytest.mark.parametrize(("language", "concept", "text"), MUST)
def test_sentence_carries_its_concept_in_every_spelling(language, concept, text):
    lost = [
        form
        for form, written in spellings(text, language).items()
        if concept not in nlp.tag_provision(written, language).concepts
    ]
    assert lost == []


@pytest.mark.parametrize(("language", "name", "text"), MUST_NOT)
def test_near_miss_carries_nothing(language, name, text):
    assert nlp.tag_provision(text, language).concepts == ()


@pytest.mark.parametrize(("language", "concept", "text"), GAPS)
def test_known_gap_is_still_one(language, concept, text):
    assert concept not in nlp.tag_provision(text, language).concepts


@pytest.mark.parametrize(("language", "text", "liable"), BUYERS)
def test_a_client_is_a_buyer_and_who_deals_with_clients_is_none(language, text, liable):
    assert nlp.tag_provision(text, language).buyer_liable is liable
