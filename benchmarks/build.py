"""Times the main job on a folder of statutes: import, tag, index, queries; prints a Markdown table.

Each step runs in the process of this command, so that its memory is the whole of it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from corpus.lemmas import keep_lemmas_in
from corpus.library import load_knowledge
from corpus.store import Library
from crawler.importer import candidates, import_files
from search_app.build import tag_library
from search_app.index.background import Background
from search_app.index.documents import documents
from search_app.index.embedded import EmbeddedEngine, layout
from search_app.index.generation import build_aside, current
from search_app.index.query import SearchQuery
from search_app.index.search import IndexSearcher
from search_app.index.writing import write_index
from search_app.paths import DataFolder

T = TypeVar("T")
QUERIES = (
    *("buying sexual services", "köp av sexuell tjänst", "prostitution", "Menschenhandel"),
    *("proxénétisme", '"human trafficking"', "611-1", "victim compensation", "residence permit"),
    *("ihmiskauppa", "slachtoffer mensenhandel", "article", "person", "offence imprisonment"),
)


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statutes", type=Path, required=True, help="folder of statute files")
    statutes: Path = parser.parse_args().statutes
    with tempfile.TemporaryDirectory() as temporary:
        rows = _measure(statutes, DataFolder(Path(temporary)))
    print(f"{dt.date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| what | figure |\n|---|---|")
    for name, figure in rows:
        print(f"| {name} | {figure} |")


def _measure(statutes: Path, folder: DataFolder) -> list[tuple[str, str]]:
    knowledge = load_knowledge()
    keep_lemmas_in(folder.lemmas)
    files = candidates([statutes])
    megabytes = sum(Path(file.name).stat().st_size for file in files) / 1e6
    with Library(folder.library) as library:
        importing, report = _timed(lambda: import_files(library, knowledge, files))
        tagging, tagged = _timed(lambda: tag_library(library, lambda *_: None))
        first, _ = _timed(lambda: _index(folder, library))
        again, _ = _timed(lambda: _index(folder, library))
    size = sum(f.stat().st_size for f in current(folder.index).rglob("*") if f.is_file()) / 1e6
    return [
        ("statutes", f"{report.files} files, {megabytes:.1f} MB, {report.provisions} provisions"),
        ("import", f"{importing:.1f} s"),
        (
            "tagging, one process",
            f"{tagging:.1f} s, {megabytes / tagging:.1f} MB/s, {tagged} provisions",
        ),
        ("index, first time (with word lists)", f"{first:.1f} s"),
        ("index, again", f"{again:.1f} s, {report.provisions / again:.0f} provisions/s"),
        ("index size", f"{size:.0f} MB"),
        ("total of a first build", f"{importing + tagging + first:.1f} s"),
        ("peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB"),
        *_queries(folder),
    ]


def _index(folder: DataFolder, library: Library) -> int:
    knowledge = load_knowledge()
    return build_aside(
        folder.index, lambda aside: write_index(aside, documents(knowledge, library)), layout()
    )[1]


def _queries(folder: DataFolder) -> list[tuple[str, str]]:
    home = current(folder.index)
    searcher = IndexSearcher(EmbeddedEngine(home), load_knowledge(), Background.open(home))
    for text in QUERIES:
        searcher.search(SearchQuery(text))
    queries = [SearchQuery(text) for text in QUERIES] * 20
    times = sorted(1000 * _timed(partial(searcher.search, query))[0] for query in queries)
    p95 = times[int(len(times) * 0.95)]
    return [
        ("query with facets and highlights, p50", f"{statistics.median(times):.1f} ms"),
        ("query with facets and highlights, p95", f"{p95:.1f} ms"),
    ]


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


if __name__ == "__main__":
    main()
