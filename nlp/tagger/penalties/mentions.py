"""Finds where a sentence mentions imprisonment or a fine, and what quantities go with it.

A mention takes the quantities that stand right before or after it; life imprisonment beside a
scale of years belongs to that scale.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nlp.tagger.lexicon import Lexicon
from nlp.tagger.matching import CueHit
from nlp.tagger.penalties.currency import everywhere
from nlp.tagger.penalties.quantities import TIME_UNITS, Quantity, quantities
from nlp.tagger.rows import ByPlace, Cover

KINDS = ("imprisonment", "fine", "day_fine", "scale")
_NEAR = 64
"""No quantity that goes with a mention stands further away, in words."""
_BEFORE = 3
_AFTER = 9
_CHAIN = 6
_LOWER = ("at_least", "range_from")
_LIFE = 14
_TO_LIFE = 4
_DAYS = {"months": 30, "years": 365}
_LEVEL = 9


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


class MentionReader:
    """Reads the mentions of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = lexicon.penalty
        self._numbers = lexicon.numbers
        self._currencies = everywhere() | lexicon.penalty.currencies

    def read(self, words: Sequence[str], hits: ByPlace[CueHit]) -> list[Mention]:
        """Return the mentions of a sentence in order, each with its measure."""
        found = ByPlace(quantities(words, hits.items, self._numbers, self._currencies))
        mentions = [Mention(h.cue, h.first, h.last) for h in _longest(hits.items)]
        gone: set[Quantity] = set()
        for mention, after in zip(mentions, [*mentions[1:], None], strict=True):
            limit = after.first if after else len(words) + 1
            low, high = mention.first - _NEAR - found.widest, mention.last + _NEAR
            near = [q for q in found.beginning(low, high) if q not in gone]
            self._complete(mention, limit, words, hits, near)
            gone.update(mention.taken)
        return _with_life(_counted_once(mentions), hits)

    def _complete(
        self,
        mention: Mention,
        limit: int,
        words: Sequence[str],
        hits: ByPlace[CueHit],
        found: list[Quantity],
    ) -> None:
        if mention.kind == "imprisonment":
            self._prison(mention, limit, hits, [q for q in found if q.unit in TIME_UNITS])
            return
        quota = mention.kind == "day_fine" and any(_inside(q, mention) for q in found)
        money = [q for q in found if (q.unit in TIME_UNITS) == quota]
        mention.taken = _attached(mention, limit, money) if mention.kind != "scale" else []
        self._level(mention, limit, words, hits)

    @staticmethod
    def _prison(mention: Mention, limit: int, hits: ByPlace[CueHit], found: list[Quantity]) -> None:
        """Attach the years and note life; a word for life may stand between both."""
        life = _life(mention, limit, hits)
        first = min([mention.first, *(hit.first for hit in life)])
        mention.taken = _attached(mention, limit, found, first)
        mention.life = bool(life)
        mention.taken = _up_to_life(mention.taken, life, hits)
        mention.last = max([mention.last, *(hit.last for hit in life)])

    def _level(
        self, mention: Mention, limit: int, words: Sequence[str], hits: ByPlace[CueHit]
    ) -> None:
        low, high = mention.first - _BEFORE, min(limit, mention.last + _LEVEL)
        near = [hit for hit in hits.beginning(low, high) if hit.cue == "level"]
        if mention.kind == "scale":
            near.append(CueHit(mention.last, mention.last, "level"))
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


def _longest(hits: Sequence[CueHit]) -> list[CueHit]:
    """Hits of the main kinds, those inside another left out (`day fines` are no `fines`)."""
    terms = [hit.first for hit in hits if hit.cue == "imprisonment"]
    main = [
        hit for hit in hits
        if hit.cue in KINDS
        and not (hit.cue == "day_fine" and _one_within(terms, hit.first + 1, hit.last))
    ]  # fmt: skip
    row = ByPlace(main)
    return [
        h for h in main
        if not any(
            o is not h and o.first <= h.first and h.last <= o.last
            and (o.last - o.first, o.cue != "day_fine") > (h.last - h.first, h.cue != "day_fine")
            for o in row.beginning(h.last - row.widest, h.first + 1)
        )
    ]  # fmt: skip


def _one_within(places: Sequence[int], low: int, high: int) -> bool:
    """Whether one of some places, in order, lies between two others or on them."""
    return bisect_left(places, low) < bisect_right(places, high)


def _counted_once(mentions: list[Mention]) -> list[Mention]:
    """Without day-fines that only are the unit of what a fine took (`a fine of 30 day-fines`)."""
    held = Cover(q for mention in mentions if mention.kind == "fine" for q in mention.taken)
    return [m for m in mentions if m.kind != "day_fine" or m.taken or not held.holds(m)]


