"""Opens the engine that was asked for: embedded, or Elasticsearch with that one behind it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from search_app.index.background import Background
from search_app.index.code import is_of_this_code
from search_app.index.elastic.config import elastic_settings, wanted
from search_app.index.elastic.fallback import EngineState, FallbackEngine
from search_app.index.embedded import EmbeddedEngine, layout
from search_app.index.engine import SearchEngine
from search_app.index.errors import DamagedIndexError, engine_faults
from search_app.index.generation import use
from search_app.index.manifest import read_manifest
from search_app.paths import DataFolder

EngineName = Literal["embedded", "elasticsearch"]


@dataclass(frozen=True)
class OpenEngine:
    """An engine, the embedded generation under it, and a way to ask which engine answers now.

    `left` says why an older generation is used than the current one; else it is empty. `own_code`
    is whether this very program wrote the generation, so that it parts words as searches do.
    """

    engine: SearchEngine
    background: Background
    generation: str
    state: Callable[[], EngineState]
    left: str = ""
    own_code: bool = True


def chosen(name: str | None) -> EngineName:
    """Return the engine of a name; without one, what `ELASTICSEARCH_URL` asks for."""
    if name is None:
        return "elasticsearch" if wanted(os.environ) else "embedded"
    return "elasticsearch" if name == "elasticsearch" else "embedded"


def open_engine(folder: DataFolder, name: EngineName) -> OpenEngine:
    """Open an engine on the current generation of a data folder, or on the last good one.

    Raises:
        GenerationError: there is no good generation, or a setting of Elasticsearch is wrong.
    """
    used = use(folder.index, layout(), _open)
    embedded, background = used.opened
    name_of = used.folder.name
    own_code = is_of_this_code(read_manifest(used.folder).made_from)
    if name == "embedded":
        state = EngineState("embedded")
        return OpenEngine(embedded, background, name_of, lambda: state, used.left, own_code)
    from search_app.index.elastic.engine import ElasticEngine  # its client takes long to load

    engine = FallbackEngine(ElasticEngine(elastic_settings(os.environ)), embedded)
    return OpenEngine(engine, background, name_of, lambda: engine.state, used.left, own_code)


def _open(generation: Path) -> tuple[EmbeddedEngine, Background]:
    """Open a generation and try it: a fault is to show here, where another one can be taken."""
    embedded, background = EmbeddedEngine(generation), Background.open(generation)
    with engine_faults(DamagedIndexError, f"{generation.name} does not answer"):
        embedded.values("country")
        size = embedded.size
    if size != read_manifest(generation).documents:
        raise DamagedIndexError(
            f"{generation.name} holds {size} provisions, fewer or more than written"
        )
    return embedded, background
