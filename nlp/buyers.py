"""How often a buyer is recognised, or invented, in sentences that nobody read to mend the tagger.

Own sentences in all languages, written for measuring (see the README in `buyers/`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field, ValidationError

from corpus.penalty import Strict
from nlp.gold import GoldError
from nlp.lexicon import HERE, LexiconError, explain, read_yaml
from nlp.pipeline import tag_provision

BUYERS = HERE / "buyers"
Kind = Literal["adult", "minor", "exploited", "public", "near-miss"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are told."""


class Sentence(Strict):
    """A sentence that makes a buyer liable, by the kind of buyer, or a near miss that does not."""

    kind: Kind
    text: str = Field(min_length=1)

    @property
    def liable(self) -> bool:
        """Whether it makes a buyer liable."""
        return self.kind != "near-miss"


class _File(Strict):
    sentences: tuple[Sentence, ...] = Field(min_length=1)


class Tally(Strict):
    """Of how many sentences, and in how many of them the tagger says that a buyer is liable."""

    tagged: int = Field(ge=0)
    of: int = Field(ge=0)


class BuyerLook(Strict):
    """The tallies of a day: of each kind, and of each language (liable ones, then near misses)."""

    measured: dt.date
    kinds: dict[str, Tally]
    liable: dict[str, Tally]
    near_misses: dict[str, Tally]

    @property
    def recall(self) -> float:
        """Share of the sentences that make a buyer liable in which this is seen."""
        found = _sum(self.liable)
        return found.tagged / found.of

    @property
    def precision(self) -> float:
        """Share of the sentences said to make a buyer liable that do."""
        right = _sum(self.liable).tagged
        return right / (right + _sum(self.near_misses).tagged)

    @property
    def sentences(self) -> int:
        """How many there are."""
        return _sum(self.liable).of + _sum(self.near_misses).of


class BuyerFigures(Strict):
    """What the sentences scored when they were opened, and what they score today."""

    first: BuyerLook
    now: BuyerLook


def read_buyers(folder: Path = BUYERS) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences by language.

    Raises:
        GoldError: there is no file, one cannot be read, or a sentence lacks a field.
    """
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.stem] = _File.model_validate(read_yaml(path)).sentences
        except ValidationError as error:
            raise GoldError(f"{path.name}: {explain(error)}") from error
        except LexiconError as error:
            raise GoldError(str(error)) from error
    if not found:
        raise GoldError(f"{folder}: no sentences")
    return found


def measure_buyers(measured: dt.date) -> BuyerLook:
    """Tag every sentence alone and count in which a buyer is said to be liable.

    Raises:
        GoldError: a file cannot be read.
    """
    kinds: dict[str, list[bool]] = defaultdict(list)
    liable: dict[str, list[bool]] = defaultdict(list)
    near: dict[str, list[bool]] = defaultdict(list)
    for language, sentences in read_buyers().items():
        for sentence in sentences:
            tags = tag_provision(sentence.text, language).tags
            tagged = any(tag.buyer_liable for tag in tags)
            kinds[sentence.kind].append(tagged)
            (liable if sentence.liable else near)[language].append(tagged)
    return BuyerLook(
        measured=measured,
        kinds=_tallies(kinds),
        liable=_tallies(liable),
        near_misses=_tallies(near),
    )


def _tallies(found: Mapping[str, Sequence[bool]]) -> dict[str, Tally]:
    return {name: Tally(tagged=sum(row), of=len(row)) for name, row in found.items()}


def _sum(tallies: Mapping[str, Tally]) -> Tally:
    rows = tallies.values()
    return Tally(tagged=sum(row.tagged for row in rows), of=sum(row.of for row in rows))
