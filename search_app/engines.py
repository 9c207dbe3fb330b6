"""Opens the engine that was asked for: embedded, or Elasticsearch with that one behind it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from search_app.index.background import Background
from search_app.index.elastic.config import elastic_settings, wanted
from search_app.index.elastic.fallback import EngineState, FallbackEngine
from search_app.index.embedded import EmbeddedEngine
from search_app.index.engine import SearchEngine
from search_app.index.generation import GenerationError, current
from search_app.paths import DataFolder

EngineName = Literal["embedded", "elasticsearch"]


@dataclass(frozen=True)
class Opened:
    """An engine, the embedded generation under it, and a way to ask which engine answers now."""

    engine: SearchEngine
    background: Background
    generation: str
    state: Callable[[], EngineState]


def chosen(name: str | None) -> EngineName:
    """Return the engine of a name; without one, what `ELASTICSEARCH_URL` asks for."""
    if name is None:
        return "elasticsearch" if wanted(os.environ) else "embedded"
    return "elasticsearch" if name == "elasticsearch" else "embedded"


def open_engine(folder: DataFolder, name: EngineName) -> Opened:
    """Open an engine on the current generation of a data folder.

    Raises:
        GenerationError: nothing was built yet, or a setting of Elasticsearch is wrong.
    """
    generation = current(folder.index)
    try:
        embedded, background = EmbeddedEngine(generation), Background.open(generation)
    except ValueError as error:
        raise GenerationError(f"{generation}: {error}; run 'demandside build'") from error
    if name == "embedded":
        return Opened(embedded, background, generation.name, lambda: EngineState("embedded"))
    from search_app.index.elastic.engine import ElasticEngine  # its client takes long to load

    engine = FallbackEngine(ElasticEngine(elastic_settings(os.environ)), embedded)
    return Opened(engine, background, generation.name, lambda: engine.state)
