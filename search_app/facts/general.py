"""The bounds that general rules add to the scales of a penalty."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from corpus.coded.basics import Dated
from corpus.coded.general import GeneralRule, GeneralVersion
from corpus.coded.penalties import PenaltyCase
from corpus.dates import first_day


def last_day_in_force(version: Dated) -> dt.date:
    """Return the last day on which a version holds; today if it is still in force."""
    today = dt.date.today()
    return min(first_day(version.ends) - dt.timedelta(days=1), today) if version.ends else today


def by_scale(
    penalty: PenaltyCase, rules: dict[str, GeneralRule], day: dt.date
) -> dict[str, object]:
    """Return the bounds, on a day, of the general scales that a penalty names; None without any."""
    general = _on(rules.get(penalty.scale or ""), day)
    fines = _on(rules.get(penalty.fine.scale or ""), day) if penalty.fine else None
    prison = general.imprisonment if general else None
    fine = (fines.fine if fines else None) or (general.fine if general else None)
    day_fine = fine.each if fine else None
    return {
        "scale_imprisonment_min": prison.min if prison else None,
        "scale_imprisonment_max": prison.max if prison else None,
        "scale_unit": fine.unit if fine else None,
        "scale_fine_min": amount(fine.min) if fine else None,
        "scale_fine_max": amount(fine.max) if fine else None,
        "scale_currency": fine.currency if fine else None,
        "scale_day_fine_min": amount(day_fine.min) if day_fine else None,
        "scale_day_fine_max": amount(day_fine.max) if day_fine else None,
        "scale_day_fine_currency": day_fine.currency if day_fine else None,
        "scale_amount_of": fine.amount_of if fine else None,
    }


def amount(value: Decimal | None) -> int | float | None:
    """Return an amount as a JSON number."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _on(rule: GeneralRule | None, day: dt.date) -> GeneralVersion | None:
    """The version of a rule that holds on a day, or may hold because its beginning is not known."""
    versions = rule.versions if rule else ()
    sure = (v for v in versions if v.holds(day))
    return next(sure, None) or next((v for v in versions if v.may_hold(day)), None)
