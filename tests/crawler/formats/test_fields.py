"""Fields of JSON are had by name and kind; what is missing or another thing is said by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crawler.formats import fields
from crawler.parsing import FormatError

DATA = {
    "act": {"name": "Bees", "year": 2001, "open": True, "none": None},
    "list": [{"n": 1}], "one": {"n": 1}, "mixed": [{"n": 1}, None], "codes": ["a", 1],
}  # fmt: skip


def test_what_is_there_comes_back() -> None:
    assert fields.record(DATA, "act")["name"] == "Bees"
    assert fields.words(DATA, "act", "name") == "Bees"
    assert fields.words(DATA, "act", "year") == "2001"
    assert fields.words(DATA, "act", "open") == "true"
    assert fields.count(DATA, "act", "year") == 2001
    assert fields.rows(DATA, "list") == fields.parts(DATA, "one") == [{"n": 1}]
    assert fields.texts(DATA, "codes") == ["a", "1"]


def test_what_may_be_missing_is_empty() -> None:
    for path in (("none",), ("act", "none"), ("act", "none", "deeper")):
        assert fields.words(DATA, *path) == ""
        assert fields.count(DATA, *path) == 0
        assert fields.part(DATA, *path) == {}
        assert fields.parts(DATA, *path) == fields.texts(DATA, *path) == []


@pytest.mark.parametrize(
    ("read", "path", "says"),
    [
        (fields.record, ("none",), "the response has no object “none”"),
        (fields.record, ("act", "none", "x"), "the response has no object “act.none.x”"),
        (fields.rows, ("none",), "the response has no list “none”"),
        (fields.record, ("list",), "“list” of the response is a list instead of an object"),
        (
            fields.words,
            ("act", "name", "x"),
            "“act.name” of the response is text instead of an obj",
        ),
        (fields.words, ("list",), "“list” of the response is a list instead of text"),
        (fields.words, ("act",), "“act” of the response is an object instead of text"),
        (fields.count, ("act", "name"), "“act.name” of the response is not a whole number: Bees"),
        (fields.rows, ("act",), "“act” of the response is an object instead of a list"),
        (
            fields.rows,
            ("mixed",),
            "“mixed” of the response holds null where an obj",
        ),
        (fields.parts, ("act", "year"), "“act.year” of the response is a number instead of a"),
        (fields.texts, ("act",), "“act” of the response is an object instead of a list"),
        (fields.texts, ("list",), "“list” of the response holds an object instead of text"),
    ],
)
def test_what_is_something_else_is_refused(
    read: Callable[..., Any], path: tuple[str, ...], says: str
) -> None:
    with pytest.raises(FormatError) as caught:
        read(DATA, *path)
    assert says in str(caught.value)


@pytest.mark.parametrize("data", [[], None, "x", 1, True])
def test_an_answer_that_is_no_object_is_refused(data: Any) -> None:
    with pytest.raises(FormatError):
        fields.record(data)
    with pytest.raises(FormatError):
        fields.bindings(data)


def test_a_number_of_a_thousand_digits_is_refused() -> None:
    with pytest.raises(FormatError, match="not a whole number"):
        fields.count({"n": "9" * 5_000}, "n")
