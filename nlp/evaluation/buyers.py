"""Measures how often the tagger recognises a liable buyer, and how often it invents one.

On sentences in all languages that were written for the purpose; nobody reads them to improve the
tagger (see `buyers/README.md`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from corpus.penalty import Strict
from nlp.evaluation.gold import read_by_language
from nlp.evaluation.markdown import number, table
from nlp.evaluation.score import Score

BUYERS = Path(__file__).parent / "buyers"
Kind = Literal["adult", "minor", "exploited", "public", "near-miss"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are shown; all but the last make a buyer liable."""
*LIABLE, NEAR_MISS = KINDS


class BuyerSentence(Strict):
    """A sentence that makes a buyer liable, by the kind of purchase, or a near miss."""

    kind: Kind
    text: str = Field(min_length=1)


class _File(Strict):
    sentences: tuple[BuyerSentence, ...] = Field(min_length=1)


class Tally(Strict):
    """In how many of some sentences the tagger says that a buyer is liable."""

    tagged: int = Field(ge=0)
    of: int = Field(ge=0)


class BuyerLook(Strict):
    """The tallies of one day, by language and kind."""

    measured: dt.date
    languages: dict[str, dict[Kind, Tally]]

    def tally(self, *kinds: Kind, language: str | None = None) -> Tally:
        """Return the sum of some kinds, in one language or in all."""
        rows = self.languages.values() if language is None else [self.languages[language]]
        tallies = [tally for row in rows for kind, tally in row.items() if kind in kinds]
        return Tally(tagged=sum(t.tagged for t in tallies), of=sum(t.of for t in tallies))

    @property
    def score(self) -> Score:
        """The score of the liable buyers."""
        liable, near = self.tally(*LIABLE), self.tally(NEAR_MISS)
        return Score(
            true_positive=liable.tagged,
            false_positive=near.tagged,
            false_negative=liable.of - liable.tagged,
        )

    def with_measures(self) -> dict[str, object]:
        """Return the tallies with the precision and recall that follow from them, for JSON."""
        score = self.score
        return {
            "precision": round(score.precision or 0.0, 4),
            "recall": round(score.recall or 0.0, 4),
            **self.model_dump(mode="json"),
        }


class BuyerFigures(Strict):
    """The tallies when the sentences were opened, and today's."""

    first: BuyerLook
    now: BuyerLook


def read_buyers(folder: Path = BUYERS) -> dict[str, tuple[BuyerSentence, ...]]:
    """Return the sentences by language.

    Raises:
        GoldError: there is no file, one cannot be read, or a sentence lacks a field.
    """
    return {name: file.sentences for name, file in read_by_language(folder, _File).items()}


def measure_buyers(measured: dt.date) -> BuyerLook:
    """Tag every sentence alone and count those in which a buyer is said to be liable.

    Raises:
        GoldError: a file cannot be read.
    """
    languages = {
        language: {kind: _tally(language, (s for s in sentences if s.kind == kind))
                   for kind in KINDS}
        for language, sentences in read_buyers().items()
    }  # fmt: skip
    return BuyerLook(measured=measured, languages=languages)


def _tally(language: str, sentences: Iterable[BuyerSentence]) -> Tally:
    from nlp.tagger.tagging import tag_provision  # here, as pages show figures without tagging

    liable = [
        any(tag.buyer_liable for tag in tag_provision(sentence.text, language).tags)
        for sentence in sentences
    ]
    return Tally(tagged=sum(liable), of=len(liable))


def to_table(look: BuyerLook) -> str:
    """Return precision and recall, and the tallies as a Markdown table."""
    score = look.score
    measures = f"precision {number(score.precision or 0)}, recall {number(score.recall or 0)}"
    rows = [_row(look, language) for language in (None, *look.languages)]
    return f"{measures}\n\n{table(('language', *KINDS), rows)}\n"


def _row(look: BuyerLook, language: str | None) -> Iterator[str]:
    yield language or "all"
    for kind in KINDS:
        tally = look.tally(kind, language=language)
        yield f"{tally.tagged} of {tally.of}"
