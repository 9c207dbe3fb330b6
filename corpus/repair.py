"""Repairs letters that sources have damaged, without changing the words.

Legal databases of Greece and Cyprus mix Latin letters into Greek words ("νoμoς" with two Latin o),
which looks right but cannot be searched; texts from the Greek gazette have a question mark where a
word was hyphenated. Every repair replaces one character by one, so offsets stay valid.
"""

from __future__ import annotations

import re

_GREEK = dict(zip("ABEZHIKMNOPTYXaeikovuxpmnyt", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικονυχρμηγτ", strict=True))
_CYRILLIC = dict(zip("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху", strict=True))
_OTHERS = "\u0370-\u04ff\u1f00-\u1fff"
# the ν of "νoμoς"
_OTHER = re.compile(f"[{_OTHERS}]")
# the νo of "νoμoς", where Greek meets Latin
_BORDER = re.compile(f"[A-Za-z\u00c0-\u024f][{_OTHERS}]|[{_OTHERS}][A-Za-z\u00c0-\u024f]")
# νoμoς
_WORD = re.compile(r"[^\W\d_]+")
# the question mark in "πορ?νεία"
_DIVIDED = re.compile(r"(?<=[α-ωά-ώ])\?(?=[α-ωά-ώ])")
_SOFT_HYPHEN = "\u00ad"


def mended(text: str) -> str:
    """Return a text with all repairs of this module applied."""
    return text if text.isascii() else divided(one_script(text))


def one_script(text: str) -> str:
    """Replace the Latin letters inside Greek and Cyrillic words by those of the word's script.

    Only look-alikes are replaced, and only in words whose Latin letters are all look-alikes, or are
    outnumbered by the others.
    """
    if not (_OTHER.search(text) and _BORDER.search(text)):  # a quick test that settles most texts
        return text
    return _WORD.sub(_own_script, text)


def _own_script(match: re.Match[str]) -> str:
    word = match[0]
    latin = [c for c in word if "A" <= c <= "z"]
    if not latin or word.isascii():
        return word
    greek = sum("\u0370" <= c <= "\u03ff" or "\u1f00" <= c <= "\u1fff" for c in word)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in word)
    if not (greek or cyrillic):
        return word
    table = _GREEK if greek > cyrillic else _CYRILLIC
    if max(greek, cyrillic) <= len(latin) and not all(c in table for c in latin):
        return word
    return "".join(table.get(c, c) for c in word)


def divided(text: str) -> str:
    """Replace a question mark inside a Greek word by a soft hyphen."""
    return _DIVIDED.sub(_SOFT_HYPHEN, text)
