"""How the facts behind a cell agree with the texts: the findings of the last build, for pages."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from corpus.verification.finding import AGREES, Count, Finding, by_outcome, count
from search_app.compare import Cell
from search_app.contract.agreement import AgreementCounts, AgreementData
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
class CellAgreement:
    """The findings of a cell: their count, and each of them."""

    count: Count
    findings: tuple[Finding, ...]

    @property
    def rest(self) -> tuple[tuple[str, int], ...]:
        """Every outcome other than agreement, with how many findings have it."""
        counts = by_outcome(self.findings)
        return tuple((name, n) for name, n in counts.items() if n and name != AGREES)

    def counts(self) -> AgreementCounts:
        """Return the numbers, as comparisons give them."""
        return AgreementCounts(
            facts=self.count.total,
            agree=self.count.agree,
            text_of=self.count.state or None,
            others=dict(self.rest),
        )

    def data(self) -> AgreementData:
        """Return the numbers and every finding."""
        return AgreementData(
            agree=self.count.agree,
            facts=self.count.total,
            text_of=self.count.state or None,
            findings=self.findings,
        )


def agreement_of(cell: Cell, shelf: FindingShelf | None) -> CellAgreement | None:
    """Return how the facts behind a cell agree; None where none was compared with a text."""
    findings = shelf.of_cell(cell) if shelf else ()
    return CellAgreement(count(findings), findings) if findings else None
