"""Lets through only text that can carry a concept, at the speed of substring searches.

Many provisions are folded and searched at once, with one automaton of the cues of the kind `gate`,
of which every rule needs one. What these leave open is tested rule by rule: for each term some
entry must have all its words in the place that the term names. The gate may let through too much
and never too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from nlp.alphabet import Alphabet
from nlp.claims import Claims, Search, rarity
from nlp.deciding import Plan, plan
from nlp.finding import finder_for, reader_for
from nlp.lexicon import Lexicon, LexiconError, inventory, lexicon_for
from nlp.needs import CONTEXT, HEADING, TEXT, Catalogue, Masks, Needs
from nlp.patterns import Pattern
from nlp.rules import RuleBook, read_rules

_AT_ONCE = 256
Entry = tuple[str, str, tuple[str, ...]]
"""Text, heading and context of a provision."""


_NOTHING = Plan()


@dataclass
class _Piece:
    """A stretch of folded text, the cues seen in it, and those already looked for."""

    data: bytes
    seen: int
    tried: int = 0


class Gate:
    """What of one language can start a concept.

    `context_cues` returns the cues of a heading above a provision, `parts` the words that only the
    tokenizer cuts out of a longer one (`not` in `cannot`).
    """

    def __init__(
        self,
        lexicon: Lexicon,
        book: RuleBook,
        context_cues: Callable[[str], frozenset[str]] = lambda _: frozenset(),
        parts: frozenset[str] = frozenset(),
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
        self._searches = {
            bits[cue]: Search(ps, self._alphabet)
            for cue, ps in patterns.items() if not inventory()[cue].gate
        }  # fmt: skip
        self._open = self._catalogue.mask(cue for cue, k in inventory().items() if not k.gate)
        self._possible = lru_cache(maxsize=65536)(self._find_possible)
        self._mask = lru_cache(maxsize=4096)(self._find_mask)
        self._plan = lru_cache(maxsize=4096)(lambda ids: plan(book, ids))

    def opens(self, text: str, heading: str = "", context: Sequence[str] = ()) -> bool:
        """Whether some rule could fire on this text under this heading and context."""
        return bool(next(self.sift([(text, heading, tuple(context))])).rules)

    def sift(self, entries: Sequence[Entry]) -> Iterator[Plan]:
        """Yield for each provision what could fire on it."""
        waiting = iter(entries)
        while batch := list(islice(waiting, _AT_ONCE)):
            yield from self._sift(batch)

    def _sift(self, batch: list[Entry]) -> Iterator[Plan]:
        data, starts = self._alphabet.write(
            list(chain.from_iterable((entry[0], entry[1]) for entry in batch))
        )
        masks = self._claims.masks(data, starts)
        for i, (text, heading, context) in enumerate(batch):
            seen = masks[2 * i], masks[2 * i + 1], self._mask(context)
            possible = self._possible(seen, bool(text), bool(heading))
            if not possible:
                yield _NOTHING
                continue
            pieces = [
                _Piece(data[starts[at] : starts[at + 1]], masks[at]) for at in (2 * i, 2 * i + 1)
            ]
            yield self._plan(
                tuple(n.name for n in possible if self._can_fire(n, pieces, seen[CONTEXT]))
            )

    def _find_mask(self, context: tuple[str, ...]) -> int:
        return self._catalogue.mask(frozenset().union(*map(self._context_cues, context)))

    def _find_possible(self, seen: Masks, text: bool, heading: bool) -> tuple[Needs, ...]:
        """The rules that the gate's cues leave open; all others are taken to be there."""
        context = seen[CONTEXT]
        in_heading = seen[HEADING] | (self._open if heading else 0)
        in_text = seen[TEXT] | (self._open if text else 0)
        in_text = self._catalogue.derive(in_text, in_heading, context)
        found = (in_text, in_heading, context)
        return tuple(needs for needs in self._catalogue.rules if needs.met(found))

    def _can_fire(self, needs: Needs, pieces: list[_Piece], context: int) -> bool:
        return all(
            bool(term.masks[CONTEXT] & context)
            or self._occurs(term.masks[TEXT], pieces[TEXT], pieces, context)
            or self._occurs(term.masks[HEADING], pieces[HEADING], pieces, context)
            for term in needs.terms
        )

    def _occurs(self, wanted: int, piece: _Piece, pieces: list[_Piece], context: int) -> bool:
        """Whether one of the wanted cues may stand in a piece; each is looked for once."""
        if wanted & piece.seen:
            return True
        left = wanted & ~piece.tried
        while left:
            bit = left & -left
            left ^= bit
            piece.tried |= bit
            if bit in self._searches:
                found = self._searches[bit].found(piece.data)
            else:
                found = piece is pieces[TEXT] and self._follows(bit, pieces, context)
            if found:
                piece.seen |= bit
                return True
        return False

    def _follows(self, bit: int, pieces: list[_Piece], context: int) -> bool:
        needs = self._catalogue.derived.get(bit)
        return needs is not None and self._can_fire(needs, pieces, context)


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
    parts = reader_for(language).parts
    return Gate(lexicon_for(language), read_rules(), finder_for(language).outside, parts)
