"""Runs `demandside crawl` in a process of its own against the stand-in, with imaginary acts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from tests.crawler import answers

COMMAND = (sys.executable, "-c", "from search_app.cli import main; main()")


def source_files(folder: Path, names: Iterable[str]) -> Path:
    """Write source files that collect only the imaginary act of each source."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        source, _ = answers.imaginary(name)
        plain = source.model_dump(mode="json", exclude_none=True)
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(plain, allow_unicode=True), "utf-8")
    return folder


def environment(data: Path, files: Path, stand_in: str) -> dict[str, str]:
    """Return the environment of a crawl: its data folder, its sources and the stand-in."""
    return {
        **os.environ,
        "DEMANDSIDE_DATA": str(data),
        "DEMANDSIDE_SOURCES": str(files),
        "DEMANDSIDE_STAND_IN": stand_in,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def crawl(
    names: Iterable[str], given: dict[str, str], *more: str
) -> tuple[int, list[dict[str, Any]], str]:
    """Crawl sources; return the exit code, the reports and what was said."""
    done = subprocess.run(
        [*COMMAND, "crawl", *names, "--json", *more],
        env=given, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    reports: list[dict[str, Any]] = json.loads(done.stdout) if done.stdout.strip() else []
    return done.returncode, reports, done.stderr
