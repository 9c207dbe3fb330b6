"""What must stand in a text for a cue to be there, as searches on bytes of the gate's alphabet.

One automaton finds the rarest word of every entry. A find is a claim: it counts when it stands at
the border of a word where the entry says so, and when the entry's other words stand in the same
piece. A claim may be let through wrongly and is never refused wrongly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import ahocorasick_rs

from nlp.alphabet import Alphabet
from nlp.patterns import Atom, Pattern, Step

Forms = tuple[bytes, ...]
Row = tuple[Forms, ...]
"""The words of an entry, each with its forms."""


Find = tuple[int, int, int]
"""Where a cue may stand, its bit, and the number of the row of the entry's other words."""


class _Claim(NamedTuple):
    bit: int
    not_before: bytes
    not_after: bytes
    row: int


class Rows:
    """Rows of words by number; number 0 has none."""

    def __init__(self) -> None:
        self._numbers: dict[Row, int] = {(): 0}
        self._rows: list[Row] = [()]

    def number(self, row: Row) -> int:
        """Return the number of a row, a new one the first time."""
        if row not in self._numbers:
            self._numbers[row] = len(self._rows)
            self._rows.append(row)
        return self._numbers[row]

    def stand(self, number: int, data: bytes) -> bool:
        """Whether some form of each word of a row stands in a text."""
        for forms in self._rows[number]:
            for form in forms:
                if form in data:
                    break
            else:
                return False
        return True


class Claims:
    """The claims of all entries of some cues; `parts` as in `nlp.gate.Gate`."""

    def __init__(
        self,
        cues: dict[int, tuple[Pattern, ...]],
        alphabet: Alphabet,
        parts: frozenset[str],
        rows: Rows,
    ) -> None:
        self._alphabet = alphabet
        self._parts = parts
        self._rows = rows
        self.always = 0
        """The bits of cues that may stand in any text: an entry has nothing but lemmas."""
        claims: dict[bytes, dict[_Claim, None]] = defaultdict(dict)
        for bit, patterns in cues.items():
            for pattern in patterns:
                for form, claim in self._of(bit, pattern):
                    claims[form][claim] = None
        self._claims = [tuple(found) for found in claims.values()]
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            list(claims), implementation=ahocorasick_rs.Implementation.DFA
        )

    def _of(self, bit: int, pattern: Pattern) -> Iterator[tuple[bytes, _Claim]]:
        rarest = max(pattern.steps, key=rarity)
        if not rarity(rarest):
            self.always |= bit
            return
        others = sorted((s for s in pattern.steps if s is not rarest), key=rarity, reverse=True)
        words = tuple(_forms(step, self._alphabet) for step in others if rarity(step))
        row = self._rows.number(words)
        for atom in rarest.atoms:
            for form in self._alphabet.stems(atom.value):
                yield form, _Claim(bit, *self._borders(atom), row)

    def _borders(self, atom: Atom) -> tuple[bytes, bytes]:
        """What must not stand before and after; a tokenizer may cut a number from its unit."""
        if any(_matches(atom, part) for part in self._parts):
            return b"", b""
        digits = b"0123456789"
        start, end = atom.value[0], atom.value[-1]
        before = digits if start.isdecimal() else self._alphabet.letters if start.isalpha() else b""
        after = digits if end.isdecimal() else self._alphabet.letters if end.isalpha() else b""
        return (
            before if atom.kind in ("word", "prefix") else b"",
            after if atom.kind in ("word", "suffix") else b"",
        )

    def find(
        self, data: bytes, starts: Sequence[int], *, whole: bool = False
    ) -> dict[int, list[Find]]:
        """Return what may stand in each piece, by place; `starts` ends with the length of `data`.

        Pieces without anything are left out. With `whole`, one find of each cue at least has been
        checked for the entry's other words in its piece.
        """
        found: dict[int, list[Find]] = {}
        piece, start, end, text = -1, 0, -1, b""
        seen = 0
        known: dict[int, bool] = {}
        finds: list[Find] = []
        claims, stand = self._claims, self._rows.stand
        for number, first, last in self._automaton.find_matches_as_indexes(data, overlapping=True):
            if last > end:
                piece = bisect_left(starts, last, piece + 1) - 1
                start, end = starts[piece], starts[piece + 1]
                text, known, finds, seen = data[start:end], {0: True}, [], 0
            for bit, not_before, not_after, row in claims[number]:
                if data[last] in not_after or (first > start and data[first - 1] in not_before):
                    continue
                if whole and not bit & seen:
                    if row not in known:
                        known[row] = stand(row, text)
                    if not known[row]:
                        continue
                    seen |= bit
                if not finds:
                    found[piece] = finds
                finds.append((first - start, bit, row))
        return found


def _forms(step: Step, alphabet: Alphabet) -> Forms:
    """What of a step's words must stand in a text; the shortest where one holds the other."""
    forms = {form for atom in step.atoms for form in alphabet.stems(atom.value)}
    kept: list[bytes] = []
    for form in sorted(forms, key=len):
        if not any(one in form for one in kept):
            kept.append(form)
    return tuple(kept)


def rarity(step: Step) -> int:
    """Length of the shortest text that must stand there; a lemma has none (irregular forms)."""
    return min(0 if atom.kind == "lemma" else len(atom.value) for atom in step.atoms)


def _matches(atom: Atom, word: str) -> bool:
    if atom.kind == "prefix":
        return word.startswith(atom.value)
    return word.endswith(atom.value) if atom.kind == "suffix" else word == atom.value
