"""Penalties in numbers: months and euros, and nothing where the law has neither."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.penalty import Penalty
from search_app.contract.amounts import penalty_figures

NONE = dict.fromkeys(("penalty_min_months", "penalty_max_months", "fine_min_eur", "fine_max_eur"))
YEAR = {"max": {"value": 1, "unit": "years"}}


@pytest.mark.parametrize(
    ("penalty", "figures"),
    [
        (None, {}),
        ({"imprisonment": YEAR}, {"penalty_max_months": 12}),
        (
            {
                "imprisonment": {
                    "min": {"value": 15, "unit": "days"}, "max": {"value": 6, "unit": "months"},
                }
            },
            {"penalty_min_months": 0.49, "penalty_max_months": 6},
        ),
        ({"imprisonment": {**YEAR, "life": True}}, {}),
        (
            {"fine": {"min": 150, "max": 1500.5, "currency": "EUR"}},
            {"fine_min_eur": 150, "fine_max_eur": 1500.5},
        ),
        ({"fine": {"max": 5000, "currency": "SEK"}}, {}),
        ({"fine": {"unit": "day-fines", "max": 100, "currency": "EUR"}}, {}),
    ],
)  # fmt: skip
def test_figures_of_the_basic_scale(
    penalty: dict[str, Any] | None, figures: dict[str, float]
) -> None:
    read = Penalty.model_validate(penalty) if penalty else None
    assert penalty_figures(read) == {**NONE, **figures}
