"""Finds days and years in a query: "since 2016", "in 2011-04-12"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from search_app.contract.days import day_fault

# "2016" and "2016-04-13", not "15/2017", "2011/36" or "1962:700".
_DATE = re.compile(r"(?<!\d of )(?<![\w/:.-])((?:19|20)\d\d)(?:-(\d\d)-(\d\d))?(?![\w/:]|[.-]\d)")


def find_dates(text: str) -> Iterable[tuple[dt.date, tuple[int, int]]]:
    """Yield the days that a query names, with their ranges; a year stands for its last day.

    This year stands for today. Days before the comparison begins, and days to come, are ignored.
    """
    today = dt.date.today()
    for match in _DATE.finditer(text):
        try:
            day = dt.date(int(match[1]), int(match[2] or 12), int(match[3] or 31))
        except ValueError:
            continue
        if not match[2] and day.year == today.year:
            day = today
        if day_fault(day, today) is None:
            yield day, match.span()
