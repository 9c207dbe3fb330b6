"""The parameters of a page family, declared once: read, validated and described from one model.

A family subclasses `Parameters`; each field is one parameter, annotated with one of the kinds of
this module:

    class BodiesParameters(Parameters):
        jurisdiction: Annotated[tuple[str, ...], OneOf(place_codes)] = Field(
            (), description="Jurisdictions of the bodies."
        )

The closed lists belong to the site's corpus, not to the program, so a kind asks the `Scope` of the
request for them.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, Self, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from corpus.library import Knowledge
from search_app.contract.refused import RefusedError
from search_app.facts.room import Facts
from search_app.wording import gettext

MAX_PAGE = 500
MAX_TEXT = 400
MAX_KEYS = 40
"""Every link of a search page names all parts that were taken away."""
_T = TypeVar("_T", covariant=True)
Schema = dict[str, object]


@dataclass(frozen=True)
class Scope:
    """What the closed lists of parameters are read from: the corpus, and its tables of facts."""

    knowledge: Knowledge
    facts: Facts


Names = Callable[[Scope], Collection[str]]


class Arguments(Protocol):
    """The query of an address: each name with the values given for it."""

    def getlist(self, key: str) -> Sequence[str]:
        """Return all values of a name; none when it is not given."""


@dataclass(frozen=True)
class Parameter:
    """One parameter as it is documented; `schema` is its JSON Schema with the allowed values."""

    name: str
    description: str
    schema: Schema


@dataclass(frozen=True)
class PathPart:
    """A part of a path that varies: its name in the rule, its meaning, its closed list if any."""

    name: str
    description: str
    names: Names | None = None

    def declared(self, scope: Scope) -> Parameter:
        """Return the part as it is documented."""
        allowed = {"enum": list(self.names(scope))} if self.names else {}
        return Parameter(self.name, self.description, {"type": "string", **allowed})


class Parameters(BaseModel):
    """The parameters of one page family; unknown names are ignored, empty values too."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    @classmethod
    def read(cls, arguments: Arguments, scope: Scope) -> Self:
        """Return the parameters of a request.

        Raises:
            RefusedError: a parameter has a value that it cannot have.
        """
        given = {name: values for name in cls.model_fields if (values := _given(arguments, name))}
        return cls.model_validate(given, context=scope)

    @classmethod
    def declared(cls, scope: Scope) -> Iterator[Parameter]:
        """Yield the parameters with their meaning and the values that they can have."""
        for name, field in cls.model_fields.items():
            kind = next(item for item in field.metadata if isinstance(item, ParameterKind))
            yield Parameter(name, field.description or "", kind.schema(scope))


class NoParameters(Parameters):
    """The parameters of a page that has none."""


def _given(arguments: Arguments, name: str) -> tuple[str, ...]:
    """The values of a parameter without doubles and empty ones."""
    return tuple(dict.fromkeys(v.strip() for v in arguments.getlist(name) if v.strip()))


class ParameterKind(ABC, Generic[_T]):
    """What a parameter can be: how its values are read, and how they are described."""

    @abstractmethod
    def read(self, name: str, given: tuple[str, ...], scope: Scope) -> _T:
        """Return what the given values (one at least) mean.

        Raises:
            RefusedError: they mean nothing.
        """

    @abstractmethod
    def schema(self, scope: Scope) -> Schema:
        """Return the JSON Schema of the parameter."""

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self._validate)

    def _validate(self, given: tuple[str, ...], info: ValidationInfo) -> _T:
        scope: Any = info.context
        return self.read(str(info.field_name), given, scope)


