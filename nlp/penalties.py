"""Reads the penalty that a provision states: scales of imprisonment and fine.

A mention of imprisonment or of a fine takes the quantities that stand right before or after it;
mentions that follow each other in one sentence make one scale, joined by "or", "and" or "or both".
The first scale without a word for a graver or milder case is the basic one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from corpus.penalty import Duration, Fine, Imprisonment, Penalty, Scale
from nlp.lexicon import Lexicon
from nlp.matching import CueMatcher, Hit
from nlp.quantities import TIME_UNITS, Quantity, quantities
from nlp.reading import Reading

_BEFORE = 3
_AFTER = 9
_CHAIN = 4
_LIFE = 14
_LEVEL = 7
_JOIN = 16
_TAIL = 5
_KINDS = ("imprisonment", "fine", "day_fine", "scale")
Relation = Literal["alternative", "cumulative", "either-or-both"]


@dataclass
class Mention:
    """Imprisonment, a fine or a numbered scale, as it stands in the text."""

    kind: str
    first: int
    last: int
    taken: list[Quantity] = field(default_factory=list)
    life: bool = False
    level: int | None = None
    note: str = ""

    @property
    def says_how_much(self) -> bool:
        """Whether a measure goes with it."""
        return bool(self.taken) or self.life or self.level is not None or bool(self.note)


@dataclass(frozen=True)
class Found:
    """A penalty with the stretches of the text that state it."""

    penalty: Penalty | None = None
    hits: tuple[Hit, ...] = ()


class PenaltyReader:
    """Reads penalties in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = lexicon.penalty
        self._numbers = lexicon.numbers
        self._matcher = CueMatcher(lexicon.penalty_patterns())

    def read(self, reading: Reading, liable: frozenset[int] = frozenset()) -> Found:
        """Return the penalty; `liable` are the sentences with a liability formula."""
        hits = self._matcher.find(reading.words, reading.sentences)
        if not any(hit.cue in _KINDS for hit in hits):
            return Found()
        scales: list[tuple[Scale, Hit]] = []
        for sentence in sorted({reading.sentences[h.first] for h in hits if h.cue in _KINDS}):
            here = [hit for hit in hits if reading.sentences[hit.first] == sentence]
            scales += self._sentence(reading, here, sentence in liable)
        return _penalty(scales)

    def _sentence(self, reading: Reading, hits: list[Hit], liable: bool) -> list[tuple[Scale, Hit]]:
        first = min(
            i for i, s in enumerate(reading.sentences) if s == reading.sentences[hits[0].first]
        )
        end = first + sum(1 for s in reading.sentences if s == reading.sentences[first])
        moved = [Hit(h.first - first, h.last - first, h.cue) for h in hits]
        words = reading.words[first:end]
        mentions = self._mentions(words, moved)
        result = []
        for group in _groups(mentions, moved):
            scale = _scale(group, moved, liable)
            if scale is not None:
                start = min([m.first for m in group] + [q.first for m in group for q in m.taken])
                last = max([m.last for m in group] + [q.last for m in group for q in m.taken])
                result.append((scale, Hit(first + start, first + last, "penalty")))
        return result

    def _mentions(self, words: Sequence[str], hits: list[Hit]) -> list[Mention]:
        found = quantities(words, hits, self._numbers, self._words.currencies)
        mentions = [Mention(h.cue, h.first, h.last) for h in _longest(hits) if h.cue in _KINDS]
        for mention, after in zip(mentions, [*mentions[1:], None], strict=True):
            limit = after.first if after else len(words)
            self._complete(mention, limit, words, hits, found)
            found = [q for q in found if q not in mention.taken]
        return mentions

    def _complete(
        self,
        mention: Mention,
        limit: int,
        words: Sequence[str],
        hits: list[Hit],
        found: list[Quantity],
    ) -> None:
        if mention.kind == "imprisonment":
            mention.taken = _attached(mention, limit, [q for q in found if q.unit in TIME_UNITS])
            for hit in hits:
                low, high = mention.first - _BEFORE, min(limit, mention.last + _LIFE)
                if hit.cue == "life" and low <= hit.first < high:
                    mention.life, mention.last = True, max(mention.last, hit.last)
            return
        money = [q for q in found if q.unit not in TIME_UNITS]
        mention.taken = _attached(mention, limit, money) if mention.kind != "scale" else []
        self._level(mention, limit, words, hits)

    def _level(self, mention: Mention, limit: int, words: Sequence[str], hits: list[Hit]) -> None:
        near = [
            h for h in hits
            if h.cue == "level"
            and mention.first - _BEFORE <= h.first < min(limit, mention.last + _LEVEL)
        ]  # fmt: skip
        if mention.kind == "scale":
            near.append(Hit(mention.last, mention.last, "level"))
        for hit in near:
            for position in (hit.last + 1, hit.first - 1):
                if 0 <= position < len(words) and words[position] in self._words.levels:
                    mention.level = self._words.levels[words[position]]
                    low, high = min(position, mention.first), max(position, mention.last)
                    mention.first, mention.last = min(mention.first, low), high
                    mention.note = " ".join(
                        words[min(position, hit.first) : max(position, hit.last) + 1]
                    )
                    return


