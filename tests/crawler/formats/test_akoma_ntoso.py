"""What Akoma Ntoso of several publishers has beyond their usual answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.formats.akoma_ntoso import read
from crawler.reading import Ask, FormatError

ANSWER = Path(__file__).parents[1] / "answers" / "fi" / "act.xml"
ASK = Ask("fi", "fi-lainauslaki", "fi", "https://opendata.finlex.fi/", today="2024-01-01")
BARE = (
    "<akomaNtoso><act name='vigente'><meta><FRBRWork><FRBRalias value='urn:x'/></FRBRWork></meta>"
    "<body>{}</body></act></akomaNtoso>"
)


def bare(body: str) -> bytes:
    return BARE.format(body).encode()


def test_before_its_day_the_newer_wording_does_not_hold() -> None:
    body = ANSWER.read_bytes()
    newer = {p.number: p.text for p in read(body, ASK).provisions}
    early = read(body, replace(ASK, today="2022-05-31"))
    older = {p.number: p.text for p in early.provisions}
    assert "viidessä" in newer["2:1"] and "kolmessa" in older["2:1"]
    assert len(newer) == len(older) == 5
    assert early.in_force == "2010-05-01"


def test_an_added_section_is_left_out_until_it_holds() -> None:
    text = ANSWER.read_text("utf-8")
    note = (
        '<hcontainer name="noteAuthorial"><content><p>L:lla 211/2022 lisätty 1 a § tulee voimaan'
        " 1.9.2022.</p></content></hcontainer>"
    )
    place = text.index('<section eId="chp_2__sec_2"')
    body = (text[:place] + note + text[place:]).encode()
    numbers = [p.number for p in read(body, replace(ASK, today="2022-08-31")).provisions]
    assert "2:1a" not in numbers
    assert "2:1a" in [p.number for p in read(body, ASK).provisions]


def test_articles_in_quoted_text_are_no_articles_of_the_act() -> None:
    body = bare(
        "<article><num>Art. 1<sup>er</sup>.</num><alinea><content><p>Après l’article 3 est ajouté :"
        "<embeddedStructure><article><num>Art. 3bis.</num><alinea><content><p>Le miel est doux.</p>"
        "</content></alinea></article></embeddedStructure></p></content></alinea></article>"
    )
    found = read(body, replace(ASK, country="lu", language="fr"))
    assert [p.number for p in found.provisions] == ["1"]
    assert found.provisions[0].text.splitlines()[1] == "Art. 3bis. Le miel est doux."


def test_lists_keep_their_marks_and_superscripts_their_place() -> None:
    body = bare(
        "<article><num>Art. 2.</num><content><ol start='2' symbol='1°'><li>une ruche"
        "<ol symbol='a)'><li>peinte</li><li>de 3 m<sup>2</sup></li></ol></li><li>un banc</li></ol>"
        "</content></article>"
    )
    found = read(body, replace(ASK, country="lu", language="fr"))
    assert found.provisions[0].text == "2° une ruche\na) peinte\nb) de 3 m^2\n3° un banc"


def test_an_act_that_does_not_say_what_it_is_is_refused() -> None:
    with pytest.raises(FormatError, match="no meta"):
        read(b"<akomaNtoso><act><body><article/></body></act></akomaNtoso>", ASK)
