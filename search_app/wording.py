"""Messages, dates, numbers and amounts in the language of the page.

Flask-Babel chooses the language; outside a request (on the command line) it is English.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

import flask_babel
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal

from corpus.dates import first_day
from corpus.model import Answer

_ENGLISH = Locale("en", "GB")


def gettext(message: str, **values: object) -> str:
    """Return a message in the page's language with its values filled in."""
    return str(flask_babel.gettext(message, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return a message for a number of things; the message can use it as `%(num)s`."""
    return str(flask_babel.ngettext(one, many, num, **values))


def locale() -> Locale:
    """Return the locale of dates and numbers; English is British."""
    current: Locale | None = flask_babel.get_locale()
    return _ENGLISH if current is None or current.language == "en" else current


def day_in_words(value: dt.date) -> str:
    """Return a day in words: `1 January 1999`."""
    return _day(value, locale())


@lru_cache(maxsize=8192)
def _day(value: dt.date, place: Locale) -> str:
    return format_date(value, "long", locale=place)


def date_in_words(value: str) -> str:
    """Return a partial date in words, as precise as it is: `2 May 2011`, `May 2011`, `2011`."""
    precision = value.count("-")
    if precision == 2:
        return day_in_words(first_day(value))
    if precision == 1:
        return format_skeleton("yMMMM", first_day(value), locale=locale())
    return value


def period(answer: Answer) -> str:
    """Return the period of an answer in words: `from 1 May 1999 until 2011`."""
    since = date_in_words(answer.since) if answer.since else None
    until = date_in_words(answer.until) if answer.until else None
    if since and until:
        return gettext("from %(since)s until %(until)s", since=since, until=until)
    if since:
        return gettext("since %(since)s", since=since)
    if until:
        return gettext("until %(until)s; beginning not known", until=until)
    return gettext("beginning not known")


def currency_amount(amount: Decimal, currency: str) -> str:
    """Return an amount of money: `€1,500`, `CHF 30.50`; whole amounts have no decimals."""
    where = locale()
    pattern = where.currency_formats["standard"].pattern
    if amount == amount.to_integral_value():
        pattern = pattern.replace(".00", "")
    text = format_currency(amount, currency, pattern, locale=where, currency_digits=False)
    head = text.rstrip("0123456789.,\u00a0\u202f")
    return f"{head}\u00a0{text[len(head) :]}" if head.isalpha() else text


def local_number(value: Decimal | None) -> str:
    """Return a number as the page's language writes it: `1,500`; zero for None."""
    return format_decimal(value or 0, locale=locale())
