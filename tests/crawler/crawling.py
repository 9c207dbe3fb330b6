"""Runs `demandside crawl` in its own process against the stand-in, with imaginary instruments."""

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

ROOT = Path(__file__).parents[2]
IN_EARNEST = "-"


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

    def start(self, *arguments: str, **more: Any) -> subprocess.Popen[str]:
        """Start the command and return its process; what it says is thrown away."""
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more}
        return subprocess.Popen(
            self.command(*arguments), env=self.environment(), cwd=ROOT, text=True, **silent
        )


def crawl(
    names: Iterable[str], given: Setting, *more: str, **options: Any
) -> tuple[int, list[dict[str, Any]], str]:
    """Crawl sources; return the exit code, the reports and what was said."""
    done = subprocess.run(
        given.command("crawl", *names, "--json", *more),
        env=given.environment(), cwd=ROOT, capture_output=True, text=True, timeout=300,
        check=False, **options,
    )  # fmt: skip
    reports: list[dict[str, Any]] = json.loads(done.stdout) if done.stdout.strip() else []
    return done.returncode, reports, done.stderr
