"""Checks before a new generation serves: it has all that was sent, and lost no country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from elasticsearch import Elasticsearch

from search_app.index.elastic.compile import counts
from search_app.index.elastic.errors import ElasticError, translated

Counts = Mapping[tuple[str, str], int]

CHECKED = ("country", "concept")
LEAST_SHARE = 0.8
"""A country or concept must keep this share of its documents in the previous generation."""


class CheckError(ElasticError):
    """The new generation lacks documents; the old one keeps serving."""


def counted(client: Elasticsearch, index: str) -> Counter[tuple[str, str]]:
    """Return the number of documents in an index per country and concept."""
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
    """Check that an index has exactly what was sent.

    Raises:
        CheckError: a count differs.
    """
    wrong = {key for key in {*sent, *held} if sent.get(key, 0) != held.get(key, 0)}
    _refuse("holds other numbers than were sent", wrong, sent, held)


def kept(before: Counts, after: Counts) -> None:
    """Check that a new generation kept enough of the previous one.

    Raises:
        CheckError: a country or a concept lost too many documents.
    """
    lost = {key for key, count in before.items() if after.get(key, 0) < LEAST_SHARE * count}
    _refuse("lost too much against the one before", lost, before, after)


def _refuse(what: str, keys: set[tuple[str, str]], before: Counts, after: Counts) -> None:
    if keys:
        differences = (
            f"{n} {v}: {before.get((n, v), 0)} → {after.get((n, v), 0)}" for n, v in sorted(keys)
        )
        raise CheckError(f"the new index {what} ({'; '.join(differences)}); the old one stays")
