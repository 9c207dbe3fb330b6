"""The versioned index template: every generation takes its fields and settings from it."""

from __future__ import annotations

from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search_app.index.elastic.config import ElasticSettings
from search_app.index.elastic.errors import translated
from search_app.index.elastic.mapping import VERSION, index_body, loading_copies

PRIORITY = 500
"""Above the templates that a full distribution brings (their priorities end at 200)."""


def ensure(client: Elasticsearch, settings: ElasticSettings) -> bool:
    """Put the template unless the cluster holds just this one; return whether it was put.

    The template is named `<index>-generation`, and its `version` is that of the layout. A template
    of another version or with other settings (shards, copies) is replaced; generations that exist
    keep the layout with which they were made.
    """
    name = f"{settings.index}-generation"
    wanted = _template(settings)
    with translated():
        if _held(client, name) == _known(wanted):
            return False
        client.indices.put_index_template(name=name, **wanted)
    return True


def _template(settings: ElasticSettings) -> dict[str, Any]:
    return {
        "index_patterns": [f"{settings.index}-generation-*"],
        "priority": PRIORITY,
        "version": VERSION,
        "template": index_body(settings),
        "meta": {"shards": settings.shards, "copies": loading_copies(settings)},
    }


def _held(client: Elasticsearch, name: str) -> tuple[Any, ...] | None:
    try:
        answer = client.indices.get_index_template(name=name)
    except NotFoundError:
        return None
    held = answer["index_templates"][0]["index_template"]
    return held.get("version"), held.get("_meta"), held["index_patterns"]


def _known(wanted: dict[str, Any]) -> tuple[Any, ...]:
    return wanted["version"], wanted["meta"], wanted["index_patterns"]
