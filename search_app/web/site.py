"""What a running site is made of, and how pages get at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from flask import current_app, request

from corpus.check import Finding, check
from corpus.library import HOME, Knowledge
from search_app.index.elastic.fallback import EngineState
from search_app.index.query import Searcher
from search_app.provisions import Provisions

_KEY = "demandside"


@dataclass(frozen=True)
class Site:
    """Knowledge, searcher and library of a site; `generation` names the index in use.

    `base_url` is the public address without a slash at the end; when it is empty, addresses to
    cite are taken from the request. `engine` tells which engine answers now; `home` is the folder
    that the knowledge was read from, in which findings are placed. `left` says why an older index
    than the newest one is used; else it is empty.
    """

    knowledge: Knowledge
    searcher: Searcher
    library: Path | None
    generation: str
    base_url: str = ""
    engine: Callable[[], EngineState] | None = None
    home: Path = HOME
    left: str = ""


@dataclass(frozen=True)
class Rooms:
    """A site and what is arranged once from it."""

    site: Site
    provisions: Provisions
    findings: dict[dt.date, tuple[Finding, ...]] = field(default_factory=dict)


def attach(extensions: dict[str, object], site: Site) -> None:
    """Put a site into an application's extensions."""
    extensions[_KEY] = Rooms(site, Provisions(site.knowledge, site.library))


def _rooms() -> Rooms:
    return cast(Rooms, current_app.extensions[_KEY])


def site() -> Site:
    """Return the site of the current application."""
    return _rooms().site


def knowledge() -> Knowledge:
    """Return the curated knowledge of the current application."""
    return _rooms().site.knowledge


def provisions() -> Provisions:
    """Return the finder of provisions of the current application."""
    return _rooms().provisions


def findings(day: dt.date) -> tuple[Finding, ...]:
    """Return what the librarian finds as of a day; looked for once a day, as it reads all files."""
    known = _rooms().findings
    found = known.get(day)
    if found is None:
        found = check(knowledge(), site().home, day)
        known.clear()
        known[day] = found
    return found


def public_url(path: str) -> str:
    """Return the address to cite for a path of the site."""
    base = site().base_url or request.url_root
    return f"{base.rstrip('/')}{path}"


def engine_state() -> EngineState:
    """Return which engine answers now; the embedded one where there is no other."""
    ask = site().engine
    return ask() if ask else EngineState("embedded")
