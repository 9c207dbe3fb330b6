"""The table of schemes: one row per version of a right, a duty or a body."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.coded.schemes import SchemeVersion
from corpus.library import Knowledge
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
from search_app.facts.tables import Fact, FactFilter, Field, FieldKind, Table

_LISTED = {
    "basis": "basis",
    "lawful": "told",
    "form": "non-punishment-form",
    "names_victims": "told",
    "acts": "freed-acts",
    "conditions": "freed-condition",
    "open_to": "open-to",
    "others_open_to": "open-to",
    "harm_gate": "harm-gate",
    "offence_gate": "offence-gate",
    "trafficking_named": "told",
    "pays": "pays",
    "must_report": "told",
    "offender_first": "told",
    "reflection_basis": "basis",
    "reflection_form": "reflection-form",
    "permit_basis": "basis",
    "permit_duty": "permit-duty",
    "permit_tied_to_cooperation": "told-in-part",
    "permit_minors_apart": "told",
    "lacks": "residence-part",
    "right": "strength",
    "persons": "helped",
    "nationality": "nationality",
    "contents": "help-content",
    "shelter": "told-in-part",
    "gate": "help-gate",
    "starts": "help-start",
    "exit_form": "exit-form",
    "language": "language-understood",
    "interpretation": "told-in-part",
    "translation": "told-in-part",
    "free": "told",
    "stages": "stage",
    "duty": "demand-duty",
    "designated_by": "designation",
    "independent": "told",
    "duty_to_report": "told",
}
"""The fields of schemes with a closed list of values."""

_NESTED = ("cap", "reflection", "permit", "exit")
_ELEMENTS = {"kind": "regulation-element", "level": "territory"}
_PLANS = {"policy": None, "from": None, "until": None, "for_users": "told"}


_TEXTS = frozenset(
    {"conditions", "pays", "lacks", "persons", "contents", "stages", "reports_to", "reports"}
)
"""The fields that hold several values."""
_KINDS: dict[str, FieldKind] = {"cap_amount": "number", "permit_at_least": "flag"}


def _terms(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, "terms", _LISTED.get(name), kind=_kind(name)) for name in names)


def _kind(name: str) -> FieldKind:
    return "texts" if name in _TEXTS else _KINDS.get(name, "text")


SCHEMES = Table(
    "schemes",
    (
        *RECORD,
        *_terms("basis", "lawful"),
        Field("elements", "terms", keys=_ELEMENTS),
        *_terms("form", "names_victims", "acts", "conditions"),
        *_terms("open_to", "others_open_to", "harm_gate", "harm_time", "offence_gate"),
        *_terms("trafficking_named", "pays", "cap_amount", "cap_currency", "cap_worded"),
        *_terms("cap_amount_of", "deadline", "must_report", "offender_first", "authority"),
        *_terms("reflection_basis", "reflection_form", "reflection_at_least"),
        *_terms("permit_basis", "permit_length", "permit_length_to", "permit_at_least"),
        *_terms("permit_duty", "permit_tied_to_cooperation", "permit_minors_apart"),
        *_terms("lacks", "right", "persons", "nationality", "contents"),
        *_terms("shelter", "gate", "starts", "exit_form", "exit_name"),
        *_terms("language", "interpretation", "translation", "free", "stages", "duty"),
        Field("plans", "terms", keys=_PLANS),
        *_terms("body", "designated_by", "mandate_until", "independent", "duty_to_report"),
        *_terms("reports_to", "every", "reports"),
        *PERIOD,
        *EVIDENCE,
    ),
    (
        *ABOUT,
        FactFilter("basis", listed="basis"),
        FactFilter("element", "elements", "kind", "regulation-element", bound=True),
        FactFilter("level", "elements", "level", "territory", bound=True),
        *(
            FactFilter(name, listed=found, bound=True)
            for name, found in _LISTED.items()
            if name != "basis"
        ),
        FactFilter("for_users", "plans", "for_users", "told", bound=True),
        *READ,
    ),
)


def schemes(knowledge: Knowledge) -> Iterator[Fact]:
    """Yield a row for each version of each scheme."""
    for jurisdiction, state in states(knowledge):
        for scheme in state.schemes:
            for number, version, older in numbered(scheme.versions):
                values = {
                    **head(state, scheme, number, [scheme.question]),
                    **_own(version),
                    **evidence(version, state.read_of(scheme.id), state.code, jurisdiction),
                }
                yield fact(values, version, older)


def _own(version: SchemeVersion) -> dict[str, object]:
    """The fields of a version, flattened; None for those that its kind of scheme lacks."""
    plain = version.model_dump(mode="json", by_alias=True)
    for name in _NESTED:
        for key, value in (plain.get(name) or {}).items():
            plain[f"{name}_{key}"] = value
    return {f.name: plain.get(f.name) for f in SCHEMES.fields if f.part == "terms"}
