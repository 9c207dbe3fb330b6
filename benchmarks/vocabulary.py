"""Words of made languages: the letters and lengths of the real ones, with their frequencies."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from itertools import accumulate, pairwise

from benchmarks.figures import Language

_VOWELS = frozenset("aeiouyαεηιουωаеиоуъюя")
_FLAT = 2.7
"""Flattens the frequencies of the first ranks (Mandelbrot's addition to Zipf's law)."""

_SHORT = 1_500
"""Words before this rank are the shorter the more frequent they are."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language, the most frequent first, with their weights summed up."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """Return words as a text has them."""
        return chance.choices(self.words, cum_weights=self.weights, k=count)


def vocabulary(name: str, figures: Language, tokens: int, seed: int) -> Vocabulary:
    """Make the words that a text of so many words has, by Heaps' law."""
    chance = random.Random(f"{seed} words {name}")
    size = max(200, int(figures.types * (max(tokens, 1) / figures.tokens) ** figures.new))
    words: dict[str, None] = {}
    rank = 0
    while len(words) < size:
        rank += 1
        words.setdefault(_word(chance, figures, rank))
    falling = ((n + _FLAT) ** -figures.zipf for n in range(1, size + 1))
    return Vocabulary(tuple(words), tuple(accumulate(falling)))


def _word(chance: random.Random, figures: Language, rank: int) -> str:
    mean, spread, in_text = figures.length
    share = min(1.0, rank / _SHORT) ** 0.35
    wanted = chance.gauss(in_text * 0.5 + (mean - in_text * 0.5) * share, spread * share)
    vowels, others = _letters(figures.letters)
    letters: list[str] = []
    vowel = chance.random() < 0.5
    for _ in range(max(1, round(wanted))):
        letters.append(_frequent(chance, vowels if vowel else others))
        vowel = not vowel if chance.random() < 0.8 else vowel
    return "".join(letters)


def _letters(letters: str) -> tuple[str, str]:
    vowels = "".join(x for x in letters if unicodedata.normalize("NFD", x)[0] in _VOWELS)
    return vowels, "".join(x for x in letters if x not in vowels)


def _frequent(chance: random.Random, letters: str) -> str:
    """A letter, the first ones more often."""
    return letters[int(len(letters) * chance.random() ** 2)]


def joined(words: list[str], chance: random.Random, digits: float) -> str:
    """Return words as sentences, some of the words replaced by numbers."""
    length = 18
    sentences = []
    starts = [*range(0, len(words), length), len(words)]
    for start, end in pairwise(starts):
        sentence = words[start:end]
        for at in range(len(sentence)):
            if chance.random() < digits:
                sentence[at] = _number(chance)
        text = " ".join(sentence)
        sentences.append(f"{text[:1].upper()}{text[1:]}.")
    return "\n".join(" ".join(sentences[n : n + 3]) for n in range(0, len(sentences), 3))


def _number(chance: random.Random) -> str:
    first = min(9_999, int(chance.paretovariate(0.6)))
    kind = chance.random()
    if kind < 0.75:
        return str(first)
    return (
        f"{first}/{chance.randint(1980, 2026)}" if kind < 0.9 else f"{first}-{chance.randint(1, 9)}"
    )
