"""Derives from the facts of an offence version the properties that the table of rules tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from corpus.coded.general import GeneralRule
from corpus.coded.offences import AbroadFact, OffenceVersion

Properties = dict[str, frozenset[str]]


def properties(
    version: OffenceVersion,
    rules: dict[str, GeneralRule],
    day: dt.date,
    neutral: Collection[str] = (),
) -> Properties:
    """Return the properties of a version on a day: name → set of values.

    Args:
        version: an offence version.
        rules: the general rules of its state, by id.
        day: the day, because general rules have periods of their own.
        neutral: circumstances that do not narrow the rule for the question at hand.
    """
    narrowing = [name for name in version.circumstances if name not in neutral]
    attempt = version.attempt.value if version.attempt else "not-known"
    return {
        "liable": frozenset(version.liable),
        "conduct": frozenset(version.conduct),
        "person": frozenset({version.person.kind}),
        "groups": frozenset(version.person.groups),
        "payment": frozenset({version.payment or "element"}),
        "sanction": frozenset({version.sanction}),
        "territory": frozenset({version.reach.territory}),
        "places": frozenset(version.reach.places),
        "means": frozenset({version.means or "none-needed"}),
        "placed": _yes(bool(version.reach.places)),
        "circumstanced": _yes(bool(narrowing)),
        "bound": _yes(bool(narrowing or version.reach.places)),
        "words": frozenset({"for-anyone" if version.reaches_buyer_unclear else "names-buyer"}),
        "attempt": frozenset({attempt}),
        "abroad": frozenset({_abroad(version.abroad, rules, day)}),
    }


def _yes(value: bool) -> frozenset[str]:
    return frozenset({"yes" if value else "no"})


def _abroad(fact: AbroadFact | None, rules: dict[str, GeneralRule], day: dt.date) -> str:
    if fact is None:
        return "not-known"
    if fact.cases:
        reached = {_by_rule(name, rules, day) for name in fact.cases.values()}
        return reached.pop() if len(reached) == 1 else "mixed"
    return "none" if fact.rule is None else _by_rule(fact.rule, rules, day)


def _by_rule(name: str, rules: dict[str, GeneralRule], day: dt.date) -> str:
    """Return how far a general rule reaches on a day: with double criminality, or free of it."""
    if name == "none":
        return "none"
    rule = rules.get(name)
    version = next((v for v in rule.versions if v.holds(day)), None) if rule else None
    if version is None or version.abroad is None or version.abroad.double_criminality is None:
        return "not-known"
    return "double" if version.abroad.double_criminality else "free"
