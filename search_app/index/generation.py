"""Generations: a new index is built beside the old one, then one pointer is switched to it.

Who reads takes the generation that the pointer names and, where that one is damaged, the newest
good one beside it.
"""

from __future__ import annotations

import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from search_app.index.errors import DamagedIndexError, GenerationError
from search_app.index.manifest import check_generation, read_manifest, seal_generation

__all__ = [
    *("GenerationError", "Used", "build_aside", "current", "generations", "is_made_from", "point"),
    "use",
]

Opened = TypeVar("Opened")
POINTER = "current"
KEPT = 2
# "generation-a1a6a06a8078"
_NAME = re.compile(r"generation-[a-z0-9]{1,40}")
_LONGEST = 100
_FIRST = "run 'demandside build' first"
_AGAIN = "run 'demandside build'"


@dataclass(frozen=True)
class Used(Generic[Opened]):
    """A generation in use. `left` says why it is not the current one; empty when it is."""

    folder: Path
    opened: Opened
    left: str = ""


def current(home: Path) -> Path:
    """Return the folder of the current generation.

    Raises:
        GenerationError: none was built yet, or the pointer to it is damaged.
    """
    pointer = home / POINTER
    if not os.path.lexists(pointer):
        raise GenerationError(f"no search index in {home}: {_FIRST}")
    try:
        return home / _named(pointer)
    except DamagedIndexError as error:
        raise DamagedIndexError(f"{error}; {_AGAIN}") from error


def generations(home: Path) -> list[Path]:
    """Return the folders of all finished generations, the newest first."""
    found: list[tuple[str, Path]] = []
    for folder in home.glob("generation-*"):
        with suppress(DamagedIndexError):  # what has no manifest was not finished
            found.append((read_manifest(folder).built, folder))
    return [folder for _, folder in sorted(found, reverse=True)]


def use(home: Path, layout: str, opener: Callable[[Path], Opened]) -> Used[Opened]:
    """Open the current generation; when it is damaged, the newest one that is not.

    Args:
        home: the folder of generations.
        layout: the hash of the index layout of this program.
        opener: opens the folder of a generation; raises `DamagedIndexError` when it cannot.

    Raises:
        GenerationError: there is none.
        DamagedIndexError: there are some, and none is good.
    """
    faults: list[str] = []
    for folder in _candidates(home, faults):
        try:
            check_generation(folder, layout)
            return Used(folder, opener(folder), faults[0] if faults else "")
        except DamagedIndexError as error:
            faults.append(str(error))
    if not faults:
        raise GenerationError(f"no search index in {home}: {_FIRST}")
    others = ", and no other generation is good" if len(faults) > 1 else ""
    raise DamagedIndexError(f"{faults[0]}{others}: {_AGAIN}")


def build_aside(
    home: Path, write: Callable[[Path], int], layout: str, made_from: str = ""
) -> tuple[Path, int]:
    """Build a generation with `write` and make it current; return its folder and its size.

    On any error the half-built folder is deleted and the pointer stays as it was.

    Args:
        home: the folder of generations.
        write: writes a new folder and returns how many documents it holds.
        layout: the hash of the index layout of this program.
        made_from: the mark of what the documents are made from, to be kept with the generation.
    """
    home.mkdir(parents=True, exist_ok=True)
    folder = home / f"generation-{uuid.uuid4().hex[:12]}"
    try:
        size = write(folder)
        if size == 0:
            raise GenerationError("the new index is empty; the old one stays")
        seal_generation(folder, size, layout, made_from)
        point(home, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _clean(home, keep=folder, layout=layout)
    return folder, size


def is_made_from(home: Path, layout: str, made_from: str) -> bool:
    """Return whether the current generation is sound and was made from this."""
    try:
        return check_generation(current(home), layout).made_from == made_from
    except GenerationError:
        return False


def point(home: Path, folder: Path) -> None:
    """Make a generation current: write a new pointer, fsync, rename."""
    aside = home / f"{POINTER}.{os.getpid()}"
    with aside.open("w", encoding="utf-8") as file:
        file.write(folder.name)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(home / POINTER)


def _named(pointer: Path) -> str:
    """The name in a pointer: that of a generation in the same folder, or nothing."""
    try:
        if not pointer.is_file():
            raise DamagedIndexError(f"the pointer {POINTER} to the search index is not a file")
        with pointer.open("rb") as file:
            name = file.read(_LONGEST).decode("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedIndexError(
            f"the pointer {POINTER} to the search index cannot be read"
        ) from error
    if not _NAME.fullmatch(name):
        raise DamagedIndexError(f"the pointer {POINTER} to the search index names no generation")
    if not (pointer.parent / name).is_dir():
        raise DamagedIndexError(f"{name}, which the pointer {POINTER} names, is missing")
    return name


def _candidates(home: Path, faults: list[str]) -> Iterator[Path]:
    """The current generation, then the others; `faults` gets the reason if there is none."""
    others = generations(home)
    pointed: Path | None = None
    if os.path.lexists(home / POINTER):
        try:
            pointed = home / _named(home / POINTER)
            yield pointed
        except DamagedIndexError as error:
            faults.append(str(error))
    elif others:
        faults.append(f"the pointer {POINTER} to the search index is missing")
    yield from (folder for folder in others if folder != pointed)


def _clean(home: Path, keep: Path, layout: str) -> None:
    """Delete all but the newest good generations; the current one always stays."""
    kept = {keep}
    for folder in generations(home):
        if len(kept) < KEPT and folder != keep and _is_good(folder, layout):
            kept.add(folder)
    for folder in home.glob("generation-*"):
        if folder not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _is_good(folder: Path, layout: str) -> bool:
    try:
        check_generation(folder, layout)
    except DamagedIndexError:
        return False
    return True
