"""What Akoma Ntoso of several publishers has beyond their usual answers."""

from __future__ import annotations

import pytest

from crawler.formats.akoma_ntoso import parse
from crawler.parsing import Ask, FormatError

ASK = Ask("lu", "lu-abeilles", "fr", "https://legilux.example/", today="2024-01-01")
BARE = (
    "<akomaNtoso><act name='vigente'><meta><FRBRWork><FRBRalias value='urn:x'/></FRBRWork></meta>"
    "<body>{}</body></act></akomaNtoso>"
)


def bare(body: str) -> bytes:
    return BARE.format(body).encode()


def test_articles_in_quoted_text_are_no_articles_of_the_act() -> None:
    body = bare(
        "<article><num>Art. 1<sup>er</sup>.</num><alinea><content><p>Après l’article 3 est ajouté :"
        "<embeddedStructure><article><num>Art. 3bis.</num><alinea><content><p>Le miel est doux.</p>"
        "</content></alinea></article></embeddedStructure></p></content></alinea></article>"
    )
    found = parse(body, ASK)
    assert [p.number for p in found.provisions] == ["1"]
    assert found.provisions[0].text.splitlines()[1] == "Art. 3bis. Le miel est doux."


def test_lists_keep_their_marks_and_superscripts_their_place() -> None:
    body = bare(
        "<article><num>Art. 2.</num><content><ol start='2' symbol='1°'><li>une ruche"
        "<ol symbol='a)'><li>peinte</li><li>de 3 m<sup>2</sup></li></ol></li><li>un banc</li></ol>"
        "</content></article>"
    )
    found = parse(body, ASK)
    assert found.provisions[0].text == "2° une ruche\na) peinte\nb) de 3 m^2\n3° un banc"


def test_an_act_that_does_not_say_what_it_is_is_refused() -> None:
    with pytest.raises(FormatError, match="no meta"):
        parse(b"<akomaNtoso><act><body><article/></body></act></akomaNtoso>", ASK)
