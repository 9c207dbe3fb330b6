"""Objects keep all their keys, records may drop empty ones, rows flatten lists."""

from __future__ import annotations

import json
from typing import Annotated

import pytest
from pydantic import Field, ValidationError

from corpus.penalty import Fine, Penalty
from search_app.contract.base import AsJson, CsvRow, Data, Listed, Spaced, Sparse, YesNo

PENALTY = Penalty(fine=Fine(unit="unspecified"))


class Thing(Data):
    name: str
    from_: str | None = Field(alias="from")
    tags: tuple[str, ...]
    fits: bool | None
    penalty: Annotated[Penalty, Sparse] | None


class ThingRow(CsvRow):
    from_: str | None = Field(alias="from")
    name: str
    tags: Spaced
    fits: YesNo
    penalty: Annotated[Penalty | None, AsJson]


class Titles(CsvRow):
    tags: Listed


def thing(**values: object) -> Thing:
    default = {"name": "a", "from_": None, "tags": ("x", "y"), "fits": True, "penalty": PENALTY}
    return Thing.model_validate({**default, **values})


def test_data_keep_null_but_records_do_not() -> None:
    assert thing().plain() == {
        "name": "a",
        "from": None,
        "tags": ["x", "y"],
        "fits": True,
        "penalty": {"fine": {"unit": "unspecified"}, "others": []},
    }
    assert list(thing().plain()) == ["name", "from", "tags", "fits", "penalty"]


def test_an_unknown_key_is_a_fault_but_the_schema_stays_open() -> None:
    with pytest.raises(ValidationError):
        thing(more=1)
    assert "additionalProperties" not in Thing.model_json_schema(mode="serialization")
    assert Thing.model_json_schema(mode="serialization")["required"] == list(thing().plain())


def test_a_row_takes_what_it_has_a_column_for() -> None:
    assert ThingRow.columns() == ("from", "name", "tags", "fits", "penalty")
    cells = ThingRow.of(thing(), from_="1999").cells()
    assert cells[:4] == ("1999", "a", "x y", "yes")
    assert json.loads(str(cells[4])) == {"fine": {"unit": "unspecified"}, "others": []}


def test_empty_values_are_empty_cells() -> None:
    assert ThingRow.of(thing(tags=(), fits=None, penalty=None)).cells() == (None, "a", "", "", None)


def test_texts_are_listed_with_a_semicolon() -> None:
    assert Titles.of(thing(tags=("The act", "The code"))).cells() == ("The act; The code",)
