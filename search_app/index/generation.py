"""Generations: an index is built aside and takes over by one pointer, or not at all."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

POINTER = "current"
KEPT = 2


class GenerationError(Exception):
    """There is no usable index; the message says what to do."""


def current(home: Path) -> Path:
    """Return the folder of the current generation.

    Raises:
        GenerationError: none was built yet.
    """
    pointer = home / POINTER
    if not pointer.exists():
        raise GenerationError(f"no search index in {home}: run 'demandside build' first")
    folder = home / pointer.read_text("utf-8").strip()
    if not folder.is_dir():
        raise GenerationError(f"{pointer} names {folder.name}, which is missing: build again")
    return folder


def build_aside(home: Path, write: Callable[[Path], int]) -> tuple[Path, int]:
    """Build a generation with `write` and make it current; return its folder and its size.

    On any error the half-built folder is deleted and the pointer stays as it was.
    """
    home.mkdir(parents=True, exist_ok=True)
    folder = home / f"generation-{uuid.uuid4().hex[:12]}"
    try:
        size = write(folder)
        if size == 0:
            raise GenerationError("the new index is empty; the old one stays")
        point(home, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _clean(home, keep=folder)
    return folder, size


def point(home: Path, folder: Path) -> None:
    """Make a generation current: write aside, fsync, rename."""
    aside = home / f"{POINTER}.{os.getpid()}"
    with aside.open("w", encoding="utf-8") as file:
        file.write(folder.name)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(home / POINTER)


def _clean(home: Path, keep: Path) -> None:
    """Keep the newest generations, the current one among them."""
    others = sorted(
        (f for f in home.glob("generation-*") if f.is_dir() and f != keep),
        key=lambda f: f.stat().st_mtime,
        reverse=True,
    )
    for old in others[KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
