"""A query becomes typed parts: countries, acts, numbers, days, cues, questions, words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.library import Knowledge
from search_app.index.background import Background
from search_app.index.generation import current
from search_app.index.settings import settings as search_settings
from search_app.paths import DataFolder
from search_app.understanding.understand import Understander, home_countries


@pytest.fixture(scope="module")
def understander(built: DataFolder, knowledge: Knowledge) -> Understander:
    background = Background.open(current(built.index))
    return Understander(knowledge, background.vocabulary, background.acts)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("köpa sex av barn", "sv"),
        ("kopa sex av barn", "sv"),
        ("Freier bestrafen", "de"),
        ("клиент на проститутка", "bg"),
        ("πελάτης πόρνης ποινή", "el"),
        ("íoc as gnéas", "ga"),
        ("klijent žrtve trgovanja ljudima", "hr"),
    ],
)
def test_the_language_is_found_from_the_words(
    understander: Understander, text: str, language: str
) -> None:
    assert understander.understand(text).languages[0] == language


def test_a_declared_language_counts_before_the_words(understander: Understander) -> None:
    found = understander.understand("prostitution", declared="sv")
    assert found.languages[0] == "sv"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Sweden buying sex law", "se"),
        ("svensk lag om sexköp", "se"),
        ("tolk för brottsoffer Finland", "fi"),
        ("niemiecki zakaz kupowania seksu", "de"),
        ("amende pour les clients en Irlande", "ie"),
        ("EU directive trafficking", "eu"),
    ],
)
def test_countries_are_named_by_name_adjective_and_inhabitant(
    understander: Understander, text: str, country: str
) -> None:
    assert understander.understand(text).values("country") == (country,)


@pytest.mark.parametrize(
    ("text", "act", "number"),
    [
        ("611-1 code pénal", "fr-code-penal", "611-1"),
        ("§ 232a Abs. 6 StGB", "de-stgb", "232a"),
        ("6 kap. 11 § brottsbalken", "se-brottsbalk", "6:11"),
        ("6 kap 11 § brottsbalken", "se-brottsbalk", "6:11"),
        ("article 18a directive 2011/36", "eu-directive-2011-36", "18a"),
        ("art. 216^1 cod penal", "ro-cod-penal", "216^1"),
        ("art. 600-bis codice penale", "it-codice-penale", "600-bis"),
    ],
)
def test_acts_and_numbers(understander: Understander, text: str, act: str, number: str) -> None:
    found = understander.understand(text)
    assert act in found.values("instrument")
    assert number in found.values("number")


@pytest.mark.parametrize("text", ["paid for sex with 17 year old", "law since 2016", "s 17 rokmi"])
def test_ages_and_years_are_no_citing_numbers(understander: Understander, text: str) -> None:
    assert understander.understand(text).values("number") == ()


def test_a_year_is_a_day_of_the_comparison(understander: Understander) -> None:
    assert understander.understand("buying sex since 2016").values("date") == ("2016-12-31",)
    assert understander.understand("buying sex 2016-04-13").values("date") == ("2016-04-13",)
    assert understander.understand("Act 15 of 2017").values("date") == ()
    assert understander.understand("in 1875").values("date") == ()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("pay for sex with trafficking victim", "purchase-exploited"),
        ("Freier Zwangsprostituierte", "purchase-exploited"),
        ("köpa sex barn", "purchase-minor"),
        ("cliente prostitución menor", "purchase-minor"),
        ("клиент на проститутка непълнолетна", "purchase-minor"),
        ("fine for clients France", "purchase-adult"),
        ("licence brothel", "regulation"),
        ("interpreter for victims", "victim-information"),
        ("tolk för brottsoffer Finland", "victim-information"),
        ("hyra ut lägenhet till bordell", "brothel"),
        ("compensation for victims of human trafficking", "compensation"),
        ("national coordinator human trafficking", "monitoring"),
    ],
)
def test_the_question_is_concluded_from_cues(
    understander: Understander, text: str, question: str
) -> None:
    assert understander.understand(text).values("question")[0] == question


def test_a_part_that_the_reader_takes_away_says_nothing_any_more(
    understander: Understander,
) -> None:
    whole = understander.understand("Sweden buying sex from a minor")
    less = understander.understand(
        "Sweden buying sex from a minor", removed=("country:se", "cue:minor")
    )
    assert "se" in whole.values("country")
    assert less.values("country") == ()
    assert {part.key for part in less.removed} == {"country:se", "cue:minor"}
    assert "purchase-minor" not in {
        part.value for part in less.of("question") if part.sure == 1.0
    } or "purchase-minor" in less.values("concept")


def test_a_word_that_no_text_has_is_told_with_the_one_that_was_meant(
    understander: Understander,
) -> None:
    found = understander.understand("prostutution i en lokal")
    assert found.misspelt == (("prostutution", "prostitution"),)


def test_what_is_too_much_is_left_out_and_said(understander: Understander) -> None:
    limits = search_settings().limits
    many = " ".join(f"ord{chr(97 + i)}" for i in range(limits.words + 2))
    phrases = " ".join(f'"fras {i}"' for i in range(limits.phrases + 3))
    found = understander.understand(f"{phrases} {many} Sverige")
    assert found.left_out == 3 + 3
    assert len(found.values("phrase")) == limits.phrases
    assert len(found.values("word")) == limits.words
    assert found.values("country") == ()
    assert understander.understand("köpa sex i Sverige").left_out == 0


def test_homes_of_a_language() -> None:
    assert home_countries(("de",)) == ("at", "be", "de", "lu")
    assert home_countries(("ga",)) == ("ie",)
    assert home_countries(()) == ()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_understood_and_places_lie_in_it(understander: Understander, text: str) -> None:
    found = understander.understand(text)
    assert found.languages
    for part in found.parts:
        for start, end in part.places:
            assert 0 <= start < end <= len(text)


def test_the_word_that_was_meant_says_what_it_says(understander: Understander) -> None:
    found = understander.understand("prostutution i en lokal")
    assert "prostitution" in found.values("cue")
    assert all(part.places == () for part in found.of("cue") if part.value == "prostitution")


def test_a_country_beside_an_exact_phrase_is_not_looked_for_as_a_word(
    understander: Understander,
) -> None:
    found = understander.understand('"sexuell handling" Sverige')
    assert found.values("phrase") == ("sexuell handling",)
    assert found.values("country") == ("se",)
    assert found.of("word") == ()
