"""The contract of `/facts`: the codebook, and for each table the models made from its fields.

A table is declared once (`search_app.facts`): its fields give the JSON and CSV of its page, its
filters the parameters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema, create_model

from corpus.lists import MARK, closed_list
from search_app.contract.base import CsvRow, Data
from search_app.contract.choices import jurisdiction_codes, question_ids
from search_app.contract.days import LawDay
from search_app.contract.fields import AsOf, Total
from search_app.contract.parameters import (
    MAX_PAGE,
    Names,
    OneOf,
    Parameters,
    Scope,
    WholeNumber,
    YesOrNo,
)
from search_app.facts import tables
from search_app.facts.definitions import definition
from search_app.facts.tables import FactFilter, Table
from search_app.labels import label

MOST_YEARS = 50
_KINDS: dict[tables.FieldKind, Any] = {
    "text": str,
    "texts": tuple[str, ...],
    "number": int | float,
    "number-or-text": int | float | str,
    "flag": bool,
    "records": tuple[dict[str, Any], ...],
}


class FactsParameters(Parameters):
    """What is asked of any table of facts; the model of a table has its filters too."""

    as_of: Annotated[dt.date | None, LawDay()] = Field(
        None, description="Rows that hold on this day, today by default."
    )
    history: Annotated[bool, YesOrNo()] = Field(False, description="`1`: the rows of all periods.")
    page: Annotated[int, WholeNumber(1, MAX_PAGE)] = Field(
        1, description="The page of the table in HTML; the data have all rows."
    )

    def years(self) -> int | None:
        """Return the least maximum of imprisonment in years; None: any."""
        years: int | None = getattr(self, "prison_years", None)
        return years

    def chosen(self, table: Table) -> dict[str, tuple[str, ...]]:
        """Return the chosen values by the name of the filter, in the order of the table."""
        given = ((narrowing.name, getattr(self, narrowing.name)) for narrowing in table.filters)
        return {name: values for name, values in given if values}


class FactTableData(Data):
    """The rows of a table of facts; the model of a table says what `rows` holds."""

    table: str = Field(description="Name of the table.")
    as_of: AsOf
    history: bool = Field(description="Whether these are the rows of all periods.")
    filters: dict[str, tuple[str, ...]] = Field(description="The chosen values by parameter.")
    total: Total


class FieldData(Data):
    """A field of a table."""

    name: str = Field(description="Its key in JSON and column in CSV.")
    label: str
    list: str | None = Field(description="Name of the closed list of its values.")
    keys: dict[str, str | None] | None = Field(
        description="For records: each key with the name of its closed list."
    )


class ValueData(Data):
    """A value of a filter."""

    id: str = Field(description="The value, as a parameter has it.")
    label: str


class FilterData(Data):
    """A parameter that narrows a table."""

    name: str = Field(description="Its name in an address.")
    label: str
    field: str = Field(description="The field that it looks at.")
    list: str | None = Field(description="Name of the closed list of its values.")
    values: tuple[ValueData, ...] = Field(description="What it can be.")


class TableData(Data):
    """A table of facts: what a row is, its fields and filters."""

    name: str
    title: str
    about: str = Field(description="What a row is.")
    fields: tuple[FieldData, ...]
    filters: tuple[FilterData, ...]
    rows: int = Field(ge=0, description="How many rows it has, of all periods.")
    url: str = Field(description="Path of its page.")


class CodebookData(Data):
    """The codebook of the tables of facts."""

    tables: tuple[TableData, ...]


def values_of(table: Table, narrowed: FactFilter) -> Names:
    """Return what a filter of a table can be, as a parameter asks for it."""
    if narrowed.name == "country":
        return jurisdiction_codes
    if narrowed.name == "question":
        return question_ids

    def allowed(scope: Scope) -> Collection[str]:
        return table.allowed(narrowed, scope.facts.rows(table.name))

    return allowed


def parameters_of(table: Table) -> type[FactsParameters]:
    """Return the model of a table's parameters."""
    fields: dict[str, Any] = {
        narrowing.name: (
            Annotated[tuple[str, ...], OneOf(values_of(table, narrowing))],
            Field((), description=_label(narrowing.name)),
        )
        for narrowing in table.filters
    }
    if table.by_years:
        fields["prison_years"] = (
            Annotated[int | None, WholeNumber(1, MOST_YEARS)],
            Field(None, description=_label("prison_years")),
        )
    return create_model(
        f"{_title(table)}Parameters",
        __base__=FactsParameters,
        __doc__=f"The parameters of the table of {table.name}.",
        **fields,
    )


def row_of(table: Table) -> type[CsvRow]:
    """Return the model of a table's rows in CSV."""
    day: dict[str, Any] = {"as_of": (AsOf, Field())}
    return create_model(
        f"{_title(table)}CsvRow",
        __base__=CsvRow,
        __doc__=f"A row of the table of {table.name} in CSV.",
        **day,
        **_fields(table),
    )


def response_of(table: Table) -> type[FactTableData]:
    """Return the model of a table's JSON."""
    about = f"A row of the table of {table.name}."
    record = create_model(f"{_title(table)}Fact", __base__=Data, __doc__=about, **_fields(table))
    rows: Any = tuple[record, ...]
    return create_model(
        f"{_title(table)}Data",
        __base__=FactTableData,
        __doc__=f"The rows of the table of {table.name} that the parameters leave.",
        rows=(rows, Field(description="The rows, in the order of the jurisdictions.")),
    )


def _fields(table: Table) -> dict[str, Any]:
    return {
        f"{field.name}_": (
            _type(field) | None,
            Field(alias=field.name, description=definition(field.name)),
        )
        for field in table.fields
    }


def _type(field: tables.Field) -> Any:
    """The type of a field's values; those of a closed list have it in their schema."""
    if field.listed is None:
        return _KINDS[field.holds]
    schema = {"type": "string", "enum": list(closed_list(field.listed)), MARK: field.listed}
    listed: Any = Annotated[str, WithJsonSchema(schema)]
    return tuple[listed, ...] if field.holds == "texts" else listed


def _label(name: str) -> str:
    return label(name, "field")


def _title(table: Table) -> str:
    return table.name.capitalize()