def _up_to_life(taken: list[Quantity], life: list[CueHit], hits: ByPlace[CueHit]) -> list[Quantity]:
    """`five years to life`: a single term before is the lower end, even if nothing else says so."""
    if len(taken) != 1 or taken[0].bound == "at_most":
        return taken
    end = taken[0].last
    goes_on = any(h.cue in ("to", "at_most") for h in hits.beginning(end + 1, end + 2))
    if goes_on and any(end < h.first <= end + _TO_LIFE for h in life):
        return [replace(taken[0], bound="at_least")]
    return taken


def _life(mention: Mention, limit: int, hits: ByPlace[CueHit]) -> list[CueHit]:
    """The words for life near a mention; one right before the next mention belongs to that."""
    low, high = mention.first - _BEFORE, min(limit, mention.last + _LIFE)
    return [hit for hit in hits.beginning(low, high) if hit.cue == "life" and hit.last != limit - 1]


def _with_life(mentions: list[Mention], hits: ByPlace[CueHit]) -> list[Mention]:
    """`five to twenty years or life`: two mentions of imprisonment are one where one is life, and
    where one has no measure.
    """
    result: list[Mention] = []
    for mention in mentions:
        last = result[-1] if result else None
        if last is not None and _only_named(mention, beside=last) and _or(last, mention, hits):
            last.last = mention.last
        elif (
            last is not None
            and _only_life(last) != _only_life(mention)
            and _or(last, mention, hits)
        ):
            last.taken, last.life = last.taken + mention.taken, True
            last.last = mention.last
        else:
            result.append(mention)
    return result


def _only_named(mention: Mention, *, beside: Mention) -> bool:
    """`three years or short-term imprisonment or a fine`: what has no measure adds nothing."""
    return beside.says_how_much and not mention.says_how_much


def _only_life(mention: Mention) -> bool:
    return mention.life and not mention.taken


def _or(first: Mention, second: Mention, hits: ByPlace[CueHit]) -> bool:
    """Whether two mentions of imprisonment stand close together with `or` between them."""
    if (first.kind, second.kind) != ("imprisonment", "imprisonment"):
        return False
    end = max(first.first, *(q.first for q in first.taken)) if first.taken else first.first
    near = second.first - end_of(first) <= _LIFE
    return near and any(h.cue == "either" for h in hits.beginning(end + 1, second.first))


def _inside(quantity: Quantity, mention: Mention) -> bool:
    """Whether a length of time stands within a mention: a fine counted in days or months."""
    return quantity.unit in TIME_UNITS and mention.first <= quantity.first <= mention.last


def _attached(
    mention: Mention, limit: int, found: list[Quantity], first: int | None = None
) -> list[Quantity]:
    start = mention.first if first is None else first
    reach = _BEFORE if start < mention.first else _BEFORE - 1
    before = [q for q in found if 0 < start - q.last <= reach]
    if before and not mention.taken:
        return _chain_back(before[-1], found)
    within = [q for q in found if _inside(q, mention)] if mention.kind == "day_fine" else []
    after = [q for q in found if mention.last < q.first < min(limit, mention.last + _AFTER + 1)]
    if mention.kind == "day_fine" and not within:
        around = [q for q in found if q.first <= mention.first <= q.last]
        if around:
            return _chain_back(around[0], found)
    after = within or after
    return _chain_on(after[0], found, limit) if after else []


def _chain_back(last: Quantity, found: list[Quantity]) -> list[Quantity]:
    earlier = [
        q for q in found
        if q.unit in (last.unit, "months", "days")
        and 0 < last.first - q.last <= (_CHAIN if _range(q, last) else 2)
        and _rises(q, last)
    ]  # fmt: skip
    return [*earlier[-1:], last]


def _chain_on(first: Quantity, found: list[Quantity], limit: int) -> list[Quantity]:
    later = [
        q for q in found
        if first.last < q.first < limit
        and q.first - first.last <= (_CHAIN if q.bound else _CHAIN - 1)
        and (first.bound in _LOWER or q.bound or q.first - first.last <= 2)
        and (_range(q, first) if first.bound == "at_most" else q.bound not in _LOWER)
        and _rises(*((q, first) if first.bound == "at_most" else (first, q)))
    ]  # fmt: skip
    return [first, *later[:1]]


def _range(low: Quantity, high: Quantity) -> bool:
    return low.bound in _LOWER and high.bound not in _LOWER


def _rises(low: Quantity, high: Quantity) -> bool:
    """Whether two quantities can be the ends of a range (`500, for companies at least 1000`)."""
    return low.value * _DAYS.get(low.unit, 1) <= high.value * _DAYS.get(high.unit, 1)


def end_of(mention: Mention) -> int:
    """The last word of a mention with its quantities."""
    return max([mention.last, *(q.last for q in mention.taken)])
