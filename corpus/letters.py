"""Unicode's normal forms in linear time.

Python sorts the combining marks of a letter by insertion, so a letter with 40,000 marks takes
seconds. No script needs more than 30 on one letter (Stream-Safe Text Format, Unicode Standard
Annex 15). A longer run is therefore cut there and each part is sorted by itself; no mark is lost.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

_MOST_MARKS = 30
_RANGE = range(0x300, 0x20000)
"""Where combining marks are encoded; a test checks that there are none elsewhere."""


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return a text in a normal form, as `unicodedata.normalize` does for any real text."""
    if text.isascii():
        return text
    # every run of that length has a mark at one of these positions
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
    """Return a character class of all combining marks."""
    return f"[{re.escape(''.join(c for c in map(chr, _RANGE) if unicodedata.combining(c)))}]"


@cache
def _mark() -> re.Pattern[str]:
    # the acute of "e\u0301"
    return re.compile(_marks())


@cache
def _long_rows() -> re.Pattern[str]:
    """Match as many marks as one letter may have, if another one follows."""
    # the first 30 marks of "a\u0301\u0301…\u0301"
    return re.compile(f"{_marks()}{{{_MOST_MARKS}}}(?={_marks()})")
