"""The Latvian Constitution, points of regulations, and the contents list of Likumi."""

from __future__ import annotations

import pytest

from crawler.formats import whole
from crawler.parsing import Ask, FormatError
from crawler.sources.lv.format import read

ASK = Ask("lv", "lv-bites", "lv", "https://likumi.lv/ta/id/1")
PAGE = """<html><body><div class="doc-body"><div class='TV207'>Bišu satversme</div>
<div class='TV212'>I nodaļa<br>Vispārīgie noteikumi</div>
<div class='TV213' data-num="1" data-pfx='p'><a name='p1'></a><p>1. Dārzs ir bišu.</p></div>
<div class='TV213' data-num="2" data-pfx='p'><a name='p2'></a><p>2. Medus pieder stropam.</p></div>
{more}<div class='TV216'>Bišu māte</div></div>
<div class="pase-container"><span>Nosaukums: Bišu satversme</span><span>Veids: {kind}</span></div>
<ul><li class='satura-pants'><a href='#p1'>1</a></li>
<li class='satura-pants'><a href='#p2'>2</a></li></ul></body></html>"""
TRANSITION = "<div class='TV213' data-pfx='pn'><p>1. Vecos stropus krāso.</p></div>"


def page(kind: str, more: str = "") -> bytes:
    return PAGE.format(kind=kind, more=more).encode()


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        ("likums", "pants"),
        ("konstitucionāls likums", "pants"),
        ("Ministru kabineta noteikumi", "punkts"),
        ("rīkojums", "punkts"),
        ("", "punkts"),
    ],
)
def test_units_are_called_what_the_kind_of_instrument_calls_them(kind: str, unit: str) -> None:
    read_text = read(page(kind, TRANSITION), ASK)
    assert [p.heading for p in read_text.provisions] == [
        f"1. {unit}",
        f"2. {unit}",
        "Pārejas noteikumu 1. punkts",
    ]
    assert [p.number for p in read_text.provisions] == ["1", "2", "pn1"]
    assert read_text.provisions[0].text == "Dārzs ir bišu."
    assert whole.unread([read_text]) == ""


def test_an_article_that_the_contents_name_must_be_there() -> None:
    without = page("likums").replace(b"<a name='p2'>", b"<a name='p3'>")
    with pytest.raises(FormatError, match="1 of 2 entries of the contents list"):
        read(without, ASK)


def test_a_table_before_the_signature_is_missed() -> None:
    table = "<div class='TV444'><table><tr><td>Stropu saraksts un krāsas</td></tr></table></div>"
    assert "stropu saraksts un krāsas" in whole.unread([read(page("likums", table), ASK)])
