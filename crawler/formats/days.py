"""Dates as portals write them, as ISO days; the ends of time that they use mean "no date"."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

_NEVER = frozenset({"9999-12-31", "2999-01-01", "1900-01-01", "0001-01-01", "3000-01-01"})
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{4})(?!\d)")
_NUMBER, _OF = r"(?<!\d)(\d{1,2})(?:er|\.|º|ª)?", r"(?:(?:de|ta['’])\s++)?"
_PACKED = re.compile(r"(?<!\d)((?:1[89]|20|99)\d{2})(\d{2})(\d{2})(?!\d)")


def iso(value: object) -> str | None:
    """Return the first date in a value as `YYYY-MM-DD`; None for none, or for an end of time.

    Reads `2024-05-01T…`, `2024/5/1`, `01.05.2024`, `1-5-2024` (day first) and `20240501`.
    """
    text = str(value or "")
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_PACKED, (1, 2, 3))):
        if found := pattern.search(text):
            year, month, day = (int(found[group]) for group in order)
            return _day(year, month, day)
    return None


def in_words(value: str, months: dict[str, int]) -> str | None:
    """Return the first date written with a month's name (`3 mai 2024`), by the names given."""
    if found := _worded(tuple(months)).search(value.lower()):
        return _day(int(found[3]), months[found[2]], int(found[1]))
    return None


@lru_cache(maxsize=64)
def _worded(months: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(month) for month in sorted(months, key=len, reverse=True))
    # `1er mai 2024`, `3 de março de 2024`, `3 ta' mejju 2024`
    return re.compile(rf"{_NUMBER}\s++{_OF}({names})\.?\s++{_OF}(\d{{4}})")


def _day(year: int, month: int, day: int) -> str | None:
    try:
        found = dt.date(year, month, day).isoformat()
    except ValueError:
        return None
    return None if found in _NEVER else found
