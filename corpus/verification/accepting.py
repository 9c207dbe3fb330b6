"""Records a new reading: the hashes of the texts held now, and the seals of the facts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from corpus.coded.offences import OffenceVersion
from corpus.coded.schemes import SchemeVersion
from corpus.coded.state import CodedState, coded_files
from corpus.lasting import replace_text
from corpus.verification.held import HeldText, HeldTexts
from corpus.verification.seals import period_of, read_seals, seals_of, write_seals
from corpus.verification.words import Bound, bind

# {instrument: se-brottsbalk, provision: "6 kap. 11 §", state: 2026-04-16, sha256: 0f3a…}
_STATE = re.compile(r"(?<=\bstate: )[\"']?[\d-]+[\"']?")


def accept(state: CodedState, folder: Path, held: HeldTexts, records: Collection[str]) -> int:
    """Accept the facts of some records as they are, given the texts held now.

    Readings of texts that have changed get the hash and state of the newest text, and every fact of
    the records gets a new seal. The files keep their comments and order.

    Returns:
        How many readings were bound to another text.

    Raises:
        OSError: a file cannot be written; it is then unchanged.
    """
    changed = [
        bound
        for entry in (*state.offences, *state.schemes)
        if entry.id in records
        for version in entry.versions
        for bound in bind(version, held, state.code)
        if bound.standing == "changed"
    ]
    for path, _, _ in coded_files(folder):
        _rebind(path, changed)
    seals = {name: dict(fields) for name, fields in read_seals(folder).items()}
    every = seals_of(state)
    mine = {name for name in {**seals, **every} if name.split(" ")[0] in records}
    for name in mine:
        seals.pop(name, None)
    write_seals(folder, seals | {name: every[name] for name in mine if name in every})
    return len(changed)


def records_of(state: CodedState, question: str | None, names: Iterable[str]) -> set[str]:
    """Return the ids of the records to read again: those that decide a question, or all."""
    if question is None:
        return {entry.id for entry in (*state.offences, *state.schemes)}
    return set(names) | {scheme.id for scheme in state.schemes if scheme.question == question}


def versions_of(
    state: CodedState, records: Collection[str]
) -> list[tuple[str, str, OffenceVersion | SchemeVersion]]:
    """Return (id and period, title, version) of some records, in the order of the files."""
    return [
        (f"{entry.id} {period_of(version)}", entry.title, version)
        for entry in (*state.offences, *state.schemes)
        if entry.id in records
        for version in entry.versions
    ]


def _rebind(path: Path, changed: Collection[Bound]) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [_line(line, changed) for line in text.split("\n")]
    if "\n".join(lines) != text:
        replace_text(path, "\n".join(lines))


def _line(line: str, changed: Collection[Bound]) -> str:
    for bound in changed:
        old, new = bound.reading.sha256, bound.text
        if old and new and old in line and f"instrument: {bound.reading.instrument}" in line:
            return _bound_to(line.replace(old, new.sha256), new)
    return line


def _bound_to(line: str, text: HeldText) -> str:
    return _STATE.sub(text.state, line, count=1) if text.state else line
