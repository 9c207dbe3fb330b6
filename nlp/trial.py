"""Tests on one provision whether a rule could fire, and in which sentences.

It is known by then where the rarest word of every cue's entries stands. A rule is tested first as
if the whole text were one sentence, then on the sentences in which a cue stands that opens the
gate. An entry's other words are looked for when a rule asks for its cue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nlp.claims import Find, Rows
from nlp.needs import CONTEXT, HEADING, INSIDE, TEXT, Needs

Range = tuple[int, int]


class Piece:
    """A stretch of text in the gate's alphabet, and what may stand there.

    `sure` are the cues that were found, `maybe` those of which other words are still to be found.
    """

    def __init__(self, data: bytes, finds: Sequence[Find], sure: int, derived: int = 0) -> None:
        self.data = data
        self.finds = finds
        maybe = 0
        self.rows: dict[int, set[int]] = {}
        """The rows of entries by the bit of their cue."""
        for _, bit, row in finds:
            if not row:
                sure |= bit
            elif bit & maybe:
                self.rows[bit].add(row)
            elif not bit & sure:
                maybe |= bit
                self.rows[bit] = {row}
        self.sure = sure
        self.maybe = maybe & ~sure | derived


@dataclass(frozen=True)
class Means:
    """The rows of entries, the rules of derived cues, and the cues that may stand anywhere."""

    rows: Rows
    derived: Mapping[int, Needs]
    always: int

    @property
    def derivable(self) -> int:
        """The bits of the derived cues."""
        return sum(self.derived)


class Trial:
    """One provision: its text, its heading and the cues of its context.

    `around` tells the sentence at a place; without it the whole text is taken for one.
    """

    def __init__(
        self,
        means: Means,
        text: Piece,
        heading: Piece,
        context: int,
        around: Callable[[int], Range] | None,
    ) -> None:
        self._means = means
        self._text = text
        self._heading = heading
        self._context = context
        self._around = around
        self._pieces: dict[Range, Piece] = {}
        self.ranges: set[Range] = set()
        """The sentences in which a rule could fire."""
        self.everywhere = False
        """Whether a rule could fire of which the sentence cannot be told."""

    def can_fire(self, needs: Needs) -> bool:
        """Whether a rule could fire."""
        if not self._met(needs, self._text):
            return False
        if not needs.anchor or self._around is None:
            self.everywhere = True
            return True
        found = {
            place for place in self._places(needs.anchor, self._around)
            if self._met(needs, self._pieces[place])
        }  # fmt: skip
        self.ranges |= found
        return bool(found)

    def _places(self, anchor: int, around: Callable[[int], Range]) -> Iterable[Range]:
        """The sentences in which one of some cues may stand."""
        places: dict[Range, None] = {}
        first = end = 0
        for at, bit, _ in self._text.finds:
            if bit & anchor and not first <= at < end:
                first, end = place = self._known(at) or self._new(around(at))
                places[place] = None
        return places

    def _known(self, at: int) -> Range | None:
        for place in self._pieces:
            if place[0] <= at < place[1]:
                return place
        return None

    def _new(self, place: Range) -> Range:
        first, last = place
        inside = [find for find in self._text.finds if first <= find[0] < last]
        means = self._means
        piece = Piece(self._text.data[first:last], inside, means.always, means.derivable)
        self._pieces[place] = piece
        return place

    def _met(self, needs: Needs, inside: Piece) -> bool:
        for term in needs.terms:
            if not (
                term[CONTEXT] & self._context
                or self._occurs(term[INSIDE], inside)
                or self._occurs(term[TEXT], self._text)
                or self._occurs(term[HEADING], self._heading)
            ):
                return False
        return True

    def _occurs(self, wanted: int, piece: Piece) -> bool:
        """Whether one of the wanted cues may stand in a piece; each is looked for once."""
        if wanted & piece.sure:
            return True
        left = wanted & piece.maybe
        while left:
            bit = left & -left
            left ^= bit
            piece.maybe ^= bit
            if self._found(bit, piece):
                piece.sure |= bit
                return True
        return False

    def _found(self, bit: int, piece: Piece) -> bool:
        needs = self._means.derived.get(bit)
        if needs is not None:
            return self._met(needs, piece)
        stand = self._means.rows.stand
        return any(stand(row, piece.data) for row in piece.rows[bit])
