"""The table of penalties: one row per case and track of each version of an offence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from corpus.coded.basics import UNKNOWN, term_in_days
from corpus.coded.offences import OffenceVersion
from corpus.coded.penalties import FineFact, PenaltyCase
from corpus.dates import first_day
from corpus.library import Knowledge
from search_app.facts.evidence import (
    ABOUT,
    EVIDENCE,
    PERIOD,
    READ,
    RECORD,
    evidence,
    head,
    numbered,
    standing,
    states,
)
from search_app.facts.general import amount, by_scale, last_day_in_force
from search_app.facts.offences import WHO, WHO_FILTERS, answered, who
from search_app.facts.tables import YES_NO, DayStanding, Fact, FactFilter, Field, Table

_EVIDENCE = tuple(field for field in EVIDENCE if field.name != "readings")
"""The readings of a version are in the table of offences, once."""

_AMOUNTS = frozenset({"amount", "fixed"})
"""The units of fines that are money."""

PENALTIES = Table(
    "penalties",
    (
        *RECORD,
        *WHO,
        Field("sanction", "terms", "sanction"),
        Field("case", "sanction", "case"),
        Field("nth", "sanction", kind="number"),
        Field("victim_under", "sanction", kind="number"),
        Field("case_circumstances", "sanction", "bucket", kind="texts"),
        Field("case_together", "sanction", kind="flag"),
        Field("of_case", "sanction", "case"),
        Field("track", "sanction", "track"),
        Field("case_grade", "sanction"),
        Field("imprisonment_min", "sanction"),
        Field("imprisonment_max", "sanction"),
        Field("imprisonment_min_days", kind="number"),
        Field("imprisonment_max_days", kind="number"),
        Field("relation", "sanction", "relation"),
        Field("unit", "sanction", "fine-unit"),
        Field("fine_min", "sanction", kind="number"),
        Field("fine_max", "sanction", kind="number"),
        Field("currency", "sanction"),
        Field("fine_class", "sanction"),
        Field("fine_level", "sanction"),
        Field("fine_stated", "sanction"),
        Field("day_fine_min", "sanction", kind="number"),
        Field("day_fine_max", "sanction", kind="number"),
        Field("day_fine_currency", "sanction"),
        Field("fine_scale", "sanction"),
        Field("fine_rule", "sanction"),
        Field("fine_printed", "sanction", kind="flag"),
        Field("fine_applies", "sanction", kind="number-or-text"),
        Field("fine_amount_of", "sanction"),
        Field("fine_indexed", "sanction"),
        Field("or_else", "sanction", "or-else", kind="texts"),
        Field("on_top", "sanction", keys={"kind": "on-top", "must": None}),
        Field("relative", "sanction", "relative"),
        Field("relative_by", "sanction"),
        Field("relative_to", "sanction", "case"),
        Field("level", "sanction"),
        Field("scale", "sanction"),
        Field("scale_imprisonment_min", "sanction"),
        Field("scale_imprisonment_max", "sanction"),
        Field("scale_unit", "sanction", "fine-unit"),
        Field("scale_fine_min", "sanction", kind="number"),
        Field("scale_fine_max", "sanction", kind="number"),
        Field("scale_currency", "sanction"),
        Field("scale_day_fine_min", "sanction", kind="number"),
        Field("scale_day_fine_max", "sanction", kind="number"),
        Field("scale_day_fine_currency", "sanction"),
        Field("scale_amount_of", "sanction"),
        Field("rule", "sanction"),
        Field("subsidiary_to", "sanction"),
        Field("in_force_from", "period"),
        Field("penalty_confidence", "evidence", "confidence"),
        *PERIOD,
        *_EVIDENCE,
        Field("imprisonment_min_months", kind="number"),
        Field("imprisonment_max_months", kind="number"),
        Field("fine_min_eur", kind="number"),
        Field("fine_max_eur", kind="number"),
    ),
    (
        *ABOUT,
        *WHO_FILTERS,
        FactFilter("sanction", listed="sanction"),
        FactFilter("case", listed="case"),
        FactFilter("case_circumstances", listed="bucket"),
        FactFilter("case_together", own=YES_NO),
        FactFilter("track", listed="track"),
        FactFilter("relation", listed="relation"),
        FactFilter("unit", listed="fine-unit"),
        FactFilter("currency"),
        FactFilter("fine_printed", own=YES_NO),
        FactFilter("or_else", listed="or-else"),
        FactFilter("on_top", "on_top", "kind", "on-top"),
        FactFilter("must", "on_top", "must", own=YES_NO),
        FactFilter("relative", listed="relative"),
        *READ,
    ),
    by_years=True,
)


def penalties(knowledge: Knowledge) -> Iterator[Fact]:
    """Yield a row for each penalty of each version of each offence."""
    for jurisdiction, state in states(knowledge):
        for offence in state.offences:
            for number, version, older in numbered(offence.versions):
                read = evidence(version, state.read_of(offence.id), state.code, jurisdiction)
                del read["readings"]
                shared = {
                    **head(state, offence, number, answered(version, state)),
                    **who(version),
                    "sanction": version.sanction,
                    **read,
                }
                for penalty in version.penalties:
                    told = by_scale(penalty, state.rules, last_day_in_force(version))
                    values: dict[str, object] = {**shared, **_penalty(penalty, told), **told}
                    values.update(_figures(values))
                    yield _fact(values, penalty, version, older)


def _fact(
    values: dict[str, object],
    penalty: PenaltyCase,
    version: OffenceVersion,
    older: OffenceVersion | None,
) -> Fact:
    def stands(day: dt.date) -> DayStanding:
        """Like its version, except that a scale may have an entry into force of its own."""
        found = standing(version, older, day)
        if found == "no" or penalty.in_force_from is None:
            return found
        if penalty.in_force_from == UNKNOWN:
            return "not-known"
        return found if first_day(penalty.in_force_from) <= day else "no"

    return Fact(values, stands)


def _penalty(penalty: PenaltyCase, told: Mapping[str, object]) -> dict[str, object]:
    prison, relative = penalty.imprisonment, penalty.relative
    least, most = prison.min if prison else None, prison.max if prison else None
    return {
        "case": penalty.case,
        "nth": penalty.nth,
        "victim_under": penalty.under,
        "case_circumstances": list(penalty.circumstances),
        "case_together": penalty.together,
        "of_case": penalty.of,
        "track": penalty.track,
        "case_grade": penalty.grade,
        "imprisonment_min": least,
        "imprisonment_max": most,
        "imprisonment_min_days": _days(least or told["scale_imprisonment_min"]),
        "imprisonment_max_days": _days(most or told["scale_imprisonment_max"]),
        "relation": penalty.relation,
        **_fine(penalty.fine),
        "or_else": list(penalty.or_else),
        "on_top": [a.model_dump(mode="json", exclude_none=True) for a in penalty.on_top],
        "relative": relative.how if relative else None,
        "relative_by": relative.by if relative else None,
        "relative_to": relative.of if relative else None,
        "level": penalty.level,
        "scale": penalty.scale,
        "rule": penalty.rule,
        "subsidiary_to": penalty.subsidiary_to,
        "in_force_from": penalty.in_force_from,
        "penalty_confidence": penalty.known_from,
    }


def _figures(values: Mapping[str, object]) -> dict[str, object]:
    """The bounds in months and EUR, also by the scale; None for life, for fines in another unit or
    currency, and for printed figures that courts do not apply.
    """
    source = "" if values["unit"] else "scale_"
    unit, currency = values[f"{source}unit"], values["currency" if not source else "scale_currency"]
    euros = unit in _AMOUNTS and currency == "EUR" and not values["fine_printed"]
    return {
        "imprisonment_min_months": _months(values["imprisonment_min_days"]),
        "imprisonment_max_months": _months(values["imprisonment_max_days"]),
        "fine_min_eur": values[f"{source}fine_min"] if euros else None,
        "fine_max_eur": values[f"{source}fine_max"] if euros else None,
    }


def _months(days: object) -> int | float | None:
    """Months of 30.4375 days, the mean length; None for imprisonment for life."""
    if not isinstance(days, int | float) or days >= term_in_days("life"):
        return None
    months = round(days / term_in_days("1 month"), 2)
    return int(months) if months.is_integer() else months


def _days(term: object) -> float | None:
    return round(term_in_days(str(term)), 2) if term else None


def _fine(fine: FineFact | None) -> dict[str, object]:
    if fine is None:
        return dict.fromkeys(f.name for f in PENALTIES.fields if f.name in _OF_FINES)
    each, applies = fine.each, fine.applies
    return {
        "unit": fine.unit,
        "fine_min": amount(fine.min),
        "fine_max": amount(fine.max),
        "currency": fine.currency,
        "fine_class": fine.class_,
        "fine_level": fine.level,
        "fine_stated": fine.stated,
        "day_fine_min": amount(each.min) if each else None,
        "day_fine_max": amount(each.max) if each else None,
        "day_fine_currency": each.currency if each else None,
        "fine_scale": fine.scale,
        "fine_rule": fine.rule,
        "fine_printed": fine.printed,
        "fine_applies": (amount(applies.max) or applies.class_) if applies else None,
        "fine_amount_of": fine.amount_of,
        "fine_indexed": fine.indexed,
    }


_OF_FINES = frozenset(_fine(FineFact(unit="unspecified")))
