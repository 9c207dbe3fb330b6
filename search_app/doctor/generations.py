"""The index: its pointer, every byte of every generation, and whether no provision is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.library import load_knowledge
from corpus.store import Library, LibraryError
from search_app.doctor.symptom import Symptom
from search_app.engines import open_engine
from search_app.index.documents import expected
from search_app.index.embedded import layout
from search_app.index.errors import DamagedIndexError, GenerationError
from search_app.index.generation import current, generations
from search_app.index.manifest import check_generation
from search_app.paths import DataFolder

_BUILD = "run 'demandside build'"
_HALF = f"a build that still runs finishes it, else {_BUILD}"


def look_at_index(folder: DataFolder) -> Iterator[Symptom]:
    """Report whether each generation is sound, and which one is used.

    Raises:
        GenerationError: none can be used.
    """
    home = folder.index
    finished = generations(home)
    for one in finished:
        yield _look(one)
    for half in sorted(set(home.glob("generation-*")).difference(finished)):
        said = f"{half.name} was not finished, or has lost its manifest"
        yield Symptom("index", "warning", said, _HALF)
    try:
        pointed: Path | None = current(home)
    except DamagedIndexError as error:
        yield Symptom("index", "fault", str(error))
        pointed = None
    yield _used(folder, pointed)


def _look(one: Path) -> Symptom:
    try:
        manifest = check_generation(one, layout(), thorough=True)
    except GenerationError as error:
        return Symptom("index", "fault", str(error), _BUILD)
    said = f"{one.name} is whole: {manifest.documents} provisions, {manifest.size / 1e6:.1f} MB"
    return Symptom("index", "ok", said)


def _used(folder: DataFolder, pointed: Path | None) -> Symptom:
    """Which generation is in use, and whether it has all current provisions."""
    try:
        opened = open_engine(folder, "embedded")
    except DamagedIndexError:
        return Symptom("index", "fault", "no generation can be used", _BUILD)
    said = f"{opened.generation} is used"
    if pointed is None or opened.generation != pointed.name:
        return Symptom("index", "fault", f"{said}, because {opened.left}", _BUILD)
    indexed = opened.engine.size
    try:
        wanted = _wanted(folder)
    except LibraryError:  # told with the library
        return Symptom("index", "ok", said)
    if wanted != indexed:
        less = f"{said}; it has {indexed} provisions, library and renderings have {wanted}"
        return Symptom("index", "warning", less, _BUILD)
    return Symptom("index", "ok", f"{said} and has every provision")


def _wanted(folder: DataFolder) -> int:
    if not folder.library.exists():
        return expected(load_knowledge(), None)
    with Library(folder.library, readonly=True) as library:
        return expected(load_knowledge(), library)
