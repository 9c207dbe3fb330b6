"""Makes git repositories of self-written law, with commits on given days."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

STATUTE = """---
title: "Karistuslag"
identifier: "{identifier}"
country: "se"
last_updated: "{day}"
status: "in_force"
---
# Karistuslag

### 1 §

{one}

### 2 §

{two}
"""


def statute(day: str, one: str, two: str = "Two stays.", identifier: str = "SFS-1-1") -> str:
    return STATUTE.format(identifier=identifier, day=day, one=one, two=two)


class Repository:
    """A repository with a working tree."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True)
        self._git("init", "-q", "-b", "main")

    def commit(self, message: str, day: str = "2026-01-01", /, **files: str | bytes | None) -> None:
        """Commit files, given as `se_law="…"` for `se/law.md`; None deletes one."""
        for key, words in files.items():
            file = self.path / f"{key.replace('_', '/')}.md"
            file.parent.mkdir(exist_ok=True)
            if words is None:
                file.unlink()
            else:
                file.write_bytes(words.encode() if isinstance(words, str) else words)
        self._git("add", "-A")
        self._git("commit", "-q", "--allow-empty", "-m", message, day=day)

    def reform(self, day: str, words: str, source: str, norm: str = "SFS-1-1") -> None:
        """Commit `se/law.md` as a law-as-git collection does, with trailers."""
        message = f"[reform] Karistuslag\n\nWhat changed.\n\nSource-Id: {source}\n"
        self.commit(f"{message}Source-Date: {day}\nNorm-Id: {norm}", "2026-02-02", se_law=words)

    def bare(self, path: Path) -> Path:
        """Return a bare clone."""
        self._git("clone", "-q", "--bare", str(self.path), str(path))
        return path

    def _git(self, *arguments: str, day: str = "2026-01-01") -> None:
        when = {f"GIT_{who}_DATE": f"{day}T00:00:00+0100" for who in ("AUTHOR", "COMMITTER")}
        named = ("-c", "user.name=n", "-c", "user.email=e@e.example")
        subprocess.run(
            ["git", "-C", str(self.path), *named, *arguments],
            check=True,
            capture_output=True,
            env=os.environ | when,
        )
