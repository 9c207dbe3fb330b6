"""Writes the table of trials of a long run into docs/quality.md.

    python -m tests.faults.publish var/faults.jsonl docs/quality.md

The table stands between two marks; the rest of the page is left as it is.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import sys
from pathlib import Path

BEGIN, END = "<!-- trials -->", "<!-- end of trials -->"


def main(arguments: list[str]) -> int:
    """Write the table; return 0, or 2 when a file is not what it should be."""
    report, page = map(Path, arguments)
    lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    before, found, rest = page.read_text("utf-8").partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not (lines and found and closed):
        sys.stderr.write(f"{report} holds no trials, or {page} lacks the marks for the table\n")
        return 2
    page.write_text(f"{before}{BEGIN}\n{table(lines)}{END}{after}", encoding="utf-8")
    return 0


def table(lines: list[dict[str, object]]) -> str:
    """Return the table of trials, by their class."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    rows = [
        f"| {line['class']} | {line['trials']} | {line['failed']} | {line['note']} |"
        for line in sorted(lines, key=lambda line: str(line["class"]))
    ]
    head = ("| what was tried | trials | failed | how it was judged |", "|---|---:|---:|---|")
    return "\n".join((f"\n{dt.date.today()}, {machine}.\n", *head, *rows, "\n"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
