"""Penalty scales with general rules filled in, and whether they are known for the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.coded.basics import UNKNOWN
from corpus.coded.general import GeneralRule, GeneralVersion
from corpus.coded.offences import OffenceVersion
from corpus.coded.penalties import Custody, FineFact, PenaltyCase
from corpus.dates import first_day
from search_app.records.dates import penalties_seen

Rules = Mapping[str, GeneralRule]


@dataclass(frozen=True)
class ResolvedScale:
    """One scale of an offence, with the values of the general rules that it refers to.

    `general` are the general bounds of imprisonment, which apply where the scale has none of its
    own. `value_of` is the day for which an amount set by class, level or index holds; with
    `value_read` false it comes from a source other than the law. `known` is false where it is not
    known whether the scale held on the day: then no page shows it as the law of that day. `missing`
    says that the general rule has no value that is known for the day.
    """

    case: PenaltyCase
    custody: Custody | None = None
    general: Custody | None = None
    fine: FineFact | None = None
    value_of: str | None = None
    value_read: bool = True
    known: bool = True
    missing: bool = False


def scales(version: OffenceVersion, rules: Rules, day: dt.date) -> tuple[ResolvedScale, ...]:
    """Return all scales of a version, resolved for a day, in order."""
    return tuple(_scale(case, version, rules, day) for case in version.penalties)


def basic(resolved: tuple[ResolvedScale, ...]) -> tuple[ResolvedScale, ...]:
    """Return the basic scales (one for each track), or the first scale if none is basic."""
    return tuple(scale for scale in resolved if scale.case.case == "basic") or resolved[:1]


def _scale(case: PenaltyCase, version: OffenceVersion, rules: Rules, day: dt.date) -> ResolvedScale:
    known = _known(case, version, day)
    custody, fine, general = case.imprisonment, case.fine, None
    value_of, read, missing = None, True, False
    if case.scale:
        rule = rule_on(rules, case.scale, day)
        missing = rule is None
        if rule and case.level:
            custody, fine = rule.imprisonment, fine or rule.fine
            value_of, read = _value_of(rule)
        elif rule:
            general = rule.imprisonment
    if fine and fine.scale:
        rule = rule_on(rules, fine.scale, day)
        missing = missing or rule is None or rule.fine is None
        if rule and rule.fine:
            fine = _filled(fine, rule.fine)
            value_of, read = _value_of(rule)
    elif fine and fine.rule and (rule := rule_on(rules, fine.rule, day)) and rule.fine:
        fine = fine.model_copy(update={"each": fine.each or rule.fine.each})
    if fine and fine.amount_of:
        value_of = fine.amount_of
    return ResolvedScale(case, custody, general, fine, value_of, read, known, missing)


def rule_on(rules: Rules, name: str, day: dt.date) -> GeneralVersion | None:
    """Return the version of a general rule known to hold on a day; None without one."""
    rule = rules.get(name)
    return next((v for v in rule.versions if v.holds(day)), None) if rule else None


def _filled(own: FineFact, general: FineFact) -> FineFact:
    """A fine with its own values, and the rest from the general rule."""
    default = FineFact(unit="unspecified")
    said = {
        name: value
        for name in FineFact.model_fields
        if name != "scale" and (value := getattr(own, name)) != getattr(default, name)
        if value is not None
    }
    return general.model_copy(update=said)


def _value_of(rule: GeneralVersion) -> tuple[str | None, bool]:
    """The last day on which a general value was seen, and whether it was seen in the law."""
    states = [r.state for r in rule.readings if r.state != UNKNOWN]
    return (max(states, key=first_day), True) if states else (None, False)


def _known(case: PenaltyCase, version: OffenceVersion, day: dt.date) -> bool:
    if case.in_force_from is None:
        return True
    since = penalties_seen(version) if case.in_force_from == UNKNOWN else case.in_force_from
    return since is not None and first_day(since) <= day
