"""A page family: one declaration from which its addresses, formats, parameters and reference come.

Why not a library: docs/contract.md. The models are pydantic's, so JSON Schema and OpenAPI 3.1 come
from them all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Concatenate, Generic, TypeVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from search_app.contract.base import CsvRow, Data
from search_app.contract.parameters import Parameters, PathPart
from search_app.contract.released import release_keys, released
from search_app.web.formats import LongList, Sheet, csv_response, json_list_response, json_response
from search_app.web.site import release, scope
from search_app.web.tabular import SUFFIX, description_response
from search_app.web.workbooks import xlsx_response

Asked = TypeVar("Asked", bound=Parameters)
FORMATS = ("json", "csv", "xlsx")
DESCRIPTION = f"csv{SUFFIX}"
"""The format of what describes a table of CSV."""
# "<path:" of "/provision/<path:name>"
_CONVERTER = re.compile(r"<\w+:")


@dataclass(frozen=True, kw_only=True)
class PageFamily(Generic[Asked]):
    """A page with its data.

    Args:
        path: the rule of the address without a format: `/answer/<country>/<name>`.
        parts: what the names in angle brackets of the path can be.
        about: what it holds, in one line.
        parameters: the model of its query.
        response: the model of its data; its JSON is `whole`, with release and licence.
        row: the model of a row of its CSV and XLSX; None: it has neither.
        page: makes the HTML; None: it has none.
        data: makes the JSON.
        table: makes the rows of both.
        html_path: the address of the page where it is not `path`.

    Each of the three functions is called with the parameters and the varying parts of the path.
    """

    path: str
    parts: tuple[PathPart, ...] = ()
    about: str
    parameters: type[Asked]
    response: type[Data]
    row: type[CsvRow] | None = None
    page: Callable[Concatenate[Asked, ...], str] | None = None
    data: Callable[Concatenate[Asked, ...], Data | LongList]
    table: Callable[Concatenate[Asked, ...], Sheet] | None = None
    html_path: str = ""

    @property
    def address(self) -> str:
        """The path as it is documented, without the converters of the rule."""
        return _CONVERTER.sub("<", self.path)

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats of its data."""
        return FORMATS if self.row else FORMATS[:1]

    @property
    def whole(self) -> type[Data]:
        """The model of its JSON: its data with the release and the licence."""
        return released(self.response)

    def add_to(self, blueprint: Blueprint, endpoint: str = "page") -> None:
        """Add its addresses to a blueprint.

        A fixed path has five endpoints: `page`, `data`, `table`, `workbook`,
        `description`. A path that ends
        in a name has one, `endpoint`, as an id may contain a dot: the format is read off the end.
        """
        if self.path.endswith(">"):
            blueprint.add_url_rule(self.path, endpoint, self._named)
            return
        for name, rule, form in self._fixed():
            blueprint.add_url_rule(rule, name, self._view(form))

    def respond(self, form: str, **names: str) -> ResponseReturnValue:
        """Return the response to the current request in a format: `html`, or one of `FORMATS`.

        A table of CSV has its `DESCRIPTION` besides.

        Raises:
            RefusedError: a parameter has a value that it cannot have.
            NotHeldError: a part of the path names nothing that the site has.
        """
        asked = self.parameters.read(request.args, scope())
        if form == "csv" and self.row and self.table:
            return csv_response(self.row.columns(), self.table(asked, **names))
        if form == DESCRIPTION and self.row and self.table:
            self.table(asked, **names)  # refuses what names nothing
            return description_response(self.row, self.about)
        if form == "xlsx" and self.row and self.table:
            return xlsx_response(self.row, self.table(asked, **names), self.about)
        if form == "html" and self.page:
            return self.page(asked, **names)
        data, now = self.data(asked, **names), release().id
        if isinstance(data, LongList):
            return json_list_response(data, release_keys(data.model, now))
        return json_response({**data.plain(), **release_keys(type(data), now)})

    def _fixed(self) -> Iterator[tuple[str, str, str]]:
        if self.page:
            yield "page", self.html_path or self.path, "html"
        yield "data", f"{self.path}.json", "json"
        if self.table:
            yield "table", f"{self.path}.csv", "csv"
            yield "workbook", f"{self.path}.xlsx", "xlsx"
            yield "description", f"{self.path}.{DESCRIPTION}", DESCRIPTION

    def _view(self, form: str) -> Callable[[], ResponseReturnValue]:
        return lambda: self.respond(form)

    def _named(self, name: str, **names: str) -> ResponseReturnValue:
        wanted, form = split_format(name, (DESCRIPTION, *self.formats))
        return self.respond(form, name=wanted, **names)


def split_format(name: str, formats: Iterable[str]) -> tuple[str, str]:
    """Split the last part of an address into a name and the format that it is asked in.

    `se.json` is `se` in `json`, `se` is `se` in `html`.
    """
    for form in formats:
        if name.endswith(f".{form}"):
            return name.removesuffix(f".{form}"), form
    return name, "html"
