"""How many tags on unlabelled provisions are right: of a sample of those with most evidence.

Readers judged the sample blind (`review.yaml`; see `nlp.evaluation.candidates`). The share is told
of all tags that they judged, and of those that the tagger still makes.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from corpus.penalty import Strict
from nlp.evaluation.tagged_labels import labelled_statute
from nlp.files import read_yaml

REVIEW = Path(__file__).parent / "review.yaml"
"""The judgments."""

GROUPS = {
    "buyers": ("purchase", "purchase-exploited", "purchase-minor", "purchase-public"),
    "third parties": ("procuring", "brothel", "advertising", "coercion", "trafficking"),
    "victims": ("support", "compensation", "victim-information", "residence", "seller-immunity"),
}
"""Concepts that are reported together; all others are `other`."""
NO_LABELS = ("at", "cy", "lu", "mt")
"""Jurisdictions none of whose labels had been seen when the rules were written."""
NORMAL = 1.96
"""Standard deviations on each side of a 95 per cent interval of the normal distribution."""


class Judgment(NamedTuple):
    """A tag, and whether a blind reading of its provision found the concept too."""

    statute: str
    provision: str
    concept: str
    verdict: Literal["right", "wrong"]


class Precision(Strict):
    """How many of the tags read were right: the share, and Wilson's 95 per cent interval of it."""

    right: int
    read: int
    share: float
    low: float
    high: float


class Review(Strict):
    """All judgments of one reading; the seed draws its sample from its candidates again."""

    read: dt.date
    seed: int
    candidates: int
    judgments: tuple[Judgment, ...]

    def precision(self) -> dict[str, Precision]:
        """Return the precision of all, of each group, and of jurisdictions without labels."""
        parts = {"all": _precision(self.judgments)}
        grouped = {concept for concepts in GROUPS.values() for concept in concepts}
        for name, concepts in GROUPS.items():
            parts[name] = _precision(j for j in self.judgments if j.concept in concepts)
        parts["other"] = _precision(j for j in self.judgments if j.concept not in grouped)
        unseen = (j for j in self.judgments if j.statute.split("/")[0] in NO_LABELS)
        parts["without labels"] = _precision(unseen)
        return parts


def still_made(statutes: Path) -> Precision:
    """Return how many of the judged tags that the tagger makes today are right.

    `statutes` is the folder of the statutes that the judgments name.

    Raises:
        GoldError: one of these statutes cannot be read.
    """
    made = {name: _tags(statutes / name) for name in {j.statute for j in reviewed().judgments}}
    return _precision(j for j in reviewed().judgments if j.concept in made[j.statute][j.provision])


def _tags(path: Path) -> dict[str, set[str]]:
    """The concepts that the tagger finds in each provision of a statute, by number."""
    from nlp.tagger.tagging import tag_version  # here, as pages show figures without tagging

    version = labelled_statute(path)
    concepts: dict[str, set[str]] = defaultdict(set)
    for provision, tags in zip(version.provisions, tag_version(version), strict=True):
        concepts[provision.number].update(tags.concepts)
    return concepts


def wilson(right: int, read: int) -> tuple[float, float]:
    """Return the 95 per cent interval of a share.

    Source: Wilson, Probable Inference, the Law of Succession, and Statistical Inference (1927).
    """
    if not read:
        return 0.0, 1.0
    share, square = right / read, NORMAL * NORMAL
    middle = share + square / (2 * read)
    width = NORMAL * math.sqrt(share * (1 - share) / read + square / (4 * read * read))
    scale = 1 + square / read
    return (middle - width) / scale, (middle + width) / scale


@cache
def reviewed() -> Review:
    """Return the packaged review."""
    return Review.model_validate(read_yaml(REVIEW))


def _precision(judgments: Iterable[Judgment]) -> Precision:
    verdicts = [judgment.verdict == "right" for judgment in judgments]
    right, read = sum(verdicts), len(verdicts)
    low, high = wilson(right, read)
    return Precision(
        right=right, read=read, share=round(right / read, 3) if read else 0.0,
        low=round(low, 3), high=round(high, 3),
    )  # fmt: skip
