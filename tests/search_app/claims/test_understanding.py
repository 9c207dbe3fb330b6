"""Classes of words and forms that claims are read in; what is not understood is listed."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.library import Knowledge
from search_app import penalty_words
from search_app.claims.check import check_claims, check_text
from search_app.claims.checked import CheckedClaim
from search_app.compare import cell
from search_app.counting import count, count_words
from search_app.labels import enumerated

TODAY = dt.date(2026, 11, 30)
CONDUCT = {
    "purchase-adult": "buying sex from an adult",
    "purchase-exploited": "buying sex from a victim of trafficking",
    "purchase-minor": "buying sex from a minor",
    "purchase-public": "kerb-crawling",
    "selling-adult": "selling sex",
    "soliciting-public": "soliciting in public",
    "procuring": "procuring",
    "brothel": "keeping a brothel",
    "advertising": "advertising sexual services",
    "trafficking": "human trafficking",
}


def check(knowledge: Knowledge, text: str) -> list[CheckedClaim]:
    return check_claims(text, knowledge, TODAY)


def why(claim: CheckedClaim) -> str:
    return " ".join(str(entry["text"]) for entry in claim.evidence)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("An Irish client risks a fine of up to €500.", "right"),
        ("Those who pay for sex in Sweden may be jailed.", "right"),
        ("In Sweden, a john can end up behind bars.", "right"),
        ("In France, paying a prostitute is against the law.", "right"),
        ("Anyone caught buying sex in Stockholm risks up to a year behind bars.", "right"),
        ("Buying sex is banned in Munich.", "undecidable"),
        ("French nationals who buy sex are fined.", "right"),
        ("Germans who buy sex in Sweden are not punished.", "undecidable"),
        ("German law punishes men who pay for sex with a fine.", "wrong"),
        ("Paying for sex is perfectly legal in Sweden.", "wrong"),
        ("Lithuania fines buyers EUR 90 to 140.", "right"),
        ("Lithuania fines buyers of sex between 90 and 140 euros.", "right"),
        ("In France repeat offenders who pay for sex are fined up to EUR 3,750.", "right"),
        ("In France repeat offenders who pay for sex are fined up to EUR 5,000.", "wrong"),
        ("Germany has never criminalised buying sex.", "right"),
        ("Denmark has never punished selling sex.", "undecidable"),
        ("France has never criminalised buying sex.", "wrong"),
        ("In Ireland buying sex was criminalised in 2017.", "right"),
        ("Buying sex became a crime in France in 2011.", "wrong"),
        ("Buying sex became a crime in France in the spring of 2016.", "right"),
        ("Buying sex became a crime in France in the autumn of 2016.", "wrong"),
        ("Four EU states punish buying sex: Sweden, France, Ireland and Lithuania.", "right"),
        ("Four EU states ban buying sex: Sweden, France, Ireland and Finland.", "wrong"),
        ("Four EU states punish buying sex: Sweden and France.", "undecidable"),
        ("No fewer than four member states punish buying sex.", "right"),
        ("Depuis la loi du 13 avril 2016, les clients sont punis en France.", "right"),
        ("In Irland müssen Sexkäufer mit bis zu zwei Jahren Gefängnis rechnen.", "wrong"),
        ("A Dutch prostitute was fined in 2019.", "undecidable"),
        ("Germany has transposed the EU directive.", "undecidable"),
        ("Sweden, where attitudes are strict, punishes buyers.", "right"),
        ("Paying a 17-year-old for sex is a crime in Germany.", "right"),
        ("Paying an 18-year-old for sex is a crime in Germany.", "undecidable"),
        ("L'Irlande a interdit l'achat de services sexuels en 2017.", "right"),
        ("Irland kriminaliserade sexköp 2017.", "right"),
        ("Le législateur français punit l'achat d'actes sexuels.", "right"),
        ("I Göteborg straffas den som köper sex.", "right"),
    ],
)
def test_words_of_one_class_are_read_alike(knowledge: Knowledge, text: str, verdict: str) -> None:
    assert [claim.verdict for claim in check(knowledge, text)] == [verdict]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("§ 232a StGB bestraft Freier von Menschenhandelsopfern.", "right"),
        ("Article 611-1 of the Code pénal punishes buyers of sex.", "right"),
        ("Under Article 611-1 of the French Penal Code, buying sex is an offence.", "right"),
        ("L'art. 225-12-1 CP punit les clients de mineurs en France.", "right"),
        ("BrB 6:11 förbjuder köp av sex.", "right"),
        ("Enligt 6 kap. 11 § brottsbalken är köp av sex ett brott.", "right"),
        ("Sexköpsbrottet finns i 6 kap. 11 § brottsbalken.", "right"),
        (
            "Section 7A of the Criminal Law (Sexual Offences) Act 1993 makes buying sex an "
            "offence.",
            "right",
        ),
        ("Sweden's ban on buying sex is found in chapter 6, section 11 of its Code.", "right"),
        (
            "Sweden's ban on buying sex is found in chapter 4, section 1 a of its Criminal Code.",
            "wrong",
        ),
        ("Nach § 999 StGB ist die Nutzung von Menschenhandelsopfern strafbar.", "undecidable"),
        ("Article 18a of Directive 2011/36/EU punishes users of victims.", "undecidable"),
    ],
)
def test_citations_resolve_by_the_names_of_acts(
    knowledge: Knowledge, text: str, verdict: str
) -> None:
    assert [claim.verdict for claim in check(knowledge, text)] == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "In Sweden, selling sex is legal, buying it is not.",
        "Der Verkauf von Sex ist in Schweden legal, der Kauf von Sex nicht.",
    ],
)
def test_what_is_denied_of_another_topic_is_a_claim(knowledge: Knowledge, text: str) -> None:
    assert [claim.verdict for claim in check(knowledge, text)] == ["right", "right"]


def test_a_provision_that_is_not_there_is_said(knowledge: Knowledge) -> None:
    text = "Nach § 999 StGB sind Freier von Menschenhandelsopfern in Deutschland strafbar."
    (claim,) = check(knowledge, text)
    assert "No provision § 999 is held of the act that is named." in why(claim)
    (known,) = check_text(text, knowledge, TODAY, held=lambda address: address).claims
    assert known.evidence[-1]["provision"] == "/provision/de-stgb.999"


def test_reasons_name_what_is_missing(knowledge: Knowledge) -> None:
    def told(text: str) -> str:
        return why(check(knowledge, text)[0])

    assert "names no member state" not in told("In the EU, 3 states criminalise buying sex.")
    sweden = "Sweden has punished the purchase of sex since 1999 with up to one year in prison."
    assert "since 1999-01-01, this penalty since 2011-07-01" in told(sweden)
    assert told("In Ireland the fine is up to EUR 500.") == "Of which rule it speaks is not sure."


def test_each_sentence_is_read_in_its_own_language_and_none_is_left_out(
    knowledge: Knowledge,
) -> None:
    text = (
        "Ireland introduced the ban in 2017. In Schweden ist der Kauf von Sex verboten. "
        "The weather was fine. Sverige förbjuder sexköp."
    )
    checked = check_text(text, knowledge, TODAY)
    assert [claim.verdict for claim in checked.claims] == ["undecidable", "right", "right"]
    assert (checked.sentences, checked.passed_over) == (4, 1)


@pytest.mark.parametrize("question", count_words().questions)
def test_the_counts_of_the_pages_are_right(knowledge: Knowledge, question: str) -> None:
    counted = count(knowledge, question, TODAY)
    number, words = len(counted.counted), count_words().questions[question]
    finding = (words.counted if number else words.none) % {"num": number, "total": 27}
    names = enumerated(sorted(c.jurisdiction.name for c in counted.counted))
    for text in (f"{finding}.", f"{finding}: {names}." if number else f"{finding}."):
        assert [claim.verdict for claim in check(knowledge, text)] == ["right"]
    more = words.counted % {"num": 27 if number < 27 else 2, "total": 27}
    assert [claim.verdict for claim in check(knowledge, f"{more}.")] != ["right"]


@pytest.mark.parametrize("question", CONDUCT)
def test_penalties_in_the_words_of_the_pages_are_never_called_wrong(
    knowledge: Knowledge, question: str
) -> None:
    verdicts = []
    for code, state in knowledge.states.items():
        facts = cell(knowledge, code, question, TODAY).facts
        for scale in facts.basic if facts and facts.penalty_known else ():
            line = penalty_words.line(scale)
            text = f"In {state.name}, {CONDUCT[question]} is punished with {line}."
            verdicts += [(claim.verdict, text) for claim in check(knowledge, text)]
    assert verdicts
    assert [text for verdict, text in verdicts if verdict not in {"right", "undecidable"}] == []
