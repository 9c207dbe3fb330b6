"""The 24 official languages: one number for the same article, whatever it is called."""

from __future__ import annotations

import pytest

from corpus.numbers import heading_number
from corpus.official import (
    anchored_number,
    article_number,
    authority_code,
    is_closing,
    official_languages,
    union_number,
)

FIRST_AND_INSERTED = {
    "bg": ("Член 1", "Член 18а"), "es": ("Artículo 1", "Artículo 18 bis"),
    "cs": ("Článek 1", "Článek 18a"), "da": ("Artikel 1", "Artikel 18a"),
    "de": ("Artikel 1", "Artikel 18a"), "et": ("Artikkel 1", "Artikkel 18a"),
    "el": ("Άρθρο 1", "Άρθρο 18α"), "en": ("Article 1", "Article 18a"),
    "fr": ("Article premier", "Article 18 bis"), "ga": ("Airteagal 1", "Airteagal 18a"),
    "hr": ("Članak 1.", "Članak 18.a"), "it": ("Articolo 1", "Articolo 18 bis"),
    "lv": ("1. pants", "18.a pants"), "lt": ("1 straipsnis", "18a straipsnis"),
    "hu": ("1. cikk", "18a. cikk"), "mt": ("Artikolu 1", "Artikolu 18a"),
    "nl": ("Artikel 1", "Artikel 18 bis"), "pl": ("Artykuł 1", "Artykuł 18a"),
    "pt": ("Artigo 1.o", "Artigo 18.o-A"), "ro": ("Articolul 1", "Articolul 18a"),
    "sk": ("Článok 1", "Článok 18a"), "sl": ("Člen 1", "Člen 18a"),
    "fi": ("1 artikla", "18 a artikla"), "sv": ("Artikel 1", "Artikel 18a"),
}  # fmt: skip


def test_there_are_24_languages_each_with_its_code_in_cellar() -> None:
    assert set(official_languages()) == set(FIRST_AND_INSERTED)
    assert len({authority_code(language) for language in official_languages()}) == 24
    assert (authority_code("bg"), authority_code("ga")) == ("BUL", "GLE")
    with pytest.raises(KeyError):
        authority_code("tr")


@pytest.mark.parametrize("language", FIRST_AND_INSERTED)
def test_an_article_has_one_number_in_every_language(language: str) -> None:
    first, inserted = FIRST_AND_INSERTED[language]
    assert (article_number(first), article_number(inserted)) == ("1", "18a")
    assert heading_number(inserted.upper(), "eu") == "18a"


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("Articolo 18 ter", "18b"),
        ("Άρθρο 6στ", "6f"),
        ("Член 19б", "19b"),
        ("Article 4 – Penalties", "4"),
        ("Articolo 5 La pena", "5"),
        ("Article 18(4)", "18"),
        ("Recital 12", None),
        ("12 months", None),
        ("ANNEX I", None),
    ],
)
def test_only_the_number_of_an_article_is_read(heading: str, number: str | None) -> None:
    assert article_number(heading) == number


def test_a_recital_does_not_take_the_number_of_an_article() -> None:
    assert [union_number(h) for h in ("Recital 9", "Considérant 9", "Article 9", "Footnotes")] == [
        "recital-9", "recital-9", "9", None,
    ]  # fmt: skip
    assert heading_number("Article 18 bis", "fr") == "18-bis"


@pytest.mark.parametrize(
    ("anchor", "number"),
    [
        ("art_18a", "18a"),
        ("art_1", "1"),
        ("018A", "18a"),
        ("010", "10"),
        ("rct_1", None),
        ("", None),
    ],
)
def test_anchors_of_pages_and_of_formex_name_the_article(anchor: str, number: str | None) -> None:
    assert anchored_number(anchor) == number


def test_the_line_below_the_last_article_is_known_in_every_language() -> None:
    assert is_closing("Съставено в Страсбург на 5 април 2011 година.")
    assert is_closing("Fait à Strasbourg, le 5 avril 2011.")
    assert not is_closing("Kelten")
