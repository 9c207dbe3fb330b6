"""How the facts behind a cell agree with the texts: the findings of the last build, for pages."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.coded.basics import Dated
from corpus.dates import first_day
from corpus.verification.finding import AGREES, NOT_COMPARED, Count, Finding, by_outcome, count
from corpus.verification.seals import period_of
from search_app.compare import Cell
from search_app.contract.agreement import AgreeingText, AgreementCounts, AgreementData
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
            **self._texts(),
            others=dict(self.rest),
        )

    def data(self) -> AgreementData:
        """Return the numbers and every finding."""
        return AgreementData(
            agree=self.count.agree,
            facts=self.count.total,
            **self._texts(),
            findings=self.findings,
        )

    def _texts(self) -> dict[str, Any]:
        texts = (
            AgreeingText(state=state or None, agree=number) for state, number in self.count.states
        )
        return {
            "text_of": self.count.oldest or None,
            "text_of_oldest": self.count.oldest or None,
            "text_of_newest": self.count.newest or None,
            "texts": tuple(texts),
        }


def agreement_of(cell: Cell, shelf: FindingShelf | None) -> CellAgreement | None:
    """Return how the facts behind a cell agree; None where none was compared with a text.

    A text bears out a rule that has ended only if it speaks of the time when the rule held.
    """
    versions = {(r.id, period_of(r.version)): r.version for r in cell.records}
    findings = tuple(
        _of_its_time(finding, versions.get((finding.record, finding.since)))
        for finding in (shelf.of_cell(cell) if shelf else ())
    )
    return CellAgreement(count(findings), findings) if findings else None


def _of_its_time(finding: Finding, version: Dated | None) -> Finding:
    """Return a finding, not compared if its text is from after the end of the rule."""
    if finding.outcome != AGREES or version is None or _speaks_of(finding.state, version):
        return finding
    why = "the text held is of a day on which this rule had ended"
    return replace(finding, outcome=NOT_COMPARED, by=(), why=why)


def _speaks_of(state: str, version: Dated) -> bool:
    """Return whether a text of a date has the wording of the time when a version held."""
    if version.ends is None or not state:
        return version.ends is None
    ends = first_day(version.ends)
    since = (r.wording_since for r in version.readings if r.state == state)
    return first_day(state) < ends or any(day and first_day(day) < ends for day in since)
