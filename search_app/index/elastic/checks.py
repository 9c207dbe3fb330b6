"""Whether a new generation may serve: it holds what was sent, and did not lose a country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from elasticsearch import Elasticsearch

from search_app.index.elastic.compile import counts
from search_app.index.elastic.errors import ElasticError, translated

Counts = Mapping[tuple[str, str], int]

CHECKED = ("country", "concept")
LEAST_SHARE = 0.8
"""A country or concept must keep this share of what it had in the generation before."""


class CheckError(ElasticError):
    """The new generation does not hold what it should; the old one stays."""


def counted(client: Elasticsearch, index: str) -> Counter[tuple[str, str]]:
    """Return how many documents an index holds per country and concept."""
    with translated():
        answer = client.search(index=index, size=0, aggs={name: counts(name) for name in CHECKED})
    return Counter(
        {
            (name, str(bucket["key"])): int(bucket["doc_count"])
            for name in CHECKED
            for bucket in answer["aggregations"][name]["buckets"]
        }
    )


def complete(sent: Counts, held: Counts) -> None:
    """Compare what was sent with what an index holds.

    Raises:
        CheckError: they are not the same.
    """
    wrong = {key for key in {*sent, *held} if sent.get(key, 0) != held.get(key, 0)}
    _refuse("holds other numbers than were sent", wrong, sent, held)


def kept(before: Counts, after: Counts) -> None:
    """Compare a new generation with the one before.

    Raises:
        CheckError: a country or a concept lost more than may be.
    """
    lost = {key for key, count in before.items() if after.get(key, 0) < LEAST_SHARE * count}
    _refuse("lost too much against the one before", lost, before, after)


def _refuse(what: str, keys: set[tuple[str, str]], before: Counts, after: Counts) -> None:
    if keys:
        each = (
            f"{n} {v}: {before.get((n, v), 0)} → {after.get((n, v), 0)}" for n, v in sorted(keys)
        )
        raise CheckError(f"the new index {what} ({'; '.join(each)}); the old one stays")
