"""What each rule needs, as bit masks over cues: the form in which the gate tests rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from nlp.lexicon import inventory
from nlp.rules import Condition, RuleBook, Term

INSIDE, TEXT, HEADING, CONTEXT = range(4)
_PLACES = {
    "": (INSIDE,), "text": (TEXT,), "heading": (HEADING,), "context": (CONTEXT,),
    "provision": (TEXT, HEADING), "anywhere": (TEXT, HEADING, CONTEXT),
}  # fmt: skip
Need = tuple[int, int, int, int]
"""The cues of one term, a mask for each place; one of them is enough."""


@dataclass(frozen=True)
class Needs:
    """A rule (by id) or a derived cue with all its terms.

    One of the cues of `anchor`, all of the kind `gate`, stands in the sentence in which the rule
    fires; it is 0 where that cannot be said.
    """

    name: str
    terms: tuple[Need, ...]
    anchor: int = 0

    def met(self, inside: int, text: int, heading: int, context: int) -> bool:
        """Whether the cues seen in sentence, text, heading and context may meet every term."""
        for in_sentence, in_text, in_heading, in_context in self.terms:
            if not (
                in_sentence & inside
                or in_text & text
                or in_heading & heading
                or in_context & context
            ):
                return False
        return True


class Catalogue:
    """The needs of all rules of a book; every cue has a bit."""

    def __init__(self, book: RuleBook) -> None:
        self.bits = {cue: 1 << i for i, cue in enumerate([*inventory(), *book.derived])}
        self._book = book
        self.derived = {self.bits[name]: self._needs(name, c) for name, c in book.derived.items()}
        self.rules = [
            self._needs(rule.id, rule) for c in book.concepts.values() for rule in c.rules
        ]

    def mask(self, cues: Iterable[str]) -> int:
        """The bits of some cues."""
        return sum(self.bits[cue] for cue in set(cues))

    def derive(self, inside: int, text: int, heading: int, context: int) -> int:
        """The cues of a sentence (or of the text) with the derived ones that may follow."""
        for bit, needs in self.derived.items():
            if needs.met(inside, text, heading, context):
                inside |= bit
        return inside

    def _needs(self, name: str, condition: Condition) -> Needs:
        whole = condition.unit != "sentence"
        terms = tuple(self._need(term, whole) for term in condition.wanted)
        anchors = [self._anchor(term) for term in condition.wanted]
        found = min((a for a in anchors if a), key=int.bit_count, default=0)
        return Needs(name, terms, 0 if whole else found)

    def _need(self, term: Term, whole: bool) -> Need:
        places = _PLACES[term.place or ("text" if whole else "")]
        mask = self.mask(term.cues)
        inside, text, heading, context = (mask if p in places else 0 for p in range(4))
        return inside, text, heading, context

    def _anchor(self, term: Term) -> int:
        """The cues of the kind `gate` of which one stands in the sentence when the term holds."""
        if term.place:
            return 0
        found = [self._start(cue) for cue in term.cues]
        return reduce(or_, found) if all(found) else 0

    def _start(self, cue: str) -> int:
        if cue in self._book.derived:
            return self._needs(cue, self._book.derived[cue]).anchor
        return self.bits[cue] if inventory()[cue].gate else 0
