"""What a briefing needs from the pages: the words that they print for a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.model import Jurisdiction
from search_app.compare import Cell
from search_app.counting import StateCount
from search_app.records.dates import Beginning
from search_app.strips import Strip


@dataclass(frozen=True)
class ChartPicture:
    """A chart: the picture, its size, and its addresses for light and dark screens."""

    svg: str
    width: int
    height: int
    address: str
    dark: str


class PageWords(Protocol):
    """The words of pages, as plain text; empty where a page says nothing."""

    def country(self, jurisdiction: Jurisdiction) -> str:
        """Return the name of a jurisdiction."""

    def address(self, path: str) -> str:
        """Return the public address of a page."""

    def cell(self, cell: Cell) -> tuple[str, ...]:
        """Return what a cell says below its status: reason, penalty, age, dates, text searched."""

    def count(self, counted: StateCount) -> str:
        """Return the sentence of a count of states."""

    def map(self, counted: StateCount) -> ChartPicture:
        """Return the map of a count as a picture."""

    def timeline(self, strips: Sequence[Strip]) -> ChartPicture:
        """Return the strips of one question as a picture."""

    def periods(self, strip: Strip) -> str:
        """Return a strip in words: its statuses, each with its beginning."""

    def field(self, name: str) -> str:
        """Return the name of a field of coded law."""

    def disagreements(self, cell: Cell) -> tuple[str, ...]:
        """Return what came of the facts of a cell that do not agree with the texts held."""

    def beginning(self, beginning: Beginning) -> str:
        """Return since when a rule exists."""

    def day(self, value: object) -> str:
        """Return a day, a partial date or a timestamp in words."""
