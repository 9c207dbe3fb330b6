"""Reads the penalty that a provision states: scales of imprisonment and fine.

Mentions (`mentions`) that follow each other in one sentence make one scale, joined by "or", "and"
or "or both". `scales` chooses the basic one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Literal

from corpus.penalty import Duration, Fine, Imprisonment, Penalty, Scale
from nlp.tagger.lexicon import Lexicon, lexicon_for
from nlp.tagger.matching import CueHit, CueMatcher
from nlp.tagger.penalties.mentions import KINDS, Mention, MentionReader, end_of
from nlp.tagger.penalties.quantities import Quantity
from nlp.tagger.penalties.scales import Placed, penalty_of
from nlp.tagger.rows import ByPlace
from nlp.tagger.words import DocWords

_JOIN = 16
_TAIL = 5
_BEFORE_BOTH = 3
_DEGREES = {"milder": "less serious", "graver": "aggravated"}
Degrees = Mapping[str, int]
_QUOTA = {"months": 30, "years": 360}
Relation = Literal["alternative", "cumulative", "either-or-both"]


@dataclass(frozen=True)
class PenaltyEvidence:
    """A penalty with the stretches of the text that state it."""

    penalty: Penalty | None = None
    hits: tuple[CueHit, ...] = ()


class PenaltyReader:
    """Reads penalties in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._mentions = MentionReader(lexicon)
        self._matcher = CueMatcher(lexicon.penalty_patterns())

    def read(
        self, words: DocWords, liable: frozenset[int] = frozenset(), acts: Sequence[int] = ()
    ) -> PenaltyEvidence:
        """Return the penalty.

        `liable` are the sentences with a liability formula, `acts` the words at which the tagged
        acts stand, the principal act first.
        """
        hits = self._matcher.find(words.words, words.sentences)
        if not any(hit.cue in KINDS for hit in hits):
            return PenaltyEvidence()
        scales: list[Placed] = []
        for sentence, group in groupby(hits, lambda hit: words.sentences[hit.first]):
            here = list(group)
            if any(hit.cue in KINDS for hit in here):
                scales += self._sentence(words, here, sentence in liable)
        if not scales:
            return PenaltyEvidence()
        return PenaltyEvidence(penalty_of(scales, words, acts), tuple(hit for _, hit in scales))

    def _sentence(self, words: DocWords, hits: list[CueHit], liable: bool) -> list[Placed]:
        number = words.sentences[hits[0].first]
        first = bisect_left(words.sentences, number)
        end = bisect_right(words.sentences, number)
        moved = [CueHit(h.first - first, h.last - first, h.cue) for h in hits]
        sentence = words.words[first:end]
        row = ByPlace(moved)
        mentions = self._mentions.read(sentence, row)
        degrees = _degrees(moved)
        result = []
        for group in _groups(mentions, row):
            scale = _scale(group, row, degrees, liable)
            if scale is not None:
                start = min([m.first for m in group] + [q.first for m in group for q in m.taken])
                last = max([m.last for m in group] + [q.last for m in group for q in m.taken])
                result.append((scale, CueHit(first + start, first + last, "penalty")))
        return result


@lru_cache(maxsize=64)
def penalty_reader(language: str) -> PenaltyReader:
    """Return the reader of a language, built once.

    Raises:
        LexiconError: the language has no lexicon.
    """
    return PenaltyReader(lexicon_for(language))


def _degrees(hits: list[CueHit]) -> Degrees:
    """Where the first word for each degree of a case stands."""
    found: dict[str, int] = {}
    for hit in hits:
        if hit.cue in _DEGREES:
            found.setdefault(hit.cue, hit.first)
    return found


