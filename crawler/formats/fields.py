"""Typed access to the JSON of publishers: what is missing, or is of another kind, is named.

A path names the keys down to a field. What may be missing (or null) comes back empty. What must be
there and is not raises `FormatError`, as does, everywhere, a value of another kind than asked for.

    {"act": {"title": "Bees", "year": 2001}}    words(data, "act", "title") is "Bees"
    {"act": null}                               part(data, "act") is {}
    {"act": [1, 2]}                             “act” of the response is a list instead of an object
"""

from __future__ import annotations

from typing import Any

from crawler.parsing import FormatError

_KINDS = {dict: "an object", list: "a list", str: "text", bool: "true or false"}


def record(data: Any, *path: str) -> dict[str, Any]:
    """Return an object that must be there.

    Raises:
        FormatError: it is missing or no object.
    """
    value = _object(_at(data, path), path)
    if value is None:
        raise FormatError(f"the response has no object {_named(path)}")
    return value


def part(data: Any, *path: str) -> dict[str, Any]:
    """Return an object, an empty one when it is missing.

    Raises:
        FormatError: it is not an object.
    """
    return _object(_at(data, path), path) or {}


def rows(data: Any, *path: str) -> list[dict[str, Any]]:
    """Return a list of objects that must be there, though it may be empty.

    Raises:
        FormatError: it is missing, is not a list, or a member is not an object.
    """
    if _at(data, path) is None:
        raise FormatError(f"the response has no list {_named(path)}")
    return _objects(_at(data, path), path)


def parts(data: Any, *path: str) -> list[dict[str, Any]]:
    """Return a list of objects, an empty one when it is missing.

    One object stands for a list of one, as JSON that was made from XML writes it.

    Raises:
        FormatError: it is neither, or a member is not an object.
    """
    value = _at(data, path)
    if not value:
        return []
    return [value] if isinstance(value, dict) else _objects(value, path)


def bindings(data: Any) -> list[dict[str, str]]:
    """Return the rows of a table of SPARQL results, each a text by the name of its column.

    Raises:
        FormatError: it is not such a table.
    """
    table = data.get("results") if isinstance(data, dict) else None
    if not isinstance(table, dict) or not isinstance(table.get("bindings"), list):
        raise FormatError("the response is not a table of SPARQL results")
    return [
        {name: words(row, name, "value") for name in row}
        for row in rows(data, "results", "bindings")
    ]


def texts(data: Any, *path: str) -> list[str]:
    """Return a list of texts or numbers, an empty one when it is missing.

    Raises:
        FormatError: it is not a list, or a member is a list, an object or null.
    """
    members = _at(data, path)
    if members is not None and not isinstance(members, list):
        raise FormatError(f"{_named(path)} of the response is {_kind(members)} instead of a list")
    for member in members or ():
        if member is None or isinstance(member, (dict, list)):
            raise FormatError(
                f"{_named(path)} of the response holds {_kind(member)} instead of text"
            )
    return [str(member) for member in members or ()]


def words(data: Any, *path: str) -> str:
    """Return text, or a number as it is written; nothing when it is missing.

    Raises:
        FormatError: it is a list or an object.
    """
    value = _at(data, path)
    if isinstance(value, (dict, list)):
        raise FormatError(f"{_named(path)} of the response is {_kind(value)} instead of text")
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def count(data: Any, *path: str) -> int:
    """Return a whole number, 0 when it is missing.

    Raises:
        FormatError: it is something else, or has more than nine digits.
    """
    written = words(data, *path).strip()
    if not written:
        return 0
    if not (written.removeprefix("-").isdecimal() and len(written) <= 9):
        raise FormatError(f"{_named(path)} of the response is not a whole number: {written[:40]}")
    return int(written)


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for place, key in enumerate(path):
        parent = _object(data, path[:place])
        if parent is None:
            return None
        data = parent.get(key)
    return data


def _object(value: Any, path: tuple[str, ...]) -> dict[str, Any] | None:
    if value is not None and not isinstance(value, dict):
        raise FormatError(f"{_named(path)} of the response is {_kind(value)} instead of an object")
    return value


def _objects(value: Any, path: tuple[str, ...]) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise FormatError(f"{_named(path)} of the response is {_kind(value)} instead of a list")
    for member in value:
        if not isinstance(member, dict):
            raise FormatError(
                f"{_named(path)} of the response holds {_kind(member)} where an object was expected"
            )
    return value


def _named(path: tuple[str, ...]) -> str:
    return f"“{'.'.join(path)}”" if path else "the whole"


def _kind(value: Any) -> str:
    return "null" if value is None else _KINDS.get(type(value), "a number")
