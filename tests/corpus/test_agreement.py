"""The agreement of two readers: what is packaged is whole, and wrong figures are refused."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import pytest
from pydantic import ValidationError

from corpus.agreement import Agreement, FieldAgreement, agreement
from corpus.library import Knowledge


@pytest.mark.parametrize("of", ["offences", "schemes"])
def test_the_packaged_comparison(of: Literal["offences", "schemes"], knowledge: Knowledge) -> None:
    found = agreement(of)
    assert set(found.states) == set(knowledge.states)
    assert found.day == dt.date(2026, 11, 30)
    total = found.total
    assert total.compared == sum(row.compared for row in found.rows)
    assert total.equal / total.compared == pytest.approx(total.share)
    by_field = {row.field: row for row in found.rows}
    assert by_field["record"].equal < by_field["record"].compared


def test_both_read_the_same_person_into_every_offence() -> None:
    by_field = {row.field: row for row in agreement().rows}
    assert by_field["person"].share == 1


def test_the_limits_say_that_readers_were_not_fully_blind() -> None:
    assert "not fully blind" in agreement().limits[0]
    assert "not fully blind" in agreement("schemes").limits[0]


@pytest.mark.parametrize(
    "rows",
    [
        [{"field": "age", "compared": 3, "equal": 4}],
        [{"field": "age", "compared": 3, "equal": 3}] * 2,
        [],
    ],
)
def test_impossible_figures_are_refused(rows: list[dict[str, object]]) -> None:
    with pytest.raises(ValidationError):
        Agreement.model_validate(
            {"day": "2026-11-30", "states": ["se"], "limits": ["none"], "rows": rows}
        )


def test_a_share_is_of_what_was_compared() -> None:
    assert FieldAgreement(field="age", compared=4, equal=3).share == 0.75


def test_the_fields_of_a_question_are_added_up() -> None:
    schemes = agreement("schemes")
    rows = {row.field: row for row in schemes.by_question}
    assert sum(row.compared for row in rows.values()) == schemes.total.compared
    assert list(rows)[:3] == ["record", "basis", "from"]
    own = [row for row in schemes.rows if row.field.startswith("compensation: ")]
    assert rows["compensation"].equal == sum(row.equal for row in own)
