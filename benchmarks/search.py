"""Times the first page of `/search.json` beside SQLite FTS5 with snippets, on readers' questions.

    python -m benchmarks.search --data var

Both are asked the same questions in turn in this process, after each was asked once.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from benchmarks.load import timed
from corpus.library import load_knowledge
from search_app.commands.common import refusals
from search_app.commands.site import open_site
from search_app.evaluation.peer import Peer
from search_app.evaluation.questions import read_questions
from search_app.index.generation import current
from search_app.index.shelf import Shelf
from search_app.paths import DataFolder
from search_app.web.factory import create_app

ROUNDS = 3


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a data folder that was built")
    folder = DataFolder(parser.parse_args().data)
    with refusals():
        client = create_app(open_site(folder, load_knowledge())).test_client()
    peer = Peer(Shelf(current(folder.index)).everything())
    texts = [question.text for question in read_questions()]
    asked: dict[str, Callable[[str], object]] = {
        "`/search.json`, first page": lambda text: client.get(f"/search.json?q={quote(text)}"),
        "SQLite FTS5 with snippets": peer.search,
    }
    rows = _measure(texts, asked)
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{dt.date.today()}, {machine}, {len(texts)} questions, {ROUNDS} rounds\n")
    print("| what | median | p95 | longest |\n|---|---:|---:|---:|")
    for name, times in rows.items():
        print(f"| {name} | {_row(times)} |")
    ours, theirs = rows.values()
    ratios = [a / b for a, b in zip(_marks(ours), _marks(theirs), strict=True)]
    print(f"| ratio | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |")


def _measure(
    texts: Sequence[str], asked: dict[str, Callable[[str], object]]
) -> dict[str, list[float]]:
    for ask in asked.values():
        for text in texts:
            ask(text)
    times: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for text in texts:
            for name, ask in asked.items():
                times[name].append(1000 * timed(lambda ask=ask, text=text: ask(text)))  # type: ignore[misc]
    return times


def _marks(times: Sequence[float]) -> tuple[float, float, float]:
    ordered = sorted(times)
    return statistics.median(ordered), ordered[int(0.95 * len(ordered))], ordered[-1]


def _row(times: Sequence[float]) -> str:
    return " | ".join(f"{mark:.1f} ms" for mark in _marks(times))


if __name__ == "__main__":
    main()
