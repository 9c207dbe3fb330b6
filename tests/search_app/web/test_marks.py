"""Marks in texts: nothing of the text is lost, nothing of it becomes HTML."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from search_app.web.marks import Range, marked, paragraphs, pieces

TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=80) | st.sampled_from(
    ["<b>&amp;</b>", "a<script>b</script>c", "\"quoted\" & 'so'"]
)
RANGES = st.lists(
    st.tuples(st.integers(-5, 90), st.integers(-5, 90), st.sampled_from(["k1", "k2", "kp"])),
    max_size=8,
)


def visible(html: str) -> str:
    return unescape(re.sub(r"</?mark[^>]*>", "", html))


@given(TEXTS, RANGES)
def test_the_text_survives_marking(text: str, ranges: list[Range]) -> None:
    assert "".join(piece.text for piece in pieces(text, ranges)) == text
    html = str(marked(text, ranges))
    assert visible(html) == text
    assert "<script" not in html
    assert html.count("<mark") == html.count("</mark>")
    assert not re.search(r"<mark[^>]*>(?:(?!</mark>).)*<mark", html, re.DOTALL)


@given(TEXTS, RANGES)
def test_paragraphs_keep_every_line(text: str, ranges: list[Range]) -> None:
    shown = [visible(str(p.html)) for p in paragraphs(text, ranges)]
    assert shown == [line for line in text.split("\n") if line.strip()]


@given(TEXTS, RANGES)
def test_exactly_the_ranges_are_marked(text: str, ranges: list[Range]) -> None:
    covered = [any(a <= i < b for a, b, _ in ranges) for i in range(len(text))]
    flags = [bool(p.labels) for p in pieces(text, ranges) for _ in p.text]
    assert flags == covered


def test_overlapping_marks_share_the_piece_between() -> None:
    found = pieces("abcdef", [(0, 4, "k1"), (2, 6, "k2")])
    assert [(p.text, p.labels) for p in found] == [
        ("ab", ("k1",)),
        ("cd", ("k1", "k2")),
        ("ef", ("k2",)),
    ]


def test_a_title_is_escaped() -> None:
    html = marked("x", [(0, 1, "k1")], {"k1": '"><script>'})
    assert "<script>" not in html


def test_list_items_are_known() -> None:
    flags = [p.item for p in paragraphs("Whoever\n1. pays\na) more\n(2) so", [])]
    assert flags == [False, True, True, True]
