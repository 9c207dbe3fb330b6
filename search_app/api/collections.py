"""What a collection and an item of the interface are: how they are read, cited and described."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from search_app.contract.parameters import NoParameters, Parameters
from search_app.web.family import PageFamily
from search_app.web.site import public_url

Plain = dict[str, Any]
Addressed = Callable[[Plain], str]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Window:
    """A part of a collection: how many items there are in all, and those of the part."""

    total: int
    items: Iterable[BaseModel | Mapping[str, object]]


Fetch = Callable[[Any, int, int], Window]


def own_page(item: Plain) -> str:
    """Return the address to cite of an item that names its page in `url`."""
    url = str(item["url"])
    return public_url(url) if url.startswith("/") else url


@dataclass(frozen=True, kw_only=True)
class ApiCollection:
    """Items that come in pages.

    Args:
        path: its path after `/api/v1`.
        about: what it holds, in one sentence.
        item: the model of an item.
        fetch: returns a window, from parameters, offset and number of items.
        parameters: the model of its query, without paging.
        hidden: parameters of that model that mean nothing here.
        address: the address to cite of an item.
    """

    path: str
    about: str
    item: type[BaseModel]
    fetch: Fetch
    parameters: type[Parameters] = NoParameters
    hidden: frozenset[str] = frozenset()
    address: Addressed = own_page


@dataclass(frozen=True, kw_only=True)
class ApiItem:
    """One thing by its id: the data of a page.

    Args:
        path: its path after `/api/v1`, with the names of the family's path in angle brackets.
        family: the page that it is the data of.
        address: the path of its page, from the parts of the path.
    """

    path: str
    family: PageFamily[Any]
    address: Callable[..., str] = field(default=str)


def windowed(
    every: Callable[[Any], Sequence[_T]], made: Callable[[_T], BaseModel | Mapping[str, object]]
) -> Fetch:
    """Return how a window is fetched from a sequence; only the items of the window are made."""

    def fetch(asked: Any, start: int, limit: int) -> Window:
        things = every(asked)
        return Window(len(things), map(made, things[start : start + limit]))

    return fetch


def from_page(family: PageFamily[Any], key: str) -> Fetch:
    """Return how a window is fetched from a page whose data have a list under a key."""

    def every(asked: Any) -> Sequence[BaseModel]:
        things: Sequence[BaseModel] = getattr(family.data(asked), key)
        return things

    return windowed(every, lambda item: item)
