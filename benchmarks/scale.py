"""Indexes made provisions in any number, and times what readers ask.

    ELASTICSEARCH_URL=http://127.0.0.1:9200 python -m benchmarks.scale --provisions 1000000
    python -m benchmarks.scale --provisions 1000000 --engine embedded

Without ELASTICSEARCH_URL the server of the tests is started for it. The index
`demandside-scale` is deleted afterwards.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import shape
from benchmarks.generate import generate
from benchmarks.launch import cluster_settings
from benchmarks.load import load, timed
from benchmarks.vocabulary import vocabulary
from corpus.library import load_knowledge
from search_app.commands.common import progress_bar
from search_app.index.background import Background
from search_app.index.documents import Document
from search_app.index.elastic.client import connect
from search_app.index.elastic.config import ElasticSettings
from search_app.index.elastic.engine import ElasticEngine
from search_app.index.elastic.generations import Generations
from search_app.index.elastic.reindex import reindex
from search_app.index.embedded import EmbeddedEngine
from search_app.index.engine import SearchEngine
from search_app.index.query import SearchQuery
from search_app.index.search import IndexSearcher
from search_app.index.writing import write_index

SEED = 1
_WORDS = 20_000
"""Made provisions that have nearly all words; queries to Elasticsearch are understood by them."""
LANGUAGES = ("fr", "lv", "hu", "de", "el", "lt", "sv", "fi")
CONCEPTS = (
    *("buying sex", "procuring", "human trafficking", "compensation", "achat d'actes sexuels"),
    *("Menschenhandel", "brothel", "residence permit"),
)
NUMBERS = ("§ 12", "art. 7", "15 a", "1999")
OTHERS = (
    SearchQuery("", concepts=("purchase",)),
    SearchQuery("", concepts=("procuring", "brothel"), countries=("at", "de", "nl")),
    SearchQuery("", countries=("fr",), buyer=True),
    SearchQuery("", actors=("seller",)),
    SearchQuery("trafficking", countries=("ie", "mt", "cy"), buyer=False),
    SearchQuery("", concepts=("compensation",), sort="newest"),
    SearchQuery("", countries=("de",), sort="country"),
    SearchQuery("", countries=("de",), page=3),
    SearchQuery(""),
    SearchQuery("", page=400),
    SearchQuery("no-such-word"),
)


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provisions", type=int, default=1_000_000)
    parser.add_argument("--engine", choices=("elasticsearch", "embedded"), default="elasticsearch")
    parser.add_argument("--rounds", type=int, default=3, help="times that each query is asked")
    parser.add_argument("--heap", default="2g", help="heap of a server that is started for it")
    options = parser.parse_args()
    if options.engine == "embedded":
        with tempfile.TemporaryDirectory() as scratch:
            _embedded(options.provisions, options.rounds, Path(scratch) / "index")
        return
    with cluster_settings("demandside-scale", heap=options.heap) as settings:
        _elastic(options.provisions, options.rounds, settings)


def _elastic(count: int, rounds: int, settings: ElasticSettings) -> None:
    client = connect(settings)
    with told(count) as provisions:
        seconds = timed(lambda: reindex(settings, provisions, client=client))
    generations = Generations(client, settings.index)
    current = generations.current()
    if current is None or current.documents != count:
        raise SystemExit(f"{count} provisions were sent, the index holds {current}")
    while client.indices.stats(index=current.name)["_all"]["total"]["merges"]["current"]:
        time.sleep(1)
    current = generations.current() or current
    _report("Elasticsearch", count, seconds, current.size_bytes)
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "index"
        write_index(home, generate(min(count, _WORDS), SEED))
        _ask("Elasticsearch", ElasticEngine(settings, client), home, rounds)


def _embedded(count: int, rounds: int, home: Path) -> None:
    with told(count) as provisions:
        seconds = timed(lambda: write_index(home, provisions))
    size = sum(file.stat().st_size for file in home.rglob("*") if file.is_file())
    _report("embedded", count, seconds, size)
    _ask("embedded", EmbeddedEngine(home), home, rounds)


@contextmanager
def told(count: int) -> Iterator[Iterator[Document]]:
    """Yield made provisions, which tell how far they are."""
    with progress_bar() as show:

        def made() -> Iterator[Document]:
            for done, document in enumerate(generate(count, SEED), start=1):
                if done % 500 == 0:
                    show("index", done, count)
                yield document

        yield made()


def _report(name: str, count: int, seconds: float, size: int) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print("| engine | provisions | indexing | provisions/s | index | bytes/provision | memory |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    print(
        f"| {name} | {count:,} | {seconds:.0f} s | {count / seconds:.0f} | {size / 1e6:.0f} MB "
        f"| {size / count:.0f} | {peak:.0f} MB |",
        flush=True,
    )


def _ask(name: str, engine: SearchEngine, home: Path, rounds: int) -> None:
    """Ask all queries; they are understood by the words of the generation in `home`."""
    searcher = IndexSearcher(engine, load_knowledge(), Background.open(home))
    load({name: searcher}, queries(), rounds)
    print(f"\npeak memory of the Python process: {_peak():.0f} MB")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def queries() -> tuple[SearchQuery, ...]:
    """Return queries of all shapes: frequent, usual and rare words of several languages first."""
    figures, texts = shape(), []
    for name in LANGUAGES:
        known = figures.languages[name]
        words = vocabulary(name, known, known.tokens, SEED).words
        often, usual, rare = words[20], words[300], words[3_000]
        texts += [often, usual, rare, f"{usual} {words[301]}", f"{often} {usual} {words[500]}"]
        texts.append(f'"{words[1]} {words[2]}"')
    return (*(SearchQuery(text) for text in (*texts, *CONCEPTS, *NUMBERS)), *OTHERS)


if __name__ == "__main__":
    main()
