"""The data folder: whether it exists, is writable and has room, and who is writing to it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from corpus.lock import HOLDER, LOCK
from corpus.printable import printable
from search_app.doctor.symptom import Symptom
from search_app.paths import DataFolder

_MEGABYTE = 1_000_000
_ROOM = 100 * _MEGABYTE
"""Free bytes wanted on top of the size of a build."""


def look_at_folder(folder: DataFolder) -> Iterator[Symptom]:
    """Report whether the folder exists and is writable, and whether a build has room in it."""
    root = folder.root
    if not root.is_dir():
        yield Symptom(
            "data folder",
            "fault",
            f"{root} is not a folder",
            "name one with --data, or run a build",
        )
        return
    if os.access(root, os.W_OK | os.X_OK):
        yield Symptom("data folder", "ok", f"{root} can be written")
    else:
        said = f"{root} can only be read: search and the site work, a build does not"
        yield Symptom("data folder", "warning", said)
    yield _room(folder)


def look_at_lock(folder: DataFolder) -> Iterator[Symptom]:
    """Report who is writing to the folder, by the note that every writer leaves.

    The lock itself is not tried, because a writer starting at that moment would be refused.
    """
    note = _note(folder.root / HOLDER)
    if note is None or not (folder.root / LOCK).exists():
        yield Symptom("lock", "ok", "nobody writes to the data folder")
        return
    pid, command, since = note
    who = f"process {pid} ('demandside {command}', since {since})"
    if _runs(pid):
        yield Symptom("lock", "ok", f"{who} writes to the data folder")
    else:
        yield Symptom("lock", "ok", f"free; {who} was ended before it was done")


def _room(folder: DataFolder) -> Symptom:
    """Room for a build: a new generation beside the old ones, about as large as the largest."""
    sizes = [_size(one) for one in folder.index.glob("generation-*")]
    wanted = max(sizes, default=0) + _size(folder.library) + _ROOM
    free = shutil.disk_usage(folder.root).free
    said = f"{free // _MEGABYTE} MB are free, a build wants {wanted // _MEGABYTE} MB"
    if free < wanted:
        return Symptom("disk", "warning", said, "make room before the next build")
    return Symptom("disk", "ok", said)


def _size(path: Path) -> int:
    """The size in bytes of a file or of the files in a folder, which may vanish while counted."""
    total = 0
    for file in (path, *path.glob("*")):
        with suppress(FileNotFoundError):
            total += file.stat().st_size if file.is_file() else 0
    return total


def _note(path: Path) -> tuple[int, str, str] | None:
    try:
        note = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    return int(note["pid"]), printable(str(note["command"])), printable(str(note["since"]))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is another user's
        return True
    return True
