"""Workbooks: typed cells, no formula, the same bytes, and what "About" says."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from search_app.contract.base import CsvRow, YesNo
from search_app.contract.fields import Code, PartialDay
from search_app.editions.columns import Column, columns_of, typed_rows
from search_app.editions.workbook import (
    CUT,
    MOST_CHARACTERS,
    About,
    WorkbookSheet,
    sheet_name,
    workbook,
)


class _Row(CsvRow):
    country: Code
    since: PartialDay | None
    checked: dt.date
    buyer_liable: YesNo
    age: int | None
    note: str | None


ABOUT = About("A table", dt.date(2026, 11, 30), {"Release": "0.1.0"}, {"Criminal": "An offence."})


def _book(*rows: CsvRow) -> bytes:
    columns = columns_of(_Row)
    return workbook([WorkbookSheet("rows", columns, typed_rows(columns, rows))], ABOUT)


def _row(**values: object) -> _Row:
    usual = {"country": "se", "since": "1999-01-01", "checked": "2026-11-20", "buyer_liable": True}
    return _Row.model_validate({**usual, "age": 18, "note": "a note", **values})


def test_cells_have_their_types() -> None:
    """Dates, numbers and booleans arrive as such; an imprecise date stays a text."""
    data = _book(_row(), _row(since="1999", buyer_liable=None, age=None, note=None))
    page = openpyxl.load_workbook(io.BytesIO(data))["rows"]
    first, second = list(page.iter_rows(min_row=2, values_only=True))
    assert first == ("se", dt.datetime(1999, 1, 1), dt.datetime(2026, 11, 20), True, 18, "a note")
    assert second == ("se", "1999", dt.datetime(2026, 11, 20), None, None, None)
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:F3"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "https://example.org/"])
def test_no_text_is_a_formula_or_a_link(text: str) -> None:
    """A text that a spreadsheet might calculate is stored as a shared string."""
    data = _book(_row(note=text))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    cell = openpyxl.load_workbook(io.BytesIO(data))["rows"]["F2"]
    assert cell.value == text
    assert cell.data_type == "s"


def test_same_rows_make_the_same_bytes() -> None:
    """No time of day goes into a file."""
    assert _book(_row()) == _book(_row())


def test_about_says_what_the_columns_are() -> None:
    """Title, licence, date, release, definitions and statuses stand on the last sheet."""
    book = openpyxl.load_workbook(io.BytesIO(_book(_row())))
    assert book.sheetnames == ["rows", "About"]
    pairs = dict(book["About"].iter_rows(values_only=True, max_col=2))
    assert pairs["Title"] == "A table"
    assert pairs["Release"] == "0.1.0"
    assert pairs["Date"] == "2026-11-30"
    assert str(pairs["Licence"]).startswith("CC BY 4.0")
    assert str(pairs["country"]).startswith("Code of a jurisdiction")
    assert pairs["Criminal"] == "An offence."


def test_long_text_is_cut_with_a_note() -> None:
    """A cell holds no more than a spreadsheet allows."""
    data = _book(_row(note="x" * 40_000))
    value = openpyxl.load_workbook(io.BytesIO(data))["rows"]["F2"].value
    assert len(value) == MOST_CHARACTERS
    assert value.endswith(CUT)


def test_columns_are_read_off_the_model() -> None:
    """Name, type and description come from the contract."""
    kinds = {column.name: column.type for column in columns_of(_Row)}
    assert kinds == {
        "country": "string",
        "since": "string",
        "checked": "date",
        "buyer_liable": "boolean",
        "age": "integer",
        "note": "string",
    }
    assert columns_of(_Row)[1].description == "A date as precise as it is known: `2016-04-13`."


def test_a_row_of_another_width_is_refused() -> None:
    """A cell never slips under the head of another column."""
    with pytest.raises(ValueError, match="argument 2"):
        list(typed_rows([Column("a", "string"), Column("b", "string")], [["one"]]))


def test_sheet_names_fit() -> None:
    """Names of sheets keep to the rules of the format."""
    assert sheet_name("facts/offences of a very long name that goes on") == (
        "facts offences of a very long n"
    )
