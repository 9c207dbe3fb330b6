"""The state that all pages of a site depend on, as one short text."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from search_app.web.site import Site

_OTHERS_INDEX_SECONDS = 300
"""How long pages from a cluster are cached, because others may reindex it."""


class Stamp:
    """Returns the state of a site whenever it is called."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def __call__(self) -> str | None:
        """Return generation, day and state of the library; None while the spare engine answers."""
        state = self._site.engine() if self._site.engine else None
        if state and state.reason is not None:
            return None
        parts = [self._site.generation, dt.date.today().isoformat(), _library(self._site.library)]
        if state and state.engine == "elasticsearch":
            parts.append(str(int(time.time() // _OTHERS_INDEX_SECONDS)))
        return " ".join(parts)


def _library(path: Path | None) -> str:
    """Return size and time of the library's two files, which change with every write."""
    if path is None:
        return "-"
    return " ".join(_file(name) for name in (path, path.with_name(f"{path.name}-wal")))


def _file(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return "-"
    return f"{found.st_size}.{found.st_mtime_ns}" if found.st_size else "-"
