"""Dates as publishers write them, as ISO days.

Dates stand year first or day first, never month first; the ends of time that publishers write for
"no date" (`9999-12-31`, `1001-01-01`) are none. Names of months come from CLDR, through Babel: a
parser that guesses (dateparser) would also read what is no date.

    2024-05-01T00:00:00 · 1.5.2024 · 20240501
    Loi du 1er mai 2024 · 3 de março de 2024
    3 ta' Mejju 2024 · 14. Jänner 1852
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from babel.dates import get_month_names

_NEVER = frozenset({"9999-12-31", "2999-01-01", "1900-01-01", "3000-01-01"})
_FIRST_YEAR = 1500
"""No law that is collected is older. Cellar writes 1001-01-01 for a day that it does not know."""
_OLDER_FORMS = {"hr": {"studenog": 11}}
"""Names that a gazette writes and CLDR does not list."""
# `2024-05-01`, `2024/5/1`
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
# `01.05.2024`, `1 - 5 - 2024`
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{4})(?!\d)")
# `20240501`, not `20245301234`
_PACKED = re.compile(r"(?<!\d)((?:1[89]|20|99)\d{2})(\d{2})(\d{2})(?!\d)")
# `1er`, `14.`, `3º`, and what may follow: `de `, `ta' `
_NUMBER, _OF = r"(?<!\d)(\d{1,2})(?:er|\.|º|ª)?", r"(?:(?:de|ta['’])\s++)?"


def iso(value: object) -> str | None:
    """Return the first date in a value as `YYYY-MM-DD`; None for none, or for an end of time.

    Reads `2024-05-01T…`, `2024/5/1`, `01.05.2024`, `1-5-2024` (day first) and `20240501`.
    """
    text = str(value or "")
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_PACKED, (1, 2, 3))):
        if date := pattern.search(text):
            year, month, day = (int(date[group]) for group in order)
            return _day(year, month, day)
    return None


def in_words(value: str, *languages: str) -> str | None:
    """Return the first date whose month is named in one of the languages (`3 mai 2024`), as ISO.

    Languages are codes of CLDR (`fr`, `de_AT`); a month is read in the case that a date takes.

    Raises:
        babel.UnknownLocaleError: CLDR has no such language.
    """
    months = _months(languages)
    if date := _worded(languages).search(value.lower()):
        return _day(int(date[3]), months[date[2]], int(date[1]))
    return None


@cache
def _months(languages: tuple[str, ...]) -> dict[str, int]:
    """Return the number of each month by its name in small letters."""
    months: dict[str, int] = {}
    for language in languages:
        names = get_month_names("wide", "format", locale=language)
        months |= {name.lower(): number for number, name in names.items()}
        months |= _OLDER_FORMS.get(language, {})
    return months


@cache
def _worded(languages: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(_months(languages), key=len, reverse=True)
    names = "|".join(re.escape(month) for month in longest_first)
    # `1er mai 2024`, `3 de março de 2024`, `3 ta' mejju 2024`
    return re.compile(rf"{_NUMBER}\s++{_OF}({names})\.?\s++{_OF}(\d{{4}})")


def _day(year: int, month: int, day: int) -> str | None:
    try:
        date = dt.date(year, month, day).isoformat()
    except ValueError:
        return None
    return None if year < _FIRST_YEAR or date in _NEVER else date
