"""Citing numbers in normal form, from headings and from citations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numbers import (
    citing_number,
    heading_number,
    plain,
    provision_number,
    restore_superscript,
    slug,
)

HEADINGS = [
    ("6 kap. 11 §", "se", "6:11"),
    ("5 b §", "se", "5b"),
    ("1 kap. Om brott", "se", None),
    ("Article 611-1", "fr", "611-1"),
    ("Article R625-8", "fr", "r625-8"),
    ("Section 1 : Des livres", "fr", None),
    ("§ 232a Überschrift", "de", "232a"),
    ("Art 14 bis 17", "de", "14"),
    ("20 luku 8 § Otsikko", "fi", "20:8"),
    ("Artikel 126aa", "nl", "126aa"),
    ("Artikel 77o", "nl", "77o"),
    ("§ 1", "nl", None),
    ("7A. **F7[Title**", "ie", "7a"),
    ("1.. **Title.**", "ie", "1"),
    ("Art. 600-bis.", "it", "600-bis"),
    ("Art. 90-bis.1", "it", "90-bis.1"),
    ("§ 133<sup>1</sup>. Pealkiri", "ee", "133^1"),
    ("154.1 pants. Nosaukums", "lv", "154.1"),
    ("11.pants. Nosaukums", "lv", "11"),
    ("Άρθρο 323Α", "gr", "323α"),
    ("Чл. 159в.", "bg", "159в"),
    ("4/A. §", "hu", "4/a"),
    ("Articolul 2 pct. 23^2", "ro", "2:23^2"),
    ("18.a. člen", "si", "18a"),
    ("147 straipsnis. Pavadinimas", "lt", "147"),
    ("Art. 1<sup>er</sup>.", "lu", "1"),
    ("**« Art. 391 ter.**", "lu", "391-ter"),
    ("Art. 1 § 1 Titel", "at", "1:1"),
    ("Artikolu 355AB", "mt", "355ab"),
    ("Artículo 127 bis.", "es", "127-bis"),
    ("Artigo 176.º-B", "pt", "176-b"),
    ("Artigo 5.º Título", "pt", "5"),
    ("Art. 37octies", "be", "37-octies"),
    ("Art. 433quater/1", "be", "433-quater/1"),
    ("„§ 27b", "cz", "27b"),
    ("2. Hauptstück", "at", None),
]


@pytest.mark.parametrize(("heading", "country", "number"), HEADINGS)
def test_heading(heading: str, country: str, number: str | None) -> None:
    assert heading_number(heading, country) == number


@pytest.mark.parametrize(
    ("cited", "country", "number"),
    [
        ("art. 225-4-1", "fr", "225-4-1"),
        ("art. L. 425-1", "fr", "l425-1"),
        ("6 kap. 11 §", "se", "6:11"),
        ("§ 232a Abs. 6", "de", "232a"),
        ("s. 7A", "ie", "7a"),
        ("section 7A(1)", "ie", "7a"),
        ("art. 273f", "nl", "273f"),
        ("Article 18a", "eu", "18a"),
        ("no number at all", "fr", None),
    ],
)
def test_citation(cited: str, country: str, number: str | None) -> None:
    assert citing_number(cited, country) == number


@given(st.integers(1, 999), st.sampled_from(["", "a", "b"]), st.sampled_from(["§", "Art."]))
def test_a_heading_and_its_citation_agree(number: int, letter: str, sign: str) -> None:
    heading = f"{sign} {number}{letter} Titel"
    assert heading_number(heading, "de") == citing_number(f"{sign} {number}{letter}", "de")


@given(st.text(max_size=60))
def test_any_text_is_safe(text: str) -> None:
    assert slug(slug(text)) == slug(text)
    assert "*" not in plain(text)
    heading_number(text, "se")


@pytest.mark.parametrize(
    ("number", "before", "expected"),
    [
        ("1471", "147", "147^1"),
        ("1472", "147^1", "147^2"),
        ("148", "147^2", "148"),
        ("10", "9", "10"),
        ("11", "10", "11"),
        ("2", "1", "2"),
    ],
)
def test_lost_superscripts(number: str, before: str, expected: str) -> None:
    assert restore_superscript(number, before) == expected


@pytest.mark.parametrize(
    ("cited", "country", "number"),
    [
        ("6 kap. 11 §", "se", "6:11"),
        ("Övergångsbestämmelser", "se", "overgangsbestammelser"),
        (
            "Disposición final quinta. Entrada en vigor.",
            "es",
            "disposicion-final-quinta-entrada-en-vigor",
        ),
        (
            "Niet vervolging " + "en niet-bestraffing " * 5,
            "nl",
            f"niet-vervolging{'-en-niet-bestraffing' * 3}-en-n",
        ),
    ],
)
def test_a_provision_without_a_number_is_kept_under_its_heading(
    cited: str, country: str, number: str
) -> None:
    assert provision_number(cited, country) == number
