"""What must stand in a text for a cue to be there, as searches on bytes of the gate's alphabet.

One automaton finds the rarest word of every entry. Each match is a claim: it counts when it stands
at the border of a word where the entry says so, and when the entry's other words stand near, no
more words away than the entry allows. A claim may be accepted wrongly and is never refused wrongly.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

import ahocorasick_rs
import numpy as np

from nlp.tagger.gate.alphabet import SPACE, WORD, Alphabet
from nlp.tagger.patterns import Atom, Pattern, Step

_FAR = 2000
Forms = tuple[bytes, ...]
Sighting = tuple[int, int]
"""Where a cue may stand, and its bit."""


class _Claim(NamedTuple):
    """A cue by its bit, what must not stand beside the word, and the entry's other words.

    `before` and `after`: how many spaces back and on the entry's first and last word may stand.
    """

    bit: int
    not_before: bytes
    not_after: bytes
    others: tuple[Forms, ...]
    before: int
    after: int


class Claims:
    """The claims of all entries of some cues; `common` as in `nlp.tagger.lexicon.Lexicon`."""

    def __init__(
        self,
        cues: dict[int, tuple[Pattern, ...]],
        alphabet: Alphabet,
        common: frozenset[str],
    ) -> None:
        self._alphabet = alphabet
        self._common = common
        self._known: dict[str, Forms] = {}
        claims: dict[bytes, dict[_Claim, None]] = defaultdict(dict)
        for bit, patterns in cues.items():
            for pattern in patterns:
                for form, claim in self._of(bit, pattern):
                    claims[form][claim] = None
        self._claims = [(_bits(found), tuple(found)) for found in claims.values()]
        self._reach = max(
            (1 + max(c.before, c.after) for found in claims.values() for c in found), default=0
        )
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            list(claims), implementation=ahocorasick_rs.Implementation.DFA
        )

    def _of(self, bit: int, pattern: Pattern) -> Iterator[tuple[bytes, _Claim]]:
        steps = pattern.steps
        rarest, *others = sorted(steps, key=self._rarity, reverse=True)
        at = next(i for i, step in enumerate(steps) if step is rarest)
        before = 1 + sum(1 + step.gap for step in steps[1 : at + 1])
        after = sum(1 + step.gap for step in steps[at + 1 :])
        words = tuple(self._forms(step) for step in others)
        for atom in rarest.atoms:
            for form in self._alphabet.stems(atom.value):
                yield form, _Claim(bit, *self._borders(atom), words, before, after)

    def _forms(self, step: Step) -> Forms:
        """What of a step's words must stand in a text; the shortest where one holds the other."""
        if step.source not in self._known:
            forms = {form for atom in step.atoms for form in self._alphabet.stems(atom.value)}
            self._known[step.source] = _shortest(forms)
        return self._known[step.source]

    def _rarity(self, step: Step) -> int:
        """Length of the shortest text that must stand there; little for a common word."""
        return min(1 if atom.value in self._common else len(atom.value) for atom in step.atoms)

    def _borders(self, atom: Atom) -> tuple[bytes, bytes]:
        """What must not stand before and after; a tokenizer may cut a number from its unit."""
        digits = b"0123456789"
        start, end = atom.value[0], atom.value[-1]
        before = digits if start.isdecimal() else self._alphabet.letters if start.isalpha() else b""
        after = digits if end.isdecimal() else self._alphabet.letters if end.isalpha() else b""
        return (
            before if atom.kind in ("word", "prefix") else b"",
            after if atom.kind in ("word", "suffix") else b"",
        )

    def find(
        self, data: bytes, starts: Sequence[int], wanted: Sequence[int] | None = None
    ) -> dict[int, list[Sighting]]:
        """Return what may stand in each piece, by place; `starts` ends with the length of `data`.

        `wanted` are the cues to look for in each piece, all if it is left out. Pieces without
        anything are left out.
        """
        found: dict[int, list[Sighting]] = {}
        piece, start, end = -1, 0, -1
        sightings: list[Sighting] = []
        spaces = self._spaces(data)
        cues = -1
        for number, first, last in self._automaton.find_matches_as_indexes(data, overlapping=True):
            if last > end:
                piece = bisect_left(starts, last, piece + 1) - 1
                start, end, sightings = starts[piece], starts[piece + 1], []
                cues = -1 if wanted is None else wanted[piece]
            bits, claims = self._claims[number]
            left = bits & cues
            if not left:
                continue
            following = 0
            for bit, not_before, not_after, others, before, after in claims:
                if not bit & left or data[last] in not_after:
                    continue
                if first > start and data[first - 1] in not_before:
                    continue
                following = following or bisect_right(spaces, first)
                if not _stand(others, data, spaces[following - before], spaces[following + after]):
                    continue
                left ^= bit
                if not sightings:
                    found[piece] = sightings
                sightings.append((first - start, bit))
        return found

    def _spaces(self, data: bytes) -> Sequence[int]:
        """The places of the spaces right after which a word begins, in order.

        Every such space begins a word. So where `after` words lie between two words, the second one
        stands before as many spaces and one more have passed. Enough borders are put around the
        places that all words can be looked for; that some lie in a neighbouring piece does no harm.
        """
        kinds = self._alphabet.kinds[np.frombuffer(data, np.uint8)]
        places = np.flatnonzero((kinds[:-1] == SPACE) & (kinds[1:] == WORD))
        padded: Sequence[int] = np.pad(places, self._reach, constant_values=(0, len(data))).data
        return padded


def _stand(words: tuple[Forms, ...], data: bytes, start: int, end: int) -> bool:
    """Whether some form of each word stands in a stretch, or may: a very long one is not read."""
    if end - start > _FAR:
        return True
    for forms in words:
        for form in forms:
            if data.find(form, start, end) >= 0:
                break
        else:
            return False
    return True


def _bits(claims: Iterable[_Claim]) -> int:
    return reduce(or_, (claim.bit for claim in claims))


def _shortest(forms: Iterable[bytes]) -> Forms:
    """The forms that hold no other one."""
    kept: list[bytes] = []
    for form in sorted(forms, key=len):
        if not any(one in form for one in kept):
            kept.append(form)
    return tuple(kept)
