"""One pure parser per wire format: `read(body, ask) -> Reading`; the registry finds it by name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from crawler.reading import Ask, Reading

Read = Callable[[bytes, Ask], Reading]
TOOLS = frozenset({"markup", "days", "pdf", "eurlex", "zipped"})
"""Modules of this package that formats share; they are no formats themselves."""


def formats() -> tuple[str, ...]:
    """Return the names of all formats."""
    return tuple(sorted(m.name for m in iter_modules(__path__) if m.name not in TOOLS))


def reader(name: str) -> Read:
    """Return the parser of a format.

    Raises:
        KeyError: there is no such format.
    """
    if name not in formats():
        raise KeyError(name)
    read: Read = import_module(f"{__name__}.{name}").read
    return read
