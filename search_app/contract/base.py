"""The base classes of responses: `Data` is an object of JSON, `CsvRow` a row of CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer


def _open(schema: dict[str, Any]) -> None:
    """Leave a schema open: keys may be added to a response without breaking its readers."""
    schema.pop("additionalProperties", None)


class Data(BaseModel):
    """An object in the JSON of a page. Every key is always there; `null` stands for no value."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
        json_schema_extra=_open,
    )

    def plain(self) -> dict[str, object]:
        """Return the object as values that `json.dumps` takes, keys in the order of the model."""
        return self.model_dump(mode="json", by_alias=True)


class CsvRow(BaseModel):
    """A row of a CSV table: the fields are its columns, and each says how a list becomes a text.

    A column without a description has that of the key of the same name in `defined_by`.
    """

    defined_by: ClassVar[type[BaseModel] | None] = None
    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
    )

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Return the names of the columns, in order."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @classmethod
    def of(cls, source: BaseModel, **more: object) -> Self:
        """Return the row of an object: its values by name, unless `more` gives another one.

        Raises:
            ValidationError: a column has no value of its type.
        """
        return cls.model_validate({**dict(source), **more})

    def cells(self) -> tuple[object, ...]:
        """Return the values of the columns, in order."""
        return tuple(self.model_dump(by_alias=True).values())


def _without_none(value: BaseModel) -> dict[str, Any]:
    return value.model_dump(mode="json", by_alias=True, exclude_none=True)


def _label(value: object) -> str:
    return str(getattr(value, "label", value))


def _joined(between: str) -> Callable[[Iterable[object]], str]:
    return lambda values: between.join(map(_label, values))


def _as_json(value: BaseModel | Mapping[str, object] | None) -> str | None:
    if value is None:
        return None
    plain = _without_none(value) if isinstance(value, BaseModel) else value
    return json.dumps(plain, ensure_ascii=False)


def _names(value: object) -> object:
    """A text that was written into a cell, as the values that it holds."""
    return value.split() if isinstance(value, str) else value


Sparse = PlainSerializer(_without_none)
"""Marks a record that stands in a response without its empty keys."""
AsJson = PlainSerializer(_as_json, return_type=str | None)
"""Marks a record that fills one cell of CSV, as JSON."""
Spaced = Annotated[
    tuple[str, ...], BeforeValidator(_names), PlainSerializer(_joined(" "), return_type=str)
]
"""Ids or addresses in one cell of CSV, with spaces between: none of them has a space."""
Listed = Annotated[tuple[Any, ...], PlainSerializer(_joined("; "), return_type=str)]
"""Texts, or records with a label, in one cell of CSV: `SFS 1962:700; SFS 1998:408`."""
YesNo = Annotated[
    bool | None,
    PlainSerializer({True: "yes", False: "no", None: ""}.__getitem__, return_type=str),
]
"""A cell of CSV that is `yes`, `no` or empty."""
