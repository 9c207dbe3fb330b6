"""Answers are held against the texts that they cite."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from corpus.library import Knowledge
from corpus.penalty import Penalty, Scale
from corpus.store import Library
from search_app.compare import cell, history
from search_app.paths import DataFolder
from search_app.verify import agrees, verdict, verify


def scale(years: int | None = None, fine: dict[str, object] | None = None) -> Scale:
    parts: dict[str, object] = {}
    if years is not None:
        parts["imprisonment"] = {"max": {"value": years, "unit": "years"}}
    if fine is not None:
        parts["fine"] = fine
    if len(parts) == 2:
        parts["relation"] = "alternative"
    return Penalty.model_validate(parts)


EURO = {"unit": "amount", "max": 1500, "currency": "EUR"}
OTHER = {"unit": "amount", "max": 3750, "currency": "EUR"}
DAYS = {"unit": "day-fines", "max": 360}
OPEN = {"unit": "unspecified"}


@pytest.mark.parametrize(
    ("cell", "texts", "same"),
    [
        (scale(1), [scale(1)], True),
        (scale(1), [scale(2)], False),
        (scale(1), [scale(2), scale(1)], True),
        (scale(1), [scale(1, EURO)], False),
        (scale(1, DAYS), [scale(1, OPEN)], True),
        (scale(1, OPEN), [scale(1), scale(fine=OPEN)], True),
        (scale(1, EURO), [scale(1, OTHER)], False),
        (scale(fine=EURO), [scale(fine=EURO)], True),
        (scale(fine=EURO), [scale(fine=OTHER)], False),
        (scale(fine=EURO), [scale(1)], False),
    ],
)
def test_upper_bounds_must_agree(cell: Scale, texts: list[Scale], same: bool) -> None:
    assert agrees(cell, texts) is same


def test_twelve_months_are_a_year_and_life_is_life() -> None:
    year = Penalty.model_validate({"imprisonment": {"max": {"value": 12, "unit": "months"}}})
    life = Penalty.model_validate({"imprisonment": {"life": True}})
    assert not agrees(scale(1), [life])
    assert agrees(life, [life])
    assert agrees(scale(1), [year])


def test_every_current_cell_has_a_verdict(built: DataFolder, knowledge: Knowledge) -> None:
    with Library(built.library, readonly=True) as library:
        found = {(v.country, v.question): v for v in verify(knowledge, library)}
    assert len(found) == len(knowledge.states) * len(knowledge.questions)
    for (country, question), one in found.items():
        cited = len(cell(knowledge, country, question, dt.date.today()).citations)
        assert len(one.found) + len(one.missing) + len(one.not_held) in {cited, 0}
        assert (one.state == "no-citation") == (not cited)


def test_a_number_that_is_missing_in_a_held_text_differs(
    built: DataFolder, knowledge: Knowledge
) -> None:
    with Library(built.library, readonly=True) as library:
        cell = history(knowledge, "se", "purchase-adult")[0]
        held = {cell.citations[0].citation.instrument}
        wrong = replace(cell.citations[0], provision_id=f"{cell.citations[0].provision_id}-x")
        found = verdict(replace(cell, citations=(wrong,)), library, held)
    assert found.state == "differs"
    assert found.missing == (wrong.label,)
