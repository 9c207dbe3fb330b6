"""What a running site is made of, and how pages reach it."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from flask import current_app

from corpus.check import OpenPoint, check
from corpus.library import HOME, Knowledge
from search_app.compare import Cell
from search_app.contract.parameters import Scope
from search_app.facts.room import Facts
from search_app.feeds.item import FeedFilter, FeedItem
from search_app.feeds.items import FeedItems
from search_app.index.elastic.fallback import EngineState
from search_app.index.query import Searcher
from search_app.provisions import Provisions
from search_app.release import Release, release_of
from search_app.reporting import NO_REPORTING, Reporting
from search_app.web.agreement import CellAgreement, Shelves, agreement_of

_KEY = "demandside"


@dataclass(frozen=True)
class Site:
    """Knowledge, searcher and library of a site; `generation` names the index in use.

    `base_url` is the public address without a slash at the end; when it is empty, addresses to
    cite are paths, as no page depends on the name under which it was asked for. `engine` tells
    which engine answers now; `home` is the folder that the knowledge was read from, in which
    findings are placed; `built_at` is when the index was built (Unix time); `left` says why an
    older index than the newest one is used, else it is empty; `releases` is the folder of editions;
    `reporting` says where readers report errors.
    """

    knowledge: Knowledge
    searcher: Searcher
    library: Path | None
    generation: str
    base_url: str = ""
    engine: Callable[[], EngineState] | None = None
    home: Path = HOME
    built_at: float | None = None
    left: str = ""
    reporting: Reporting = NO_REPORTING
    releases: Path | None = None


class Findings:
    """The open points of a day: one thread looks for them, once, while the others wait."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._guard = threading.Lock()
        self._found: tuple[dt.date, tuple[OpenPoint, ...]] | None = None

    def of(self, day: dt.date) -> tuple[OpenPoint, ...]:
        """Return the open points of a day; those of the last day asked for are kept."""
        known = self._found
        if known is None or known[0] != day:
            with self._guard:
                known = self._found
                if known is None or known[0] != day:
                    known = self._found = day, check(self._site.knowledge, self._site.home, day)
        return known[1]


@dataclass(frozen=True)
class Rooms:
    """A site, and what is built from it once."""

    site: Site
    provisions: Provisions
    findings: Findings
    facts: Facts
    shelves: Shelves
    scope: Scope
    items: FeedItems

    @cached_property
    def release(self) -> Release:
        """The release of the knowledge."""
        return release_of(self.site.knowledge, self.site.home)


def attach(extensions: dict[str, object], site: Site) -> None:
    """Attach a site to an application through its extensions."""
    facts = Facts(site.knowledge)
    extensions[_KEY] = Rooms(
        site=site,
        provisions=Provisions(site.knowledge, site.library),
        findings=Findings(site),
        facts=facts,
        shelves=Shelves(site.library),
        scope=Scope(site.knowledge, facts),
        items=FeedItems(site.knowledge, site.library, site.home),
    )


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


def findings(day: dt.date) -> tuple[OpenPoint, ...]:
    """Return the open points of a day."""
    return _rooms().findings.of(day)


def facts() -> Facts:
    """Return the tables of facts of the current application."""
    return _rooms().facts


def release() -> Release:
    """Return the release that the current application shows."""
    return _rooms().release


def scope() -> Scope:
    """Return what the closed lists of parameters are read from."""
    return _rooms().scope


def feed_items(wanted: FeedFilter) -> tuple[FeedItem, ...]:
    """Return what changed up to today and meets a filter, newest first."""
    return _rooms().items.of(dt.date.today(), wanted)


def agreement(cell: Cell) -> CellAgreement | None:
    """Return how the facts behind a cell agree with the texts; None where nothing was compared."""
    return agreement_of(cell, _rooms().shelves.current())


def public_url(path: str) -> str:
    """Return the public address of a path of the site; the path itself where none is known."""
    return f"{site().base_url}{path}"


def engine_state() -> EngineState:
    """Return the engine in use; the embedded one where there is no other."""
    ask = site().engine
    return ask() if ask else EngineState("embedded")
