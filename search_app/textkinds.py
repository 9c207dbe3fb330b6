"""One kind for one text: what pages, facts, citations and data say of extent, force and form.

Two people speak of the kind of a text: who read it for a fact (`corpus.coded`), and the copy that
the library holds. Where the library holds the text that was read, that is, one of the same
instrument and state, both are told the same:

- extent: that of the copy
- force: that of the copy, unless the reader says that the wording is past, repealed or to come,
  which is said of a provision and not of the whole text
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
_ASSUMED = "consolidated"
TextId = tuple[str, str]
"""Instrument and state of a text."""


def with_library_kinds(knowledge: Knowledge, library: Path | None) -> Knowledge:
    """Return the knowledge whose readings have the kinds of the texts that a library holds.

    Raises:
        LibraryError: the library file cannot be read.
    """
    if library is None or not knowledge.coded:
        return knowledge
    held = text_kinds(library)
    forms = forms_read(knowledge)
    coded = {code: _state(state, held, forms) for code, state in knowledge.coded.items()}
    return dataclasses.replace(knowledge, coded=coded)


def forms_read(knowledge: Knowledge) -> Mapping[TextId, str]:
    """Return the texts of which every reader says that they are not consolidated, with the form."""
    told: dict[TextId, set[str]] = {}
    for state in knowledge.coded.values():
        for reading in _readings(state):
            told.setdefault((reading.instrument, reading.state), set()).add(str(reading.form))
    only = {text: next(iter(forms)) for text, forms in told.items() if len(forms) == 1}
    return {text: form for text, form in only.items() if form != _ASSUMED}


def told_form(stored: StoredProvision, forms: Mapping[TextId, str]) -> StoredProvision:
    """Return a stored provision with the form that its readers say, where its copy assumes one."""
    form = forms.get((stored.instrument, stored.as_of or ""))
    if form is None or stored.copy.form != _ASSUMED:
        return stored
    return dataclasses.replace(stored, copy=dataclasses.replace(stored.copy, form=form))


def _readings(state: CodedState) -> Iterator[LawReading]:
    entries: tuple[Any, ...] = (*state.rules.values(), *state.offences, *state.schemes)
    for entry in entries:
        for version in entry.versions:
            yield from version.readings


def _state(
    state: CodedState, held: Mapping[TextId, TextKind], forms: Mapping[TextId, str]
) -> CodedState:
    def told(entries: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(_entry(entry, held, forms) for entry in entries)

    return dataclasses.replace(
        state,
        rules=dict(zip(state.rules, told(state.rules.values()), strict=True)),
        offences=told(state.offences),
        schemes=told(state.schemes),
    )


def _entry(entry: Any, held: Mapping[TextId, TextKind], forms: Mapping[TextId, str]) -> Any:
    """Return a rule, an offence or a scheme with the kinds of its readings."""
    versions = tuple(
        version.model_copy(
            update={"readings": tuple(_reading(r, held, forms) for r in version.readings)}
        )
        for version in entry.versions
    )
    return entry.model_copy(update={"versions": versions})


def _reading(
    reading: LawReading, held: Mapping[TextId, TextKind], forms: Mapping[TextId, str]
) -> LawReading:
    text = reading.instrument, reading.state
    kind = held.get(text)
    if kind is None:
        return reading
    force = reading.force if reading.force in _OUT_OF_FORCE else kind.force
    form = forms.get(text, kind.form) if kind.form == _ASSUMED else kind.form
    return reading.model_copy(update={"extent": kind.extent, "force": force, "form": form})
