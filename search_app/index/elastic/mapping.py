"""The layout of an index: strict, scored as the embedded engine scores, the document beside it."""

from __future__ import annotations

from typing import Any

from search_app.index.code import CLUSTER, code_mark
from search_app.index.elastic.config import ElasticSettings
from search_app.index.entries import WORD_FIELDS
from search_app.index.query import FACETS

VERSION = int(code_mark(CLUSTER)[:7], 16)
"""The layout as a number: the code that decides what an index holds. Each index has its own.

It stands in the `_meta` of an index and as the `version` of the template, which is a 32-bit number.
"""

BUILDING, READY = "building", "ready"
_SIMILARITY = "words"
_NOT_KEPT = (*WORD_FIELDS, "exact")


def index_body(settings: ElasticSettings) -> dict[str, Any]:
    """Return the body that creates a new index, tuned for the load that follows."""
    return {
        "settings": {
            "number_of_shards": settings.shards,
            "number_of_replicas": loading_copies(settings),
            "refresh_interval": "-1",
            "similarity": {_SIMILARITY: {"type": "BM25", "k1": 1.2, "b": 0.75}},
        },
        "mappings": mappings() | {"_meta": meta(BUILDING)},
    }


def loading_copies(settings: ElasticSettings) -> int:
    """Return the copies during a load: one if any are wanted, so that it outlives a node."""
    return min(1, settings.replicas)


def serving_settings(settings: ElasticSettings) -> dict[str, Any]:
    """Return the settings of an index that is about to serve and no longer changes."""
    return {
        "number_of_replicas": settings.replicas,
        "refresh_interval": settings.refresh,
        "blocks.write": True,
    }


def meta(state: str) -> dict[str, Any]:
    """Return the `_meta` of an index: its layout and state."""
    return {"layout": VERSION, "state": state}


def mappings() -> dict[str, Any]:
    """Return the fields.

    Words are tokens made in Python and parted by spaces, so that no analyzer of the server decides
    on them; they are not kept, because what a reader sees comes from `doc`, which is not indexed.
    """
    fields: dict[str, Any] = {name: {"type": "keyword"} for name in FACETS}
    fields |= {name: {"type": "keyword"} for name in ("cue", "instrument", "group")}
    unsorted = ("number", "cited_for", "statute")
    fields |= {name: {"type": "keyword", "doc_values": False} for name in unsorted}
    fields |= {name: _words("freqs") for name in WORD_FIELDS}
    fields |= {
        "exact": _words("positions"),
        "hash": {"type": "keyword", "index": False},
        "order": {"type": "double"},
        "as_of": {"type": "integer"},
        "doc": {"type": "object", "enabled": False},
    }
    return {"dynamic": "strict", "_source": {"excludes": list(_NOT_KEPT)}, "properties": fields}


def _words(options: str) -> dict[str, Any]:
    return {
        "type": "text",
        "analyzer": "whitespace",
        "similarity": _SIMILARITY,
        "index_options": options,
    }
