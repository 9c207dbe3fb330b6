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
Find = tuple[int, int]
"""Where a cue may stand, and its bit."""


class _Claim(NamedTuple):
    bit: int
    not_before: bytes
    not_after: bytes
    others: tuple[Forms, ...]


class Search:
    """How a cue is looked for without the automaton: entries of one word first."""

    def __init__(self, patterns: Sequence[Pattern], alphabet: Alphabet) -> None:
        rows = [
            tuple(forms_of(s, alphabet) for s in sorted(p.steps, key=rarity) if rarity(s))
            for p in patterns
        ]
        self._always = not all(rows)
        self._alone = _shortest({form for row in rows if len(row) == 1 for form in row[0]})
        groups: dict[Forms, list[tuple[Forms, ...]]] = defaultdict(list)
        for row in rows:
            if len(row) > 1 and not self._implied(row):
                groups[row[-1]].append(tuple(reversed(row[:-1])))
        self._groups = tuple((rarest, tuple(others)) for rarest, others in groups.items())

    def _implied(self, row: Sequence[Forms]) -> bool:
        """Whether an entry cannot be there without one of a single word."""
        return any(all(any(one in form for one in self._alone) for form in step) for step in row)

    def found(self, data: bytes) -> bool:
        """Whether all words of some entry may stand in a text."""
        for form in self._alone:
            if form in data:
                return True
        return self._always or self._found_in_rows(data)

    def _found_in_rows(self, data: bytes) -> bool:
        for rarest, others in self._groups:
            for form in rarest:
                if form in data:
                    if any(all_in(row, data) for row in others):
                        return True
                    break
        return False


def _shortest(forms: set[bytes]) -> Forms:
    """The forms without those in which another one stands: where these are found, so is it."""
    kept: list[bytes] = []
    for form in sorted(forms, key=len):
        if not any(one in form for one in kept):
            kept.append(form)
    return tuple(kept)


def all_in(steps: tuple[Forms, ...], data: bytes) -> bool:
    """Whether some form of every step stands in a text."""
    for forms in steps:
        for form in forms:
            if form in data:
                break
        else:
            return False
    return True


class Claims:
    """The claims of all entries of some cues."""

    def __init__(
        self,
        cues: dict[int, tuple[Pattern, ...]],
        alphabet: Alphabet,
        parts: frozenset[str],
    ) -> None:
        self._alphabet = alphabet
        self._parts = parts
        claims: dict[bytes, list[_Claim]] = defaultdict(list)
        for bit, patterns in cues.items():
            for pattern in patterns:
                for form, claim in self._of(bit, pattern):
                    claims[form].append(claim)
        self._claims = list(claims.values())
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            list(claims), implementation=ahocorasick_rs.Implementation.DFA
        )

    def _of(self, bit: int, pattern: Pattern) -> Iterator[tuple[bytes, _Claim]]:
        rarest = max(pattern.steps, key=rarity)
        others = tuple(
            forms_of(step, self._alphabet)
            for step in pattern.steps if step is not rarest and rarity(step)
        )  # fmt: skip
        for atom in rarest.atoms:
            for form in self._alphabet.stems(atom.value):
                before, after = self._borders(atom)
                yield form, _Claim(bit, before, after, others)

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

    def find(self, data: bytes, starts: Sequence[int]) -> dict[int, list[Find]]:
        """Return what may stand in each piece, by place; `starts` ends with the length of `data`.

        Pieces without anything are left out.
        """
        found: dict[int, list[Find]] = {}
        piece, start, text = -1, 0, b""
        known: dict[tuple[Forms, ...], bool] = {}
        for number, first, last in self._automaton.find_matches_as_indexes(data, overlapping=True):
            if piece < 0 or last > starts[piece + 1]:
                piece = bisect_left(starts, last, piece + 1) - 1
                start, text = starts[piece], data[starts[piece] : starts[piece + 1]]
                known = {(): True}
            for bit, not_before, not_after, others in self._claims[number]:
                if data[last] in not_after or (first > start and data[first - 1] in not_before):
                    continue
                if others not in known:
                    known[others] = all_in(others, text)
                if known[others]:
                    found.setdefault(piece, []).append((first - start, bit))
        return found


def forms_of(step: Step, alphabet: Alphabet) -> Forms:
    """What of a step's words must stand in a text; empty where a lemma may have any form."""
    return tuple(form for atom in step.atoms for form in alphabet.stems(atom.value))


def rarity(step: Step) -> int:
    """Length of the shortest text that must stand there; a lemma has none (irregular forms)."""
    return min(0 if atom.kind == "lemma" else len(atom.value) for atom in step.atoms)


def _matches(atom: Atom, word: str) -> bool:
    if atom.kind == "prefix":
        return word.startswith(atom.value)
    return word.endswith(atom.value) if atom.kind == "suffix" else word == atom.value