def _groups(mentions: list[Mention], hits: ByPlace[CueHit]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _joins(groups[-1], mention, hits):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _joins(group: list[Mention], mention: Mention, hits: ByPlace[CueHit]) -> bool:
    if len(group) > 1 or _is_fine(group[0]) == _is_fine(mention) or "scale" in (
        group[0].kind, mention.kind
    ):  # fmt: skip
        return False
    end = end_of(group[0])
    start = min([mention.first, *(q.first for q in mention.taken)])
    if start - end > _JOIN:
        return False
    last = end_of(mention)
    return any(
        hit.cue in ("either", "both") for hit in hits.beginning(end + 1, mention.first)
    ) or any(
        hit.cue == "either_or_both" for hit in hits.beginning(last + 1, last + _BEFORE_BOTH + 1)
    )


def _is_fine(mention: Mention) -> bool:
    return mention.kind in ("fine", "day_fine")


def _scale(
    group: list[Mention], hits: ByPlace[CueHit], degrees: Degrees, liable: bool
) -> Scale | None:
    prison = next((m for m in group if m.kind == "imprisonment"), None)
    fine = next((m for m in group if _is_fine(m)), None)
    level = next((m for m in group if m.kind == "scale"), None)
    if level is not None:
        return Scale(note=level.note, label=_label(group, degrees)) if level.note else None
    if not liable and not any(m.says_how_much for m in group):
        return None
    if prison is not None and not prison.says_how_much and fine is None:
        return None
    both = prison is not None and fine is not None
    return Scale(
        label=_label(group, degrees),
        fine=_fine(fine) if fine else None,
        imprisonment=_imprisonment(prison) if prison else None,
        relation=_relation(group, hits) if both else None,
        note=fine.note or None if fine else None,
    )


def _relation(group: list[Mention], hits: ByPlace[CueHit]) -> Relation:
    end, last = end_of(group[0]), end_of(group[-1])
    if any(h.cue == "either_or_both" for h in hits.beginning(end + 1, last + _TAIL + 1)):
        return "either-or-both"
    following = hits.beginning(end + 1, group[-1].first)
    between = [hit for hit in following if hit.cue in ("either", "both")]
    return "alternative" if not between or between[-1].cue == "either" else "cumulative"


def _label(group: list[Mention], degrees: Degrees) -> str | None:
    end = end_of(group[-1])
    for cue, label in _DEGREES.items():
        if degrees.get(cue, end + 1) <= end:
            return label
    return None


def _imprisonment(mention: Mention) -> Imprisonment:
    low, high = _limits(mention.taken)
    bounds = [_duration(q) for q in (low, high)]
    if bounds[0] and bounds[1] and bounds[0].days > bounds[1].days:
        bounds.reverse()
    return Imprisonment(min=bounds[0], max=bounds[1], life=mention.life)


def _duration(quantity: Quantity | None) -> Duration | None:
    if quantity is None:
        return None
    return Duration.model_validate({"value": int(quantity.value), "unit": quantity.unit})


def _fine(mention: Mention) -> Fine:
    if mention.level is not None:
        return Fine(unit="level", max=Decimal(mention.level))
    low, high = _limits(mention.taken)
    if low is None and high is None:
        return Fine(unit="day-fines" if mention.kind == "day_fine" else "unspecified")
    values = sorted(_amount(q) for q in (low, high) if q is not None)
    bounds = {"min": values[0] if low is not None else None, "max": values[-1] if high else None}
    unit = (high or low or mention.taken[0]).unit
    if unit == "minimum-wage":
        return Fine(unit="minimum-wage", **bounds)
    if unit == "day-fines" or mention.kind == "day_fine":
        return Fine(unit="day-fines", **bounds)
    return Fine(currency=unit, **bounds)


def _amount(quantity: Quantity) -> Decimal:
    """The value; a fine counted in months or years is counted in days of 30 and 360."""
    return quantity.value * _QUOTA.get(quantity.unit, 1)


def _limits(taken: list[Quantity]) -> tuple[Quantity | None, Quantity | None]:
    if len(taken) > 1:
        return taken[0], taken[1]
    if not taken:
        return None, None
    return (taken[0], None) if taken[0].bound == "at_least" else (None, taken[0])
