"""Lets through only text that can carry a concept, at the speed of substring searches.

Many provisions are folded and searched at once, with one automaton of the cues of the kind `gate`,
of which every rule needs one. Those in which these leave a rule open are searched for all other
cues with a second one, and tested rule by rule (`nlp.trial`). The gate may let through too much and
never too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial, reduce
from itertools import accumulate
from operator import or_
from typing import NamedTuple

from nlp.alphabet import Alphabet, Written
from nlp.claims import Claims, Find, can_be_searched
from nlp.deciding import Plan, plan
from nlp.finding import finder_for, reader_for
from nlp.lexicon import Lexicon, LexiconError, inventory, lexicon_for
from nlp.needs import Catalogue, Needs
from nlp.patterns import Pattern
from nlp.rules import RuleBook, read_rules
from nlp.trial import Range, Trial, bits_of

_AT_ONCE = 256
Entry = tuple[str, str, tuple[str, ...]]
"""Text, heading and context of a provision."""
Finds = dict[int, list[Find]]
"""What may stand in each piece of a batch: text and heading of each provision in turn."""


class Opened(NamedTuple):
    """What could fire on a provision, and in which sentences; None where that cannot be told."""

    plan: Plan
    ranges: tuple[Range, ...] | None = ()


class Possible(NamedTuple):
    """The rules that are open, and the cues that take part in them."""

    rules: tuple[Needs, ...]
    cues: int


class Gate:
    """What of one language can start a concept.

    `context_cues` returns the cues of a heading above a provision, `around` the sentence at a
    place.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        book: RuleBook,
        context_cues: Callable[[str], frozenset[str]] = lambda _: frozenset(),
        around: Callable[[str, int], Range] = lambda text, _: (0, len(text)),
    ) -> None:
        patterns = lexicon.patterns
        _refuse_open_entries(patterns)
        words = {a.value for ps in patterns.values() for p in ps for s in p.steps for a in s.atoms}
        self._alphabet = Alphabet(words, accents=lexicon.accents)
        self._catalogue = Catalogue(book)
        self._context_cues = context_cues
        bits = self._catalogue.bits
        starting = {bits[cue]: ps for cue, ps in patterns.items() if inventory()[cue].gate}
        others = {bits[cue]: ps for cue, ps in patterns.items() if not inventory()[cue].gate}
        self._claims = Claims(starting, self._alphabet, lexicon.common)
        self._others = Claims(others, self._alphabet, lexicon.common)
        self._around = around
        self._open = self._catalogue.mask(cue for cue, k in inventory().items() if not k.gate)
        self._possible = lru_cache(maxsize=65536)(self._find_possible)
        self._mask = lru_cache(maxsize=4096)(self._find_mask)
        self._plan = lru_cache(maxsize=4096)(lambda ids: plan(book, ids))

    def opens(self, text: str, heading: str = "", context: Sequence[str] = ()) -> bool:
        """Whether some rule could fire on this text under this heading and context."""
        return any(True for _ in self.sift([(text, heading, tuple(context))]))

    def sift(self, entries: Sequence[Entry]) -> Iterator[tuple[int, Opened]]:
        """Yield each provision on which something could fire: its place in the row, and what."""
        for first in range(0, len(entries), _AT_ONCE):
            for i, opened in self._sift(entries[first : first + _AT_ONCE]):
                yield first + i, opened

    def _sift(self, batch: Sequence[Entry]) -> Iterator[tuple[int, Opened]]:
        written = self._alphabet.write([piece for entry in batch for piece in entry[:2]])
        found = self._claims.find(written.data, written.starts)
        left = self._left(batch, found)
        self._add_others(found, written, left)
        for i, possible in left.items():
            opened = self._try(batch[i], i, possible, written, found)
            if opened.plan.rules:
                yield i, opened

    def _left(self, batch: Sequence[Entry], found: Finds) -> dict[int, Possible]:
        """The provisions in which the cues of the gate leave rules open, with these."""
        left = {}
        contexts = [self._mask(context) for _, _, context in batch]
        for i in sorted({piece // 2 for piece in found} | {i for i, m in enumerate(contexts) if m}):
            text, heading, _ = batch[i]
            seen = bits_of(found.get(2 * i, ())), bits_of(found.get(2 * i + 1, ())), contexts[i]
            possible = self._possible(*seen, bool(text), bool(heading))
            if possible.rules:
                left[i] = possible
        return left

    def _add_others(self, found: Finds, written: Written, left: Mapping[int, Possible]) -> None:
        """Add the other cues that the rules left open in some provisions need."""
        pieces = [piece for i in left for piece in (2 * i, 2 * i + 1)]
        texts = [written.piece(piece) for piece in pieces]
        cues = [cues for possible in left.values() for cues in (possible.cues, possible.cues)]
        others = self._others.find(b"".join(texts), [0, *accumulate(map(len, texts))], cues)
        for number, finds in others.items():
            found.setdefault(pieces[number], []).extend(finds)

    def _try(
        self, entry: Entry, i: int, possible: Possible, written: Written, found: Finds
    ) -> Opened:
        text, heading, context = entry
        always = self._others.always
        in_heading = bits_of(found.get(2 * i + 1, ())) | (always if heading else 0)
        around = None if 2 * i in written.moved else partial(self._around, text)
        trial = Trial(
            self._catalogue, found.get(2 * i, ()), in_heading, self._mask(context),
            always if text else 0, around,
        )  # fmt: skip
        fired = tuple(needs.name for needs in possible.rules if trial.can_fire(needs))
        ranges = None if trial.everywhere else tuple(sorted(trial.ranges))
        return Opened(self._plan(fired), ranges)

    def _find_mask(self, context: tuple[str, ...]) -> int:
        return self._catalogue.mask(frozenset().union(*map(self._context_cues, context)))

    def _find_possible(
        self, in_text: int, in_heading: int, context: int, text: bool, heading: bool
    ) -> Possible:
        """The rules that the gate's cues leave open; all others are taken to be there."""
        in_heading |= self._open if heading else 0
        in_text |= self._open if text else 0
        in_text = self._catalogue.derive(in_text, in_text, in_heading, context)
        seen = in_text, in_text, in_heading, context
        rules = tuple(needs for needs in self._catalogue.rules if needs.met(*seen))
        return Possible(rules, reduce(or_, (needs.cues for needs in rules), 0))


def _refuse_open_entries(patterns: dict[str, tuple[Pattern, ...]]) -> None:
    for cue, entries in patterns.items():
        for pattern in entries if inventory()[cue].gate else ():
            if not can_be_searched(pattern):
                raise LexiconError(f"'{pattern.source}': a cue of the gate needs a word or a stem")


@lru_cache(maxsize=64)
def gate_for(language: str) -> Gate:
    """Return the gate of a language, built once.

    Raises:
        LexiconError: the language has no lexicon.
    """
    reader = reader_for(language)
    outside = finder_for(language).outside
    return Gate(lexicon_for(language), read_rules(), outside, reader.around)
