"""Text of others on a terminal or in a log: control and direction characters are shown, not obeyed.

An escape sequence in a statute could move the cursor, a newline in a file name forge a line of a
report, a direction override hide what a line says (CVE-2021-42574, "Trojan Source").
"""

from __future__ import annotations

import unicodedata

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SEPARATORS = frozenset("\u2028\u2029")


def printable(text: str, *, keep: str = "") -> str:
    r"""Return a text with control, direction and lone surrogate characters as `\x1b` or `\u202e`.

    Args:
        text: words from a file, an answer or a command line.
        keep: control characters to leave as they are (`"\n\t"` for text of several lines).
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in keep or not _unsafe(c) else _escaped(c) for c in text)


def printable_json(text: str) -> str:
    r"""Return JSON with the same characters as `\u202e`; it means what it meant.

    Outside of its strings JSON has none of them but line breaks and tabs, which stay.
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
