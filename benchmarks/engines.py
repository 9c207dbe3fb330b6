"""Compares the two engines on one built data folder: answers, indexing, and times under load.

    ELASTICSEARCH_URL=http://127.0.0.1:9200 python -m benchmarks.engines --data var

prints a Markdown table of each. Without ELASTICSEARCH_URL the server of the tests is started. The
index `demandside-bench` is made for it and deleted after it.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from benchmarks.launch import cluster_settings
from benchmarks.load import load, timed
from corpus.lemmas import keep_lemmas_in
from corpus.library import Knowledge, load_knowledge
from corpus.store import Library
from search_app.index.analysis import raw_words, tokens_of
from search_app.index.background import Background
from search_app.index.documents import Document, documents
from search_app.index.elastic.client import connect
from search_app.index.elastic.config import ElasticSettings
from search_app.index.elastic.engine import ElasticEngine
from search_app.index.elastic.generations import Generations
from search_app.index.elastic.reindex import reindex
from search_app.index.embedded import EmbeddedEngine
from search_app.index.query import Hit, SearchQuery, SearchResult
from search_app.index.search import IndexSearcher
from search_app.index.writing import write_index
from search_app.paths import DataFolder

INDEX = "demandside-bench"

WORDS = (
    "prostitution", "purchase of sexual services", "köp av sexuell tjänst", "achat d'actes sexuels",
    "Zuhälterei", "proxénétisme", "procuring", "lenocinio", "sfruttamento della prostituzione",
    "menschenhandel", "trafficking in human beings", "compensation for victims", "minderjährig",
    "nezletilý", "bordeel", "πορνεία", "проституция", "prostytucja", "kerítés", "prostitúció",
    "ihmiskauppa", "menneskehandel", "buying sex from a minor", "residence permit victim",
)  # fmt: skip
NUMBERS = ("611-1", "art. 611-1", "6 kap. 11 §", "§ 232a", "s. 7A", "225-12-1", "181a", "art. 203")
PHRASES = (
    '"sexual services"', '"av sexuell tjänst"', '"relations de nature sexuelle"',
    '"gegen Entgelt"', '"de la prostitution"', 'fine "sexual activity"', '"prostitution"',
)  # fmt: skip
FILTERED = (
    SearchQuery("prostitution", countries=("se", "fr")),
    SearchQuery("prostitution", languages=("de",)),
    SearchQuery("child", countries=("ie",), buyer=True),
    SearchQuery("", concepts=("purchase",)),
    SearchQuery("", concepts=("procuring", "brothel"), countries=("at", "de", "nl")),
    SearchQuery("", countries=("fr",), buyer=True),
    SearchQuery("", actors=("seller",)),
    SearchQuery("", kinds=("statute",), concepts=("trafficking",)),
    SearchQuery("victim", actors=("state",)),
    SearchQuery("trafficking", buyer=False, countries=("ie", "mt", "cy")),
)
SORTED = (
    SearchQuery("prostitution", sort="newest"),
    SearchQuery("prostitution", sort="country"),
    SearchQuery("", concepts=("purchase",), sort="newest"),
    SearchQuery("", concepts=("purchase",), sort="country"),
    SearchQuery("prostitution", page=2),
    SearchQuery("trafficking", page=5),
    SearchQuery("", countries=("de",), page=3),
    SearchQuery("the of and"),
    SearchQuery("no-such-word"),
    SearchQuery(""),
    SearchQuery("", page=600),
)
QUERIES = (*(SearchQuery(text) for text in (*WORDS, *NUMBERS, *PHRASES)), *FILTERED, *SORTED)


def main() -> None:
    """Run all comparisons and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a built data folder")
    parser.add_argument("--rounds", type=int, default=5, help="times that each query is asked")
    options = parser.parse_args()
    folder = DataFolder(options.data)
    keep_lemmas_in(folder.lemmas)
    knowledge = load_knowledge()
    if not folder.library.exists():
        raise SystemExit(f"{folder.root} holds no library: run 'demandside build' first")
    with Library(folder.library) as library:
        held = list(documents(knowledge, library))
    with tempfile.TemporaryDirectory() as scratch, cluster_settings(INDEX) as settings:
        run(held, knowledge, settings, Path(scratch) / "index", options.rounds)


