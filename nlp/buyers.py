"""How often a buyer is recognised, or invented, in sentences that nobody read to mend the tagger.

Own sentences in all languages, written for measuring (see the README in `buyers/`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from corpus.penalty import Strict
from nlp.evaluate import Score
from nlp.files import HERE
from nlp.gold import read_by_language

BUYERS = HERE / "buyers"
Kind = Literal["adult", "minor", "exploited", "public", "near-miss"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are told; all but the last make a buyer liable."""
*LIABLE, NEAR_MISS = KINDS


class Sentence(Strict):
    """A sentence that makes a buyer liable, by the kind of buyer, or a near miss that does not."""

    kind: Kind
    text: str = Field(min_length=1)


class _File(Strict):
    sentences: tuple[Sentence, ...] = Field(min_length=1)


class Tally(Strict):
    """Of how many sentences, and in how many of them the tagger says that a buyer is liable."""

    tagged: int = Field(ge=0)
    of: int = Field(ge=0)


class BuyerLook(Strict):
    """The tallies of a day, by language and kind."""

    measured: dt.date
    languages: dict[str, dict[Kind, Tally]]

    def tally(self, *kinds: Kind, language: str | None = None) -> Tally:
        """Return the tally of some kinds together, in one language or in all."""
        rows = self.languages.values() if language is None else [self.languages[language]]
        found = [tally for row in rows for kind, tally in row.items() if kind in kinds]
        return Tally(tagged=sum(t.tagged for t in found), of=sum(t.of for t in found))

    @property
    def score(self) -> Score:
        """How far the buyers that are seen and those that are there agree."""
        liable, near = self.tally(*LIABLE), self.tally(NEAR_MISS)
        return Score(
            true_positive=liable.tagged,
            false_positive=near.tagged,
            false_negative=liable.of - liable.tagged,
        )

    def told(self) -> dict[str, object]:
        """Return the tallies with the precision and recall that follow from them, for JSON."""
        score = self.score
        return {
            "precision": round(score.precision or 0.0, 4),
            "recall": round(score.recall or 0.0, 4),
            **self.model_dump(mode="json"),
        }


class BuyerFigures(Strict):
    """What the sentences scored when they were opened, and what they score today."""

    first: BuyerLook
    now: BuyerLook


def read_buyers(folder: Path = BUYERS) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences by language.

    Raises:
        GoldError: there is no file, one cannot be read, or a sentence lacks a field.
    """
    return {name: found.sentences for name, found in read_by_language(folder, _File).items()}


def measure_buyers(measured: dt.date) -> BuyerLook:
    """Tag every sentence alone and count in which a buyer is said to be liable.

    Raises:
        GoldError: a file cannot be read.
    """
    found = {
        language: {kind: _tally(language, (s for s in sentences if s.kind == kind))
                   for kind in KINDS}
        for language, sentences in read_buyers().items()
    }  # fmt: skip
    return BuyerLook(measured=measured, languages=found)


def _tally(language: str, sentences: Iterable[Sentence]) -> Tally:
    from nlp.tagger.tagging import tag_provision  # here, as pages show figures without tagging

    liable = [
        any(tag.buyer_liable for tag in tag_provision(sentence.text, language).tags)
        for sentence in sentences
    ]
    return Tally(tagged=sum(liable), of=len(liable))


def to_table(look: BuyerLook) -> str:
    """Return the tallies as Markdown."""
    score = look.score
    head = f"precision {score.precision or 0:.3f}, recall {score.recall or 0:.3f}\n"
    return "\n".join([head, *_rows(look, KINDS)]) + "\n"


def _rows(look: BuyerLook, kinds: Sequence[Kind]) -> Iterator[str]:
    yield f"| language | {' | '.join(kinds)} |"
    yield "|---|" + "---:|" * len(kinds)
    for language in (None, *look.languages):
        tallies = [look.tally(kind, language=language) for kind in kinds]
        told = " | ".join(f"{tally.tagged} of {tally.of}" for tally in tallies)
        yield f"| {language or 'all'} | {told} |"
