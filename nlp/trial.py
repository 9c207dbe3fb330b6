"""Tests on one provision whether a rule could fire.

For each term of the rule some entry must have all its words in the place that the term names. Most
terms name the sentence; only sentences in which a cue of the kind `gate` stands are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nlp.claims import Find, Search
from nlp.needs import CONTEXT, HEADING, INSIDE, TEXT, Needs

Range = tuple[int, int]


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


@dataclass(frozen=True)
class Sentences:
    """The sentences of a text, as `around` tells them, in which cues of the kind `gate` stand."""

    finds: Sequence[Find]
    around: Callable[[int], Range]


class Trial:
    """One provision: its text, its heading and the cues of its context.

    Without `sentences` the whole text is taken for one.
    """

    def __init__(
        self, means: Means, text: Piece, heading: Piece, context: int, sentences: Sentences | None
    ) -> None:
        self._means = means
        self._text = text
        self._heading = heading
        self._context = context
        self._sentences = sentences
        self._pieces: dict[Range, Piece] = {}
        self.ranges: set[Range] = set()
        """The sentences in which a rule could fire."""
        self.everywhere = False
        """Whether a rule could fire of which the sentence cannot be told."""

    def can_fire(self, needs: Needs) -> bool:
        """Whether a rule could fire; first as if the whole text were one sentence."""
        if not self._met(needs, self._text):
            return False
        if not needs.anchor or self._sentences is None:
            self.everywhere = True
            return True
        found = {
            place for place in self._places(needs.anchor, self._sentences)
            if self._met(needs, self._piece(place, self._sentences.finds))
        }  # fmt: skip
        self.ranges |= found
        return bool(found)

    def _places(self, anchor: int, sentences: Sentences) -> set[Range]:
        places: set[Range] = set()
        end = 0
        for at, bit in sentences.finds:
            if bit & anchor and at >= end:
                place = self._known(at) or sentences.around(at)
                places.add(place)
                end = place[1]
        return places

    def _known(self, at: int) -> Range | None:
        return next((place for place in self._pieces if place[0] <= at < place[1]), None)

    def _piece(self, place: Range, finds: Sequence[Find]) -> Piece:
        if place not in self._pieces:
            first, last = place
            seen = 0
            for at, bit in finds:
                if first <= at < last:
                    seen |= bit
            self._pieces[place] = Piece(self._text.data[first:last], seen)
        return self._pieces[place]

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
