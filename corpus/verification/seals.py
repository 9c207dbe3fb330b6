"""Seals: what each fact was when a reader last accepted it, so that later changes are noticed.

`accepted.json` of a state holds, for each version of a record, twelve hexadecimal digits of the
SHA-256 of every fact:

    {
     "se-buy 2025-07-01": {"attempt": "8a7c31f0d2b4", "sanction": "51c0ffee9aa1"},
     "se-buy-minor 2025-07-01": {"age": "05f3ab9c21de", "attempt": "8a7c31f0d2b4"}
    }
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.coded.basics import UNKNOWN, Dated
from corpus.coded.state import CodedState
from corpus.lasting import replace_text
from corpus.verification.facts import facts_of
from corpus.yamlfile import CorpusError

FILE = "accepted.json"
_DIGITS = 12
_KIND = TypeAdapter(dict[str, dict[str, str]])

Seals = Mapping[str, Mapping[str, str]]
"""Record and period of its version → field → seal (twelve hexadecimal digits)."""


def period_of(version: Dated) -> str:
    """Return what identifies a version within its record: its beginning or, if unknown, its end."""
    return version.from_ if version.from_ != UNKNOWN else f"{UNKNOWN} to {version.ends or 'now'}"


def seal(value: str) -> str:
    """Return the seal of a fact, given its value as text."""
    return hashlib.sha256(value.encode()).hexdigest()[:_DIGITS]


def seals_of(state: CodedState) -> dict[str, dict[str, str]]:
    """Return the seals of all facts of a state as they are now."""
    return {
        f"{entry.id} {period_of(version)}": {
            field: seal(value) for field, value in facts_of(version).items()
        }
        for entry in (*state.offences, *state.schemes)
        for version in entry.versions
    }


def read_seals(folder: Path) -> Seals:
    """Return the seals of the state in a folder; empty if nobody has accepted its facts.

    Raises:
        CorpusError: the file does not have the form that `write_seals` gives it.
    """
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        return _KIND.validate_json(path.read_bytes())
    except ValidationError as error:
        raise CorpusError([f"states/{folder.name}/{FILE}: {error.errors()[0]['msg']}"]) from error


def write_seals(folder: Path, seals: Seals) -> None:
    """Write the seals of a state, one version per line."""
    lines = [
        f" {json.dumps(name)}: {json.dumps(dict(sorted(fields.items())))}"
        for name, fields in sorted(seals.items())
    ]
    replace_text(folder / FILE, "{\n" + ",\n".join(lines) + "\n}\n")
