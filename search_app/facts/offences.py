"""The table of offences: one row per version of a rule that makes somebody liable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from corpus.coded.general import GeneralRule
from corpus.coded.offences import AbroadFact, FaultFact, OffenceVersion
from corpus.coded.state import CodedState
from corpus.library import Knowledge
from corpus.lists import closed_list
from corpus.verdict.properties import properties
from corpus.verdict.table import verdict_table
from search_app.facts.evidence import (
    ABOUT,
    EVIDENCE,
    PERIOD,
    READ,
    RECORD,
    evidence,
    fact,
    head,
    numbered,
    states,
)
from search_app.facts.general import last_day_in_force
from search_app.facts.tables import NOT_STATED, YES_NO, Fact, FactFilter, Field, Table

ABROAD = ("rule", "none", "cases")
REACH = ("free", "double", "mixed", "none", "not-known")
WHO = (
    Field("liable", "terms", "liable", kind="texts"),
    Field("conduct", "terms", "conduct", kind="texts"),
    Field("person", "terms", "person"),
    Field("person_under", "terms", kind="number"),
    Field("person_at_least", "terms", kind="number"),
    Field("groups", "terms", "groups", kind="texts"),
)
WHO_FILTERS = (
    FactFilter("liable", listed="liable"),
    FactFilter("conduct", listed="conduct"),
    FactFilter("person", listed="person"),
    FactFilter("person_under"),
    FactFilter("groups", listed="groups"),
)
OFFENCES = Table(
    "offences",
    (
        *RECORD,
        *WHO,
        Field("payment", "terms", "payment"),
        Field("reaches_buyer_unclear", "terms", kind="flag"),
        Field("offender_over", "terms", kind="number"),
        Field("remote", "terms", kind="flag"),
        Field("means", "terms", "means"),
        Field("minors_without_means", "terms", "minors-without-means"),
        Field("territory", "terms", "territory"),
        Field("where", "terms", kind="texts"),
        Field("places", "terms", "places", kind="texts"),
        Field("circumstances", "terms", "circumstances", kind="texts"),
        Field("exceptions", "terms", "exception", kind="texts"),
        Field("sanction", "sanction", "sanction"),
        Field("grade", "sanction"),
        Field(
            "fault",
            "sanction",
            keys={
                "of": "fault-of",
                "standard": "fault-standard",
                "case": "case",
                "for_conduct": "conduct",
                "burden": "burden",
            },
        ),
        Field("fault_lowest"),
        Field("penalties", "sanction", "case", kind="texts"),
        Field("exemptions", "sanction", keys={"kind": "exemption", "effect": "exemption-effect"}),
        Field("attempt", "sanction", "attempt"),
        Field("attempt_why"),
        Field("abroad"),
        Field("abroad_rules", kind="texts"),
        Field("abroad_reach", "sanction"),
        Field("subsidiary_to", "sanction"),
        *PERIOD,
        *EVIDENCE,
    ),
    (
        *ABOUT,
        *WHO_FILTERS,
        FactFilter("payment", listed="payment"),
        FactFilter("means", listed="means"),
        FactFilter("territory", listed="territory"),
        FactFilter("places", listed="places"),
        FactFilter("circumstances", listed="circumstances"),
        FactFilter("exceptions", listed="exception"),
        FactFilter("reaches_buyer_unclear", own=YES_NO),
        FactFilter("sanction", listed="sanction"),
        FactFilter("fault_of", "fault", "of", "fault-of"),
        FactFilter("fault", "fault", "standard", "fault-standard"),
        FactFilter("fault_below", "fault", "standard", "fault-standard", below=True),
        FactFilter("burden", "fault", "burden", "burden"),
        FactFilter("case", "penalties", listed="case"),
        FactFilter("exemption", "exemptions", "kind", "exemption"),
        FactFilter("attempt", listed="attempt"),
        FactFilter("abroad", own=ABROAD),
        FactFilter("abroad_reach", own=REACH),
        *READ,
    ),
)


def offences(knowledge: Knowledge) -> Iterator[Fact]:
    """Yield a row for each version of each offence."""
    for jurisdiction, state in states(knowledge):
        for offence in state.offences:
            for number, version, older in numbered(offence.versions):
                values = {
                    **head(state, offence, number, answered(version, state)),
                    **who(version),
                    **_terms(version),
                    **_sanction(version, state.rules),
                    **evidence(version, state.read_of(offence.id), state.code, jurisdiction),
                }
                yield fact(values, version, older)


def answered(version: OffenceVersion, state: CodedState) -> list[str]:
    """Return the questions whose rules count a version, in the order of the rules."""
    table = verdict_table()
    found = []
    for question, rules in table.questions.items():
        if rules.schemes:
            continue
        has = properties(version, state.rules, dt.date.max, rules.neutral)
        if all(has[name] & table.spelled_out(wanted) for name, wanted in rules.take.items()):
            found.append(question)
    return found


def who(version: OffenceVersion) -> dict[str, object]:
    """Return who is liable for which conduct towards whom."""
    return {
        "liable": list(version.liable),
        "conduct": list(version.conduct),
        "person": version.person.kind,
        "person_under": version.person.under,
        "person_at_least": version.person.at_least,
        "groups": list(version.person.groups),
    }


def _terms(version: OffenceVersion) -> dict[str, object]:
    return {
        "payment": version.payment,
        "reaches_buyer_unclear": version.reaches_buyer_unclear,
        "offender_over": version.offender.over if version.offender else None,
        "remote": version.remote,
        "means": version.means,
        "minors_without_means": version.minors_without_means,
        "territory": version.reach.territory,
        "where": list(version.reach.where),
        "places": list(version.reach.places),
        "circumstances": list(version.circumstances),
        "exceptions": list(version.exceptions),
    }


def _sanction(version: OffenceVersion, rules: dict[str, GeneralRule]) -> dict[str, object]:
    attempt, abroad = version.attempt, version.abroad
    return {
        "sanction": version.sanction,
        "grade": version.grade,
        "fault": [f.model_dump(mode="json", exclude_none=True) for f in version.fault],
        "fault_lowest": _lowest(version.fault),
        "penalties": list(dict.fromkeys(penalty.case for penalty in version.penalties)),
        "exemptions": [e.model_dump(mode="json") for e in version.exemptions],
        "attempt": attempt.value if attempt else None,
        "attempt_why": (attempt.rule or attempt.why) if attempt else None,
        "abroad": _how(abroad),
        "abroad_rules": _rules(abroad),
        "abroad_reach": _reach(version, rules),
        "subsidiary_to": version.subsidiary_to,
    }


def _lowest(faults: tuple[FaultFact, ...]) -> str | None:
    """The lowest fault standard of a version, for any element and any case."""
    ranks = closed_list("fault-standard")
    stated = [f.standard for f in faults if f.standard != NOT_STATED]
    return max(stated, key=lambda name: ranks[name].rank or 0, default=None)


def _how(abroad: AbroadFact | None) -> str | None:
    if abroad is None:
        return None
    return "cases" if abroad.cases else "none" if abroad.none else "rule"


def _rules(abroad: AbroadFact | None) -> list[str]:
    if abroad is None:
        return []
    named = (abroad.rule, *abroad.cases.values())
    return list(dict.fromkeys(name for name in named if name and name != "none"))


def _reach(version: OffenceVersion, rules: dict[str, GeneralRule]) -> str:
    """How far acts abroad are punishable by the general rules of the version's last day."""
    (reach,) = properties(version, rules, last_day_in_force(version))["abroad"]
    return reach
