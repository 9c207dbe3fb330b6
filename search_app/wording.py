"""Law in words: penalties, dates and mental elements of structured answers, as a reader reads them.

Everything goes through Flask-Babel, so that it follows the page's language; outside of a request
(on the command line) it is English.
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
from corpus.penalty import Duration, Fine, Imprisonment, Penalty, Scale

_ENGLISH = Locale("en", "GB")


def gettext(message: str, **values: object) -> str:
    """Return a message in the page's language with its values filled in."""
    return str(flask_babel.gettext(message, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return a message for a number of things, which it holds as `num`."""
    return str(flask_babel.ngettext(one, many, num, **values))


def locale() -> Locale:
    """Return the locale that dates and numbers are written in; English is written the UK way."""
    current: Locale | None = flask_babel.get_locale()
    return _ENGLISH if current is None or current.language == "en" else current


def day(value: dt.date) -> str:
    """Return a day in words: `1 January 1999`."""
    return _day(value, locale())


@lru_cache(maxsize=8192)
def _day(value: dt.date, place: Locale) -> str:
    return format_date(value, "long", locale=place)


def partial_date(value: str) -> str:
    """Return a date in words with the precision that it has: a day, a month or a year."""
    precision = value.count("-")
    if precision == 2:
        return day(first_day(value))
    if precision == 1:
        return format_skeleton("yMMMM", first_day(value), locale=locale())
    return value


def period(answer: Answer) -> str:
    """Return in words since when, and until when, an answer holds."""
    since = partial_date(answer.since) if answer.since else None
    until = partial_date(answer.until) if answer.until else None
    if since and until:
        return gettext("from %(since)s until %(until)s", since=since, until=until)
    if since:
        return gettext("since %(since)s", since=since)
    if until:
        return gettext("until %(until)s; beginning not known", until=until)
    return gettext("beginning not known")


def penalty(value: Penalty) -> str:
    """Return a penalty on one line: the basic scale, then the other scales after a dash."""
    others = "; ".join(labelled_scale(other) for other in value.others)
    return f"{labelled_scale(value)} – {others}" if others else labelled_scale(value)


def labelled_scale(value: Scale) -> str:
    """Return one scale with the case it is for: `aggravated: 2 to 10 years' imprisonment`."""
    if value.label is None:
        return scale(value)
    return gettext("%(case)s: %(penalty)s", case=value.label, penalty=scale(value))


def scale(value: Scale) -> str:
    """Return one scale in words; its note when it has neither fine nor imprisonment."""
    if value.fine is None and value.imprisonment is None:
        return value.note or ""
    if value.imprisonment is None:
        return fine(value.fine) if value.fine else ""
    if value.fine is None:
        return imprisonment(value.imprisonment)
    if value.relation == "cumulative":
        return gettext(
            "%(imprisonment)s and %(fine)s",
            imprisonment=imprisonment(value.imprisonment),
            fine=fine(value.fine),
        )
    parts = {"fine": fine(value.fine), "imprisonment": _noun_first(value.imprisonment)}
    if value.relation == "either-or-both":
        return gettext("%(fine)s, or %(imprisonment)s, or both", **parts)
    return gettext("%(fine)s, or %(imprisonment)s", **parts)


def scale_note(value: Scale) -> str | None:
    """Return the note of a scale unless it is already its wording."""
    return value.note if value.fine or value.imprisonment else None


def imprisonment(value: Imprisonment) -> str:
    """Return imprisonment in words: `6 months to 4 years' imprisonment`."""
    if value.life:
        return _up_to_life(value)
    if value.min and value.max:
        if value.min == value.max:
            return _of_imprisonment(value.max)
        return gettext(
            "%(least)s to %(most)s",
            least=_least(value.min, value.max),
            most=_of_imprisonment(value.max),
        )
    if value.max:
        return gettext("up to %(most)s", most=_of_imprisonment(value.max))
    if value.min:
        return gettext("at least %(least)s", least=_of_imprisonment(value.min))
    return gettext("imprisonment")


def _noun_first(value: Imprisonment) -> str:
    """Imprisonment as it stands after a fine: `imprisonment up to 4 years`."""
    if value.life or not (value.min or value.max):
        return imprisonment(value)
    if value.min and value.max and value.min != value.max:
        least, most = _least(value.min, value.max), duration(value.max)
        return gettext("imprisonment of %(least)s to %(most)s", least=least, most=most)
    if value.max and not value.min:
        return gettext("imprisonment up to %(most)s", most=duration(value.max))
    if value.min and not value.max:
        return gettext("imprisonment of at least %(least)s", least=duration(value.min))
    return gettext("imprisonment of %(length)s", length=duration(value.max or value.min))


def _up_to_life(value: Imprisonment) -> str:
    if value.min:
        return gettext(
            "from %(least)s up to imprisonment for life", least=_of_imprisonment(value.min)
        )
    return gettext("up to imprisonment for life")


def _least(low: Duration, high: Duration) -> str:
    """The lower bound; its unit is left out when the upper bound has the same."""
    return count(Decimal(low.value)) if low.unit == high.unit else duration(low)


def duration(value: Duration | None) -> str:
    """Return a length of time: `6 months`."""
    if value is None:
        return ""
    if value.unit == "days":
        return ngettext("%(num)s day", "%(num)s days", value.value)
    if value.unit == "months":
        return ngettext("%(num)s month", "%(num)s months", value.value)
    return ngettext("%(num)s year", "%(num)s years", value.value)


def _of_imprisonment(value: Duration) -> str:
    if value.unit == "days":
        return ngettext("%(num)s day's imprisonment", "%(num)s days' imprisonment", value.value)
    if value.unit == "months":
        return ngettext("%(num)s month's imprisonment", "%(num)s months' imprisonment", value.value)
    return ngettext("%(num)s year's imprisonment", "%(num)s years' imprisonment", value.value)


def fine(value: Fine) -> str:
    """Return a fine in words: `fine up to €1,500`, `5 to 360 day-fines`."""
    if value.unit == "unspecified":
        return gettext("fine")
    if value.unit == "day-fines":
        return _day_fines(value)
    low = None if value.min is None else _fine_bound(value, value.min)
    high = None if value.max is None else _fine_bound(value, value.max)
    if value.unit == "minimum-wage":
        return _minimum_wages(value)
    if low is not None and high is not None:
        if value.min == value.max:
            return gettext("fine of %(amount)s", amount=high)
        return gettext("fine of %(least)s to %(most)s", least=low, most=high)
    if high is not None:
        return gettext("fine up to %(most)s", most=high)
    if low is not None:
        return gettext("fine of at least %(least)s", least=low)
    return gettext("fine")


def _fine_bound(value: Fine, bound: Decimal) -> str:
    if value.unit == "amount" and value.currency:
        return money(bound, value.currency)
    if value.unit == "level":
        return gettext("level %(number)s", number=count(bound))
    return count(bound)


def _day_fines(value: Fine) -> str:
    if value.min is None and value.max is None:
        return gettext("day-fines")
    most = value.max if value.max is not None else value.min
    number = ngettext(
        "%(count)s day-fine", "%(count)s day-fines", int(most or 0), count=count(most)
    )
    if value.min is None:
        return gettext("up to %(most)s", most=number)
    if value.max is None:
        return gettext("at least %(least)s", least=number)
    if value.min == value.max:
        return number
    return gettext("%(least)s to %(most)s", least=count(value.min), most=number)


def _minimum_wages(value: Fine) -> str:
    if value.min is not None and value.max is not None and value.min != value.max:
        return gettext(
            "fine of %(least)s to %(most)s times the minimum wage",
            least=count(value.min),
            most=count(value.max),
        )
    if value.min is not None and value.max is not None:
        return gettext("fine of %(most)s times the minimum wage", most=count(value.max))
    if value.max is not None:
        return gettext("fine up to %(most)s times the minimum wage", most=count(value.max))
    if value.min is not None:
        return gettext("fine of at least %(least)s times the minimum wage", least=count(value.min))
    return gettext("fine counted in minimum wages")


def money(amount: Decimal, currency: str) -> str:
    """Return an amount of money; whole amounts without decimals, letters apart from digits."""
    where = locale()
    pattern = where.currency_formats["standard"].pattern
    if amount == amount.to_integral_value():
        pattern = pattern.replace(".00", "")
    text = format_currency(amount, currency, pattern, locale=where, currency_digits=False)
    head = text.rstrip("0123456789.,\u00a0\u202f")
    return f"{head}\u00a0{text[len(head) :]}" if head.isalpha() else text


def count(value: Decimal | None) -> str:
    """Return a number in the page's way of writing: `1,500`."""
    return format_decimal(value or 0, locale=locale())
