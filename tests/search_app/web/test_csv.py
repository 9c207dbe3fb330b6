"""CSV: RFC 4180, and no cell that a spreadsheet would calculate."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search_app.contract.base import Data
from search_app.csvtext import csv_text, safe_cell
from search_app.web.formats import LongList, json_list_response, json_response

CELLS = st.text(alphabet=st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=x", 'a"b', "a,b", "a\r\nb", "–", "0"]
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_cells_come_back_and_calculate_nothing(rows: list[list[str]]) -> None:
    text = csv_text(("one", "two"), rows)
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert found[0] == ["one", "two"]
    assert found[1:] == [[safe_cell(cell) for cell in row] for row in rows]
    for row, given_row in zip(found[1:], rows, strict=True):
        for cell, original in zip(row, given_row, strict=True):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert cell in {original, f"'{original}"}


class Cell(Data):
    text: str


class Cells(Data):
    as_of: str
    cells: tuple[Cell, ...]


@given(st.lists(CELLS), st.integers(0, 250))
def test_a_list_written_in_groups_is_the_same_json(texts: list[str], more: int) -> None:
    cells = tuple(Cell(text=text) for text in [*texts, *map(str, range(more))])
    written = json_list_response(LongList(Cells, iter(cells), {"as_of": "ö"}))
    whole = json_response(Cells(as_of="ö", cells=cells))
    assert written.get_data() == whole.get_data()
    assert not written.is_streamed


def test_an_empty_value_is_an_empty_cell() -> None:
    assert safe_cell(None) == ""


@pytest.mark.parametrize("path", ["/compare.csv", "/search.csv?q=x"])
def test_a_table_is_csv(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.content_type == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(response.text, newline="")))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert response.text.endswith("\r\n")


def test_a_comparison_has_one_row_a_cell(client: FlaskClient) -> None:
    text = client.get("/compare.csv?country=se&question=purchase-adult").text
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["country"] == "se"
    assert row["status"] == "criminal"
    assert row["penalty"].startswith("up to 1 year's imprisonment – aggravated: ")
    assert row["note"].startswith("'=1+1")
    assert row["url"] == "https://site.example/answer/se/purchase-adult"
