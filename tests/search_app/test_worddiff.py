"""Word-level changes: nothing lost, white space no change, long texts in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.worddiff import marked_changes, word_diff


def told(before: str, after: str) -> str:
    marks = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[p.kind].format(p.text) for p in word_diff(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a b c", "a b c", "a b c"),
        ("a b c", "a x c", "a [-b-]{+x+} c"),
        ("up to one year", "up to three long years", "up to [-one year-]{+three long years+}"),
        ("a b", "a\n\nb", "a\n\nb"),
        ("a, b", "a b", "a[-,-] b"),
        ("", "a", "{+a+}"),
        ("a", "", "[-a-]"),
    ],
)
def test_changes_are_those_of_words(before: str, after: str, shown: str) -> None:
    assert told(before, after) == shown


words = st.lists(st.sampled_from(["a", "b", "c", ",", "(1)", "\n", "long"]), max_size=30).map(
    " ".join
)


@given(words, words)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    old = "".join(p.text for p in pieces if p.kind != "added")
    new = "".join(p.text for p in pieces if p.kind != "removed")
    assert "".join(old.split()) == "".join(before.split())
    assert "".join(new.split()) == "".join(after.split())


@pytest.mark.parametrize("kind", ["one line", "paragraphs", "many lines"])
def test_a_very_long_text_takes_no_more_than_seconds(kind: str) -> None:
    between = {"one line": " ", "paragraphs": " word" * 40 + "\n", "many lines": "\n"}[kind]
    before = between.join(f"w{n}" for n in range(20_000 if kind != "paragraphs" else 1_000))
    after = before.replace("w500", "changed")
    start = time.process_time()
    pieces = word_diff(before, after)
    assert time.process_time() - start < 10
    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert any(p.kind == "added" and "changed" in p.text for p in pieces)


def test_only_the_words_that_differ_in_a_paragraph_of_a_long_text_are_shown() -> None:
    lines = [f"({n}) {'Den som köper döms till böter. ' * 5}" for n in range(30)]
    before = "\n".join(lines)
    lines[7] = lines[7].replace("böter", "fängelse", 1)
    changed = [p for p in word_diff(before, "\n".join(lines)) if p.kind != "kept"]
    assert [(p.kind, p.text) for p in changed] == [("removed", "böter"), ("added", "fängelse")]


def test_texts_beyond_any_reading_are_not_compared() -> None:
    before = "word " * 50_000
    kinds = [piece.kind for piece in word_diff(before, f"{before}more")]
    assert kinds == ["removed", "added"]


def test_only_lines_that_differ_are_marked() -> None:
    before = "1. Bees are free.\n2. A fine of ten euros.\n3. End."
    after = "1. Bees are free.\n2. A fine of twenty euros.\n3. End."
    assert list(marked_changes(before, after)) == ["2. A fine of [-ten-]{+twenty+} euros."]
    assert list(marked_changes("a\nb", "a\nb\nc\nd")) == ["{+c+}", "{+d+}"]
    assert list(marked_changes(before, before)) == []
