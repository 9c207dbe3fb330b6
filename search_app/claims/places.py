"""Cities by which texts name a state: "in Stockholm", as the beginning of `places.yaml` says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import RootModel

from corpus.yamlfile import YamlFile

FILE = Path(__file__).parent / "places.yaml"


class PlaceNames(RootModel[dict[str, tuple[str, ...]]]):
    """The cities of each member state, by its code."""


def cities(sentence: str) -> Iterator[tuple[str, int, int]]:
    """Yield the code of the state of each city that a sentence names, and where its name stands."""
    known = _codes()
    for match in _expression().finditer(sentence):
        yield known[match[0]], match.start(), match.end()


@cache
def _codes() -> dict[str, str]:
    named = YamlFile(FILE, "claims/places.yaml").parse(PlaceNames).root
    return {city: code for code, names in named.items() for city in names}


@cache
def _expression() -> re.Pattern[str]:
    names = sorted(_codes(), key=len, reverse=True)
    # `The Hague` in "brothels in The Hague"
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
