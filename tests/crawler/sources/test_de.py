"""Traps of Gesetze im Internet: days in force, footnotes of annexes, divisions with text."""

from __future__ import annotations

import pytest

from crawler.parsing import Ask, FormatError, ParsedText
from crawler.sources.de import format as gii_norm
from crawler.sources.de.in_force import BUILT, in_force

AMENDED = "Zuletzt geändert durch Art. 2 G v. 21.10.2016 I 2372"
SINCE = "(+++ Textnachweis ab:  1. 7.2017 +++)"


def read(norms: str, built: str = "20240501120000") -> ParsedText:
    head = "<norm><metadaten><langue>Gesetz über Bienen</langue></metadaten></norm>"
    body = f'<dokumente builddate="{built}">{head}{norms}</dokumente>'
    return gii_norm.read(body.encode(), Ask("de", "de-bienen", "de", "https://x.example"))


def norm(heading: str, text: str, doknr: str = "BJNR01BJNE01") -> str:
    return (
        f'<norm doknr="{doknr}"><metadaten>{heading}</metadaten><textdaten><text>{text}</text>'
        "</textdaten></norm>"
    )


@pytest.mark.parametrize(
    ("built", "states", "notes", "day", "note"),
    [
        # an amendment whose day is not told: the evening's file is that of the next day
        ("20170630220303", [AMENDED], [SINCE], "2017-07-01", BUILT),
        ("20170630110303", [AMENDED], [SINCE], "2017-06-30", BUILT),
        # never amended: its own notes say the day, whenever the file was built
        ("20250227223016", [], ["Textnachweis ab: 28.2.2025"], "2025-02-28", ""),
        ("20250512223503", [], ["Textnachweis ab: 28.2.2025"], "2025-02-28", ""),
        # a part that enters into force later counts from its day on
        ("20250512223503", [], [SINCE, "§ 5 tritt am 1.1.2027 in Kraft."], "2017-07-01", ""),
        ("20270105210000", [], [SINCE, "§ 5 ist am 1.1.2027 in Kraft getreten."], "2027-01-01", ""),
        # an amendment that is not worked in has not changed the text
        (
            "20200101120000",
            ["Änderung durch Art. 1 G v. 9.12.2019 I 4 noch nicht berücksichtigt"],
            [SINCE],
            "2017-07-01",
            "",
        ),
        ("20200101120000", [], [], "2020-01-01", BUILT),
        ("", [], [], None, ""),
    ],
)
def test_a_text_holds_from_the_day_that_is_noted_or_was_built_for(
    built: str, states: list[str], notes: list[str], day: str | None, note: str
) -> None:
    assert in_force(built, states, notes) == (day, note)


def test_footnotes_of_the_law_stay_and_those_of_the_documentation_go() -> None:
    body = norm(
        "<enbez>Anlage 1</enbez>",
        '<Content><P>Maße<FnR ID="b"/>:</P><table><tgroup><tbody><row><entry>Dach<FnR ID="a"/>'
        '</entry><entry>2 m</entry></row></tbody></tgroup><FnArea><FnR ID="a"/></FnArea></table>'
        '</Content><Footnotes><Footnote FnZ="1" ID="a">Ohne First.</Footnote><Footnote ID="b">'
        "Gerundet.</Footnote></Footnotes><kommentar>(Fundstelle: BGBl. 2020)</kommentar>",
    )
    (annex,) = read(body).provisions
    assert annex.text == "Maße [*]:\nDach [1] | 2 m\n[1] Ohne First.\n[*] Gerundet."


def test_a_division_with_text_of_its_own_is_an_article() -> None:
    def division(key: str, name: str, text: str, doknr: str = "BJNR01BJNG01") -> str:
        unit = f"<gliederungskennzahl>{key}</gliederungskennzahl><gliederungsbez>{name}"
        heading = f"<gliederungseinheit>{unit}</gliederungsbez></gliederungseinheit>"
        return norm(heading, text, doknr)

    found = read(
        division("010", "Art 1", "<Content><P>Bienen sind frei.</P></Content>")
        + division("020", "Zweiter Teil", "<Footnotes><Footnote>Neu.</Footnote></Footnotes>")
        + norm("<enbez>§ 2</enbez>", "<Content><P>Wachs auch.</P></Content>")
        + division("030", "-", "<Content/>")
        + norm("<enbez>§ 3</enbez>", "<Content><P>Honig nicht.</P></Content>")
    )
    assert [(p.number, p.context, p.text) for p in found.provisions] == [
        ("1", (), "Bienen sind frei."),
        ("2", ("Zweiter Teil",), "Wachs auch."),
        ("3", (), "Honig nicht."),
    ]


def test_a_paragraph_without_its_number_is_refused() -> None:
    with pytest.raises(FormatError, match="1 paragraphs have no number"):
        read(norm("<enbez>§ 1</enbez>", "<P>a</P>") + norm("<nr>§ 2</nr>", "<P>b</P>"))
