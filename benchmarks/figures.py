"""The figures of real provisions, read from `shape.yaml` and validated."""

from __future__ import annotations

from pathlib import Path

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile

Curve = tuple[float, float]
"""Mean and deviation of a logarithm."""


class Language(Strict):
    """One language; `benchmarks.measure.language` tells what each figure is."""

    words: Curve
    tokens: int
    types: int
    new: float
    zipf: float
    length: tuple[float, float, float]
    digits: float
    letters: str


class Carrying(Strict):
    """What provisions carry: how many of them nothing, and how often each of the others."""

    none: int
    how_many: dict[int, int]
    concepts: dict[str, int]
    actors: dict[str, int]
    cited: int


class Shape(Strict):
    """The whole file; counts are of provisions."""

    provisions: int
    countries: dict[str, dict[str, int]]
    languages: dict[str, Language]
    carrying: Carrying
    rendered: int
    kinds: dict[str, int]
    years: dict[int, int]
    instrument: Curve
    title: Curve


def shape() -> Shape:
    """Return the figures.

    Raises:
        CorpusError: the file is not valid.
    """
    return YamlFile(Path(__file__).with_name("shape.yaml"), "benchmarks/shape.yaml").parse(Shape)
