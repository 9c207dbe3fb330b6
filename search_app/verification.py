"""The findings of verification for a site, cached until what they rest on changes."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import nlp
from corpus.cited import instruments_of
from corpus.coded.state import CodedState
from corpus.lasting import replace_text
from corpus.library import HOME, Knowledge
from corpus.store import Library
from corpus.verification.explained import explanations
from corpus.verification.finding import Finding
from corpus.verification.held import HeldTexts
from corpus.verification.room import verify_state
from corpus.verification.seals import period_of, read_seals
from search_app.compare import Cell

_KIND = TypeAdapter(tuple[Finding, ...])
_NONE = "none"
_ABSENCE = "-no-"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FindingShelf:
    """All findings, by record and period of its version; `mark` is the hash of their sources."""

    mark: str
    _by_version: Mapping[tuple[str, str], tuple[Finding, ...]] = field(default_factory=dict)
    _absences: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, mark: str, findings: Iterable[Finding]) -> FindingShelf:
        """Return a shelf with these findings."""
        found: dict[tuple[str, str], list[Finding]] = {}
        for finding in findings:
            found.setdefault((finding.record, finding.since), []).append(finding)
        absences: dict[str, tuple[tuple[str, str], ...]] = {}
        for name, since in found:
            if _ABSENCE in name:
                absences[name] = (*absences.get(name, ()), (name, since))
        return cls(mark, {key: tuple(group) for key, group in found.items()}, absences)

    def __iter__(self) -> Iterator[Finding]:
        for group in self._by_version.values():
            yield from group

    def of_cell(self, cell: Cell) -> tuple[Finding, ...]:
        """Return the findings of the facts behind a cell: of its records, or of its absence."""
        keys = [(record.id, period_of(record.version)) for record in cell.records]
        found = [f for key in keys for f in self._by_version.get(key, ())]
        if cell.status.id == _NONE:
            name = f"{cell.jurisdiction.code}-no-{cell.question.id}"
            found += [f for key in self._absences.get(name, ()) for f in self._by_version[key]]
        return tuple(found)


def mark_of(knowledge: Knowledge, library: Library, home: Path = HOME) -> str:
    """Return a hash of what findings rest on: coded law, seals, explanations, texts and tags."""
    digest = hashlib.sha256(library.mark().encode())
    for code, state in sorted(knowledge.coded.items()):
        digest.update(repr((code, state)).encode())
        digest.update(repr(read_seals(home / "states" / code)).encode())
    digest.update(repr(sorted(explanations().items())).encode())
    return digest.hexdigest()


def verify_all(
    knowledge: Knowledge, library: Library, codes: Iterable[str] = (), home: Path = HOME
) -> Iterator[Finding]:
    """Yield the findings of some states, by default of all.

    Raises:
        CorpusError: the seals or explanations are not valid.
    """
    for code in codes or sorted(knowledge.coded):
        state = knowledge.coded[code]
        held = texts_of(state, library)
        seals = read_seals(home / "states" / code)
        yield from verify_state(state, held, seals, explanations(), nlp.every_scale)


def renew(
    path: Path, knowledge: Knowledge, library: Library, progress: Callable[[str, int, int], None]
) -> FindingShelf:
    """Return current findings, from the file if nothing that they rest on has changed.

    Raises:
        OSError: the folder cannot be written.
    """
    mark = mark_of(knowledge, library)
    kept = read_shelf(path)
    if kept is not None and kept.mark == mark:
        return kept
    found: list[Finding] = []
    for done, code in enumerate(sorted(knowledge.coded), start=1):
        found += verify_all(knowledge, library, (code,))
        progress("verify", done, len(knowledge.coded))
    shelf = FindingShelf.of(mark, found)
    write_shelf(path, shelf)
    return shelf


def is_current(path: Path, knowledge: Knowledge, library: Library) -> bool:
    """Return whether nothing has changed that the findings in a file rest on."""
    kept = read_shelf(path)
    return kept is not None and kept.mark == mark_of(knowledge, library)


def texts_of(state: CodedState, library: Library) -> HeldTexts:
    """Return the texts in the library of every instrument that a state's coded law names."""
    return HeldTexts.of(library.texts_of(sorted(instruments_of(state))))


def write_shelf(path: Path, shelf: FindingShelf) -> None:
    """Write findings to a file atomically.

    Raises:
        OSError: the folder cannot be written.
    """
    replace_text(path, json.dumps({"mark": shelf.mark, "findings": [asdict(f) for f in shelf]}))


def read_shelf(path: Path) -> FindingShelf | None:
    """Return the cached findings; None if there are none or they cannot be read."""
    try:
        kept = json.loads(path.read_bytes())
        return FindingShelf.of(str(kept["mark"]), _KIND.validate_python(kept["findings"]))
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        _log.debug("%s is made again: %s", path, error)
        return None