def _longest(hits: list[Hit]) -> list[Hit]:
    """Hits of the main kinds, those inside another left out (`day fines` are no `fines`)."""
    main = [hit for hit in hits if hit.cue in _KINDS]
    return [
        h for h in main
        if not any(
            o is not h and o.first <= h.first and h.last <= o.last
            and (o.last - o.first, o.cue != "day_fine") > (h.last - h.first, h.cue != "day_fine")
            for o in main
        )
    ]  # fmt: skip


def _attached(mention: Mention, limit: int, found: list[Quantity]) -> list[Quantity]:
    before = [q for q in found if 0 < mention.first - q.last <= _BEFORE - 1]
    if before and not mention.taken:
        return _chain_back(before[-1], found)
    after = [q for q in found if mention.last < q.first < min(limit, mention.last + _AFTER + 1)]
    if mention.kind == "day_fine" and not after:
        after = [q for q in found if q.first <= mention.first <= q.last]
    return _chain_on(after[0], found, limit) if after else []


def _chain_back(last: Quantity, found: list[Quantity]) -> list[Quantity]:
    earlier = [q for q in found if 0 < last.first - q.last <= 2 and q.unit in (last.unit, "months")]
    return [*earlier[-1:], last]


def _chain_on(first: Quantity, found: list[Quantity], limit: int) -> list[Quantity]:
    later = [
        q for q in found
        if first.last < q.first < limit and q.first - first.last <= _CHAIN
        and (first.bound == "at_least" or q.bound or q.first - first.last <= 2)
    ]  # fmt: skip
    return [first, *later[:1]] if first.bound != "at_most" else [first]


def _groups(mentions: list[Mention], hits: list[Hit]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _joins(groups[-1], mention, hits):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _joins(group: list[Mention], mention: Mention, hits: list[Hit]) -> bool:
    if len(group) > 1 or _is_fine(group[0]) == _is_fine(mention) or "scale" in (
        group[0].kind, mention.kind
    ):  # fmt: skip
        return False
    end = _end(group[0])
    start = min([mention.first, *(q.first for q in mention.taken)])
    linked = any(h.cue in ("either", "both") and end < h.first < mention.first for h in hits)
    return linked and start - end <= _JOIN


def _is_fine(mention: Mention) -> bool:
    return mention.kind in ("fine", "day_fine")


def _end(mention: Mention) -> int:
    return max([mention.last, *(q.last for q in mention.taken)])


def _scale(group: list[Mention], hits: list[Hit], liable: bool) -> Scale | None:
    prison = next((m for m in group if m.kind == "imprisonment"), None)
    fine = next((m for m in group if _is_fine(m)), None)
    level = next((m for m in group if m.kind == "scale"), None)
    if level is not None:
        return Scale(note=level.note, label=_label(group, hits)) if level.note else None
    if not liable and not any(m.says_how_much for m in group):
        return None
    if prison is not None and not prison.says_how_much and fine is None:
        return None
    both = prison is not None and fine is not None
    return Scale(
        label=_label(group, hits),
        fine=_fine(fine) if fine else None,
        imprisonment=_imprisonment(prison) if prison else None,
        relation=_relation(group, hits) if both else None,
        note=fine.note or None if fine else None,
    )


def _relation(group: list[Mention], hits: list[Hit]) -> Relation:
    end, last = _end(group[0]), _end(group[-1])
    if any(h.cue == "either_or_both" and end < h.first <= last + _TAIL for h in hits):
        return "either-or-both"
    between = [h for h in hits if end < h.first < group[-1].first and h.cue in ("either", "both")]
    return "alternative" if not between or between[-1].cue == "either" else "cumulative"


def _label(group: list[Mention], hits: list[Hit]) -> str | None:
    end = _end(group[-1])
    for cue, label in (("milder", "less serious"), ("graver", "aggravated")):
        if any(h.cue == cue and h.first <= end for h in hits):
            return label
    return None


def _imprisonment(mention: Mention) -> Imprisonment:
    low, high = _limits(mention.taken)
    bounds = [_duration(q) for q in (low, high)]
    if bounds[0] and bounds[1] and bounds[0].days > bounds[1].days:
        bounds.reverse()
    return Imprisonment(min=bounds[0], max=None if mention.life else bounds[1], life=mention.life)


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
    values = sorted(q.value for q in (low, high) if q is not None)
    bounds = {"min": values[0] if low is not None else None, "max": values[-1] if high else None}
    unit = (high or low or mention.taken[0]).unit
    if unit == "day-fines" or mention.kind == "day_fine":
        return Fine(unit="day-fines", **bounds)
    return Fine(currency=unit, **bounds)


def _limits(taken: list[Quantity]) -> tuple[Quantity | None, Quantity | None]:
    if len(taken) > 1:
        return taken[0], taken[1]
    if not taken:
        return None, None
    return (taken[0], None) if taken[0].bound == "at_least" else (None, taken[0])


def _penalty(scales: list[tuple[Scale, Hit]]) -> Found:
    if not scales:
        return Found()
    basic = next((item for item in scales if item[0].label is None), scales[0])
    others: list[Scale] = []
    for scale, _ in scales:
        if scale != basic[0] and scale not in others:
            others.append(scale)
    penalty = Penalty(**dict(basic[0]), others=tuple(others))
    return Found(penalty, tuple(hit for _, hit in scales))
