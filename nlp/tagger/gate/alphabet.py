"""Writes texts in the gate's alphabet: one byte a character, folded as in `nlp.tagger.folding`.

Each letter that the entries of a language use has a code of its own; of any other character only
whether it is a letter is kept. A whole statute is thus folded by one table lookup and searched as
bytes.
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

from corpus.letters import normalized
from nlp.tagger.folding import DROPPED, fold

SPACE, WORD = 1, 2
_LETTER, _OTHER, _MARK, _DROP, _SHARP_S = 1, 2, 3, 4, 5
_FIRST = 128
_UNITS = 0x10000
_CASED = 0x2C00
# `😀`, and all else beyond the basic plane
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
Codes = NDArray[np.uint8]
Places = NDArray[np.int64]


class Written(NamedTuple):
    """Folded pieces of text: their bytes, and where each begins (and the last ends).

    A byte stands where its character stood, except in the pieces (by number) that are `moved`:
    there characters were composed or left out.
    """

    data: bytes
    starts: list[int]
    moved: frozenset[int]

    def piece(self, number: int) -> bytes:
        """Return the bytes of one piece."""
        return self.data[self.starts[number] : self.starts[number + 1]]


class Alphabet:
    """The codes of one language: those of the letters in `words`, its folded stems."""

    def __init__(self, words: Iterable[str], *, accents: bool) -> None:
        wanted = sorted({c for word in words for c in _plain(word) if not c.isascii()})
        if len(wanted) > 256 - _FIRST:
            raise ValueError(f"{len(wanted)} letters beyond ASCII are more than an alphabet holds")
        self._accents = accents
        self._stems: dict[str, tuple[bytes, ...]] = {}
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
        self.kinds = np.zeros(256, np.uint8)
        """For each byte SPACE or WORD where it is surely one, also to a tokenizer; else 0."""
        self.kinds[list(b"\t\n\r ")] = SPACE
        self.kinds[list(self.letters.replace(bytes([_LETTER]), b"0123456789"))] = WORD

    def stems(self, word: str) -> tuple[bytes, ...]:
        """Return the forms that a folded stem can have in a text: `ss` may be written `ß`."""
        if word not in self._stems:
            self._stems[word] = self._find_stems(word)
        return self._stems[word]

    def _find_stems(self, word: str) -> tuple[bytes, ...]:
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
        """Return pieces of text in this alphabet, each followed by a line break."""
        codes, starts = self._look_up(pieces)
        marked = _numbers(codes == _MARK, starts)
        if marked:
            pieces = [
                normalized("NFC", piece.lower()) if number in marked else piece
                for number, piece in enumerate(pieces)
            ]
            codes, starts = self._look_up(pieces)
            codes[codes == _MARK] = _LETTER if self._accents else _DROP
        left_out = codes == _DROP
        shortened = _numbers(left_out, starts)
        if shortened:
            starts = np.concatenate(([0], np.cumsum(~left_out)))[starts]
            codes = codes[~left_out]
        return Written(codes.tobytes(), starts.tolist(), marked | shortened)

    def _look_up(self, pieces: Sequence[str]) -> tuple[Codes, Places]:
        text = "\n".join([*pieces, ""])
        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) != 2 * len(text):
            units = _ASTRAL.sub("\ufffd", text).encode("utf-16-le", "surrogatepass")
        starts = np.cumsum([0, *(len(piece) + 1 for piece in pieces)])
        return self._table[np.frombuffer(units, np.dtype("<u2"))], starts


def _numbers(wanted: NDArray[np.bool_], starts: Places) -> frozenset[int]:
    """The numbers of the pieces in which something is wanted."""
    places = np.flatnonzero(wanted)
    return frozenset((np.searchsorted(starts, places, side="right") - 1).tolist())


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
