"""Where everything stands in the picture of a map: title, sentence, map, legend, source."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search_app.maps.shapes import europe
from search_app.web.map_drawing import MapDrawing
from search_app.wording import gettext

MARGIN = 30
_COLUMNS = 2
_LETTER = 0.48
"""Width of a letter of Source Sans Pro in running text, in ems: a little more than the mean."""


@dataclass(frozen=True)
class PictureText:
    """What a picture says."""

    title: str
    day: str
    sentence: str
    source: tuple[str, ...]


@dataclass(frozen=True)
class SheetLine:
    """A line of text with its place, size, weight, and the name of its colour."""

    text: str
    y: int
    size: int
    weight: int = 400
    colour: str = "ink"
    x: int = MARGIN


@dataclass(frozen=True)
class LegendKey:
    """An entry of the legend; `y` is the line that its text stands on."""

    status: str
    text: str
    x: int
    y: int


@dataclass(frozen=True)
class PictureSheet:
    """The laid-out picture; the map begins at `map_top`."""

    title: str
    sentence: str
    width: int
    height: int
    map_top: int
    lines: tuple[SheetLine, ...]
    keys: tuple[LegendKey, ...]
    margin: int = MARGIN


def sheet(text: PictureText, drawn: MapDrawing, *, headed: bool = True) -> PictureSheet:
    """Return the layout of a picture; `headed`: title, day and sentence stand above the map."""
    width = int(europe().width) + 2 * MARGIN
    head = list(_head(text, width)) if headed else []
    map_top = head[-1].y + 26 if head else MARGIN
    legend_top = map_top + int(europe().height) + 44
    keys = list(_keys(drawn, width, legend_top))
    foot = list(_block(text.source, keys[-1].y + 48 if keys else legend_top, 16, width, "quiet"))
    return PictureSheet(
        title=text.title,
        sentence=text.sentence,
        width=width,
        height=foot[-1].y + 24,
        map_top=map_top,
        lines=(*head, *foot),
        keys=tuple(keys),
    )


def _head(text: PictureText, width: int) -> Iterator[SheetLine]:
    yield from (title := list(_block([text.title], 56, 36, width, "ink", 600)))
    day = SheetLine(text.day, title[-1].y + 32, 19, colour="quiet")
    yield day
    yield from _block([text.sentence], day.y + 36, 23, width, "ink")


def _block(
    texts: Sequence[str], top: int, size: int, width: int, colour: str, weight: int = 400
) -> Iterator[SheetLine]:
    """Wrap texts, each beginning a line of its own, to the width of the sheet."""
    most = int((width - 2 * MARGIN) / (size * _LETTER))
    y = top
    for text in texts:
        for line in textwrap.wrap(text, most):
            yield SheetLine(line, y, size, weight, colour)
            y += round(size * 1.32)


def _keys(drawn: MapDrawing, width: int, top: int) -> Iterator[LegendKey]:
    """The entries of the legend, in columns, row by row."""
    column = (width - 2 * MARGIN) // _COLUMNS
    for i, group in enumerate(drawn.groups):
        number = len(group.cells)
        label = gettext(group.status.label)
        text = gettext("%(status)s: %(number)s", status=label, number=number)
        x, y = MARGIN + (i % _COLUMNS) * column, top + (i // _COLUMNS) * 38
        yield LegendKey(group.status.id, text, x, y)
