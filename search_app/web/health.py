"""Whether the site is up, and whether it can serve: two questions, two addresses.

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
    """The result of a check: a sentence on what failed, or the number of provisions."""

    fault: str | None = None
    provisions: int | None = None


class Probe:
    """A check that runs once at a time, however many ask for it and however long it takes."""

    def __init__(self, name: str, check: Callable[[], int | None], fault: str) -> None:
        self._name, self._check, self._fault = name, check, fault
        self._guard = threading.Lock()
        self._running: Future[ProbeOutcome] | None = None
        self.last: ProbeOutcome | None = None
        """The result of the last finished check."""

    def begin(self) -> tuple[Future[ProbeOutcome], bool]:
        """Return the running check, and whether this call started it."""
        with self._guard:
            if self._running is not None and not self._running.done():
                return self._running, False
            running: Future[ProbeOutcome] = Future()
            self._running = running
        threading.Thread(target=self._run, args=(running,), daemon=True).start()
        return running, True

    def outcome(self, running: Future[ProbeOutcome], patience: float) -> ProbeOutcome:
        """Return the result of a check, or that it took longer than so many seconds."""
        try:
            return running.result(patience)
        except TimeoutError:
            return ProbeOutcome(f"The {self._name} did not answer within {patience:g} seconds.")

    def _run(self, running: Future[ProbeOutcome]) -> None:
        try:
            outcome = ProbeOutcome(provisions=self._check())
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
        """Return how many provisions the last check of the index counted; None before the first.

        Only the call that starts the first check waits for it, for a second at most.
        """
        if self._index.last is None:
            running, begun = self._index.begin()
            if begun:
                self._index.outcome(running, _FIRST_PATIENCE)
        last = self._index.last
        return last.provisions if last else None

    def _ask_index(self) -> int:
        return self._site.searcher.search(SearchQuery(per_page=1)).total

    def _read_library(self) -> None:
        if self._site.library is not None:
            with Library(self._site.library, readonly=True) as library:
                next(iter(library.provisions(current=False)), None)


def register(app: Flask, site: Site) -> None:
    """Attach a site's checks to its application."""
    app.extensions[_KEY] = Health(site)


def health() -> Health:
    """Return the checks of the current application."""
    return cast(Health, current_app.extensions[_KEY])
