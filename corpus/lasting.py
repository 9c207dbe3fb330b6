"""Files that take the place of others, and stay there through a loss of power."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def sync(path: Path) -> None:
    """Write a file, or the names in a folder, through to the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def replace_text(path: Path, text: str) -> None:
    """Write a text file so that it is either the old one or the whole new one.

    Raises:
        OSError: the folder cannot be written; the file is then as before.
    """
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8")
    sync(aside)
    aside.replace(path)
    sync(path.parent)


def put(aside: Path, place: Path, keep_as: Path) -> None:
    """Move a file to its place in one step; what stands there gets a second name before.

    Raises:
        OSError: the folder cannot be written; the place is then as before.
    """
    sync(aside)
    if place.exists():
        also_name(place, keep_as)
    aside.replace(place)
    sync(place.parent)


def also_name(path: Path, name: Path) -> None:
    """Give a file a second name; a copy where the file system knows one name only.

    Raises:
        FileExistsError: the name is taken.
    """
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(path, name)