@dataclass(frozen=True)
class OneOf(ParameterKind[tuple[str, ...]]):
    """Any number of values of a closed list."""

    names: Names

    def read(self, name: str, given: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
        """Return the values, in the order given."""
        allowed = self.names(scope)
        for value in given:
            if value not in allowed:
                raise RefusedError(name, value, gettext("there is no such value"), allowed)
        return given

    def schema(self, scope: Scope) -> Schema:
        """Return the schema of an array of the listed values."""
        return {"type": "array", "items": {"type": "string", "enum": list(self.names(scope))}}


@dataclass(frozen=True)
class Choice(ParameterKind[str]):
    """One value of a closed list."""

    names: Names

    def read(self, name: str, given: tuple[str, ...], scope: Scope) -> str:
        """Return the value."""
        if len(given) > 1:
            raise RefusedError(name, given[1], gettext("this parameter can be given only once"))
        return OneOf(self.names).read(name, given, scope)[0]

    def schema(self, scope: Scope) -> Schema:
        """Return the schema of a listed value."""
        return {"type": "string", "enum": list(self.names(scope))}


@dataclass(frozen=True)
class Keys(ParameterKind[tuple[str, ...]]):
    """Up to `MAX_KEYS` values of the form `kind:value`, e.g. `country:se`."""

    kinds: tuple[str, ...]

    def read(self, name: str, given: tuple[str, ...], _scope: Scope) -> tuple[str, ...]:
        """Return the values, in the order given."""
        for value in given:
            kind, colon, what = value.partition(":")
            if kind not in self.kinds or not colon or not what or len(value) > MAX_TEXT:
                reason = gettext("it must be a kind and a value: country:se")
                raise RefusedError(name, value, reason)
        if len(given) > MAX_KEYS:
            reason = gettext("more than %(most)s of it are given", most=MAX_KEYS)
            raise RefusedError(name, given[MAX_KEYS], reason)
        return given

    def schema(self, _scope: Scope) -> Schema:
        """Return the schema of an array of such values."""
        pattern = f"^({'|'.join(self.kinds)}):.+$"
        item = {"type": "string", "pattern": pattern, "examples": [f"{self.kinds[0]}:…"]}
        return {"type": "array", "maxItems": MAX_KEYS, "items": item}


class Single(ParameterKind[_T]):
    """A parameter that can be given only once."""

    def read(self, name: str, given: tuple[str, ...], _scope: Scope) -> _T:
        """Return what the only value means."""
        if len(given) > 1:
            raise RefusedError(name, given[1], gettext("this parameter can be given only once"))
        return self.meant(name, given[0])

    @abstractmethod
    def meant(self, name: str, value: str) -> _T:
        """Return what a value means."""


@dataclass(frozen=True)
class FreeText(Single[str]):
    """Free text of up to `most` characters."""

    most: int = MAX_TEXT

    def meant(self, name: str, value: str) -> str:
        """Return the text."""
        text = value.replace("\x00", " ")
        if len(text) > self.most:
            reason = gettext("that is longer than %(most)s characters", most=self.most)
            raise RefusedError(name, text, reason)
        return text

    def schema(self, _scope: Scope) -> Schema:
        """Return the schema of such a text."""
        return {"type": "string", "maxLength": self.most}


class Day(Single[dt.date]):
    """A day of the form YYYY-MM-DD, of any year."""

    def meant(self, name: str, value: str) -> dt.date:
        """Return the day."""
        try:
            return dt.datetime.strptime(value if len(value) == 10 else "", "%Y-%m-%d").date()
        except ValueError as error:
            reason = gettext("that is not a date of the form YYYY-MM-DD")
            raise RefusedError(name, value, reason) from error

    def schema(self, _scope: Scope) -> Schema:
        """Return the schema of a day."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class WholeNumber(Single[int]):
    """A whole number between two bounds.

    `most` may depend on the day of the request; such a bound stays out of the schema.
    """

    least: int
    most: int | Callable[[], int]

    def meant(self, name: str, value: str) -> int:
        """Return the number."""
        if not (value.isascii() and value.isdigit() and len(value) < 9):
            raise RefusedError(name, value, gettext("that is not a whole number above zero"))
        most = self._most()
        if not self.least <= int(value) <= most:
            reason = gettext(
                "it must be between %(least)s and %(most)s", least=self.least, most=most
            )
            raise RefusedError(name, value, reason)
        return int(value)

    def schema(self, _scope: Scope) -> Schema:
        """Return the schema of a number with its bounds."""
        bound = {} if callable(self.most) else {"maximum": self.most}
        return {"type": "integer", "minimum": self.least, **bound}

    def _most(self) -> int:
        return self.most() if callable(self.most) else self.most


class YesOrNo(Single[bool]):
    """Yes or no, written `1` or `0`."""

    def meant(self, name: str, value: str) -> bool:
        """Return whether it is `1`."""
        if value not in {"0", "1"}:
            raise RefusedError(name, value, gettext("it must be 1 or 0"))
        return value == "1"

    def schema(self, _scope: Scope) -> Schema:
        """Return the schema of a flag."""
        return {"type": "string", "enum": ["0", "1"]}
