"""YAML is read strictly, and nothing in it ends with an untyped exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.yamlfile import MOST_LEVELS, CorpusError, YamlError, YamlFile, read_yaml


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: &x 2\nc: *x\n", 3, "aliases"),
        ("a: !!int abc\n", 1, "no int"),
        ("a: " + "1" * 5000, 1, "no int"),
        ("a:\n  - !!timestamp x\n", 2, "no timestamp"),
        ("a: !!bool x\n", 1, "no bool"),
        ("a: 1\n\nb: \x07\n", 3, r"U\+0007"),
        ("å: 1\nb: \x07\n", 2, r"U\+0007"),
        ("a: !!python/name:os.system x\n", 1, "constructor"),
        ("x: " + "[" * (MOST_LEVELS + 1) + "]" * (MOST_LEVELS + 1), 1, "levels"),
    ],
)
def test_what_is_not_read_has_a_line(text: str, line: int, says: str) -> None:
    for words in (False, True):
        if words and text.startswith("a: 1111"):
            continue
        with pytest.raises(YamlError, match=says) as raised:
            read_yaml(text, words=words)
        assert raised.value.line == line


def test_dates_are_text_and_words_are_what_was_written() -> None:
    text = "day: 2021-02-30\nnumber: 007\ntime: 1:30\nyes: no\nnothing:\n"
    assert read_yaml(text)[1]["day"] == "2021-02-30"
    assert read_yaml(text, words=True)[1] == {
        "day": "2021-02-30", "number": "007", "time": "1:30", "yes": "no", "nothing": None,
    }  # fmt: skip


@given(st.text(st.sampled_from("ab:-[]{}!&*?|>'\" \n#%@1.~,\x07<é"), max_size=60), st.booleans())
def test_any_text_is_read_or_refused(text: str, words: bool) -> None:
    try:
        read_yaml(text, words=words)
    except YamlError as error:
        assert error.line >= 1
        assert error.problem


def test_a_file_names_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nb: \x07\n", "utf-8")
    with pytest.raises(CorpusError, match=r"^shown:2: the character U\+0007"):
        YamlFile(path, "shown")
