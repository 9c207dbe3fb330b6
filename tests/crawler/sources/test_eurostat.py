"""Cells of JSON-stat are found by their place in all dimensions, last one first."""

from __future__ import annotations

from crawler.sources.eurostat.format import Axis, TableFigure, table


def axis(*codes: str) -> Axis:
    return Axis(codes, {code: code.upper() for code in codes})


def test_every_cell_is_at_its_place() -> None:
    axes = {"sex": axis("f", "m"), "geo": axis("be", "el", "se"), "time": axis("2020", "2021")}
    values = {str(n): n * 10 for n in range(12) if n != 9}
    found = list(table({"value": values, "status": {"11": "b"}}, axes))
    assert len(found) == 12
    assert found[7] == TableFigure("be", ("M",), "2021", 70)
    assert found[9] == TableFigure("el", ("M",), "2021", None)
    assert found[11] == TableFigure("se", ("M",), "2021", 110, "b")
