"""What each rule needs, as bit masks over cues: the form in which the gate tests rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.lexicon import inventory
from nlp.rules import Condition, RuleBook, Term

TEXT, HEADING, CONTEXT = range(3)
_PLACES = {
    "": (TEXT,), "text": (TEXT,), "heading": (HEADING,), "context": (CONTEXT,),
    "provision": (TEXT, HEADING), "anywhere": (TEXT, HEADING, CONTEXT),
}  # fmt: skip
Masks = tuple[int, int, int]


@dataclass(frozen=True)
class Need:
    """The cues of one term, a mask for each place; one of them is enough."""

    masks: Masks

    def met(self, seen: Sequence[int]) -> bool:
        """Whether the cues seen in text, heading and context may be enough."""
        text, heading, context = self.masks
        return bool(text & seen[TEXT] or heading & seen[HEADING] or context & seen[CONTEXT])


@dataclass(frozen=True)
class Needs:
    """A rule (by id) or a derived cue with all its terms."""

    name: str
    terms: tuple[Need, ...]

    def met(self, seen: Sequence[int]) -> bool:
        """Whether every term may be met."""
        return all(term.met(seen) for term in self.terms)


class Catalogue:
    """The needs of all rules of a book; every cue has a bit."""

    def __init__(self, book: RuleBook) -> None:
        self.bits = {cue: 1 << i for i, cue in enumerate([*inventory(), *book.derived])}
        self.derived = {self.bits[name]: self._needs(name, c) for name, c in book.derived.items()}
        self.rules = [
            self._needs(rule.id, rule) for c in book.concepts.values() for rule in c.rules
        ]

    def mask(self, cues: Iterable[str]) -> int:
        """The bits of some cues."""
        return sum(self.bits[cue] for cue in set(cues))

    def derive(self, text: int, heading: int, context: int) -> int:
        """The cues of the text with the derived ones that may follow from them."""
        for bit, needs in self.derived.items():
            if needs.met((text, heading, context)):
                text |= bit
        return text

    def _needs(self, name: str, condition: Condition) -> Needs:
        return Needs(name, tuple(self._need(term) for term in condition.wanted))

    def _need(self, term: Term) -> Need:
        places = _PLACES[term.place]
        mask = self.mask(term.cues)
        text, heading, context = (mask if p in places else 0 for p in (TEXT, HEADING, CONTEXT))
        return Need((text, heading, context))
