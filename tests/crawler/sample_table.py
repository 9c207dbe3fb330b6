"""Writes docs/sources.md: the sources, and how the real answers beside the project are read.

    python -m tests.crawler.sample_table docs/sources.md

The second table is measured when it is written; without the samples nothing is written.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from crawler.formats import reader
from crawler.parsing import FormatError
from crawler.plan import CrawlPlan
from crawler.sources import sources
from tests.crawler.test_samples import ROOTS, asked, body_of, cases

_HEAD = """# Sources

<!-- Written by `python -m tests.crawler.sample_table docs/sources.md`. -->

What is collected from where. Requests and minutes are those of a first full run at the pace that
each source allows (`demandside crawl --all --dry-run` lists every request).

| source | publisher | official | licence | instruments | format | requests | minutes |
|---|---|---|---|---:|---|---:|---:|
"""
_SAMPLES = """
## Real answers of publishers

How each real answer that is kept beside the project is read. *Found / expected* counts provisions;
the expected number was counted from the document itself. A list names further requests instead.
An answer that is not the instrument must be refused.

| source | answer | kind | found / expected | numbers | dates | ms |
|---|---|---|---:|---|---|---:|
"""
_DATES = ("adopted", "published", "in_force")


def main() -> None:
    """Write the page."""
    if not all(root.exists() for root in ROOTS.values()):
        sys.exit("the samples are not beside the project: nothing written")
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")


def page() -> str:
    """Return the page."""
    lines = [_HEAD.rstrip("\n")]
    for source in sources().values():
        plan = CrawlPlan(source, source.instruments)
        yes = "yes" if source.official else "no"
        own = "own" if source.format == source.name else source.format
        how_much = f"{len(source.instruments)} | {own} | {plan.requests}"
        lines.append(
            f"| {source.name} | {cell(source.publisher)} | {yes} | {cell(source.licence)} |"
            f" {how_much} | {plan.seconds / 60:.1f} |"
        )
    lines.append(_SAMPLES.rstrip("\n"))
    argued = []
    for source, path, case in cases():
        if "exception" in case:
            argued.append(f"- `{case['file']}`: {case['exception']}")
        else:
            lines.append(row(source, path, case))
    if argued:
        lines += ["", "Not read, and why:", "", *argued]
    return "\n".join(lines) + "\n"


def row(source: str, path: Path, case: dict[str, Any]) -> str:
    """Return the line of one sample, read anew."""
    started = time.perf_counter()
    try:
        found = reader(case.get("format", sources()[source].format))(
            body_of(path, case), asked(source, case)
        )
    except FormatError as error:
        right = case.get("error", "\0").casefold() in str(error).casefold()
        kind = "refused, as it must be" if right else f"REFUSED: {cell(str(error))}"
        return f"| {source} | {case['file']} | {kind} | | | | {spent(started)} |"
    if "error" in case:
        return f"| {source} | {case['file']} | READ, but must be refused | | | | {spent(started)} |"
    held = {p.number for p in found.provisions}
    wanted = [str(number) for number in case.get("numbers", ())]
    dates = [name for name in _DATES if name in case]
    right = all(getattr(found, n) == (case[n] and str(case[n])) for n in dates)
    kind = "text" if found.provisions else f"list of {len(found.follow)}"
    kind = kind if found.provisions or found.follow else "facts of the instrument"
    return (
        f"| {source} | {case['file']} | {kind} | {len(found.provisions)} /"
        f" {case.get('provisions', 0)} | {sum(n in held for n in wanted)} of {len(wanted)} |"
        f" {'right' if right and dates else 'WRONG' if dates else 'none told'} | {spent(started)} |"
    )


def cell(text: str) -> str:
    """Return text that can stand in a table."""
    return " ".join(text.split()).replace("|", "/")


def spent(started: float) -> str:
    """Return the milliseconds since a moment, to two digits."""
    return f"{(time.perf_counter() - started) * 1000:.2g}"


if __name__ == "__main__":
    main()
