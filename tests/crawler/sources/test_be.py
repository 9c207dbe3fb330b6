"""Rubrics of Justel, and its contents list, which is held against the text."""

from __future__ import annotations

import pytest

from crawler.parsing import Ask, FormatError
from crawler.sources.be.format import read
from tests.crawler import answers

ASK = Ask("be", "be-abeilles", "fr", "https://law.example/", expect=("2019099999",))
PAGE = (answers.folder("be") / "act.html").read_bytes()
NAME = "Qui déplace la ruche d'autrui sans son accord".encode("latin-1")


def changed(old: bytes, new: str) -> bytes:
    assert PAGE.count(old) == 1
    return PAGE.replace(old, new.encode("latin-1"))


@pytest.mark.parametrize(
    ("opening", "rubric"),
    [
        ("De la ruche", "De la ruche"),
        ("§ 1. [...]", ""),
        ("§ 1er", ""),
        ("[Abrogé]", ""),
        ("1° la ruche", ""),
        ("a) la ruche", ""),
        ("Comme suit :", ""),
    ],
)
def test_a_short_first_line_is_a_rubric_unless_it_is_text(opening: str, rubric: str) -> None:
    article = read(changed(NAME, f"{opening}<BR>{NAME.decode('latin-1')}"), ASK).provisions[-1]
    assert (article.number, article.rubric) == ("4", rubric)
    assert article.text.startswith("Qui déplace" if rubric else opening)


def test_the_contents_list_must_end_where_the_text_ends() -> None:
    assert read(PAGE, ASK).notes == ()
    with pytest.raises(FormatError, match=r"1 of 6 entries .* not in the text: 5"):
        read(changed(b"<BR>Art. 3-4", "<BR>Art. 3-5"), ASK)
    without = (
        PAGE[: PAGE.index(b"<A NAME='Art.4'")] + PAGE[PAGE.index(b"              </div>\n\n") :]
    )
    with pytest.raises(FormatError, match="not in the text: 4"):
        read(without, ASK)


def test_a_page_without_contents_is_read_all_the_same() -> None:
    assert len(read(changed(b'id="list-title-2"', 'id="other"'), ASK).provisions) == 6
