"""Lists of provisions by number: what they mean is known only within their statute."""

import pytest

import nlp
from corpus.texts import Provision, Version
from nlp.tagger.tagging import tag_version

BUYING = "Wer gegen Entgelt sexuelle Handlungen an einer Person unter achtzehn Jahren vornimmt, wird mit Freiheitsstrafe bestraft."  # noqa: E501
THEFT = "Wer stiehlt, wird mit Geldstrafe bestraft."
VICTIM = "(1) Wer studiert, erhält eine Aufenthaltserlaubnis.\n\n(2) Einem Opfer von Menschenhandel wird eine Aufenthaltserlaubnis erteilt."  # noqa: E501


def statute(*texts, language="de"):
    provisions = tuple(
        Provision(number=number, heading=f"§ {number}", context=("Gesetz", chapter), text=text)
        for number, chapter, text in texts
    )
    return Version(
        country="de", identifier="X", title="Gesetz", language=language, as_of=None,
        source_url="https://example.org", provisions=provisions,
    )  # fmt: skip


def tags_of_last(*texts, language="de"):
    return tag_version(statute(*texts, language=language))[-1]


@pytest.mark.parametrize(
    ("listed", "found"),
    [("§ 182", True), ("§§ 174 bis 184", True), ("§§ 5, 182 und 190", True), ("§ 242", False)],
)
def test_acts_abroad_count_where_a_listed_provision_is_such_an_offence(listed, found):
    rule = f"Das Strafrecht gilt für Taten nach {listed}, die im Ausland begangen werden."
    tags = tags_of_last(("182", "A", BUYING), ("242", "B", THEFT), ("5", "C", rule))
    assert ("extraterritorial" in tags.concepts) is found
    assert tags.buyer_liable is found


def test_a_list_alone_says_nothing():
    rule = "Das Strafrecht gilt für Taten nach § 182, die im Ausland begangen werden."
    assert nlp.tag_provision(rule, "de").concepts == ()


def test_sections_of_another_act_are_not_looked_up():
    offence = "A person who pays a child for sexual activity is guilty of an offence."
    rule = "The court has jurisdiction where an offence under section 3 of the Act of 2006 is committed outside the State."  # noqa: E501
    assert tags_of_last(("3", "A", offence), ("42", "B", rule), language="en").concepts == ()


def test_offences_of_this_section_are_those_with_the_same_context():
    offence = "È punito con la reclusione l'adulto che ottiene atti sessuali da un minore in cambio di denaro."  # noqa: E501
    rule = "Ai fatti commessi all'estero si applicano altresì le disposizioni di questa sezione."
    same = tags_of_last(("1", "A", offence), ("2", "A", rule), language="it")
    other = tags_of_last(("1", "A", offence), ("2", "B", rule), language="it")
    assert same.concepts == ("extraterritorial",)
    assert same.buyer_liable
    assert other.concepts == ()


@pytest.mark.parametrize(("cited", "found"), [("Absatz 2", True), ("Absatz 1", False)])
def test_permits_are_looked_up_by_paragraph(cited, found):
    rule = f"Die Aufenthaltserlaubnis nach § 25 {cited} wird für ein Jahr erteilt."
    tags = tags_of_last(("25", "A", VICTIM), ("26", "A", rule))
    assert ("residence" in tags.concepts) is found


@pytest.mark.parametrize(
    ("listed", "number", "found"),
    [
        ("6 kap. 1-6, 8, 9 och 12 §§", "6:12", True),
        ("6 kap. 1-6, 8, 9 och 12 §§", "6:9", True),
        ("6 kap. 1–6 §§", "6:4", True),
        ("6 kap. 1-6 §§", "6:7", False),
        ("4 kap. 1 a § eller 6 kap. 9 §", "4:1a", True),
        ("4 kap. 1 a § eller 6 kap. 9 §", "4:1", False),
        ("4 kap. 1 a § eller 6 kap. 9 §", "4:9", False),
    ],
)
def test_sections_of_a_chapter_are_listed_after_its_number(listed, number, found):
    offence = "Den som mot ersättning köper en sexuell handling av ett barn döms till fängelse."
    rule = f"Svensk domstol är behörig för brott enligt {listed} som har begåtts utomlands."
    texts = ((number, "A", offence), ("2:3", "B", rule))
    assert ("extraterritorial" in tags_of_last(*texts, language="sv").concepts) is found


@pytest.mark.parametrize(
    ("listed", "found"), [("L. 425-1", True), ("L425-1", True), ("L. 426-1", False)]
)
def test_the_letter_of_a_part_of_a_french_code_belongs_to_the_number(listed, found):
    offence = "Le fait d'obtenir d'un mineur des relations sexuelles contre rémunération est puni d'une amende."  # noqa: E501
    rule = f"La loi française est applicable aux infractions prévues à l'article {listed} commises à l'étranger."  # noqa: E501
    texts = (("L425-1", "A", offence), ("7", "B", rule))
    assert ("extraterritorial" in tags_of_last(*texts, language="fr").concepts) is found


def test_a_penalty_goes_with_the_last_tag():
    rule = "Das Strafrecht gilt für Taten nach § 242, die im Ausland begangen werden. Wer sie begeht, wird mit Freiheitsstrafe bis zu drei Jahren bestraft."  # noqa: E501
    listed = tags_of_last(("242", "B", BUYING), ("5", "C", rule))
    assert listed.penalty is not None
    dropped = tags_of_last(("242", "B", THEFT), ("5", "C", rule))
    assert (dropped.tags, dropped.penalty, dropped.penalty_spans) == ((), None, ())
    assert nlp.tag_provision(rule, "de").penalty is None


@pytest.mark.parametrize("listed", ["174.º", "160.º, 171.º-A e 174.º", "170.º a 174.º", "171.º-A"])
def test_ordinal_signs_are_no_part_of_a_number(listed):
    offence = "Quem, sendo maior, praticar ato sexual de relevo com menor entre 14 e 18 anos, mediante pagamento, é punido com pena de prisão até 2 anos."  # noqa: E501
    rule = f"A lei penal portuguesa é aplicável a factos cometidos fora do território nacional que constituam os crimes previstos nos artigos {listed}."  # noqa: E501
    number = "171-A" if listed == "171.º-A" else "174"
    tags = tags_of_last((number, "A", offence), ("5", "B", rule), language="pt")
    assert tags.concepts == ("extraterritorial",)
    assert tags.buyer_liable
