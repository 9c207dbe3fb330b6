"""Parameters are read, refused and described from one declaration."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, cast

import pytest
from pydantic import Field
from werkzeug.datastructures import MultiDict

from corpus.library import Knowledge
from search_app.contract.choices import listed, question_ids
from search_app.contract.parameters import (
    MAX_KEYS,
    MAX_TEXT,
    Day,
    FreeText,
    Keys,
    OneOf,
    Parameters,
    PathPart,
    Scope,
    WholeNumber,
    YesOrNo,
)
from search_app.contract.refused import MOST_SHOWN, RefusedError
from search_app.facts.room import Facts


class Every(Parameters):
    colour: Annotated[tuple[str, ...], OneOf(listed("red", "blue"))] = Field((), description="Hue.")
    question: Annotated[tuple[str, ...], OneOf(question_ids)] = ()
    q: Annotated[str, FreeText()] = ""
    day: Annotated[dt.date | None, Day()] = None
    page: Annotated[int, WholeNumber(1, 9)] = 1
    year: Annotated[int | None, WholeNumber(1998, lambda: 2026)] = None
    yes: Annotated[bool | None, YesOrNo()] = None
    without: Annotated[tuple[str, ...], Keys(("country", "word"))] = ()


@pytest.fixture(scope="module")
def scope(knowledge: Knowledge) -> Scope:
    return Scope(knowledge, Facts(knowledge))


def read(scope: Scope, *pairs: tuple[str, str]) -> Every:
    return Every.read(MultiDict(pairs), scope)


def test_what_is_not_given_has_its_default(scope: Scope) -> None:
    assert read(scope) == read(scope, ("q", " "), ("page", ""), ("other", "x"), ("colour", ""))
    assert (read(scope).page, read(scope).yes, read(scope).colour) == (1, None, ())


def test_values_are_read_once_and_in_order(scope: Scope) -> None:
    asked = read(
        scope,
        *(("colour", value) for value in ("blue", " red", "blue")),
        *(("q", "a\x00b"), ("day", "2016-02-29"), ("page", "9"), ("year", "2026"), ("yes", "0")),
        ("without", "country:se"),
    )
    assert dict(asked) == {
        "colour": ("blue", "red"),
        "question": (),
        "q": "a b",
        "day": dt.date(2016, 2, 29),
        "page": 9,
        "year": 2026,
        "yes": False,
        "without": ("country:se",),
    }


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([("colour", "pink")], "“pink”: there is no such value. It can be: red, blue."),
        ([("q", "a"), ("q", "b")], "“b”: this parameter can be given only once."),
        ([("q", "x" * (MAX_TEXT + 1))], "that is longer than 400 characters."),
        ([("day", "2016-02-30")], "that is not a date of the form YYYY-MM-DD."),
        ([("page", "0")], "“0”: it must be between 1 and 9."),
        ([("page", "²")], "that is not a whole number above zero."),
        ([("year", "2027")], "it must be between 1998 and 2026."),
        ([("yes", "yes")], "“yes”: it must be 1 or 0."),
        ([("without", "se")], "it must be a kind and a value: country:se."),
        ([("without", "lang:se")], "it must be a kind and a value: country:se."),
        (
            [("without", f"word:{n}") for n in range(MAX_KEYS + 1)],
            "more than 40 of it are given.",
        ),
    ],
)
def test_refusals_name_parameter_value_and_reason(
    scope: Scope, pairs: list[tuple[str, str]], sentence: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        read(scope, *pairs)
    assert str(refused.value).startswith(f"The parameter “{pairs[0][0]}” cannot be “")
    assert str(refused.value).endswith(sentence)


def test_of_a_long_list_the_first_values_are_named() -> None:
    allowed = [f"v{n}" for n in range(MOST_SHOWN + 2)]
    sentence = str(RefusedError("p", "x" * 99, "no", allowed))
    assert "v29 and 2 more." in sentence
    assert "v30" not in sentence
    assert f"“{'x' * 80}”" in sentence


def test_schemas_hold_what_is_allowed(scope: Scope) -> None:
    schemas = {p.name: p.schema for p in Every.declared(scope)}
    assert list(schemas) == list(Every.model_fields)
    assert schemas["colour"]["items"] == {"type": "string", "enum": ["red", "blue"]}
    questions = cast("dict[str, object]", schemas["question"]["items"])
    assert questions["enum"] == list(scope.knowledge.questions)
    assert schemas["page"] == {"type": "integer", "minimum": 1, "maximum": 9}
    assert schemas["year"] == {"type": "integer", "minimum": 1998}
    assert next(Every.declared(scope)).description == "Hue."


def test_a_part_of_a_path_has_its_closed_list(scope: Scope) -> None:
    part = PathPart("name", "A question.", question_ids).declared(scope)
    assert part.schema == {"type": "string", "enum": list(scope.knowledge.questions)}
