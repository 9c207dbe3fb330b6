"""Tests on one provision whether a rule could fire: first on all of it, then sentence by sentence.

For each term of the rule some entry must have all its words in the place that the term names. Most
terms name the sentence; only sentences in which a cue of the kind `gate` stands are tried.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.claims import Find, Search
from nlp.needs import CONTEXT, HEADING, INSIDE, TEXT, Needs


@dataclass
class Piece:
    """A stretch of folded text, the cues seen in it, and those already looked for."""

    data: bytes
    seen: int
    tried: int = 0


@dataclass(frozen=True)
class Means:
    """How cues are looked for: by entries of their own, or by the rule from which they follow."""

    searches: Mapping[int, Search]
    derived: Mapping[int, Needs]


class Trial:
    """One provision: its text, its heading and the cues of its context."""

    def __init__(self, means: Means, text: Piece, heading: Piece, context: int) -> None:
        self._means = means
        self._text = text
        self._heading = heading
        self._context = context
        self._sentences: dict[int, Piece] = {}

    def can_fire(self, needs: Needs) -> bool:
        """Whether a rule could fire if the whole text were one sentence."""
        return self._met(needs, self._text)

    def can_fire_in_a_sentence(
        self, needs: Needs, finds: Sequence[Find], ends: Sequence[int]
    ) -> bool:
        """Whether a rule could fire in one of the sentences, which end at `ends`."""
        if not needs.anchor:
            return True
        numbers = {bisect_right(ends, first) for first, bit in finds if bit & needs.anchor}
        return any(
            self._met(needs, self._sentence(number, finds, ends)) for number in sorted(numbers)
        )

    def _sentence(self, number: int, finds: Sequence[Find], ends: Sequence[int]) -> Piece:
        if number not in self._sentences:
            first = ends[number - 1] if number else 0
            last = ends[number] if number < len(ends) else len(self._text.data)
            seen = 0
            for at, bit in finds:
                if first <= at < last:
                    seen |= bit
            self._sentences[number] = Piece(self._text.data[first:last], seen)
        return self._sentences[number]

    def _met(self, needs: Needs, inside: Piece) -> bool:
        for term in needs.terms:
            masks = term.masks
            if not (
                masks[CONTEXT] & self._context
                or self._occurs(masks[INSIDE], inside)
                or self._occurs(masks[TEXT], self._text)
                or self._occurs(masks[HEADING], self._heading)
            ):
                return False
        return True

    def _occurs(self, wanted: int, piece: Piece) -> bool:
        """Whether one of the wanted cues may stand in a piece; each is looked for once."""
        if wanted & piece.seen:
            return True
        left = wanted & ~piece.tried
        while left:
            bit = left & -left
            left ^= bit
            piece.tried |= bit
            if self._found(bit, piece):
                piece.seen |= bit
                return True
        return False

    def _found(self, bit: int, piece: Piece) -> bool:
        search = self._means.searches.get(bit)
        if search is not None:
            return search.found(piece.data)
        needs = self._means.derived.get(bit)
        return needs is not None and piece is not self._heading and self._met(needs, piece)