def run(
    held: list[Document], knowledge: Knowledge, settings: ElasticSettings, home: Path, rounds: int
) -> None:
    """Build both indexes of the same documents, then compare."""
    lemma_seconds = timed(lambda: look_up(held))
    embedded_seconds = timed(lambda: write_index(home, held))
    embedded_bytes = sum(file.stat().st_size for file in home.rglob("*") if file.is_file())
    elastic_seconds = timed(lambda: reindex(settings, held))
    generation = Generations(connect(settings), settings.index).current()
    elastic_bytes = generation.size_bytes if generation else 0
    print(f"{len(held)} provisions; looking up their stems once took {lemma_seconds:.1f} s, which")
    print("comes on top of either engine's time.\n")
    print("| engine | indexing | provisions/s | index | bytes/provision |")
    print("|---|---:|---:|---:|---:|")
    for name, seconds, size in (
        ("embedded", embedded_seconds, embedded_bytes),
        ("Elasticsearch", elastic_seconds, elastic_bytes),
    ):
        rate, each = len(held) / seconds, size / len(held)
        print(f"| {name} | {seconds:.1f} s | {rate:.0f} | {size / 1e6:.1f} MB | {each:.0f} |")
    background = Background.open(home)
    embedded = IndexSearcher(EmbeddedEngine(home), knowledge, background)
    elastic = IndexSearcher(ElasticEngine(settings), knowledge, background)
    compare(embedded, elastic)
    load({"embedded": embedded, "Elasticsearch": elastic}, QUERIES, rounds)


def compare(embedded: IndexSearcher, elastic: IndexSearcher) -> None:
    """Print where the answers differ, and how much of the first ten is the same."""
    rows, plain, tied = [], [], []
    totals = facets = 0
    for query in QUERIES:
        one, other = embedded.search(query), elastic.search(query)
        totals += one.total == other.total
        facets += one.facets == other.facets
        plain.append(overlap(one, other, set()))
        tied.append(overlap(one, other, equals(embedded, one)))
        if one.total != other.total or one.facets != other.facets or tied[-1] < 1:
            rows.append(f"| {described(query)} | {one.total} | {other.total} | {tied[-1]:.1f} |")
    count = len(QUERIES)
    print(f"\n{count} queries: {totals} with the same total, {facets} with the same facet counts;")
    print(f"top-10 overlap {statistics.mean(plain):.3f} on average, {statistics.mean(tied):.3f}")
    print("when provisions with equal rank values may stand for each other.")
    low = sum(share < 0.9 for share in tied)
    print(f"Queries below 0.9: {low}.")
    if rows:
        print("\n| query | total embedded | total Elasticsearch | overlap |\n|---|---:|---:|---:|")
        print("\n".join(rows))


def overlap(one: SearchResult, other: SearchResult, free: set[str]) -> float:
    """Return the share of the first ten of both; those in `free` count wherever they are."""
    wanted, given = ({hit.id for hit in result.hits[:10]} for result in (one, other))
    if not wanted:
        return float(not given)
    return 1 - max(len(wanted - given - free), len(given - wanted - free)) / len(wanted)


def equals(searcher: IndexSearcher, result: SearchResult) -> set[str]:
    """Return what has the same rank value as the first or the last of the first ten."""
    if not result.hits:
        return set()
    edges = {rank(hit, result.query) for hit in (result.hits[0], result.hits[:10][-1])}
    reach = min(result.total, 40_000)
    whole = searcher.search(replace(result.query, page=1, per_page=max(1, reach)))
    return {hit.id for hit in whole.hits if rank(hit, result.query) in edges}


def rank(hit: Hit, query: SearchQuery) -> str:
    """Return what a hit is ordered by, to three digits."""
    if query.sort == "newest":
        return str(hit.as_of)
    return hit.id if query.sort == "country" else f"{hit.score:.3g}"


def look_up(held: Iterable[Document]) -> None:
    """Look up all words once, so that the engine that comes first does not pay for the other."""
    for document in held:
        for text in (document.text, document.title):
            tokens_of(raw_words(text), document.language)


def described(query: SearchQuery) -> str:
    """Return a query in a few words: what it sets and others leave."""
    plain = SearchQuery()
    parts = {n: v for n, v in vars(query).items() if v != getattr(plain, n)}
    return ", ".join(f"{name} {value}" for name, value in parts.items()) or "everything"


if __name__ == "__main__":
    main()
