"""Finds text that was encoded as UTF-8 twice, which no parser would notice.

A publisher (or a proxy) took the bytes of UTF-8 for those of an old code page and encoded them once
more. Each accent then stands as two or three characters that no language writes side by side:

    kÃ¤ljaspool, â€œhiveâ€\x9d    for käljaspool, “hive”    (the code page was Windows-1252)
    РџСЂРё                      for При                    (it was Windows-1251)
    qualité », ZONE Â              left alone: words may end like that
"""

from __future__ import annotations

import re
from functools import cache

from crawler.parsing import FormatError

_CODE_PAGES = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1257")
"""Those of the languages of the EU; Latin 1 counts as part of each."""
_MOST = 0.5
"""Share of all characters outside ASCII that may be parts of such sequences. In text encoded twice
it is nearly 1; in real text it is 0, save for a few letters before a quotation mark."""
# what the sequences must stand for: letters of the Latin, Greek and Cyrillic scripts, punctuation
_WRITTEN = re.compile(r"[\u00a0-\u024f\u0370-\u052f\u1e00-\u1fff\u2000-\u206f\u20ac\u2116\u2122]")


def refuse(text: str) -> None:
    """Make sure that a text was not encoded as UTF-8 twice.

    Raises:
        FormatError: more than half of its characters outside ASCII say that it was.
    """
    outside = sum(map(len, re.findall(r"[^\x00-\x7f]+", text)))
    if not outside:
        return
    for code_page in _CODE_PAGES:
        sequences = [s for s in _sequences(code_page).findall(text) if _stands_for(s, code_page)]
        if sum(map(len, sequences)) > outside * _MOST:
            character = _stands_for(sequences[0], code_page)
            raise FormatError(
                f"the text was encoded as UTF-8 twice: it has {len(sequences)} sequences such as"
                f" {sequences[0]!a} for “{character}”"
            )


def _stands_for(sequence: str, code_page: str) -> str:
    """Return the character that a sequence stands for, or nothing if it stands for none."""
    try:
        character = bytes(_byte(c, code_page) for c in sequence).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return character if _WRITTEN.fullmatch(character) else ""


def _byte(character: str, code_page: str) -> int:
    """Return the byte of a character in a code page, or in Latin 1 where that has none."""
    try:
        return character.encode(code_page)[0]
    except UnicodeEncodeError:
        return ord(character)


@cache
def _sequences(code_page: str) -> re.Pattern[str]:
    """Return the pattern of a first byte of UTF-8 and its one or two further bytes: `Ã¤`, `â€œ`."""
    further = "".join(_characters(code_page, range(0x80, 0xC0)))
    two = "".join(_characters(code_page, range(0xC2, 0xE0)))
    three = "".join(_characters(code_page, range(0xE0, 0xF0)))
    two, three, further = map(re.escape, (two, three, further))
    # `Ã¤` for ä, `â€œ` for “
    return re.compile(f"[{two}][{further}]|[{three}][{further}]{{2}}")


def _characters(code_page: str, numbers: range) -> set[str]:
    """Return the characters that bytes have in a code page, and where it has none, in Latin 1."""
    return {bytes([n]).decode(code_page, "ignore") or chr(n) for n in numbers} | (
        {chr(n) for n in numbers if n < 0xA0}
    )
