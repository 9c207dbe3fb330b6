"""Replaces files in one step, so that they survive a loss of power."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def sync(path: Path) -> None:
    """Flush a file, or the entries of a folder, to the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def replace_text(path: Path, text: str) -> None:
    """Write a text file in one step: a reader sees either the old text or the new one.

    Raises:
        OSError: the folder cannot be written; the file is then unchanged.
    """
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8")
    sync(aside)
    aside.replace(path)
    sync(path.parent)


def put(aside: Path, place: Path, keep_as: Path) -> None:
    """Move a file to its place in one step, keeping any old file there under another name.

    Raises:
        OSError: the folder cannot be written; the old file is then unchanged.
    """
    sync(aside)
    if place.exists():
        also_name(place, keep_as)
    aside.replace(place)
    sync(place.parent)


def also_name(path: Path, name: Path) -> None:
    """Give a file a second name, or copy it if the file system has no hard links.

    Raises:
        FileExistsError: the name is taken.
    """
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(path, name)
