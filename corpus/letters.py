"""Unicode's normal forms in linear time.

Python sorts the combining marks on a letter by insertion, so that a letter with 40,000 of them
takes seconds. No script needs more than 30 on one letter (the Stream-Safe Text Format of Unicode
Standard Annex 15): a longer row is cut there, each part is put in order by itself, and no mark is
lost.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

_MOST_MARKS = 30
_RANGE = range(0x300, 0x20000)
"""Where combining marks are; a test looks at all others."""


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return a text in a normal form; as `unicodedata.normalize` for all that is written."""
    if text.isascii():
        return text
    # every row of that length has a mark at one of these places
    if not _mark().search(text[_MOST_MARKS - 1 :: _MOST_MARKS]):
        return unicodedata.normalize(form, text)
    cuts = [match.end() for match in _long_rows().finditer(text)]
    starts = [0, *cuts]
    ends = [*cuts, len(text)]
    return "".join(
        unicodedata.normalize(form, text[start:end])
        for start, end in zip(starts, ends, strict=True)
    )


@cache
def _marks() -> str:
    """The class of all combining marks, as a pattern."""
    return f"[{re.escape(''.join(c for c in map(chr, _RANGE) if unicodedata.combining(c)))}]"


@cache
def _mark() -> re.Pattern[str]:
    # the acute of "e\u0301"
    return re.compile(_marks())


@cache
def _long_rows() -> re.Pattern[str]:
    """As many marks as one letter may have, with one more after them."""
    # the first marks of "a\u0301\u0301…\u0301", up to the most that one letter may have
    return re.compile(f"{_marks()}{{{_MOST_MARKS}}}(?={_marks()})")
