"""The table of a page as a workbook, with the rows of its CSV."""

from __future__ import annotations

from flask import Flask, Response, request

from search_app.contract.base import CsvRow
from search_app.editions.columns import columns_of, typed_rows
from search_app.editions.workbook import About, WorkbookSheet, workbook
from search_app.web.formats import Sheet
from search_app.web.site import knowledge, public_url, release
from search_app.web.tabular import RELEASED

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def register(app: Flask) -> None:
    """Add the filter `as_workbook` to the templates of an application."""
    app.jinja_env.filters["as_workbook"] = workbook_address


def workbook_address(csv_address: str) -> str:
    """Return the address of the workbook of a table: `/eu.csv?x=1` gives `/eu.xlsx?x=1`."""
    return csv_address.replace(".csv", ".xlsx", 1)


def xlsx_response(row: type[CsvRow], sheet: Sheet, title: str) -> Response:
    """Return a table as XLSX, to be saved under its name.

    Columns, their types and their definitions are those of the row model; the rest of the sheet
    "About" names the address, the release and the statuses.
    """
    columns = (*columns_of(row), RELEASED)
    table = WorkbookSheet("data", columns, typed_rows(columns, sheet.released_rows()))
    about = About(
        title=f"demandside: {title}",
        day=release().day,
        lines={
            "Address": public_url(request.full_path.rstrip("?")),
            "Release": release().id,
            "Note": "Only the texts published by the official sources are authentic.",
        },
        statuses={status.label: status.help for status in knowledge().statuses.values()},
    )
    response = Response(workbook([table], about), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.file_name("xlsx")}"'
    return response
