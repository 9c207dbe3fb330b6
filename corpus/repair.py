"""Mends what sources do to the letters of a text; its words stay.

Legal databases of Greece and Cyprus mix Latin letters into Greek words ("νoμoς" with two Latin o),
and texts taken from the Greek gazette have a question mark where a word was divided. Neither can be
seen or searched. Every mend replaces one character by one.
"""

from __future__ import annotations

import re

_GREEK = dict(zip("ABEZHIKMNOPTYXaeikovuxpmnyt", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικονυχρμηγτ", strict=True))
_CYRILLIC = dict(zip("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху", strict=True))
_OTHERS = "\u0370-\u04ff\u1f00-\u1fff"
_OTHER = re.compile(f"[{_OTHERS}]")
_BORDER = re.compile(f"[A-Za-z\u00c0-\u024f][{_OTHERS}]|[{_OTHERS}][A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")
_DIVIDED = re.compile(r"(?<=[α-ωά-ώ])\?(?=[α-ωά-ώ])")
_SOFT_HYPHEN = "\u00ad"


def mended(text: str) -> str:
    """Return the text with all mends of this module."""
    return text if text.isascii() else divided(one_script(text))


def one_script(text: str) -> str:
    """Write the Latin letters inside Greek and Cyrillic words in the script of the word.

    Only letters that look the same are replaced, and only in words whose Latin letters all do, or
    are fewer than the others.
    """
    if not (_OTHER.search(text) and _BORDER.search(text)):  # tells most texts at once
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
    """Put a soft hyphen where a Greek word has a question mark inside."""
    return _DIVIDED.sub(_SOFT_HYPHEN, text)
