"""All words of the law are told, whatever their elements are called."""

from __future__ import annotations

from crawler.formats import markup
from crawler.formats.wording import wording


def words(xml: str, left_out: tuple[str, ...] = (), inline: tuple[str, ...] = ()) -> list[str]:
    return wording(markup.xml(xml.encode()), left_out, inline).split()


def test_only_elements_known_to_be_inline_join_words() -> None:
    law = "<P>Bee<SP>s</SP>wax<NEW>is</NEW>sold<BR/>here</P>"
    assert words(law, inline=("SP",)) == ["Beeswax", "is", "sold", "here"]
    assert words(law) == ["Bee", "s", "wax", "is", "sold", "here"]


def test_what_is_left_out_keeps_the_text_behind_it() -> None:
    law = "<P>Hives<Nota>1) <B>Old</B> ones.</Nota> stay<!-- a comment -->.</P>"
    assert words(law, ("Nota",)) == ["Hives", "stay."]
