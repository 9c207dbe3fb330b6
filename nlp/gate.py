"""Lets through only text that can carry a concept, at the speed of substring searches.

Many provisions are folded and searched at once, with one automaton of the cues of the kind `gate`,
of which every rule needs one. What these leave open is tested rule by rule (`nlp.trial`). The gate
may let through too much and never too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, islice
from typing import NamedTuple

from nlp.alphabet import Alphabet
from nlp.claims import Claims, Find, Search, rarity
from nlp.deciding import Plan, plan
from nlp.finding import finder_for, reader_for
from nlp.lexicon import Lexicon, LexiconError, inventory, lexicon_for
from nlp.needs import Catalogue, Needs
from nlp.patterns import Pattern
from nlp.rules import RuleBook, read_rules
from nlp.trial import Means, Piece, Range, Sentences, Trial

_AT_ONCE = 256
Entry = tuple[str, str, tuple[str, ...]]
"""Text, heading and context of a provision."""


class Opened(NamedTuple):
    """What could fire on a provision, and in which sentences; None where that cannot be told."""

    plan: Plan
    ranges: tuple[Range, ...] | None = ()


_CLOSED = Opened(Plan())


class Gate:
    """What of one language can start a concept.

    `context_cues` returns the cues of a heading above a provision, `parts` the words that only the
    tokenizer cuts out of a longer one (`not` in `cannot`), `around` the sentence at a place.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        book: RuleBook,
        context_cues: Callable[[str], frozenset[str]] = lambda _: frozenset(),
        parts: frozenset[str] = frozenset(),
        around: Callable[[str, int], Range] = lambda text, _: (0, len(text)),
    ) -> None:
        patterns = lexicon.patterns()
        _refuse_open_entries(patterns)
        words = {a.value for ps in patterns.values() for p in ps for s in p.steps for a in s.atoms}
        self._alphabet = Alphabet(words, accents=lexicon.accents)
        self._catalogue = Catalogue(book)
        self._context_cues = context_cues
        bits = self._catalogue.bits
        starting = {bits[cue]: ps for cue, ps in patterns.items() if inventory()[cue].gate}
        self._claims = Claims(starting, self._alphabet, parts)
        searches = {
            bits[cue]: Search(ps, self._alphabet)
            for cue, ps in patterns.items() if not inventory()[cue].gate
        }  # fmt: skip
        self._means = Means(searches, self._catalogue.derived)
        self._around = around
        self._open = self._catalogue.mask(cue for cue, k in inventory().items() if not k.gate)
        self._possible = lru_cache(maxsize=65536)(self._find_possible)
        self._mask = lru_cache(maxsize=4096)(self._find_mask)
        self._plan = lru_cache(maxsize=4096)(lambda ids: plan(book, ids))

    def opens(self, text: str, heading: str = "", context: Sequence[str] = ()) -> bool:
        """Whether some rule could fire on this text under this heading and context."""
        return bool(next(self.sift([(text, heading, tuple(context))])).plan.rules)

    def sift(self, entries: Sequence[Entry]) -> Iterator[Opened]:
        """Yield for each provision what could fire on it."""
        waiting = iter(entries)
        while batch := list(islice(waiting, _AT_ONCE)):
            yield from self._sift(batch)

    def _sift(self, batch: list[Entry]) -> Iterator[Opened]:
        written = self._alphabet.write(
            list(chain.from_iterable((entry[0], entry[1]) for entry in batch))
        )
        found = self._claims.find(written.data, written.starts)
        for i, (text, heading, context) in enumerate(batch):
            finds, above = found.get(2 * i, ()), found.get(2 * i + 1, ())
            outside = self._mask(context)
            if not (finds or above or outside):
                yield _CLOSED
                continue
            seen = _bits(finds), _bits(above), outside
            possible = self._possible(*seen, bool(text), bool(heading))
            if not possible:
                yield _CLOSED
                continue
            first, middle, last = written.starts[2 * i : 2 * i + 3]
            body = Piece(written.data[first:middle], seen[0])
            head = Piece(written.data[middle:last], seen[1])
            where = Sentences(finds, partial(self._around, text)) if written.plain else None
            trial = Trial(self._means, body, head, seen[2], where)
            fired = tuple(needs.name for needs in possible if trial.can_fire(needs))
            ranges = None if trial.everywhere else tuple(sorted(trial.ranges))
            yield Opened(self._plan(fired), ranges)

    def _find_mask(self, context: tuple[str, ...]) -> int:
        return self._catalogue.mask(frozenset().union(*map(self._context_cues, context)))

    def _find_possible(
        self, in_text: int, in_heading: int, context: int, text: bool, heading: bool
    ) -> tuple[Needs, ...]:
        """The rules that the gate's cues leave open; all others are taken to be there."""
        in_heading |= self._open if heading else 0
        in_text |= self._open if text else 0
        in_text = self._catalogue.derive(in_text, in_heading, context)
        found = (in_text, in_text, in_heading, context)
        return tuple(needs for needs in self._catalogue.rules if needs.met(found))


def _bits(finds: Sequence[Find]) -> int:
    bits = 0
    for _, bit in finds:
        bits |= bit
    return bits


def _refuse_open_entries(patterns: dict[str, tuple[Pattern, ...]]) -> None:
    for cue, entries in patterns.items():
        for pattern in entries if inventory()[cue].gate else ():
            if not any(map(rarity, pattern.steps)):
                raise LexiconError(f"'{pattern.source}': a cue of the gate needs a word or a stem")


@lru_cache(maxsize=64)
def gate_for(language: str) -> Gate:
    """Return the gate of a language, built once.

    Raises:
        LexiconError: the language has no lexicon.
    """
    reader = reader_for(language)
    outside = finder_for(language).outside
    return Gate(lexicon_for(language), read_rules(), outside, reader.parts, reader.around)
