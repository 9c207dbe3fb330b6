"""How many of the tags made over the whole law of states are right (`national.yaml`).

A code or an act on victims has many provisions on the subject; of the whole law of a state less
than one in five hundred is about it. How often a tag is right there, only a reading of tags made
there tells: of each language and concept some were drawn, from as many acts as possible, and
judged.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from pydantic import Field

from corpus.penalty import Strict
from nlp.files import HERE, read_yaml
from nlp.reviewed import NORMAL


class Cell(NamedTuple):
    """The tags of one concept in one language: how many were made, and what was read of them.

    `unsure`: good readers could differ; such tags count neither as right nor as wrong.
    """

    language: str
    concept: str
    made: int
    right: int
    wrong: int
    unsure: int


class Estimate(Strict):
    """The share of the tags made that are right, with its 95 per cent interval.

    Each cell counts as much as tags were made in it. None where nothing of a cell could be judged.
    """

    made: int
    judged: int
    share: float | None = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class Buyers(Strict):
    """Of the tags read that make a buyer liable: where this is right."""

    right: int
    wrong: int


class Reading(Strict):
    """The tags of one day's tagger over the collections, and what was read of them."""

    read: dt.date
    cells: tuple[Cell, ...]
    buyers: Buyers

    def by_concept(self) -> dict[str, Estimate]:
        """Return the estimate of each concept, over all languages."""
        return self._by(lambda cell: cell.concept)

    def by_language(self) -> dict[str, Estimate]:
        """Return the estimate of each language, over all concepts."""
        return self._by(lambda cell: cell.language)

    def together(self) -> Estimate:
        """Return the estimate over everything."""
        return estimate(self.cells)

    def _by(self, key: Callable[[Cell], str]) -> dict[str, Estimate]:
        names = sorted({key(cell) for cell in self.cells})
        return {name: estimate(c for c in self.cells if key(c) == name) for name in names}


class NationalLaw(Strict):
    """The readings: before the tagger was mended with the first one, after that, and once `again`.

    `after` was read on provisions of which none had been used to mend it. `again`, after a second
    mending with all these, is about those of the tags made `now` that no reading had judged.
    `partial` of the collections hold only some acts of their state.
    """

    collections: int
    partial: int
    states: tuple[str, ...]
    provisions: int
    characters: int
    before: Reading
    after: Reading
    now: int
    again: Reading


def estimate(cells: Iterable[Cell]) -> Estimate:
    """Return the share of right tags in a stratified sample (Cochran, Sampling Techniques, ch. 5).

    The variance in a cell is that of (right + 1) of (judged + 2), so that a few tags that are all
    right do not pass for certainty.
    """
    cells = list(cells)
    judged = [cell for cell in cells if cell.right + cell.wrong]
    weight = sum(cell.made for cell in judged)
    if not weight:
        return Estimate(made=sum(c.made for c in cells), judged=0, share=None, low=0.0, high=1.0)
    share = sum(cell.made * cell.right / (cell.right + cell.wrong) for cell in judged) / weight
    width = NORMAL * math.sqrt(sum((c.made / weight) ** 2 * _variance(c) for c in judged))
    return Estimate(
        made=sum(cell.made for cell in cells),
        judged=sum(cell.right + cell.wrong for cell in judged),
        share=round(share, 3),
        low=round(max(0.0, share - width), 3),
        high=round(min(1.0, share + width), 3),
    )


def _variance(cell: Cell) -> float:
    read = cell.right + cell.wrong
    share = (cell.right + 1) / (read + 2)
    left = max(0.0, 1 - (read + cell.unsure) / cell.made)
    return left * share * (1 - share) / read


@cache
def national_law() -> NationalLaw:
    """Return the packaged readings."""
    return NationalLaw.model_validate(read_yaml(HERE / "national.yaml"))
