"""Limits and weights of search, read from YAML and validated."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile

HERE = Path(__file__).parent
WEIGHTS = HERE / "weights.yaml"
_Weight = Annotated[float, Field(ge=0)]
TEN = 10
"""The hits that a reader looks at; `Spread` limits acts and countries among them."""
_Share = Annotated[float, Field(gt=0, le=1)]


class Weights(Strict):
    """The weight of each part of a score; `weights.yaml` explains them."""

    text: _Weight
    title: _Weight
    act: _Weight
    rendering: _Weight
    phrase: _Weight
    cue: _Weight
    concept: _Weight
    cited: _Weight
    buyer: _Weight
    home: _Weight
    country: _Weight
    instrument: _Weight
    number: _Weight
    provision: _Weight
    statute: _Weight

    def of(self, feature: str) -> float:
        """Return the weight of a feature."""
        found: float = getattr(self, feature)
        return found


class _Table(Strict):
    weights: Weights


class Spread(Strict):
    """The most hits, of ten, from one act and from one country."""

    act: int = Field(ge=1, le=TEN)
    country: int = Field(ge=1, le=TEN)


class SearchLimits(Strict):
    """Sizes that keep a result page small."""

    passage: int
    facet_values: int
    words: int
    phrases: int
    expansions: int
    window: int


class Settings(Strict):
    """`settings.yaml`."""

    limits: SearchLimits
    spread: Spread
    required: _Share
    rare: Annotated[float, Field(ge=0)]
    compounding: tuple[str, ...]


@cache
def settings() -> Settings:
    """Return the packaged settings.

    Raises:
        CorpusError: the file is not valid.
    """
    return YamlFile(HERE / "settings.yaml", "search_app/index/settings.yaml").parse(Settings)


@cache
def weights() -> Weights:
    """Return the packaged weights.

    Raises:
        CorpusError: the file is not valid.
    """
    return YamlFile(WEIGHTS, "search_app/index/weights.yaml").parse(_Table).weights
