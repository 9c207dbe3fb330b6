"""The facts of a version as text, one by one, so that each can be compared and sealed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.coded.offences import AbroadFact, FaultFact, OffenceVersion
from corpus.coded.penalties import FineFact, PenaltyCase
from corpus.coded.schemes import SchemeVersion

NOTHING = "-"
"""The text of a fact that a version does not have."""

_NOT_FACTS = {
    *("from_", "from_basis", "by", "until", "gone_by", "why"),
    *("readings", "sources", "confidence", "not_known"),
}

_EMPTY: tuple[object, ...] = (None, [], ())


def facts_of(version: OffenceVersion | SchemeVersion) -> dict[str, str]:
    """Return the facts of a version: field → value as text.

    Penalties have fields such as `penalty <case>: prison to`, with track and age if the case has
    them.
    """
    if isinstance(version, OffenceVersion):
        return _offence(version)
    facts = {"from": version.from_}
    for name, value in version.model_dump(mode="json", exclude=_NOT_FACTS).items():
        if value not in _EMPTY:
            facts[name] = _flat(value)
    return facts


def scheme_details(version: SchemeVersion) -> dict[str, str]:
    """Return every field of a scheme's version, each field of a part (`permit.length`) by itself.

    Unlike `facts_of`, fields without a value stand as `-`, and those named in `not_known` as
    `not known`: two readers may differ in these too.
    """
    facts = {"from": version.from_}
    for name, value in version.model_dump(mode="json", exclude=_NOT_FACTS).items():
        if name in version.not_known:
            facts[name] = "not known"
        elif isinstance(value, dict):
            facts |= {f"{name}.{part}": _worded(inner) for part, inner in value.items()}
        else:
            facts[name] = _worded(value)
    return facts


def _worded(value: Any) -> str:
    return NOTHING if value in _EMPTY else _flat(value)


def family(field: str) -> str:
    """Return the name a field is counted under: penalty bounds by kind, whatever their case."""
    return "penalty " + field.rsplit(": ", 1)[1] if field.startswith("penalty ") else field


def _offence(version: OffenceVersion) -> dict[str, str]:
    person = version.person
    facts = {
        "from": version.from_,
        "liable": _set(version.liable),
        "conduct": _set(version.conduct),
        "payment": version.payment or NOTHING,
        "person": person.kind,
        "age": age_of(version),
        "groups": _set(person.groups),
        "means": version.means or NOTHING,
        "territory": version.reach.territory,
        "places": _set(version.reach.places),
        "circumstances": _set(version.circumstances),
        "sanction": version.sanction,
        "fault": _set(_fault(fault) for fault in version.fault),
        "burden": _set(fault.burden for fault in version.fault),
        "exemptions": _set(f"{e.kind}: {e.effect}" for e in version.exemptions),
        "attempt": version.attempt.value if version.attempt else NOTHING,
        "abroad": _abroad(version.abroad),
        "words": "unclear" if version.reaches_buyer_unclear else "buyer",
    }
    for penalty in version.penalties:
        facts |= bounds_of(penalty)
    return facts


def age_of(version: OffenceVersion) -> str:
    """Return the ages of the person as `16-18`: from 16, under 18."""
    person = version.person
    if person.under is None and person.at_least is None:
        return NOTHING
    return f"{person.at_least or ''}-{person.under or ''}"


def bounds_of(penalty: PenaltyCase) -> dict[str, str]:
    """Return the bounds of one penalty case as facts."""
    at = label_of(penalty)
    facts = {f"{at}: relation": penalty.relation or NOTHING}
    if penalty.imprisonment:
        facts[f"{at}: prison from"] = penalty.imprisonment.min or NOTHING
        facts[f"{at}: prison to"] = penalty.imprisonment.max or NOTHING
    if penalty.fine:
        fine = penalty.fine
        facts[f"{at}: fine"] = fine.class_ or fine.level or fine.unit or "by scale"
        facts[f"{at}: fine from"] = _amount(fine, fine.min)
        facts[f"{at}: fine to"] = _amount(fine, fine.max)
    if penalty.relative:
        facts[f"{at}: relative"] = f"{penalty.relative.how} {penalty.relative.by or ''}".strip()
    if penalty.level:
        facts[f"{at}: level"] = penalty.level
    return facts


def label_of(penalty: PenaltyCase) -> str:
    """Return what a penalty's facts are called: `penalty basic`, `penalty victim-under 15`."""
    parts = ["penalty", penalty.case, penalty.track, penalty.of]
    parts += [str(number) for number in (penalty.under, penalty.nth) if number]
    parts += [*sorted(penalty.circumstances), "together" if penalty.together else None]
    return " ".join(part for part in parts if part)


def _amount(fine: FineFact, value: object) -> str:
    return NOTHING if value is None else f"{value} {fine.currency or ''}".strip()


def _fault(fault: FaultFact) -> str:
    extra = f" ({fault.case})" if fault.case else ""
    return f"{'+'.join(sorted(fault.of))}: {fault.standard}{extra}"


def _abroad(fact: AbroadFact | None) -> str:
    if fact is None:
        return NOTHING
    if fact.cases:
        return _set(f"{case}: {rule}" for case, rule in fact.cases.items())
    return "none" if fact.none else str(fact.rule)


def _set(values: Iterable[object]) -> str:
    return ", ".join(sorted(str(value) for value in values)) or NOTHING


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{k}={_flat(v)}" for k, v in sorted(value.items()) if v is not None)
    if isinstance(value, list):
        return " | ".join(sorted(_flat(item) for item in value))
    return str(value)
