"""What readers notice of a site under load: requests at a steady rate, whatever comes back.

    python -m benchmarks.serve_load --data var --rate 300
    python -m benchmarks.serve_load --data var --rate 50 --old ../before

starts `demandside serve` on a copy of nothing: the data folder is only read. Three loads are put on
it: a mixed journey of pages that were seen before, searches and cells that nobody asked before, and
the journey again beside idle connections and ones that never finish their request. With `--old` a
second working tree (with its own code) is measured in the same run, and ratios are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import sys
from pathlib import Path

from benchmarks.asking import Load, Outcome, ask, hold_open
from benchmarks.journey import distinct, journey
from benchmarks.served import Served, served

HOST = "127.0.0.1"


def main() -> None:
    """Run the loads and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--port", type=int, default=18_400)
    parser.add_argument("--rate", type=float, default=300, help="of pages seen before, a second")
    parser.add_argument("--distinct-rate", type=float, default=60)
    parser.add_argument("--seconds", type=float, default=30, help="of each load")
    parser.add_argument("--idle", type=int, default=1000, help="idle connections, and as many slow")
    parser.add_argument("--old", type=Path, help="a working tree to compare with")
    parser.add_argument("--option", action="append", default=[], help="of serve; may be repeated")
    given = parser.parse_args()
    _allow_files()
    outcomes = {}
    trees = {"before": given.old.resolve()} if given.old else {}
    for name, tree in {**trees, "now": Path.cwd()}.items():
        options = given.option if name == "now" else []
        with served(tree, given.data.resolve(), given.port, options) as site:
            outcomes[name] = asyncio.run(measured(site, given))
    _print(outcomes)
    if any(outcome.failed for outcome in outcomes["now"].values()):
        sys.exit(1)


async def measured(site: Served, given: argparse.Namespace) -> dict[str, Outcome]:
    """Put the three loads on a site, one after another."""
    pages = await journey(HOST, site.port)
    await ask(Load(HOST, site.port, pages, rate=10, requests=len(pages)), site)
    number = int(given.rate * given.seconds)
    seen = await ask(Load(HOST, site.port, pages, given.rate, number), site)
    new = distinct(int(given.distinct_rate * given.seconds))
    unseen = await ask(Load(HOST, site.port, new, given.distinct_rate, len(new)), site)
    async with hold_open(HOST, site.port, given.idle, given.idle):
        beside = await ask(Load(HOST, site.port, pages, given.rate, number), site)
    return {
        f"seen before, {given.rate:g}/s": seen,
        f"never asked, {given.distinct_rate:g}/s": unseen,
        f"seen before, {given.rate:g}/s, beside {2 * given.idle} idle or slow": beside,
    }


def _print(outcomes: dict[str, dict[str, Outcome]]) -> None:
    print("| | load | requests | failed | p50 ms | p95 ms | p99 ms | CPU ms each | memory MB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
    for name, loads in outcomes.items():
        for load, seen in loads.items():
            times = " | ".join(f"{seen.quantile(share):.1f}" for share in (0.5, 0.95, 0.99))
            print(
                f"| {name} | {load} | {seen.requests} | {seen.failed} | {times} |"
                f" {seen.cpu_ms:.2f} | {seen.memory[0]} → {seen.memory[1]} |"
            )
    if "before" in outcomes:
        print("\nbefore / now:")
        for load, seen in outcomes["now"].items():
            old = outcomes["before"][load]
            print(
                f"- {load}: p50 {old.quantile(0.5) / seen.quantile(0.5):.1f},"
                f" p95 {old.quantile(0.95) / seen.quantile(0.95):.1f},"
                f" CPU {old.cpu_ms / seen.cpu_ms:.1f}"
            )
    for name, loads in outcomes.items():
        for load, seen in loads.items():
            for failure, count in seen.failures.most_common(5):
                print(f"{name}, {load}: {count} × {failure}", file=sys.stderr)


def _allow_files() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
