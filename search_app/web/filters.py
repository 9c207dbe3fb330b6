"""Filters of lists by query parameters: the choices, the values chosen, the entries that stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class FormFilter:
    """A query parameter that keeps the entries whose field of that name has a chosen value."""

    name: str
    label: str
    values: Sequence[str]
    words: Callable[[str], str]
    chosen: tuple[str, ...]

    def keeps(self, value: object) -> bool:
        """Whether an entry with this value, or one of these values, stays."""
        if not self.chosen:
            return True
        has = value if isinstance(value, tuple) else (value,)
        return any(one in self.chosen for one in has)


def kept(entries: Iterable[Entry], filters: Sequence[FormFilter]) -> list[Entry]:
    """Return the entries that every filter keeps."""
    return [e for e in entries if all(f.keeps(getattr(e, f.name)) for f in filters)]


def address(path: str, filters: Sequence[FormFilter]) -> str:
    """Return a path with the chosen values as its query."""
    pairs = [(f.name, value) for f in filters for value in f.chosen]
    return f"{path}?{urlencode(pairs)}" if pairs else path
