"""Whether the site is alive, and whether it can answer: two questions with two addresses.

`/healthz` asks nothing of anything, so that a slow disk does not get a living process killed.
`/readyz` reads a text of the library and asks the index; each in a thread of its own with a limit,
so that neither a hanging disk nor a hanging engine hangs the address too.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from corpus.store import Library
from search_app.index.query import SearchQuery
from search_app.web.site import Site

PATIENCE = 5.0
"""Seconds that `/readyz` waits for the library and the index."""

_FIRST_PATIENCE = 1.0
_KEY = "demandside.health"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ProbeOutcome:
    """What came of a check: what failed, in a sentence, or the number that it found."""

    fault: str | None = None
    found: int | None = None


class Probe:
    """A check that one thread does at a time, however many ask and however long it takes."""

    def __init__(self, name: str, check: Callable[[], int | None], fault: str) -> None:
        self._name, self._check, self._fault = name, check, fault
        self._guard = threading.Lock()
        self._running: Future[ProbeOutcome] | None = None
        self.last: ProbeOutcome | None = None
        """What came of the last check that ended."""

    def begin(self) -> tuple[Future[ProbeOutcome], bool]:
        """Return the check that runs, and whether it was begun by this call."""
        with self._guard:
            if self._running is not None and not self._running.done():
                return self._running, False
            running: Future[ProbeOutcome] = Future()
            self._running = running
        threading.Thread(target=self._run, args=(running,), daemon=True).start()
        return running, True

    def outcome(self, running: Future[ProbeOutcome], patience: float) -> ProbeOutcome:
        """Return what comes of a check, or that nothing came within so many seconds."""
        try:
            return running.result(patience)
        except TimeoutError:
            return ProbeOutcome(f"The {self._name} did not answer within {patience:g} seconds.")

    def _run(self, running: Future[ProbeOutcome]) -> None:
        try:
            outcome = ProbeOutcome(found=self._check())
        except Exception as error:  # noqa: BLE001 - whatever fails is what the check is for
            _log.error("not ready: the %s fails", self._name, exc_info=error)
            outcome = ProbeOutcome(self._fault)
        self.last = outcome
        running.set_result(outcome)


class Health:
    """The checks of one site."""

    def __init__(self, site: Site, patience: float = PATIENCE) -> None:
        self._site, self._patience = site, patience
        self._index = Probe("search index", self._ask_index, "The search index cannot be read.")
        self._library = Probe("library", self._read_library, "The library cannot be read.")

    def faults(self) -> dict[str, str]:
        """Return what cannot be read now (`library`, `index`), each with a sentence."""
        begun = [(probe, probe.begin()[0]) for probe in (self._library, self._index)]
        outcomes = [probe.outcome(running, self._patience) for probe, running in begun]
        named = zip(("library", "index"), outcomes, strict=True)
        return {name: outcome.fault for name, outcome in named if outcome.fault}

    def provisions(self) -> int | None:
        """Return how many provisions the last check of the index found, None before the first one.

        Only the call that begins that first one waits for it, a second at most.
        """
        if self._index.last is None:
            running, begun = self._index.begin()
            if begun:
                self._index.outcome(running, _FIRST_PATIENCE)
        last = self._index.last
        return last.found if last else None

    def _ask_index(self) -> int:
        return self._site.searcher.search(SearchQuery(per_page=1)).total

    def _read_library(self) -> None:
        if self._site.library is not None:
            with Library(self._site.library, readonly=True) as library:
                next(iter(library.provisions(current=False)), None)


def register(app: Flask, site: Site) -> None:
    """Give an application the checks of its site."""
    app.extensions[_KEY] = Health(site)


def health() -> Health:
    """Return the checks of the current application."""
    return cast(Health, current_app.extensions[_KEY])
