"""The program itself: its versions, and the knowledge packaged with it."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from corpus.check import check
from corpus.library import load_knowledge
from corpus.yamlfile import CorpusError
from search_app.doctor.symptom import Symptom

_PACKAGES = ("demandside", "spacy", "tantivy")
_REINSTALL = "install the program again"


def look_at_versions() -> Iterator[Symptom]:
    """Report the versions of Python, SQLite and the main packages; a missing one is a fault."""
    versions = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    for name in _PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            yield Symptom("versions", "fault", f"the package {name} is missing", _REINSTALL)
    yield Symptom("versions", "ok", ", ".join(f"{name} {v}" for name, v in versions.items()))


def look_at_knowledge() -> Iterator[Symptom]:
    """Validate the packaged knowledge; report its faults, or else how much is in it."""
    try:
        known = load_knowledge()
    except CorpusError as error:
        for line in error.lines:
            yield Symptom("knowledge", "fault", line, _REINSTALL)
        return
    yield Symptom(
        "knowledge",
        "ok",
        f"{len(known.jurisdictions)} jurisdictions and {len(known.questions)} questions are valid;"
        f" 'demandside check' lists {len(check(known))} things to look at",
    )
