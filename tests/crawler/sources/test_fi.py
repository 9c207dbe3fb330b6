"""Two wordings of Finlex, and the day from which the newer one holds."""

from __future__ import annotations

from dataclasses import replace

from crawler.parsing import Ask
from crawler.sources.fi.format import read
from tests.crawler import answers

ANSWER = answers.folder("fi") / "act.xml"
ASK = Ask("fi", "fi-lainauslaki", "fi", "https://opendata.finlex.fi/", today="2024-01-01")


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
