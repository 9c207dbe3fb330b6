r"""The hash that binds a fact to words: of a provision's text without what publishers lay out anew.

Version 1 of the rule: Unicode NFC; soft hyphens, zero-width and byte-order marks dropped; Markdown
marks (`*`, `_` at a word's edge, backslashes before punctuation), superscript tags and the marks of
Irish revisions (`F7[…]`) dropped; every run of white space is one space. Two texts that differ in
nothing else have one hash. The rule never changes without a new number: a hash in the corpus would
mean another text.
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
    """Return a text without layout and marks: what `digest` hashes and offsets count in."""
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    plain = _MARKUP.sub("", _REVISION.sub(r"\1", plain))
    return " ".join(plain.split())


def digest(text: str) -> str:
    """Return the SHA-256 of a folded text, in hexadecimal."""
    return hashlib.sha256(folded(text).encode()).hexdigest()
