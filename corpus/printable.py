"""Makes text from outside safe for a terminal or log: control characters are shown, not obeyed.

An escape sequence in a statute could move the cursor, a newline in a file name could forge a line
of a report, and a direction override could hide what a line says (CVE-2021-42574, "Trojan Source").
"""

from __future__ import annotations

import unicodedata

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SEPARATORS = frozenset("\u2028\u2029")


def printable(text: str, *, keep: str = "") -> str:
    r"""Return a text with control, direction and surrogate characters written as `\x1b`, `\u202e`.

    Args:
        text: text from a file, a response or a command line.
        keep: control characters to leave alone (`"\n\t"` for text of several lines).
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in keep or not _unsafe(c) else _escaped(c) for c in text)


def printable_json(text: str) -> str:
    r"""Return JSON with the same characters escaped as `\u202e`, so that its meaning is unchanged.

    Outside strings, JSON can only contain line breaks and tabs, which stay.
    """
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(c if c in "\n\t\r" or not _unsafe(c) else f"\\u{ord(c):04x}" for c in text)


def _unsafe(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Cs"}
        or character in _DIRECTIONS
        or character in _SEPARATORS
    )


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
