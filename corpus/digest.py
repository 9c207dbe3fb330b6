r"""The hash that binds a fact to the words of a provision, whatever their layout.

Version 1 of the rule: normalise to Unicode NFC; drop soft hyphens, zero-width and byte-order marks;
drop Markdown marks (`*`, `_` at the edge of a word, backslashes before punctuation), superscript
tags and the marks of Irish revisions (`F7[…]`); turn every run of white space into one space. Texts
that differ in nothing else have the same hash. A changed rule needs a new number, because the
hashes in the corpus would no longer match their texts.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

RULE = 1
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# "F7[a person who pays]" -> "a person who pays"
_REVISION = re.compile(r"\b[FCEIM]\d{1,3}\[([^\[\]]*)\]")
# "**Art. 2**", "\[1\]", "<sup>2</sup>"
_MARKUP = re.compile(r"\*+|\\(?=[\[\]().#*_-])|</?sup>|(?<!\w)_+|_+(?!\w)")


def folded(text: str) -> str:
    """Return a text without layout and marks: what `digest` hashes, and what offsets count in."""
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    plain = _MARKUP.sub("", _REVISION.sub(r"\1", plain))
    return " ".join(plain.split())


def digest(text: str) -> str:
    """Return the SHA-256 of the folded text, as 64 hexadecimal digits."""
    return hashlib.sha256(folded(text).encode()).hexdigest()
