"""Coded penalties in words, in the language of the page."""

from __future__ import annotations

from decimal import Decimal

from corpus.coded.basics import Term
from corpus.coded.penalties import Custody, FineFact, PenaltyCase
from search_app import wording
from search_app.labels import enumerated, label
from search_app.records.scales import ResolvedScale
from search_app.wording import gettext, ngettext


def case(value: PenaltyCase) -> str:
    """Return the case of a scale: `repeat offence`, `aggravated (young victim or repeat)`."""
    name = _own_case(value)
    if value.of:
        return gettext("%(case)s, for: %(of)s", case=name, of=label(value.of, "case"))
    return name


def _own_case(value: PenaltyCase) -> str:
    name = label(value.case, "case")
    if value.under:
        return gettext("%(case)s (under %(age)s)", case=name, age=value.under)
    if value.nth:
        return _repeated(name, value.nth)
    if value.circumstances:
        named = [label(circumstance, "bucket") for circumstance in value.circumstances]
        words = enumerated(named, style="standard" if value.together else "or")
        return gettext("%(case)s (%(circumstances)s)", case=name, circumstances=words)
    return name


def _repeated(name: str, nth: int) -> str:
    match nth:
        case 2:
            return gettext("%(case)s (from the second time)", case=name)
        case 3:
            return gettext("%(case)s (from the third time)", case=name)
    return gettext("%(case)s (from time number %(nth)s)", case=name, nth=nth)


def line(scale: ResolvedScale) -> str:
    """Return a scale on one line: imprisonment, fine, and what can stand in their place."""
    text = _own(scale)
    if scale.case.or_else:
        others = enumerated([label(name, "or-else") for name in scale.case.or_else], style="or")
        text = gettext("%(penalty)s, or %(others)s instead", penalty=text, others=others)
    return text


def _own(scale: ResolvedScale) -> str:
    if scale.case.relative:
        relative = scale.case.relative
        how, of = label(relative.how, "relative"), label(relative.of, "case")
        if relative.by:
            return gettext(
                "%(how)s (%(by)s), compared with: %(case)s", how=how, by=relative.by, case=of
            )
        return gettext("%(how)s, compared with: %(case)s", how=how, case=of)
    parts = [imprisonment(scale.custody)] if scale.custody else []
    parts += [fine(scale.fine)] if scale.fine else []
    if len(parts) == 2:
        both = {"imprisonment": parts[0], "fine": parts[1]}
        match scale.case.relation:
            case "or":
                parts = [gettext("%(imprisonment)s, or %(fine)s", **both)]
            case "and":
                parts = [gettext("%(imprisonment)s and %(fine)s", **both)]
            case "and-or":
                parts = [gettext("%(imprisonment)s, or %(fine)s, or both", **both)]
    text = "; ".join(parts)
    if scale.case.level:
        level = gettext("level %(number)s", number=scale.case.level)
        return gettext("%(case)s: %(penalty)s", case=level, penalty=text) if text else level
    return text


def imprisonment(custody: Custody) -> str:
    """Return imprisonment in words: `6 months to 4 years' imprisonment`."""
    low, high = custody.min, custody.max
    if high == "life":
        if low == "life":
            return gettext("imprisonment for life")
        if low:
            return gettext("from %(least)s up to imprisonment for life", least=_served(low))
        return gettext("up to imprisonment for life")
    if low and high:
        if low == high:
            return _served(high)
        same = low.split()[1].rstrip("s") == high.split()[1].rstrip("s")
        least = low.split()[0] if same else term(low)
        return gettext("%(least)s to %(most)s", least=least, most=_served(high))
    if high:
        return gettext("up to %(most)s", most=_served(high))
    return gettext("at least %(least)s", least=_served(low or ""))


def term(value: Term) -> str:
    """Return a length of time: `6 months`, `life`."""
    if value == "life":
        return gettext("life")
    number, unit = int(value.split()[0]), value.split()[1].rstrip("s")
    match unit:
        case "hour":
            return ngettext("%(num)s hour", "%(num)s hours", number)
        case "day":
            return ngettext("%(num)s day", "%(num)s days", number)
        case "week":
            return ngettext("%(num)s week", "%(num)s weeks", number)
        case "month":
            return ngettext("%(num)s month", "%(num)s months", number)
    return ngettext("%(num)s year", "%(num)s years", number)


def _served(value: Term) -> str:
    number, unit = int(value.split()[0]), value.split()[1].rstrip("s")
    match unit:
        case "hour":
            return ngettext("%(num)s hour's custody", "%(num)s hours' custody", number)
        case "day":
            return ngettext("%(num)s day's imprisonment", "%(num)s days' imprisonment", number)
        case "week":
            return ngettext("%(num)s week's imprisonment", "%(num)s weeks' imprisonment", number)
        case "month":
            return ngettext("%(num)s month's imprisonment", "%(num)s months' imprisonment", number)
    return ngettext("%(num)s year's imprisonment", "%(num)s years' imprisonment", number)


def fine(value: FineFact) -> str:
    """Return a fine in words: `fine up to €1,500`, `fine of 5 to 360 day-fines`."""
    if value.printed and value.applies and value.applies.max is not None:
        applied = money(value.applies.max, value.applies.currency)
        if value.applies.class_:
            return gettext(
                "fine up to %(most)s (class %(name)s)", most=applied, name=value.applies.class_
            )
        return gettext("fine up to %(most)s", most=applied)
    if value.printed:
        return gettext("%(fine)s as printed in the act", fine=_bounds(value))
    named = value.class_ or value.level
    if named and value.unit in {"class", "level"}:
        kind = (
            gettext("class %(name)s", name=named)
            if value.unit == "class"
            else gettext("category %(name)s", name=named)
        )
        return gettext("%(fine)s (%(kind)s)", fine=_bounds(value), kind=kind)
    return _bounds(value)


def _bounds(value: FineFact) -> str:
    if value.unit == "unlimited":
        return gettext("fine without limit")
    low = None if value.min is None else _bound(value, value.min)
    high = None if value.max is None else _bound(value, value.max)
    if low and high:
        if value.min == value.max:
            return gettext("fine of %(amount)s", amount=high)
        least = low if value.currency else wording.local_number(value.min)
        return gettext("fine of %(least)s to %(most)s", least=least, most=high)
    if high:
        if value.unit == "fixed":
            return gettext("fine of %(amount)s", amount=high)
        return gettext("fine up to %(most)s", most=high)
    if low:
        return gettext("fine of at least %(least)s", least=low)
    return gettext("fine in day-fines") if value.unit == "day-fines" else gettext("fine")


def _bound(value: FineFact, bound: Decimal) -> str:
    count, number = wording.local_number(bound), int(bound)
    match value.unit:
        case "day-fines":
            return ngettext("%(count)s day-fine", "%(count)s day-fines", number, count=count)
        case "minimum-wages":
            return gettext("%(count)s times the minimum wage", count=count)
        case "base-units":
            return ngettext("%(count)s base unit", "%(count)s base units", number, count=count)
        case "times-benefit":
            return gettext("%(count)s times the benefit", count=count)
    return money(bound, value.currency)


def money(number: Decimal | float, currency: str | None) -> str:
    """Return an amount of money; the number alone if no currency is given."""
    amount = Decimal(str(number))
    return wording.currency_amount(amount, currency) if currency else wording.local_number(amount)
