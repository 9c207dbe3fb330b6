"""Sifts provisions: which could carry a concept, and by which rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial, reduce
from itertools import accumulate
from operator import or_
from typing import NamedTuple

from nlp.tagger.gate.alphabet import Alphabet, Written
from nlp.tagger.gate.claims import Claims, Sighting
from nlp.tagger.gate.needs import Catalogue, Needs
from nlp.tagger.gate.trial import Range, Trial, bits_of
from nlp.tagger.lexicon import Lexicon, inventory
from nlp.tagger.rules import RuleBook

_AT_ONCE = 256
Entry = tuple[str, str, tuple[str, ...]]
"""Text, heading and context of a provision."""
Sightings = dict[int, list[Sighting]]
"""What may stand in each piece of a batch: text and heading of each provision in turn."""


class Passed(NamedTuple):
    """A provision by its place in the row, and the ids of the rules that could fire on it."""

    number: int
    rules: tuple[str, ...]


class OpenRules(NamedTuple):
    """The rules that are open, and the cues that take part in them."""

    rules: tuple[Needs, ...]
    cues: int


class Sieve:
    """What of one language can start a concept.

    `context_cues` returns the cues of a heading above a provision, `around` the sentence at an
    offset of a text.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        book: RuleBook,
        context_cues: Callable[[str], frozenset[str]] = lambda _: frozenset(),
        around: Callable[[str, int], Range] = lambda text, _: (0, len(text)),
    ) -> None:
        patterns = lexicon.patterns
        words = {a.value for ps in patterns.values() for p in ps for s in p.steps for a in s.atoms}
        self._alphabet = Alphabet(words, accents=lexicon.accents)
        self._catalogue = Catalogue(book)
        self._context_cues = context_cues
        bits = self._catalogue.bits
        starting = {bits[cue]: ps for cue, ps in patterns.items() if inventory()[cue].gate}
        others = {bits[cue]: ps for cue, ps in patterns.items() if not inventory()[cue].gate}
        self._starting = Claims(starting, self._alphabet, lexicon.common)
        self._others = Claims(others, self._alphabet, lexicon.common)
        self._around = around
        self._not_of_gate = self._catalogue.mask(c for c, k in inventory().items() if not k.gate)
        self._open_rules = lru_cache(maxsize=65536)(self._find_open_rules)
        self._mask = lru_cache(maxsize=4096)(self._find_mask)

    def sift(self, entries: Sequence[Entry]) -> Iterator[Passed]:
        """Yield each provision on which a rule could fire, in order."""
        for first in range(0, len(entries), _AT_ONCE):
            for number, rules in self._sift(entries[first : first + _AT_ONCE]):
                yield Passed(first + number, rules)

    def _sift(self, batch: Sequence[Entry]) -> Iterator[Passed]:
        written = self._alphabet.write([piece for entry in batch for piece in entry[:2]])
        sightings = self._starting.find(written.data, written.starts)
        left = self._left(batch, sightings)
        self._add_others(sightings, written, left)
        for number, open_rules in left.items():
            trial = self._trial(batch[number], number, written, sightings)
            rules = tuple(needs.name for needs in open_rules.rules if trial.can_fire(needs))
            if rules:
                yield Passed(number, rules)

    def _left(self, batch: Sequence[Entry], sightings: Sightings) -> dict[int, OpenRules]:
        """The provisions in which the cues of the gate leave rules open, with these."""
        left = {}
        contexts = [self._mask(context) for _, _, context in batch]
        named = {number for number, mask in enumerate(contexts) if mask}
        for number in sorted({piece // 2 for piece in sightings} | named):
            text, heading, _ = batch[number]
            seen = (bits_of(sightings.get(2 * number + part, ())) for part in (0, 1))
            open_rules = self._open_rules(*seen, contexts[number], bool(text), bool(heading))
            if open_rules.rules:
                left[number] = open_rules
        return left

    def _add_others(
        self, sightings: Sightings, written: Written, left: Mapping[int, OpenRules]
    ) -> None:
        """Add the other cues that the rules left open in some provisions need."""
        pieces = [piece for number in left for piece in (2 * number, 2 * number + 1)]
        texts = [written.piece(piece) for piece in pieces]
        cues = [rules.cues for rules in left.values() for _ in (0, 1)]
        others = self._others.find(b"".join(texts), [0, *accumulate(map(len, texts))], cues)
        for place, added in others.items():
            sightings.setdefault(pieces[place], []).extend(added)

    def _trial(self, entry: Entry, number: int, written: Written, sightings: Sightings) -> Trial:
        text, _, context = entry
        in_text, in_heading = (sightings.get(2 * number + part, ()) for part in (0, 1))
        around = None if 2 * number in written.moved else partial(self._around, text)
        heading = bits_of(in_heading)
        return Trial(self._catalogue, in_text, heading, self._mask(context), around)

    def _find_mask(self, context: tuple[str, ...]) -> int:
        return self._catalogue.mask(frozenset().union(*map(self._context_cues, context)))

    def _find_open_rules(
        self, in_text: int, in_heading: int, context: int, text: bool, heading: bool
    ) -> OpenRules:
        """The rules that the gate's cues leave open; all other cues are taken to be there."""
        in_heading |= self._not_of_gate if heading else 0
        in_text |= self._not_of_gate if text else 0
        in_text = self._catalogue.derive(in_text, in_text, in_heading, context)
        seen = in_text, in_text, in_heading, context
        rules = tuple(needs for needs in self._catalogue.rules if needs.met(*seen))
        return OpenRules(rules, reduce(or_, (needs.cues for needs in rules), 0))
