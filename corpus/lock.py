"""One writer at a time per data folder, by a lock that the system frees when its holder dies.

Commands that change the library or the index hold it while they run. Readers need no lock.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = "writer.lock"
HOLDER = "writer.json"


class LockedError(Exception):
    """Another process is writing to the data folder; the message says which, and what to do."""


@contextmanager
def writing(root: Path, command: str) -> Iterator[None]:
    """Hold the writer's lock of a data folder while the block runs.

    Args:
        root: the data folder, created if it is missing.
        command: what the holder is doing (`import`), for the message to other processes.

    Raises:
        LockedError: another process holds the lock.
        OSError: the folder cannot be written to.
    """
    root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockedError(f"{root} is in use: {_held_by(root)}; wait for it to end") from error
    try:
        _say(root, command)
        yield
        (root / HOLDER).unlink(missing_ok=True)
    finally:
        lock.release()


def holder(root: Path) -> str:
    """Return a phrase that says which other process holds the lock; empty if none does."""
    if not (root / LOCK).exists():
        return ""
    lock = FileLock(root / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return "" if _noted(root).get("pid") == os.getpid() else _held_by(root)
    except OSError:
        return ""
    lock.release()
    return ""


def _say(root: Path, command: str) -> None:
    """Write down who holds the lock. The note may outlive a killed holder; the lock does not."""
    now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    aside = root / f"{HOLDER}.{os.getpid()}"
    aside.write_text(json.dumps({"pid": os.getpid(), "command": command, "since": now}), "utf-8")
    aside.replace(root / HOLDER)


def _held_by(root: Path) -> str:
    """Return a phrase that says who holds the lock, as far as the note tells."""
    note = _noted(root)
    if not note:
        return "another process writes there"
    return f"process {note['pid']} runs 'demandside {note['command']}' there since {note['since']}"


def _noted(root: Path) -> dict[str, object]:
    """Return the holder's note; empty if it is missing or unreadable."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        note = json.loads((root / HOLDER).read_text("utf-8"))
        return {"pid": int(note["pid"]), "command": note["command"], "since": note["since"]}
    return {}
