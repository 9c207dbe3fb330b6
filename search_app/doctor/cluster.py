"""Elasticsearch, if it is configured: whether it responds, and with how many provisions."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from search_app.doctor.symptom import Symptom
from search_app.engines import open_engine
from search_app.index.elastic.config import elastic_settings, wanted
from search_app.index.elastic.errors import ElasticError
from search_app.index.elastic.reindex import status
from search_app.index.errors import GenerationError
from search_app.paths import DataFolder

_NAME = "elasticsearch"
_PATIENCE = 5.0
"""Seconds that the doctor waits for a response of the cluster."""


def look_at_cluster(folder: DataFolder, environment: Mapping[str, str]) -> Iterator[Symptom]:
    """Report whether the cluster responds and has the provisions of the embedded index."""
    if not wanted(environment):
        yield Symptom(_NAME, "ok", "not asked for (ELASTICSEARCH_URL is not set)")
        return
    try:
        settings = dataclasses.replace(elastic_settings(environment), timeout=_PATIENCE, retries=0)
        generations = status(settings)
    except ElasticError as error:
        yield Symptom(_NAME, "fault", str(error))
        return
    serving = next((one for one in generations if one.current), None)
    if serving is None:
        said = f"it answers, but the alias {settings.index} points at no index"
        yield Symptom(_NAME, "fault", said, "run 'demandside index build'")
        return
    embedded = _embedded(folder)
    said = f"{serving.name} answers with {serving.documents} provisions"
    if embedded is not None and embedded != serving.documents:
        less = f"{said}, the embedded index with {embedded}"
        yield Symptom(_NAME, "warning", less, "run 'demandside index update'")
    else:
        yield Symptom(_NAME, "ok", said)


def _embedded(folder: DataFolder) -> int | None:
    """The provisions in the embedded index; None if it cannot be used."""
    try:
        return open_engine(folder, "embedded").engine.size
    except GenerationError:
        return None
