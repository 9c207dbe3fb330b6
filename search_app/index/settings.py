"""Boosts, limits and function words of search, read from `settings.yaml` and validated."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import field_validator

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile


class Boosts(Strict):
    """Weights of the parts of a score."""

    text: float
    title: float
    rendering: float
    phrase: float
    number: float
    concept: float
    cited: float


class Limits(Strict):
    """Sizes that keep an answer small."""

    passage: int
    facet_values: int
    words: int


class Settings(Strict):
    """The whole file."""

    boosts: Boosts
    limits: Limits
    stopwords: frozenset[str]

    @field_validator("stopwords", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return frozenset(value.split()) if isinstance(value, str) else value


@cache
def settings() -> Settings:
    """Return the packaged settings.

    Raises:
        CorpusError: the file is not valid.
    """
    path = Path(__file__).with_name("settings.yaml")
    return YamlFile(path, "search_app/index/settings.yaml").parse(Settings)
