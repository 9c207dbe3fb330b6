"""Runs `demandside crawl` in its own process against the stand-in, with imaginary instruments.

Crawls of the stand-in are forked from a process that has the modules loaded; those in earnest run
in an interpreter of their own, as a user starts them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from crawler.sources.loading import FILE
from tests.crawler import answers
from tests.crawler.launch import IN_EARNEST, run
from tests.forked import Forked

ROOT = Path(__file__).parents[2]
PATIENCE = 300
"""Seconds that a crawl may take."""


def source_files(folder: Path, names: Iterable[str], **changes: Any) -> Path:
    """Write source files that collect only the imaginary instrument of each source, at any hour."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        source, _ = answers.imaginary(name)
        plain = source.model_dump(mode="json", exclude_none=True) | changes
        plain["limits"].pop("hours", None)
        home = folder / name.replace("-", "_")
        home.mkdir()
        (home / FILE).write_text(yaml.safe_dump(plain, allow_unicode=True), "utf-8")
    return folder


@dataclass(frozen=True)
class Setting:
    """Where a crawl runs: data folder, sources, and the stand-in (without it, in earnest)."""

    data: Path
    files: Path
    stand_in: str = ""
    more: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of `demandside` with these arguments."""
        led = (str(self.files), self.stand_in or IN_EARNEST)
        return [sys.executable, "-m", "tests.crawler.launch", *led, *arguments]

    def environment(self) -> dict[str, str]:
        """Return the environment of the process."""
        return {
            **os.environ,
            "DEMANDSIDE_DATA": str(self.data),
            "DEMANDSIDE_CONTACT": "mailto:test@example.org" if self.stand_in else "",
            "PISTE_CLIENT_ID": "of-the-test",
            "PISTE_CLIENT_SECRET": "of-the-test",
            "PYTHONPATH": str(ROOT),
            **self.more,
        }

    def start(self, *arguments: str) -> Forked:
        """Start the command against the stand-in and return its process."""
        return Forked(
            run, str(self.files), self.stand_in, arguments, environment=self.environment()
        )

    def done(self, *arguments: str) -> tuple[int, str, str]:
        """Run the command to its end; return the exit code, and what it wrote where."""
        if self.stand_in:
            process = self.start(*arguments)
            said, errors = process.communicate(PATIENCE)
            return process.returncode, said, errors
        ended = subprocess.run(
            self.command(*arguments), env=self.environment(), cwd=ROOT, capture_output=True,
            text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        return ended.returncode, ended.stdout, ended.stderr


def crawl(
    names: Iterable[str], given: Setting, *more: str
) -> tuple[int, list[dict[str, Any]], str]:
    """Crawl sources; return the exit code, the reports and what was said."""
    code, said, errors = given.done("crawl", *names, "--json", *more)
    reports: list[dict[str, Any]] = json.loads(said) if said.strip() else []
    return code, reports, errors
