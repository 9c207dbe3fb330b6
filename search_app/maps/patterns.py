"""How the statuses look on the map: shades and marks (`patterns.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile

FILE = Path(__file__).parent / "patterns.yaml"
UNKNOWN = "not-known"


class StatusLook(Strict):
    """The shade of a status, the colour of text on it, and a mark with its colour."""

    shade: str
    text: str
    mark: str = ""
    tone: str = ""


class PatternMark(Strict):
    """A path in a tile of 8 by 8 that is repeated, and by how many degrees the tiles are turned."""

    path: str
    turn: int


class MapLooks(Strict):
    """`patterns.yaml`."""

    statuses: dict[str, StatusLook]
    marks: dict[str, PatternMark]
    themes: dict[str, dict[str, str]]


@dataclass(frozen=True)
class MapTheme:
    """The colours of a picture, by the names that site.css has for them."""

    name: str
    colours: dict[str, str]

    def shade(self, status: str) -> str:
        """Return the colour of a status."""
        return self.colours[look(status).shade]

    def text(self, status: str) -> str:
        """Return the colour of text on a status."""
        return self.colours[look(status).text]

    def tone(self, status: str) -> str:
        """Return the colour of the mark of a status."""
        return self.colours[look(status).tone or "ink"]

    def fill(self, status: str) -> str:
        """Return what a shape of a status is filled with: its pattern, or its shade."""
        return f"url(#p-{status})" if look(status).mark else self.shade(status)


@cache
def looks() -> MapLooks:
    """Return how everything on the map looks.

    Raises:
        CorpusError: `patterns.yaml` is not valid.
    """
    return YamlFile(FILE, "search_app/maps/patterns.yaml").parse(MapLooks)


def look(status: str) -> StatusLook:
    """Return how a status looks; one without a look of its own looks like one that is not known."""
    known = looks().statuses
    return known.get(status, known[UNKNOWN])


def mark(status: str) -> PatternMark | None:
    """Return the mark of a status; None: it has only a shade."""
    return looks().marks.get(look(status).mark)


def theme(name: str) -> MapTheme:
    """Return the colours of a theme: `light` or `dark`.

    Raises:
        KeyError: there is no such theme.
    """
    return MapTheme(name, looks().themes[name])
