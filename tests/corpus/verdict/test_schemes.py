"""The truth table of the schemes: for each row a state whose law makes it hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from corpus.coded.schemes import Scheme
from corpus.coded.state import CodedState
from corpus.verdict.decide import verdicts
from corpus.verdict.table import verdict_table

TODAY = dt.date(2026, 11, 30)
READING = {"instrument": "xx-code", "provision": "§ 1", "state": "2020-01-01"}
FULL: dict[str, dict[str, Any]] = {
    "regulation": {
        "lawful": "yes",
        "elements": [{"kind": "premises-licence", "level": "national"}],
    },
    "non-punishment": {
        "form": "excluded-by-law",
        "names_victims": "yes",
        "acts": "compelled-acts",
    },
    "compensation": {
        "open_to": "any",
        "harm_gate": "injury",
        "offence_gate": "any-intentional",
        "trafficking_named": "no",
        "pays": ["lump-sum"],
        "offender_first": "no",
    },
    "support-exit": {
        "right": "duty",
        "persons": ["trafficking-victims"],
        "nationality": "any",
        "contents": ["shelter"],
        "shelter": "yes",
        "gate": "none",
        "starts": "indication",
        "exit": {"form": "none"},
    },
    "victim-information": {
        "language": "yes",
        "interpretation": "yes",
        "translation": "no",
        "free": "yes",
        "stages": ["report"],
    },
    "residence": {
        "reflection": {"basis": "statute", "form": "period-by-law", "at_least": "30 days"},
        "permit": {"basis": "regulation", "duty": "may", "tied_to_cooperation": "yes"},
    },
    "demand-reduction": {"duty": "names-demand"},
    "monitoring": {
        "body": "xx-rapporteur",
        "designated_by": "statute",
        "independent": "yes",
        "duty_to_report": "yes",
    },
}
REGIONAL = {"kind": "licence", "level": "regional"}
HEALTH = {"kind": "health-rules", "level": "national"}
NO_PERIOD = {"reflection": None, "lacks": ["reflection"]}
OLD_REPORT = {"duty_to_report": "no", "reports": ["2020"]}
PLAN = {"policy": "xx-plan", "from": "2025", "until": "2028", "for_users": "yes"}


def state(question: str, **facts: Any) -> CodedState:
    told = {"from": "2010-01-01", "basis": "statute", "readings": [READING], **FULL[question]}
    version = {name: value for name, value in (told | facts).items() if value is not None}
    scheme = {"id": "xx-s", "title": "A scheme of a test", "question": question}
    return CodedState(
        "xx", schemes=(TypeAdapter(Scheme).validate_python({**scheme, "versions": [version]}),)
    )


def plans(**facts: Any) -> dict[str, Any]:
    return {"duty": None, "plans": [{**PLAN, **facts}]}


CASES: list[tuple[str, dict[str, Any], str, str]] = [
    ("regulation", {}, "yes", "licensed-business"),
    ("regulation", {"elements": [REGIONAL]}, "partial", "single-rules"),
    ("regulation", {"elements": [HEALTH]}, "partial", "single-rules"),
    ("non-punishment", {}, "yes", "freed-by-law"),
    ("non-punishment", {"form": "discretion"}, "partial", "freed-in-part"),
    ("non-punishment", {"conditions": ["must-report-first"]}, "partial", "freed-in-part"),
    ("non-punishment", {"names_victims": "no", "form": "discretion"}, "none", "general-discretion"),
    ("compensation", {}, "yes", "claim-by-law"),
    ("compensation", {"offence_gate": "violent"}, "partial", "gate-or-basis"),
    ("compensation", {"offence_gate": "listed", "trafficking_named": "yes"}, "yes", "claim-by-law"),
    ("compensation", {"open_to": "lawful-residents"}, "partial", "gate-or-basis"),
    ("compensation", {"harm_gate": "serious"}, "partial", "gate-or-basis"),
    ("compensation", {"basis": "administrative"}, "partial", "gate-or-basis"),
    ("compensation", {"open_to": None, "not_known": ["open_to"]}, "unclear", "unread-part"),
    ("support-exit", {}, "yes", "right-to-support"),
    ("support-exit", {"gate": "cooperation"}, "partial", "support-in-part"),
    ("support-exit", {"right": "may"}, "partial", "support-in-part"),
    ("support-exit", {"nationality": "lawful-residents"}, "partial", "support-in-part"),
    ("victim-information", {}, "yes", "language-and-interpreter"),
    ("victim-information", {"language": "plain-only"}, "partial", "one-of-two"),
    ("victim-information", {"interpretation": "no"}, "partial", "one-of-two"),
    ("residence", {}, "yes", "period-and-permit"),
    ("residence", NO_PERIOD, "partial", "one-or-administrative"),
    ("residence", {"permit": None, "not_known": ["permit"]}, "unclear", "unread-part"),
    ("demand-reduction", {}, "yes", "duty-on-demand"),
    ("demand-reduction", plans(), "yes", "plan-for-users"),
    ("demand-reduction", plans(for_users="not-seen"), "unclear", "plan-unread"),
    ("demand-reduction", plans(for_users="no"), "partial", "plan-in-part"),
    ("demand-reduction", plans(until="2026-11-30"), "partial", "plan-in-part"),
    ("demand-reduction", {"duty": "general-prevention"}, "partial", "plan-in-part"),
    ("monitoring", {}, "yes", "designated"),
    ("monitoring", {"mandate_until": "2026-11-30"}, "partial", "designated-in-part"),
    ("monitoring", {"designated_by": "not-seen"}, "partial", "designated-in-part"),
    ("monitoring", {"duty_to_report": "no"}, "partial", "designated-in-part"),
    ("monitoring", {**OLD_REPORT, "reports": ["2020", "2024"]}, "yes", "designated"),
    ("monitoring", {**OLD_REPORT}, "partial", "designated-in-part"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "facts", "status", "reason"), CASES)
def test_a_row_of_the_table(question: str, facts: dict[str, Any], status: str, reason: str) -> None:
    found = verdicts(state(question, **facts), TODAY)[question]
    assert (found.status, found.reason, found.records) == (status, reason, ("xx-s",))


def test_every_row_of_the_schemes_is_tried() -> None:
    tried = {(question, reason) for question, _, _, reason in CASES}
    assert {
        (question, row.reason)
        for question, rules in verdict_table().questions.items()
        for row in rules.rows
        if rules.schemes
    } <= tried


@pytest.mark.parametrize("question", FULL)
def test_a_scheme_is_not_carried_back(question: str) -> None:
    found = verdicts(state(question), dt.date(2009, 12, 31))[question]
    assert (found.status, found.reason) == ("not-known", "other-days")


@pytest.mark.parametrize(
    ("question", "facts", "says"),
    [
        ("compensation", {"open_to": None}, "open_to is missing"),
        ("compensation", {"cap": {"currency": "EUR"}}, "a cap has an amount"),
        ("residence", {"permit": None}, "permit: give it"),
        ("demand-reduction", {"duty": None}, "a duty or a plan is needed"),
        ("regulation", {"lawful": "perhaps"}, "'perhaps' is not in the list 'told'"),
    ],
)
def test_a_scheme_that_says_too_little_is_refused(
    question: str, facts: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        state(question, **facts)
