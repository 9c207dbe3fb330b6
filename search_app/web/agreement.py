"""How the facts behind a cell agree with the texts: the findings of the last build, for pages."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.verification.finding import AGREES, Count, Finding, by_outcome, count
from search_app.compare import Cell
from search_app.verification import FindingShelf, read_shelf


class Shelves:
    """The findings in a data folder, read again when the file changes."""

    def __init__(self, library: Path | None) -> None:
        self._path = library.with_name("findings.json") if library else None
        self._guard = threading.Lock()
        self._kept: tuple[int, FindingShelf | None] = (-1, None)

    def current(self) -> FindingShelf | None:
        """Return the findings of the last build; None where there are none."""
        if self._path is None:
            return None
        try:
            stamp = self._path.stat().st_mtime_ns
        except OSError:
            return None
        with self._guard:
            if self._kept[0] != stamp:
                self._kept = stamp, read_shelf(self._path)
            return self._kept[1]


@dataclass(frozen=True)
class Agreement:
    """The findings of a cell, counted, and those that do not plainly agree apart."""

    count: Count
    findings: tuple[Finding, ...]

    @property
    def rest(self) -> tuple[tuple[str, int], ...]:
        """Every other outcome with how many findings have it."""
        counts = by_outcome(self.findings)
        return tuple((name, n) for name, n in counts.items() if n and name != AGREES)

    def to_json(self) -> dict[str, object]:
        """Return the count and every finding."""
        return {
            "agree": self.count.agree,
            "facts": self.count.total,
            "text_of": self.count.state or None,
            "findings": [asdict(finding) for finding in self.findings],
        }


def agreement_of(found: Cell, shelf: FindingShelf | None) -> Agreement | None:
    """Return how the facts behind a cell agree; None where nothing was held against texts."""
    findings = shelf.of_cell(found) if shelf else ()
    return Agreement(count(findings), findings) if findings else None
