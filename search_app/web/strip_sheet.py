"""Where everything stands in the picture of a timeline: head, years, strips, legend, source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search_app.strips import Strip
from search_app.web.language import country_name
from search_app.web.map_sheet import (
    MARGIN,
    LegendKey,
    PictureText,
    SheetLine,
    head_lines,
    legend_keys,
    text_lines,
)

WIDTH = 1000
_NAMES = 150
"""The width of the column of names."""
_ROW = 27
_BAR = 18
_YEARS = (2000, 2005, 2010, 2015, 2020, 2025)


@dataclass(frozen=True)
class StripBar:
    """A period on a strip: its status and its place."""

    status: str
    x: float
    width: float


@dataclass(frozen=True)
class StripRow:
    """A state: its name, the top of its strip, the periods on it, and the strip in words."""

    name: str
    y: int
    bars: tuple[StripBar, ...]
    words: str


@dataclass(frozen=True)
class StripSheet:
    """The laid-out picture; `years` are the marked years with their place."""

    title: str
    sentence: str
    width: int
    height: int
    top: int
    bottom: int
    lines: tuple[SheetLine, ...]
    years: tuple[tuple[int, float], ...]
    rows: tuple[StripRow, ...]
    keys: tuple[LegendKey, ...]
    bar: int = _BAR
    margin: int = MARGIN


def strip_sheet(
    text: PictureText,
    strips: Sequence[tuple[Strip, str]],
    legend: Sequence[tuple[str, str]],
    *,
    headed: bool,
) -> StripSheet:
    """Return the layout of the strips of one question.

    Args:
        text: what the picture says.
        strips: the strips, each with the same in words.
        legend: the statuses that occur, with their words.
        headed: title and days stand above the strips.
    """
    head = list(head_lines(text, WIDTH)) if headed else []
    top = head[-1].y + 56 if head else MARGIN + 28
    rows = tuple(
        StripRow(country_name(one.jurisdiction), top + i * _ROW, tuple(_bars(one)), words)
        for i, (one, words) in enumerate(strips)
    )
    bottom = top + len(rows) * _ROW
    keys = tuple(legend_keys(legend, WIDTH, bottom + 34))
    foot = list(text_lines(text.source, keys[-1].y + 48, 16, WIDTH, "quiet"))
    return StripSheet(
        title=text.title,
        sentence=text.sentence or text.day,
        width=WIDTH,
        height=foot[-1].y + 24,
        top=top,
        bottom=bottom,
        lines=(*head, *foot),
        years=tuple(_years(strips[0][0])),
        rows=rows,
        keys=keys,
    )


def _bars(shown: Strip) -> Iterator[StripBar]:
    for period in shown.segments:
        start = _place(shown, period.start)
        yield StripBar(period.status.id, start, round(_place(shown, period.end) - start, 2))


def _years(shown: Strip) -> Iterator[tuple[int, float]]:
    for year in _YEARS:
        day = dt.date(year, 1, 1)
        if shown.start < day < shown.end:
            yield year, _place(shown, day)


def _place(shown: Strip, day: dt.date) -> float:
    left = MARGIN + _NAMES
    return round(left + shown.share(day) / 100 * (WIDTH - MARGIN - left), 2)
