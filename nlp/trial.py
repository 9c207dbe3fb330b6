"""Tests on one provision whether a rule could fire, and in which sentences.

It is known by then where cues may stand. A rule is tested first as if the whole text were one
sentence, then on the sentences in which its anchor may stand (`nlp.rules`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from nlp.claims import Find
from nlp.needs import Catalogue, Needs

Range = tuple[int, int]


class Trial:
    """One provision: the finds in its text, the cues of its heading and of its context.

    `always` are cues that may stand in any sentence. `around` tells the sentence at a place;
    without it the whole text is taken for one.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        finds: Sequence[Find],
        heading: int,
        context: int,
        always: int,
        around: Callable[[int], Range] | None,
    ) -> None:
        self._derive = catalogue.derive
        self._finds = sorted(finds)
        self._heading = heading
        self._context = context
        self._always = always
        self._around = around
        seen = bits_of(finds) | always
        self._text = catalogue.derive(seen, seen, heading, context)
        self._sentences: list[tuple[Range, int]] = []
        self.ranges: set[Range] = set()
        """The sentences in which a rule could fire."""
        self.everywhere = False
        """Whether a rule could fire of which the sentence cannot be told."""

    def can_fire(self, needs: Needs) -> bool:
        """Whether a rule could fire."""
        if not self._met(needs, self._text):
            return False
        inside, text, heading, context = needs.anchor
        if (
            self._around is None
            or not inside | text
            or heading & self._heading
            or context & self._context
        ):
            self.everywhere = True
            return True
        found = {
            place for place, bits in self._places(inside | text, self._around)
            if bits & text or (inside and self._met(needs, bits))
        }  # fmt: skip
        self.ranges |= found
        return bool(found)

    def _met(self, needs: Needs, inside: int) -> bool:
        return needs.met(inside, self._text, self._heading, self._context)

    def _places(self, anchor: int, around: Callable[[int], Range]) -> Iterator[tuple[Range, int]]:
        """The sentences in which one of some cues may stand, with the cues of each."""
        first = end = 0
        for at, bit in self._finds:
            if bit & anchor and not first <= at < end:
                (first, end), bits = self._sentence(at, around)
                yield (first, end), bits

    def _sentence(self, at: int, around: Callable[[int], Range]) -> tuple[Range, int]:
        """The sentence at a place, with its cues; each is looked at once, whatever the rule."""
        number = bisect_right(self._sentences, at, key=lambda known: known[0][0])
        if number and at < self._sentences[number - 1][0][1]:
            return self._sentences[number - 1]
        place = around(at)
        self._sentences.insert(number, (place, self._bits(place)))
        return self._sentences[number]

    def _bits(self, place: Range) -> int:
        first, end = (bisect_left(self._finds, (at, -1)) for at in place)
        inside = bits_of(self._finds[first:end]) | self._always
        return self._derive(inside, self._text, self._heading, self._context)


def bits_of(finds: Sequence[Find]) -> int:
    """The cues that may stand at some places."""
    bits = 0
    for _, bit in finds:
        bits |= bit
    return bits
