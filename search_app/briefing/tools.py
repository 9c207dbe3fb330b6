"""The tools that write documents: the packages of the extra `documents`."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import Any

from search_app.wording import gettext


class MissingToolError(Exception):
    """A package that writes a document is not installed; the message says which one."""


def tool(module: str, package: str) -> Any:
    """Return a module of a package that is optional.

    Raises:
        MissingToolError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        sentence = gettext(
            "This site cannot write this format: the package %(package)s of the extra [documents]"
            " is not installed. HTML and Markdown are there.",
            package=package,
        )
        raise MissingToolError(sentence) from error


def seconds_of(day: dt.date) -> int:
    """Return the beginning of a day as Unix time: the date that files carry."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
