"""Derives from the facts of a scheme version the properties that the table of rules tests."""

from __future__ import annotations

import datetime as dt

from corpus.coded.schemes import (
    REPORT_AGE,
    CompensationVersion,
    DemandVersion,
    InformationVersion,
    MonitoringVersion,
    NonPunishmentVersion,
    PlanFact,
    RegulationVersion,
    ResidenceVersion,
    SchemeVersion,
    SupportVersion,
)
from corpus.dates import first_day
from corpus.verdict.properties import Properties

NOT_READ = "not-read"
"""The value of a property if nobody could read its field."""

SCHEME_PROPERTIES: dict[str, str | tuple[str, ...]] = {
    "basis": "basis",
    "lawful": "told",
    "national": "regulation-element",
    "form": "non-punishment-form",
    "names_victims": "told",
    "acts": "freed-acts",
    "conditional": ("yes", "no"),
    "open_to": "open-to",
    "harm_gate": "harm-gate",
    "offence_gate": "offence-gate",
    "trafficking_named": "told",
    "reflection": ("statute", "regulation", "administrative", "plan", "lacking"),
    "permit": ("statute", "regulation", "administrative", "plan", "lacking"),
    "right": "strength",
    "persons": "helped",
    "nationality": "nationality",
    "shelter": "told-in-part",
    "gate": "help-gate",
    "language": "language-understood",
    "interpretation": "told-in-part",
    "duty": "demand-duty",
    "plan": ("for-users", "without-users", "unread", "ended", "to-come"),
    "designated_by": "designation",
    "mandate": ("running", "lapsed"),
    "reports": ("yes", "no", "not-seen"),
}
"""Each property with the name of the closed list of its values, or with the values."""


def scheme_properties(version: SchemeVersion, day: dt.date) -> Properties:
    """Return the properties of a scheme version on a day: name → set of values.

    A field that nobody could read is `not-read`. Plans, mandates and reports depend on the day.
    """
    properties: Properties = {"basis": frozenset({version.basis})}
    match version:
        case RegulationVersion():
            national = (e.kind for e in version.elements if e.level == "national")
            properties |= {"lawful": _one(version.lawful), "national": frozenset(national)}
        case NonPunishmentVersion():
            properties |= {
                "form": _one(version.form),
                "names_victims": _one(version.names_victims),
                "acts": _one(version.acts),
                "conditional": _one("yes" if version.conditions else "no"),
            }
        case CompensationVersion():
            properties |= {
                "open_to": _one(version.open_to),
                "harm_gate": _one(version.harm_gate),
                "offence_gate": _one(version.offence_gate),
                "trafficking_named": _one(version.trafficking_named),
            }
        case ResidenceVersion():
            properties |= {name: _part(version, name) for name in ("reflection", "permit")}
        case SupportVersion():
            properties |= {
                "right": _one(version.right),
                "persons": frozenset(version.persons),
                "nationality": _one(version.nationality),
                "shelter": _one(version.shelter),
                "gate": _one(version.gate),
            }
        case InformationVersion():
            properties |= {
                "language": _one(version.language),
                "interpretation": _one(version.interpretation),
            }
        case DemandVersion():
            properties |= {
                "duty": frozenset({version.duty} if version.duty else ()),
                "plan": frozenset(_plan(plan, day) for plan in version.plans),
            }
        case MonitoringVersion():
            over = version.mandate_until and first_day(version.mandate_until) <= day
            properties |= {
                "designated_by": _one(version.designated_by),
                "mandate": _one("lapsed" if over else "running"),
                "reports": _one(_reports(version, day)),
            }
    return properties


def _one(value: str | None) -> frozenset[str]:
    return frozenset({value or NOT_READ})


def _part(version: ResidenceVersion, name: str) -> frozenset[str]:
    fact = getattr(version, name)
    if fact is not None:
        return _one(fact.basis)
    return _one("lacking" if name in version.lacks else None)


def _plan(plan: PlanFact, day: dt.date) -> str:
    """Return the standing of a plan on a day; one whose beginning is unknown counts as running."""
    if plan.until and plan.until != "unknown" and first_day(plan.until) <= day:
        return "ended"
    if plan.from_ != "unknown" and first_day(plan.from_) > day:
        return "to-come"
    return {"yes": "for-users", "no": "without-users"}.get(plan.for_users, "unread")


def _reports(version: MonitoringVersion, day: dt.date) -> str:
    """Return whether a body reports: it has to, or has done so in the last three years."""
    if version.duty_to_report == "yes":
        return "yes"
    ages = [day - first_day(report) for report in version.reports]
    if any(dt.timedelta(0) <= age < REPORT_AGE for age in ages):
        return "yes"
    return "no" if version.reports else version.duty_to_report or "not-seen"
