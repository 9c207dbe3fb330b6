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
from collections import Counter
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
    """Return the table of trials, by their class; trials judged alike in one class are added."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    trials: Counter[tuple[str, str]] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    for line in lines:
        what = str(line["class"]), str(line["note"])
        trials[what] += int(str(line["trials"]))
        failed[what] += int(str(line["failed"]))
    rows = [
        f"| {what[0]} | {number} | {failed[what]} | {what[1]} |"
        for what, number in sorted(trials.items())
    ]
    head = ("| what was tried | trials | failed | how it was judged |", "|---|---:|---:|---|")
    return "\n".join((f"\n{dt.date.today()}, {machine}.\n", *head, *rows, "\n"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
