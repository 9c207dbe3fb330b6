"""Tables as a workbook for spreadsheets (Office Open XML, ECMA-376), the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from search_app.editions.columns import Column, Value
from search_app.release import LICENCE, LICENCE_URL

MOST_CHARACTERS = 32_767
"""The longest text that a cell can hold (specifications and limits of Excel)."""
CUT = " … (cut here; the CSV and JSON files have the whole text)"
_MOST_ROWS = 1_048_575
_FIRST_DATE = dt.date(1900, 3, 1)
"""Spreadsheets count the days before wrongly, as 1900 was no leap year."""
_WIDEST, _NARROWEST = 60, 8
# A whole date, which is written as a date: "2016-04-13"; "2016" and "2016-04" stay texts.
_WHOLE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# What the name of a sheet must not contain: "facts/offences".
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class WorkbookSheet:
    """A table on a sheet of its own."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]


@dataclass(frozen=True)
class About:
    """What the sheet "About" says, before the columns.

    Args:
        title: of the table.
        day: the day that the file is dated.
        lines: more lines, each a label with its value: address, release, how to cite.
        statuses: label and meaning of each status.
    """

    title: str
    day: dt.date
    lines: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)


def workbook(sheets: Sequence[WorkbookSheet], about: About) -> bytes:
    """Return tables as an XLSX file: header frozen, filters on, and "About" as the last sheet.

    Numbers, whole dates and booleans are typed. Texts are written as texts, so none is ever taken
    for a formula or a link.

    Raises:
        ValueError: a table has more rows than a sheet can hold.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": about.title,
                "author": "demandside",
                "comments": f"{LICENCE}, {LICENCE_URL}",
                "created": dt.datetime.combine(about.day, dt.time()),
            }
        )
        styles = _Styles(
            head=book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
            date=book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
        )
        for sheet in sheets:
            _write_table(book.add_worksheet(sheet_name(sheet.name)), sheet, styles)
        _write_about(book.add_worksheet("About"), about, sheets, styles)
    return out.getvalue()


@dataclass(frozen=True)
class _Styles:
    head: Format
    date: Format
    wrapped: Format


def sheet_name(name: str) -> str:
    """Return a name that a sheet can have: up to 31 characters, none of `[]:*?/\\`."""
    return _NOT_IN_NAMES.sub(" ", name)[:31]


def _write_table(page: Worksheet, sheet: WorkbookSheet, styles: _Styles) -> None:
    widths = [len(column.name) + 3 for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.name, styles.head)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        if last > _MOST_ROWS:
            raise ValueError(f"{sheet.name}: a sheet holds {_MOST_ROWS} rows at most")
        for place, value in enumerate(row):
            write_value(page, last, place, value, styles.date)
            widths[place] = max(widths[place], len(str(value or "")) + 1)
    for place, width in enumerate(widths):
        page.set_column(place, place, max(_NARROWEST, min(width, _WIDEST)))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.repeat_rows(0)
    page.set_landscape()


def write_value(page: Worksheet, row: int, place: int, value: Value, date: Format) -> None:
    """Write a value into a cell in its type; `date` is the format of dates."""
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(row, place, value)
    elif isinstance(value, int | float):
        page.write_number(row, place, value)
    elif day := _whole_date(value):
        page.write_datetime(row, place, day, date)
    else:
        page.write_string(row, place, fitting(str(value)))


def fitting(text: str) -> str:
    """Return a text as a cell can hold it; one that is too long ends with a note."""
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(CUT)] + CUT


def _whole_date(value: str | dt.date) -> dt.date | None:
    """The date that a value is; None for other texts and for days that a sheet miscounts."""
    if isinstance(value, str):
        if not _WHOLE_DATE.fullmatch(value):
            return None
        try:
            value = dt.date.fromisoformat(value)
        except ValueError:  # a number in the form of a date: "2016-99-01"
            return None
    return value if value >= _FIRST_DATE else None


def _write_about(
    page: Worksheet, about: About, sheets: Sequence[WorkbookSheet], styles: _Styles
) -> None:
    licence = {"Licence": f"{LICENCE} – {LICENCE_URL}", "Date": about.day.isoformat()}
    lines = [("Title", about.title), *about.lines.items(), *licence.items()]
    blocks: list[tuple[str, list[tuple[str, str]]]] = [("About", lines)]
    for sheet in sheets:
        defined = [(column.name, _definition(column)) for column in sheet.columns]
        blocks.append((f"Columns of “{sheet_name(sheet.name)}”", defined))
    if about.statuses:
        blocks.append(("Statuses", list(about.statuses.items())))
    start = 0
    for title, pairs in blocks:
        page.write_string(start, 0, title, styles.head)
        for row, (label, text) in enumerate(pairs, start=start + 1):
            page.write_string(row, 0, label)
            page.write_string(row, 1, fitting(text), styles.wrapped)
        start += len(pairs) + 2
    page.set_column(0, 0, 32)
    page.set_column(1, 1, 100)


def _definition(column: Column) -> str:
    """What a cell says, with the values of its closed list."""
    values = f" One of: {', '.join(column.values)}." if column.values else ""
    return column.description + values
