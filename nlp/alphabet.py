"""Writes texts in the gate's alphabet: one byte a character, in the folding of `nlp.folding`.

The letters that the entries of a language use have a code each; all other characters only say
whether they are letters. So a whole code is folded by one look into a table, and searched as bytes.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.folding import DROPPED, fold

_LETTER, _OTHER, _MARK, _DROP, _SHARP_S = 1, 2, 3, 4, 5
_FIRST = 128
_UNITS = 0x10000
_CASED = 0x2C00
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
Codes = NDArray[np.uint8]


class Written(NamedTuple):
    """Folded pieces: their bytes, where each begins (and the last ends), whether places are kept.

    They are kept, one byte a character, unless something was composed or left out.
    """

    data: bytes
    starts: list[int]
    plain: bool

    def piece(self, number: int) -> bytes:
        """The bytes of one piece."""
        return self.data[self.starts[number] : self.starts[number + 1]]


class Alphabet:
    """The codes of one language: those of the letters in `words`, its folded stems."""

    def __init__(self, words: Iterable[str], *, accents: bool) -> None:
        wanted = sorted({c for word in words for c in _plain(word) if not c.isascii()})
        if len(wanted) > 256 - _FIRST:
            raise ValueError(f"{len(wanted)} letters beyond ASCII are more than an alphabet holds")
        self._accents = accents
        self._codes = {c: _FIRST + i for i, c in enumerate(wanted)}
        self._table = _classes(accents).copy()
        folded = _letters(accents)
        for character, code in self._codes.items():
            self._table[folded == ord(character)] = code
        self.letters = bytes(
            [ord(c) for c in string.ascii_lowercase]
            + [code for c, code in self._codes.items() if c.isalpha()]
            + [_LETTER, _SHARP_S]
        )

    def stems(self, word: str) -> tuple[bytes, ...]:
        """The forms that a folded stem has in a text; `ss` may be written `ß` there."""
        parts = _plain(word).split("ss")
        joints = product((b"ss", bytes([_SHARP_S])), repeat=len(parts) - 1)
        stems = [self._stem(part) for part in parts]
        return tuple(
            b"".join(chain.from_iterable(zip(stems, [*joint, b""], strict=True)))
            for joint in joints
        )

    def _stem(self, part: str) -> bytes:
        return bytes(ord(c) if c.isascii() else self._codes[c] for c in part)

    def write(self, pieces: Sequence[str]) -> Written:
        """Return the pieces in this alphabet, a line break after each."""
        codes = self._look_up(pieces)
        plain = True
        if (codes == _MARK).any():
            plain = False
            pieces = [unicodedata.normalize("NFC", piece.lower()) for piece in pieces]
            codes = self._look_up(pieces)
            codes[codes == _MARK] = _LETTER if self._accents else _DROP
        starts = np.cumsum([0, *(len(piece) + 1 for piece in pieces)])
        kept = codes != _DROP
        if not kept.all():
            plain = False
            starts = np.concatenate(([0], np.cumsum(kept)))[starts]
            codes = codes[kept]
        return Written(codes.tobytes(), starts.tolist(), plain)

    def _look_up(self, pieces: Sequence[str]) -> Codes:
        text = "\n".join([*pieces, ""])
        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) != 2 * len(text):
            units = _ASTRAL.sub("\ufffd", text).encode("utf-16-le", "surrogatepass")
        return self._table[np.frombuffer(units, np.dtype("<u2"))]


def _plain(word: str) -> str:
    """Without the final form of sigma, which in capitals cannot be told from the other."""
    return word.replace("ς", "σ")


@lru_cache(maxsize=2)
def _letters(accents: bool) -> NDArray[np.uint16]:
    """The folded form of every character that has one of one character."""
    letters = np.arange(_UNITS, dtype=np.uint16)
    for code in range(_CASED):
        folded = _plain(fold(chr(code), accents=accents))
        if len(folded) == 1:
            letters[code] = ord(folded)
    return letters


@lru_cache(maxsize=2)
def _classes(accents: bool) -> Codes:
    """The code of every character in an alphabet without letters of its own."""
    classes = np.array([_LETTER if chr(c).isalnum() else _OTHER for c in range(_UNITS)], np.uint8)
    letters = _letters(accents)
    classes = classes[letters]
    plain = letters < _FIRST
    classes[plain] = letters[plain]
    for code in range(_FIRST, _UNITS):
        character = chr(code)
        if unicodedata.combining(character):
            classes[code] = _MARK
        elif character in DROPPED:
            classes[code] = _DROP
    classes[[ord("ß"), ord("ẞ")]] = _SHARP_S
    classes[ord("İ")] = ord("i")
    classes[:32][[c for c in range(32) if c not in (9, 10, 13)]] = _OTHER
    return classes
