"""Runs commands in children of the test, to be killed, starved or shut out, and judges the rest."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.database import open_to_read
from search_app.cli import main


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code (negative: the signal), and all that it printed."""

    code: int
    said: str

    def faults(self, *codes: int) -> tuple[str, ...]:
        """Return what is wrong: another exit code, a traceback, a refusal that is no sentence."""
        errors = [line for line in self.said.splitlines() if line.startswith("Error: ")]
        if self.code not in codes:
            return (f"exit code {self.code}: {self.said[-300:]}",)
        if "Traceback" in self.said:
            return (f"a traceback: {self.said[-300:]}",)
        if self.code == 2 and len(errors) != 1:
            return (f"no sentence: {self.said[-300:]}",)
        return ()


class Child:
    """A command under way in a process of its own, with a group of its own."""

    def __init__(
        self, out: Path, *arguments: object, before: Callable[[], object] = lambda: None
    ) -> None:
        """Start the command; `before` is called in the child first."""
        self._out = out
        self.pid = os.fork()
        if not self.pid:
            _run(out, [str(argument) for argument in arguments], before)
        with contextlib.suppress(PermissionError, ProcessLookupError):
            os.setpgid(self.pid, self.pid)  # whoever of the two is first

    def ended(self) -> Ended | None:
        """Return how it ended, None while it runs."""
        found, status = os.waitpid(self.pid, os.WNOHANG)
        return self._told(status) if found else None

    def wait(self) -> Ended:
        """Return how it ended, when it has."""
        return self._told(os.waitpid(self.pid, 0)[1])

    def kill(self) -> Ended:
        """Kill it and the processes that it started (kill -9)."""
        if (ended := self.ended()) is not None:
            return ended
        os.killpg(self.pid, signal.SIGKILL)
        return self.wait()

    def _told(self, status: int) -> Ended:
        return Ended(os.waitstatus_to_exitcode(status), self._out.read_text("utf-8", "replace"))


def _run(out: Path, arguments: list[str], before: Callable[[], object]) -> None:
    """Run a command in the forked child; never returns."""
    code = 70
    try:
        os.setpgid(0, 0)
        opened = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os.dup2(opened, 1)
        os.dup2(opened, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", encoding="utf-8")
        before()
        main(arguments)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    except BaseException:  # noqa: BLE001 - told to the parent as a traceback
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def kill_at_random(
    child: Child, longest: float, chance: random.Random, meanwhile: Callable[[], object]
) -> Ended:
    """Kill a child at a random moment of the time that it takes; do something until then."""
    end = time.monotonic() + chance.uniform(0, longest)
    while time.monotonic() < end:
        if (ended := child.ended()) is not None:
            return ended
        meanwhile()
    return child.kill()


def content(library: Path) -> str:
    """Return a hash of what a library holds, without row numbers and times."""
    digest = hashlib.sha256()
    with closing(open_to_read(library)) as db:
        for row in _rows(db):
            digest.update(repr(row).encode())
    return digest.hexdigest()


def _rows(db: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    yield from db.execute("SELECT * FROM instruments ORDER BY id")
    yield from db.execute(
        "SELECT v.instrument, v.language, v.as_of, v.content_hash, v.source_url, v.status,"
        " p.position, p.public_id, p.number, p.heading, p.rubric, p.context, p.text, t.data,"
        " t.tagger, c.data"
        " FROM versions v JOIN provisions p ON p.version = v.id"
        " LEFT JOIN tags t ON t.provision = p.id LEFT JOIN cues c ON c.provision = p.id"
        " ORDER BY v.instrument, v.language, v.content_hash, p.position"
    )


def hashes(folder: Path) -> dict[str, str]:
    """Return the files under a folder with their hashes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_statutes(folder: Path, files: int, provisions: int) -> Path:
    """Write statute files for a trial; some of their provisions carry a concept."""
    folder.mkdir()
    for n in range(files):
        parts = [
            f"## {i} §\n\nDen som köper en sexuell tjänst av person {n} döms till böter eller"
            f" fängelse i högst {i} månader.\n"
            for i in range(1, provisions + 1)
        ]
        head = f'---\ncountry: se\nidentifier: "2020:{n}"\ntitle: Lag {n}\nlanguage: sv\n---\n\n'
        (folder / f"lag-{n}.md").write_text(head + f"# Lag {n}\n\n" + "\n".join(parts), "utf-8")
    return folder
