"""Written penalties in words: what an answer says of a state without coded law.

The words follow the page's language; outside a request (on the command line) they are English.
"""

from __future__ import annotations

from decimal import Decimal

from corpus.penalty import Duration, Fine, Imprisonment, Penalty, Scale
from search_app.wording import currency_amount, gettext, local_number, ngettext


def written_penalty(value: Penalty) -> str:
    """Return a penalty on one line: the basic scale, then the other scales after a dash."""
    others = "; ".join(labelled_scale(other) for other in value.others)
    return f"{labelled_scale(value)} – {others}" if others else labelled_scale(value)


def labelled_scale(value: Scale) -> str:
    """Return one scale with the case it is for: `aggravated: 2 to 10 years' imprisonment`."""
    if value.label is None:
        return written_scale(value)
    return gettext("%(case)s: %(penalty)s", case=value.label, penalty=written_scale(value))


def written_scale(value: Scale) -> str:
    """Return one scale in words; its note when it has neither fine nor imprisonment."""
    if value.fine is None and value.imprisonment is None:
        return value.note or ""
    if value.imprisonment is None:
        return written_fine(value.fine) if value.fine else ""
    if value.fine is None:
        return written_imprisonment(value.imprisonment)
    if value.relation == "cumulative":
        return gettext(
            "%(imprisonment)s and %(fine)s",
            imprisonment=written_imprisonment(value.imprisonment),
            fine=written_fine(value.fine),
        )
    parts = {"fine": written_fine(value.fine), "imprisonment": _noun_first(value.imprisonment)}
    if value.relation == "either-or-both":
        return gettext("%(fine)s, or %(imprisonment)s, or both", **parts)
    return gettext("%(fine)s, or %(imprisonment)s", **parts)


def scale_note(value: Scale) -> str | None:
    """Return the note of a scale, unless `written_scale` already gives it."""
    return value.note if value.fine or value.imprisonment else None


def written_imprisonment(value: Imprisonment) -> str:
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
        return written_imprisonment(value)
    if value.min and value.max and value.min != value.max:
        least, most = _least(value.min, value.max), written_duration(value.max)
        return gettext("imprisonment of %(least)s to %(most)s", least=least, most=most)
    if value.max and not value.min:
        return gettext("imprisonment up to %(most)s", most=written_duration(value.max))
    if value.min and not value.max:
        return gettext("imprisonment of at least %(least)s", least=written_duration(value.min))
    return gettext("imprisonment of %(length)s", length=written_duration(value.max or value.min))


def _up_to_life(value: Imprisonment) -> str:
    if value.min:
        return gettext(
            "from %(least)s up to imprisonment for life", least=_of_imprisonment(value.min)
        )
    return gettext("up to imprisonment for life")


def _least(low: Duration, high: Duration) -> str:
    """The lower bound, without its unit if the upper bound has the same."""
    return local_number(Decimal(low.value)) if low.unit == high.unit else written_duration(low)


def written_duration(value: Duration | None) -> str:
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


def written_fine(value: Fine) -> str:
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
        return currency_amount(bound, value.currency)
    if value.unit == "level":
        return gettext("level %(number)s", number=local_number(bound))
    return local_number(bound)


def _day_fines(value: Fine) -> str:
    if value.min is None and value.max is None:
        return gettext("day-fines")
    most = value.max if value.max is not None else value.min
    number = ngettext(
        "%(count)s day-fine", "%(count)s day-fines", int(most or 0), count=local_number(most)
    )
    if value.min is None:
        return gettext("up to %(most)s", most=number)
    if value.max is None:
        return gettext("at least %(least)s", least=number)
    if value.min == value.max:
        return number
    return gettext("%(least)s to %(most)s", least=local_number(value.min), most=number)


def _minimum_wages(value: Fine) -> str:
    if value.min is not None and value.max is not None and value.min != value.max:
        return gettext(
            "fine of %(least)s to %(most)s times the minimum wage",
            least=local_number(value.min),
            most=local_number(value.max),
        )
    if value.min is not None and value.max is not None:
        return gettext("fine of %(most)s times the minimum wage", most=local_number(value.max))
    if value.max is not None:
        return gettext("fine up to %(most)s times the minimum wage", most=local_number(value.max))
    if value.min is not None:
        return gettext(
            "fine of at least %(least)s times the minimum wage", least=local_number(value.min)
        )
    return gettext("fine counted in minimum wages")
