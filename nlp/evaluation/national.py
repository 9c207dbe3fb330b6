"""How many of the tags made over the whole law of states are right (`national.yaml`).

In a penal code or an act on victims many provisions are on the subject; in the whole law of a state
less than one in five hundred is. How often a tag is right there can only be told by reading tags
made there: some of each language and concept were drawn, from as many acts as possible, and judged.

`national.yaml` has a row for each language and concept: tags made, right, wrong, unsure.

    before:
      read: 2026-11-27
      cells: [[bg, compensation, 108, 0, 12, 0], [bg, definition, 1, 1, 0, 0]]
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from corpus.penalty import Strict
from nlp.evaluation.review import NORMAL
from nlp.files import read_yaml

NATIONAL = Path(__file__).parent / "national.yaml"
"""The counts."""


class Stratum(NamedTuple):
    """The tags of one concept in one language: how many were made, and how readers judged some.

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

    Each stratum is weighted by the tags made in it. The share is None where none could be judged.
    """

    made: int
    judged: int
    share: float | None = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class BuyerTags(Strict):
    """How many of the tags read that make a buyer liable are right, and how many are wrong."""

    right: int
    wrong: int


class JudgedSample(Strict):
    """The tags that the tagger of a day makes over the collections, and how some were judged."""

    read: dt.date
    cells: tuple[Stratum, ...]
    buyers: BuyerTags

    def by_concept(self) -> dict[str, Estimate]:
        """Return the estimate of each concept, over all languages."""
        return self._by(lambda cell: cell.concept)

    def by_language(self) -> dict[str, Estimate]:
        """Return the estimate of each language, over all concepts."""
        return self._by(lambda cell: cell.language)

    def together(self) -> Estimate:
        """Return the estimate over everything."""
        return estimate(self.cells)

    def _by(self, key: Callable[[Stratum], str]) -> dict[str, Estimate]:
        names = sorted({key(cell) for cell in self.cells})
        return {name: estimate(c for c in self.cells if key(c) == name) for name in names}


class NationalLaw(Strict):
    """The samples: `before` the tagger was improved with the first one, `after` that, and `again`.

    `after` was read on provisions none of which had been used to improve it. `again`, after a
    second improvement with all of these, has tags that are made `now` and that nobody had judged.
    `partial` of the collections hold only some acts of their state.
    """

    collections: int
    partial: int
    states: tuple[str, ...]
    provisions: int
    characters: int
    before: JudgedSample
    after: JudgedSample
    now: int
    again: JudgedSample


def estimate(strata: Iterable[Stratum]) -> Estimate:
    """Return the share of right tags in a stratified sample.

    Source: Cochran, Sampling Techniques, chapter 5. The variance of a stratum is that of right + 1
    among judged + 2, so that a few tags, all of them right, do not pass for certainty.
    """
    strata = list(strata)
    judged = [stratum for stratum in strata if stratum.right + stratum.wrong]
    weight = sum(s.made for s in judged)
    if not weight:
        return Estimate(made=sum(s.made for s in strata), judged=0, share=None, low=0.0, high=1.0)
    share = sum(s.made * s.right / (s.right + s.wrong) for s in judged) / weight
    width = NORMAL * math.sqrt(sum((s.made / weight) ** 2 * _variance(s) for s in judged))
    return Estimate(
        made=sum(s.made for s in strata),
        judged=sum(s.right + s.wrong for s in judged),
        share=round(share, 3),
        low=round(max(0.0, share - width), 3),
        high=round(min(1.0, share + width), 3),
    )


def _variance(stratum: Stratum) -> float:
    read = stratum.right + stratum.wrong
    share = (stratum.right + 1) / (read + 2)
    unread = max(0.0, 1 - (read + stratum.unsure) / stratum.made)
    return unread * share * (1 - share) / read


@cache
def national_law() -> NationalLaw:
    """Return the packaged counts."""
    return NationalLaw.model_validate(read_yaml(NATIONAL))
