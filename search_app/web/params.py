"""Reads the parameters of an address; what is not on the closed lists is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from werkzeug.datastructures import MultiDict

from search_app.web.errors import RefusedError
from search_app.wording import gettext

MAX_PAGE = 500
MAX_TEXT = 400
MAX_KEYS = 40
"""Every link of a search page names all parts that were taken away."""
Args = MultiDict[str, str]


def values(args: Args, name: str, allowed: Collection[str]) -> tuple[str, ...]:
    """Return all values of a parameter without doubles; empty ones are ignored.

    Raises:
        RefusedError: a value is not among those allowed.
    """
    given = tuple(dict.fromkeys(v.strip() for v in args.getlist(name) if v.strip()))
    for value in given:
        if value not in allowed:
            raise RefusedError(name, value, gettext("there is no such value"))
    return given


def keys(args: Args, name: str, kinds: Collection[str]) -> tuple[str, ...]:
    """Return all values of the form `kind:value`, without doubles; empty ones are ignored.

    Raises:
        RefusedError: a value is not of that form, its kind is not among those allowed, or there
            are too many.
    """
    given = tuple(dict.fromkeys(v.strip() for v in args.getlist(name) if v.strip()))
    for value in given:
        kind, colon, what = value.partition(":")
        if kind not in kinds or not colon or not what or len(value) > MAX_TEXT:
            raise RefusedError(name, value, gettext("it must be a kind and a value: country:se"))
    if len(given) > MAX_KEYS:
        raise RefusedError(
            name, given[MAX_KEYS], gettext("more than %(most)s of it are given", most=MAX_KEYS)
        )
    return given


def single(args: Args, name: str) -> str:
    """Return the only value of a parameter, an empty text when it has none.

    Raises:
        RefusedError: different values are given.
    """
    given = tuple(dict.fromkeys(v.strip() for v in args.getlist(name) if v.strip()))
    if len(given) > 1:
        raise RefusedError(name, given[1], gettext("this parameter can be given only once"))
    return given[0] if given else ""


def text(args: Args, name: str) -> str:
    """Return free text, refused when it is too long."""
    found = single(args, name).replace("\x00", " ")
    if len(found) > MAX_TEXT:
        raise RefusedError(
            name, found, gettext("that is longer than %(most)s characters", most=MAX_TEXT)
        )
    return found


def day(args: Args, name: str) -> dt.date | None:
    """Return a day given as YYYY-MM-DD, None when none is given."""
    found = single(args, name)
    if not found:
        return None
    try:
        return dt.datetime.strptime(found if len(found) == 10 else "", "%Y-%m-%d").date()
    except ValueError as error:
        raise RefusedError(
            name, found, gettext("that is not a date of the form YYYY-MM-DD")
        ) from error


def number(args: Args, name: str, least: int, most: int) -> int | None:
    """Return a whole number between two bounds, None when none is given."""
    found = single(args, name)
    if not found:
        return None
    if not (found.isascii() and found.isdigit() and len(found) < 9):
        raise RefusedError(name, found, gettext("that is not a whole number above zero"))
    if not least <= int(found) <= most:
        raise RefusedError(
            name,
            found,
            gettext("it must be between %(least)s and %(most)s", least=least, most=most),
        )
    return int(found)


def flag(args: Args, name: str) -> bool | None:
    """Return a parameter that is `1` or `0`, None when it is not given."""
    found = single(args, name)
    if found not in {"", "0", "1"}:
        raise RefusedError(name, found, gettext("it must be 1 or 0"))
    return found == "1" if found else None
