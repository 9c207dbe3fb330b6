"""Tests on one provision whether a rule could fire, given where cues may stand.

A rule is tested first as if the whole text were one sentence, then on the sentences in which its
anchor may stand (`RuleBook.anchor`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from nlp.tagger.gate.claims import Sighting
from nlp.tagger.gate.needs import Catalogue, Needs

Range = tuple[int, int]


class Trial:
    """One provision: what was sighted in its text, the cues of its heading and of its context.

    `around` returns the sentence at an offset; without it the whole text is taken for one.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        sightings: Sequence[Sighting],
        heading: int,
        context: int,
        around: Callable[[int], Range] | None,
    ) -> None:
        self._derive = catalogue.derive
        self._sightings = sorted(sightings)
        self._heading = heading
        self._context = context
        self._around = around
        seen = bits_of(sightings)
        self._text = catalogue.derive(seen, seen, heading, context)
        self._sentences: list[tuple[Range, int]] = []

    def can_fire(self, needs: Needs) -> bool:
        """Return whether a rule could fire."""
        if not self._met(needs, self._text):
            return False
        inside, text, heading, context = needs.anchor
        if (
            self._around is None
            or not inside | text
            or heading & self._heading
            or context & self._context
        ):
            return True
        return any(
            bits & text or (inside and self._met(needs, bits))
            for bits in self._bits_around(inside | text, self._around)
        )

    def _met(self, needs: Needs, inside: int) -> bool:
        return needs.met(inside, self._text, self._heading, self._context)

    def _bits_around(self, anchor: int, around: Callable[[int], Range]) -> Iterator[int]:
        """The cues of each sentence in which one of the anchor's cues may stand."""
        first = end = 0
        for at, bit in self._sightings:
            if bit & anchor and not first <= at < end:
                (first, end), bits = self._sentence(at, around)
                yield bits

    def _sentence(self, at: int, around: Callable[[int], Range]) -> tuple[Range, int]:
        """The sentence at an offset, with its cues; each is looked at once, whatever the rule."""
        number = bisect_right(self._sentences, at, key=lambda known: known[0][0])
        if number and at < self._sentences[number - 1][0][1]:
            return self._sentences[number - 1]
        place = around(at)
        self._sentences.insert(number, (place, self._bits(place)))
        return self._sentences[number]

    def _bits(self, place: Range) -> int:
        first, end = (bisect_left(self._sightings, (at, -1)) for at in place)
        inside = bits_of(self._sightings[first:end])
        return self._derive(inside, self._text, self._heading, self._context)


def bits_of(sightings: Sequence[Sighting]) -> int:
    """Return the cues that were sighted, as a mask."""
    bits = 0
    for _, bit in sightings:
        bits |= bit
    return bits
