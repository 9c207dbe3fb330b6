"""The tree of a briefing is clean whatever goes into it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search_app.briefing.document import Footnote, TextRun
from tests.search_app.briefing.samples import SHOWN, make_document, make_picture


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example/", "https://a b", "data:text/html,x", "ftp://a"]
)
def test_no_link_leaves_the_web(url: str) -> None:
    assert TextRun("x", url=url).url == ""


def test_direction_overrides_are_shown_and_blanks_are_one() -> None:
    assert TextRun("a\u202eb\n\n c\x07").text == "a\\u202eb c\\x07"


def test_a_footnote_has_no_double_blanks() -> None:
    note = Footnote((TextRun("One. "), TextRun(" Two."), TextRun("  "), TextRun(" Three.")))
    assert note.text == "One. Two. Three."


def test_footnotes_are_counted_in_order() -> None:
    notes = make_document().footnotes
    assert [note.text[:6] for note in notes] == ["6 kap.", "Second"]


def test_a_picture_is_as_clean_as_a_text_and_its_caption_is_a_line() -> None:
    hostile = replace(make_picture(), address="javascript:alert(1)", dark="//evil.example/x")
    assert (hostile.address, hostile.dark) == ("", "")
    assert hostile.text == f"A map {SHOWN}"
    document = replace(make_document(), blocks=(hostile,))
    assert list(document.lines) == [hostile.caption]
