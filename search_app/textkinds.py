"""One kind for one text: what pages, facts, citations and data say of extent, force and form.

Two people speak of the kind of a text: who read it for a fact (`corpus.coded`), and the copy that
the library holds. Where the library holds the text that was read, that is, one of the same
instrument and state, both are told the same:

- extent: that of the copy
- force: that of the copy, unless the reader says that the wording is past, repealed or to come,
  which is said of a provision and not of the whole text; a copy that does not say (`unknown`) has
  the force that its readers agree on
- form: that of the copy, unless the copy says `consolidated`, which the import takes for granted
  where a file says nothing, and every reader of the text says otherwise

Where no such text is held, the words of the reader stand.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.coded.basics import LawReading
from corpus.coded.state import CodedState
from corpus.kinds import text_kinds
from corpus.library import Knowledge
from corpus.stored import StoredProvision
from corpus.texts import TextKind

_OUT_OF_FORCE = frozenset({"past", "repealed", "future"})
_UNSAID, _ASSUMED = "unknown", "consolidated"
"""The force and the form of a copy whose file says nothing."""
TextId = tuple[str, str]
"""Instrument and state of a text."""


@dataclasses.dataclass(frozen=True)
class AgreedKind:
    """Force and form that the readers of a text agree on, else those of a file without words."""

    force: str
    form: str


KindsRead = Mapping[TextId, AgreedKind]
"""What the readers of each text agree on."""


def with_library_kinds(knowledge: Knowledge, library: Path | None) -> Knowledge:
    """Return the knowledge whose readings have the kinds of the texts that a library holds.

    Raises:
        LibraryError: the library file cannot be read.
    """
    if library is None or not knowledge.coded:
        return knowledge
    held = text_kinds(library)
    read = kinds_read(knowledge)
    coded = {code: _state(state, held, read) for code, state in knowledge.coded.items()}
    return dataclasses.replace(knowledge, coded=coded)


def kinds_read(knowledge: Knowledge) -> KindsRead:
    """Return what the readers of each text agree on."""
    readings: dict[TextId, list[LawReading]] = {}
    for state in knowledge.coded.values():
        for reading in _readings(state):
            readings.setdefault((reading.instrument, reading.state), []).append(reading)
    return {text: _agreed(told) for text, told in readings.items()}


def _agreed(readings: Iterable[LawReading]) -> AgreedKind:
    told = list(readings)
    forces = {str(reading.force) for reading in told} - _OUT_OF_FORCE
    forms = {str(reading.form) for reading in told}
    return AgreedKind(
        force=forces.pop() if len(forces) == 1 else _UNSAID,
        form=forms.pop() if len(forms) == 1 else _ASSUMED,
    )


def as_read(stored: StoredProvision, read: KindsRead) -> StoredProvision:
    """Return a stored provision with the kind that its readers say where its copy says none."""
    told = read.get((stored.instrument, stored.as_of or ""))
    if told is None:
        return stored
    copy = stored.copy
    known = dataclasses.replace(
        copy,
        force=told.force if copy.force == _UNSAID else copy.force,
        form=told.form if copy.form == _ASSUMED else copy.form,
    )
    return stored if known == copy else dataclasses.replace(stored, copy=known)


def _readings(state: CodedState) -> Iterator[LawReading]:
    entries: tuple[Any, ...] = (*state.rules.values(), *state.offences, *state.schemes)
    for entry in entries:
        for version in entry.versions:
            yield from version.readings


def _state(state: CodedState, held: Mapping[TextId, TextKind], read: KindsRead) -> CodedState:
    def told(entries: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(_entry(entry, held, read) for entry in entries)

    return dataclasses.replace(
        state,
        rules=dict(zip(state.rules, told(state.rules.values()), strict=True)),
        offences=told(state.offences),
        schemes=told(state.schemes),
    )


def _entry(entry: Any, held: Mapping[TextId, TextKind], read: KindsRead) -> Any:
    """Return a rule, an offence or a scheme with the kinds of its readings."""
    versions = tuple(
        version.model_copy(
            update={"readings": tuple(_reading(r, held, read) for r in version.readings)}
        )
        for version in entry.versions
    )
    return entry.model_copy(update={"versions": versions})


def _reading(reading: LawReading, held: Mapping[TextId, TextKind], read: KindsRead) -> LawReading:
    text = reading.instrument, reading.state
    kind = held.get(text)
    if kind is None:
        return reading
    told = read[text]
    force = told.force if kind.force == _UNSAID else kind.force
    return reading.model_copy(
        update={
            "extent": kind.extent,
            "force": reading.force if reading.force in _OUT_OF_FORCE else force,
            "form": told.form if kind.form == _ASSUMED else kind.form,
        }
    )
