"""Claims are found verbatim, in their paragraph, and judged with their cell and evidence."""

from __future__ import annotations

import datetime as dt
import random
import time

import pytest

from corpus.library import Knowledge
from search_app.claims.check import check_claims
from search_app.claims.checked import MOST_CHARACTERS, CheckedClaim, TextTooLongError

TODAY = dt.date(2026, 11, 30)


def check(knowledge: Knowledge, text: str) -> list[CheckedClaim]:
    return check_claims(text, knowledge, TODAY)


def only(knowledge: Knowledge, text: str) -> CheckedClaim:
    (claim,) = check(knowledge, text)
    return claim


def test_the_three_claims_of_one_sentence(knowledge: Knowledge) -> None:
    text = (
        "Eight EU states punish buying sex; in Latvia buyers are fined since 2008; "
        "Germany requires intent."
    )
    eight, latvia, germany = check(knowledge, text)
    assert eight.verdict == "undecidable"
    assert eight.cell is None
    assert eight.evidence[0]["states"] == ["fr", "ie", "lt", "se"]
    assert (latvia.verdict, latvia.until) == ("was-right-until", dt.date(2020, 7, 1))
    assert (germany.verdict, germany.until) == ("was-right-until", dt.date(2021, 10, 1))


def test_claims_stand_verbatim_in_their_paragraph(knowledge: Knowledge) -> None:
    text = (
        "A first line.\n\n  \nBuying sex is illegal in Sweden,\nand legal in Germany.\n\nNothing."
    )
    claims = check(knowledge, text)
    assert [claim.claim for claim in claims] == [
        "Buying sex is illegal in Sweden",
        "legal in Germany",
    ]
    for claim in claims:
        assert text[claim.start :].startswith(claim.claim)
        assert claim.paragraph == 2


def test_a_cell_with_its_provision(knowledge: Knowledge) -> None:
    claim = only(knowledge, "Sweden bans buying sex.")
    assert claim.cell == {
        "country": "se",
        "question": "purchase-adult",
        "as_of": "2026-11-30",
        "status": "criminal",
        "address": "/answer/se/purchase-adult",
    }
    cited = next(line for line in claim.evidence if "provision" in line)
    assert cited["provision"] == "/provision/se-brottsbalk.6-11"
    assert str(cited["official_address"]).startswith("https://")


def test_an_earlier_day_is_told_in_the_address(knowledge: Knowledge) -> None:
    claim = only(knowledge, "In 2015, buying sex was legal in France.")
    assert claim.verdict == "right"
    assert isinstance(claim.cell, dict)
    assert claim.cell["address"] == "/answer/fr/purchase-adult?as_of=2015-12-31"


@pytest.mark.parametrize(
    "text",
    [
        "Is buying sex legal in Sweden?",
        "Germany should ban buying sex.",
        "Buying sex is a crime in Norway and Germany.",
        "“Buying sex is a crime in Germany.”",
        "Northern Ireland punishes selling sex.",
        "Germans who buy sex in Sweden go free.",
        "Not all EU member states punish trafficking.",
        "Buying sex is a crime in Germany in 20% of cases.",
        "Sweden punishes buying sex since 2030.",
        "Germany is to ban buying sex.",
        "Germany is set to criminalise the purchase of sex.",
        "In Germany, buying sex can be punished.",
        "Sweden does not jail buyers of sex.",
        "Sweden has jailed buyers of sex for 25 years.",
        "A Swedish man who buys sex in Denmark commits no offence.",
        "Prostitution is illegal in Romania.",
        "Three EU states punish buying sex.",
        "It is legal to buy sex in Ireland.",
        "In Lithuania, buying sex is legal.",
        "Deutschland droht ein Verbot des Sexkaufs.",
        "Der Sexkauf sei in Deutschland verboten, heißt es.",
        "L'Allemagne va interdire l'achat d'actes sexuels.",
        "Tyskland ska förbjuda sexköp.",
        "Danmark förbjuder inte sexköp men koppleri.",
        "Denmark does not ban buying sex but pimping.",
        "Denmark does not ban buying sex and pimping.",
    ],
)
def test_nothing_is_called_wrong_that_is_not_wholly_understood(
    knowledge: Knowledge, text: str
) -> None:
    assert {claim.verdict for claim in check(knowledge, text)} <= {"undecidable"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Under article 611-1 of the French Criminal Code, buying sex is an offence.", "right"),
        ("Under article 999-9 of French law, buying sex is an offence.", "undecidable"),
        ("Four EU states, including Sweden and France, punish buying sex.", "right"),
        ("Five EU states, including Germany, punish buying sex.", "wrong"),
        ("Sweden punishes buying sex. There, selling sex is illegal.", "wrong"),
        ("In Germany, clients of trafficking victims face 3 months to 5 years in prison.", "right"),
        ("Brothels have been illegal in Italy since 1958.", "right"),
        ("Germany no longer punishes the purchase of sex.", "undecidable"),
        ("Deutschland verlangt Vorsatz.", "was-right-until"),
        ("Kroatien ahndet den Verkauf von Sex mit einem Bußgeld.", "right"),
        ("In Deutschland können Opfer von Menschenhandel Entschädigung erhalten.", "right"),
        ("Nach § 232a StGB bestraft Deutschland Freier von Menschenhandelsopfern.", "right"),
        ("L'Allemagne exige l'intention.", "was-right-until"),
        ("L'Italie accorde aux victimes de la traite un titre de séjour.", "right"),
        ("Selon l'article 611-1, l'achat d'actes sexuels est puni en France.", "right"),
        ("I Irland räcker det att köparen borde ha insett.", "right"),
        ("I Italien har offer för människohandel ingen rätt till ersättning.", "wrong"),
        ("Enligt 6 kap. 11 § brottsbalken är köp av sex ett brott i Sverige.", "right"),
    ],
)  # fmt: skip
def test_parts_of_a_claim(knowledge: Knowledge, text: str, verdict: str) -> None:
    assert check(knowledge, text)[-1].verdict == verdict


