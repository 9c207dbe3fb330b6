"""Folds text to the one spelling in which words are compared.

Lower case, composed letters, no soft hyphens. Where a language is also printed without its accents
(French in capitals), its lexicon asks for them to be dropped; in German, Swedish or Finnish they
tell words apart and stay.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from corpus.letters import normalized

_MANY = 64
_ASCII = frozenset(map(chr, range(128)))
_OTHER = {"ß": "ss", "’": "'", "ʼ": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " "}
DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Invisible characters that may stand inside a word: soft hyphens, joiners, zero-width spaces."""


def fold(text: str, *, accents: bool = True) -> str:
    """Return the text as gate and cues compare it; `accents=False` drops diacritics."""
    text = text.lower()
    if text.isascii():
        return text
    special = set(text) - _ASCII
    if any(map(unicodedata.combining, special)):
        text = normalized("NFC", text)
        special = set(text) - _ASCII
    if len(special) > _MANY:
        return text.translate({ord(c): _folded(c, accents) for c in special})
    for character in special:
        replacement = _folded(character, accents)
        if replacement != character:
            text = text.replace(character, replacement)
    return text


@lru_cache(maxsize=4096)
def _folded(character: str, accents: bool) -> str:
    if character in DROPPED:
        return ""
    if character in _OTHER:
        return _OTHER[character]
    if accents:
        return character
    return "".join(
        c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)
    )
