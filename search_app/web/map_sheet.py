"""Where everything stands in the picture of a map: title, sentence, map, legend, source."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from search_app.maps.shapes import europe
from search_app.web.map_drawing import MapDrawing
from search_app.web.site import release
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
class DrawnPicture:
    """A picture as SVG, and its size in pixels."""

    svg: str
    width: int
    height: int


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
    head = list(head_lines(text, width)) if headed else []
    map_top = head[-1].y + 26 if head else MARGIN
    legend_top = map_top + int(europe().height) + 44
    keys = list(legend_keys(_legend(drawn), width, legend_top))
    foot = list(
        text_lines(text.source, keys[-1].y + 48 if keys else legend_top, 16, width, "quiet")
    )
    return PictureSheet(
        title=text.title,
        sentence=text.sentence,
        width=width,
        height=foot[-1].y + 24,
        map_top=map_top,
        lines=(*head, *foot),
        keys=tuple(keys),
    )


def head_lines(text: PictureText, width: int) -> Iterator[SheetLine]:
    """Yield the lines above a picture: title, day, sentence."""
    yield from (title := list(text_lines([text.title], 56, 36, width, "ink", 600)))
    day = SheetLine(text.day, title[-1].y + 32, 19, colour="quiet")
    yield day
    yield from text_lines([text.sentence], day.y + 36, 23, width, "ink")


def text_lines(
    texts: Sequence[str], top: int, size: int, width: int, colour: str, weight: int = 400
) -> Iterator[SheetLine]:
    """Wrap texts, each beginning a line of its own, to the width of the sheet."""
    most = int((width - 2 * MARGIN) / (size * _LETTER))
    y = top
    for text in texts:
        for line in textwrap.wrap(text, most):
            yield SheetLine(line, y, size, weight, colour)
            y += round(size * 1.32)


def legend_keys(entries: Iterable[tuple[str, str]], width: int, top: int) -> Iterator[LegendKey]:
    """Yield the entries of a legend, statuses with their words, in columns, row by row."""
    column = (width - 2 * MARGIN) // _COLUMNS
    for i, (status, text) in enumerate(entries):
        x, y = MARGIN + (i % _COLUMNS) * column, top + (i // _COLUMNS) * 38
        yield LegendKey(status, text, x, y)


def source_lines(page: str, more: str) -> tuple[str, ...]:
    """Return the lines below a picture: source, release and licence, its page, and a remark."""
    source = gettext(
        "Source: demandside, release %(release)s. Data: CC BY 4.0.", release=release().id
    )
    return source, page, more


def _legend(drawn: MapDrawing) -> Iterator[tuple[str, str]]:
    for group in drawn.groups:
        label, number = gettext(group.status.label), len(group.cells)
        yield group.status.id, gettext("%(status)s: %(number)s", status=label, number=number)