def test_a_text_beyond_the_bound_is_refused(knowledge: Knowledge) -> None:
    with pytest.raises(TextTooLongError):
        check(knowledge, "a" * (MOST_CHARACTERS + 1))


WORDS = (
    "Sweden", "France", "buying", "sex", "is", "a", "crime", "not", "punishes", "1999", "in",
    "since", "until", "minors", "from", "under", "18", "up", "to", "one", "year", "prison",
    "fine", "of", "500", "euros", "intent", "only", "all", "EU", "member", "states",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a" * MOST_CHARACTERS,
        "not " * 25_000,
        "1.000 " * 16_000,
        "\n \n" * 33_000,
        ("up to " * 90 + ". ") * 180,
        ("Sweden, France and Germany and " * 18 + "punish buying sex. ") * 170,
        ". ".join(" ".join(random.Random(n).choices(WORDS, k=12)) for n in range(1500)),
    ],
    ids=["one word", "denials", "numbers", "blank lines", "bounds", "lists", "random"],
)
def test_hostile_text_takes_linear_time(knowledge: Knowledge, text: str) -> None:
    check(knowledge, "No EU member state punishes buying sex. Sweden punishes selling sex.")
    began = time.process_time()
    check(knowledge, text[:MOST_CHARACTERS])
    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("Sweden punishes buying sex, Germany does not.", ["right", "right"]),
        ("Sweden punishes buyers, whereas Denmark and Germany do not.", ["right"] * 3),
        ("France punishes buying sex, Germany does not and Denmark does not.", ["right"] * 3),
        ("Sweden, but not Germany, punishes buying sex.", ["right", "right"]),
        ("Sweden punishes buying sex, but not Germany.", ["right", "right"]),
        ("Unlike France, Sweden punishes the purchase of sex.", ["right", "was-right-until"]),
        ("Unlike Germany, Sweden has punished buying sex since 1999.", ["right", "undecidable"]),
        ("Neither Germany nor France punishes buying sex.", ["right", "was-right-until"]),
        ("Sweden punishes buying sex, and so does Denmark.", ["right", "wrong"]),
        ("Every member state but the Netherlands punishes procuring.", ["right"]),
        ("All EU member states except Sweden punish procuring.", ["undecidable"]),
        ("All EU member states except Sweden and France punish buying sex.", ["wrong"]),
        ("Buying sex is not in Germany a crime.", ["undecidable"]),
        ("Sweden criminalises the buyer but not the seller.", ["right", "right"]),
        ("Lithuania punishes the buyer but not the seller.", ["right", "wrong"]),
        ("Danmark straffar köpare, inte säljare.", ["undecidable", "right"]),
        ("La Suède punit les clients, pas les personnes prostituées.", ["right", "right"]),
        ("Schweden bestraft Freier nicht, sondern Prostituierte.", ["undecidable"]),
    ],
)
def test_states_set_beside_each_other_are_judged_on_their_own(
    knowledge: Knowledge, text: str, verdicts: list[str]
) -> None:
    assert [claim.verdict for claim in check(knowledge, text)] == verdicts
