"""What each rule needs, as bit masks over cues, so that the gate can test many rules fast.

With the bits `pay` = 1 and `sexual_act` = 2, a rule that wants both in one sentence is met by every
sentence whose mask has 1 and 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp.tagger.lexicon import inventory
from nlp.tagger.rules import Condition, RuleBook, Term

INSIDE, TEXT, HEADING, CONTEXT = range(4)
_PLACES = {
    "": (INSIDE,), "text": (TEXT,), "heading": (HEADING,), "context": (CONTEXT,),
    "provision": (TEXT, HEADING), "anywhere": (TEXT, HEADING, CONTEXT),
}  # fmt: skip
Need = tuple[int, int, int, int]
"""The cues of one term as a mask for each place; one cue in one place is enough."""
NOWHERE: Need = (0, 0, 0, 0)


@dataclass(frozen=True)
class Needs:
    """The terms of a rule (named by its id) or of a derived cue, and its anchor.

    For the anchor see `RuleBook.anchor`. `cues` are all cues that the terms name, with those from
    which derived ones follow.
    """

    name: str
    terms: tuple[Need, ...]
    anchor: Need = NOWHERE
    cues: int = 0

    def met(self, inside: int, text: int, heading: int, context: int) -> bool:
        """Return whether the cues of sentence, text, heading and context may meet all terms."""
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
    """The needs of all rules of a book, with a bit for each cue."""

    def __init__(self, book: RuleBook) -> None:
        self.bits = {cue: 1 << i for i, cue in enumerate([*inventory(), *book.derived])}
        self._book = book
        self.derived = {self.bits[name]: self._needs(name, c) for name, c in book.derived.items()}
        self.rules = [
            self._needs(rule.id, rule) for c in book.concepts.values() for rule in c.rules
        ]

    def mask(self, cues: Iterable[str]) -> int:
        """Return the bits of some cues."""
        return sum(self.bits[cue] for cue in set(cues))

    def derive(self, inside: int, text: int, heading: int, context: int) -> int:
        """Return the cues of a sentence (or of the text) with the derived ones that may follow."""
        for bit, needs in self.derived.items():
            if needs.met(inside, text, heading, context):
                inside |= bit
        return inside

    def _needs(self, name: str, condition: Condition) -> Needs:
        whole = condition.unit != "sentence"
        terms = tuple(self._need(term, whole) for term in condition.wanted)
        anchor = self._book.anchor(condition)
        cues = self.mask(cue for term in condition.wanted for cue in self._asked(term))
        return Needs(name, terms, self._need(anchor, whole) if anchor else NOWHERE, cues)

    def _asked(self, term: Term) -> Iterator[str]:
        for cue in term.cues:
            yield cue
            for inner in self._book.derived[cue].wanted if cue in self._book.derived else ():
                yield from self._asked(inner)

    def _need(self, term: Term, whole: bool) -> Need:
        places = _PLACES[term.place or ("text" if whole else "")]
        mask = self.mask(term.cues)
        inside, text, heading, context = (mask if p in places else 0 for p in range(4))
        return inside, text, heading, context
