"""The notation in which a lexicon writes how a cue looks in the words of the law.

An entry is a row of words. `word` matches itself, `stem*` every word that begins with it, `*end`
every word that ends with it, `*part*` every word that contains it, `a|b` one word or the other, and
`..` (or `..5`) up to three (five) words in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from nlp.tagger.folding import fold

# `..`, `..5`
_GAP = re.compile(r"\.\.(\d*)$")
# the apostrophe of `l'homme`, the hyphen of `porte-à-porte`
_INNER_SIGN = re.compile(r"(?<=\w)['’\-](?=\w)")
_DEFAULT_GAP = 3
_SHORTEST = {"prefix": 2, "suffix": 4, "infix": 4}
_RESERVED = frozenset("*=")


class PatternError(ValueError):
    """An entry of a lexicon that is not in the notation; the message quotes it."""


class Atom(NamedTuple):
    """One alternative of a word: `kind` is word, prefix, suffix or infix, `value` is folded."""

    kind: str
    value: str


@dataclass(frozen=True)
class Step:
    """One word of an entry: the atoms of which one must match, and how many words may come before.

    `source` is the word as written; many entries share one.
    """

    atoms: tuple[Atom, ...]
    gap: int
    source: str


@dataclass(frozen=True)
class Pattern:
    """A parsed entry of a lexicon."""

    source: str
    steps: tuple[Step, ...]


def parse_pattern(source: str, *, accents: bool = True) -> Pattern:
    """Parse one entry.

    Raises:
        PatternError: it is empty, begins or ends with a gap, or a stem is too short to be safe.
    """
    steps: list[Step] = []
    gap = 0
    for word in _INNER_SIGN.sub(" ", source).split():
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


@lru_cache(maxsize=65536)
def _atoms(word: str, accents: bool) -> tuple[Atom, ...]:
    return tuple(_atom(part, accents) for part in word.split("|"))


def _atom(part: str, accents: bool) -> Atom:
    kind, value = _kind(part)
    value = fold(value, accents=accents)
    if len(value) < _SHORTEST.get(kind, 1) or not _RESERVED.isdisjoint(value):
        raise PatternError(f"'{part}' is not a word or stem")
    return Atom(kind, value)


def _kind(part: str) -> tuple[str, str]:
    if part.startswith("*") and part.endswith("*"):
        return "infix", part[1:-1]
    if part.startswith("*"):
        return "suffix", part[1:]
    if part.endswith("*"):
        return "prefix", part[:-1]
    return "word", part
