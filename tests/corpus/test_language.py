"""The language of a text that does not name it."""

from __future__ import annotations

import pytest

from corpus.language import PRIMARY, SEVERAL, language_of, primary_language
from corpus.markdown import parse_statute

TEXTS = {
    "fr": "Celui qui achète un service sexuel à une personne exploitée est puni d'une amende.",
    "nl": "Hij die een seksuele dienst koopt van iemand die wordt uitgebuit, wordt beboet.",
    "de": "Wer eine sexuelle Dienstleistung einer ausgebeuteten Person kauft, wird bestraft.",
    "sv": "Den som köper en sexuell tjänst av en utnyttjad person döms till böter.",
    "fi": "Joka ostaa seksuaalipalvelun hyväksikäytetyltä henkilöltä, tuomitaan sakkoon.",
    "en": "A person who buys a sexual service from an exploited person is liable to a fine.",
    "ga": "Duine a cheannaíonn seirbhís ghnéasach, beidh sé ciontach i gcion.",
    "pl": "Kto kupuje usługę seksualną od osoby wykorzystywanej, podlega karze grzywny.",
    "el": "Όποιος αγοράζει σεξουαλική υπηρεσία από πρόσωπο που εκμεταλλεύονται τιμωρείται.",
}


@pytest.mark.parametrize(
    ("country", "language"),
    [(country, code) for country, codes in SEVERAL.items() for code in codes if code in TEXTS],
)
def test_an_official_language_is_told(country: str, language: str) -> None:
    assert language_of(TEXTS[language], country) == language


def test_only_official_languages_come_into_question() -> None:
    assert language_of(TEXTS["pl"], "fi") in SEVERAL["fi"]
    assert language_of(TEXTS["sv"], "pl") == "pl"


def test_a_text_without_any_sign_has_the_primary_language() -> None:
    assert language_of("§ 1 (2) 3 4", "be") == primary_language("be") == "fr"
    assert primary_language("nowhere") == "xx"
    assert {code for codes in SEVERAL.values() for code in codes} <= {*PRIMARY.values(), "ga"}


@pytest.mark.parametrize(("named", "language"), [("language: fr\n", "fr"), ("", "nl")])
def test_a_file_that_names_its_language_is_believed(named: str, language: str) -> None:
    head = f"---\ntitle: Wet\nidentifier: W 1\ncountry: be\n{named}---\n\n"
    version = parse_statute(f"{head}# Wet\n\n## Artikel 1\n\n{TEXTS['nl']}\n".encode(), "w")
    assert version.language == language
