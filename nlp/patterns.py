"""The short notation in which a lexicon says how a cue looks in the law's words.

An entry is a row of words. `word` stands for itself, `stem*` for every word that begins so,
`*part*` for every word that contains it, `*end` for every word that ends so, `=lemma` for every
form of a word, `a|b` for one of several, and `..` (or `..5`) for up to three (five) words between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from nlp.folding import fold

_GAP = re.compile(r"\.\.(\d*)$")
_DEFAULT_GAP = 3
_SHORTEST_PREFIX = 2
_SHORTEST_PART = 4


class PatternError(ValueError):
    """An entry of a lexicon that cannot be read; the message quotes it."""


class Atom(NamedTuple):
    """One word of an entry: how it is compared and with what."""

    kind: str
    value: str


@dataclass(frozen=True)
class Step:
    """One word position: the atoms that may stand there and how many words may come before.

    `source` is the position as it was written; many entries share one.
    """

    atoms: tuple[Atom, ...]
    gap: int
    source: str


@dataclass(frozen=True)
class Pattern:
    """An entry of a lexicon, read."""

    source: str
    steps: tuple[Step, ...]

    @property
    def uses_lemmas(self) -> bool:
        """Whether a lemma is compared somewhere."""
        return any(atom.kind == "lemma" for step in self.steps for atom in step.atoms)


def parse_pattern(source: str, *, accents: bool = True) -> Pattern:
    """Read one entry.

    Raises:
        PatternError: it is empty, begins or ends with a gap, or a stem is too short to be safe.
    """
    steps: list[Step] = []
    gap = 0
    for word in _split(source):
        match = _GAP.match(word)
        if match:
            gap = int(match[1] or _DEFAULT_GAP)
            continue
        try:
            steps.append(Step(_atoms(word, accents), gap, word))
        except PatternError as error:
            raise PatternError(f"'{source}': {error}") from error
        gap = 0
    if not steps or gap or steps[0].gap:
        raise PatternError(f"'{source}': an entry begins and ends with a word")
    return Pattern(source, tuple(steps))


def _split(source: str) -> list[str]:
    """Words as a text is cut: at apostrophes and hyphens too."""
    return re.sub(r"(?<=\w)['’\-](?=\w)", " ", source).split()


@lru_cache(maxsize=65536)
def _atoms(word: str, accents: bool) -> tuple[Atom, ...]:
    return tuple(_atom(part, accents) for part in word.split("|"))


def _atom(part: str, accents: bool) -> Atom:
    kind, value = _kind(part)
    value = fold(value, accents=accents)
    shortest = {"prefix": _SHORTEST_PREFIX, "suffix": _SHORTEST_PART, "infix": _SHORTEST_PART}
    if len(value) < shortest.get(kind, 1) or "*" in value:
        raise PatternError(f"'{part}' is not a word, stem or lemma")
    return Atom(kind, value)


def _kind(part: str) -> tuple[str, str]:
    if part.startswith("="):
        return "lemma", part[1:]
    if part.startswith("*") and part.endswith("*"):
        return "infix", part[1:-1]
    if part.startswith("*"):
        return "suffix", part[1:]
    if part.endswith("*"):
        return "prefix", part[:-1]
    return "word", part
