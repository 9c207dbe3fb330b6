"""The truth table: for each row of `corpus/verdicts.yaml` a state whose law makes it hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from corpus.coded.absences import Absence
from corpus.coded.general import GeneralRule
from corpus.coded.offences import Offence
from corpus.coded.state import CodedState
from corpus.library import Knowledge
from corpus.verdict.decide import Verdict, facts_in_view, verdicts
from corpus.verdict.equality import unequal
from corpus.verdict.table import verdict_table

TODAY = dt.date(2026, 11, 30)
READING = {"instrument": "xx-code", "provision": "§ 1", "state": "2020-01-01"}
BASE: dict[str, Any] = {
    "from": "2010-01-01",
    "payment": "element",
    "person": {"kind": "any"},
    "means": "none-needed",
    "sanction": "criminal",
    "fault": [{"of": ["act"], "standard": "intent"}],
    "penalties": [{"case": "basic", "imprisonment": {"max": "1 year"}}],
    "attempt": {"value": "yes"},
    "abroad": {"none": True},
    "readings": [READING],
}
MINOR = {"kind": "minor", "under": 18}
ADMINISTRATIVE = {"sanction": "administrative", "penalties": [{"case": "basic", "level": "1"}]}
BAN = {"sanction": "none", "penalties": []}
REGION = {"territory": "regional"}
TOWN = {"territory": "municipal"}
ZONE = {"places": ["near-minors"]}
COERCED = {"means": "coercion-or-abuse"}
NO_ATTEMPT = {"attempt": {"value": "no", "why": "no clause"}}
FREE = {"abroad": {"rule": "xx-free"}}
DOUBLE = {"abroad": {"rule": "xx-double"}}
RULES = {
    f"xx-{name}": GeneralRule.model_validate(
        {
            "id": f"xx-{name}",
            "kind": "abroad",
            "versions": [
                {
                    "from": "2000",
                    "abroad": {"who": ["nationals"], "double_criminality": name == "double"},
                    "readings": [READING],
                }
            ],
        }
    )
    for name in ("free", "double")
}


def group(*names: str) -> dict[str, Any]:
    return {"person": {"kind": "exploited", "groups": list(names)}}


def rule(side: str, conduct: str, **facts: Any) -> dict[str, Any]:
    return {**BASE, "liable": [side], "conduct": [conduct], **facts}


def state(*rules: dict[str, Any], absences: tuple[dict[str, Any], ...] = ()) -> CodedState:
    return CodedState(
        "xx",
        RULES,
        tuple(
            Offence.model_validate({"id": f"xx-o{n}", "title": "A rule of a test", "versions": [r]})
            for n, r in enumerate(rules)
        ),
        absences=tuple(Absence.model_validate({"day": "2026-11-30", **a}) for a in absences),
    )


def buy(**facts: Any) -> dict[str, Any]:
    return rule("buyer", "obtain", **facts)


def sell(conduct: str = "sell", **facts: Any) -> dict[str, Any]:
    return rule("seller", conduct, **facts)


def third(conduct: str, **facts: Any) -> dict[str, Any]:
    return rule("third-party", conduct, **facts)


CASES: list[tuple[str, list[dict[str, Any]], str, str]] = [
    ("purchase-adult", [buy()], "criminal", "general-offence"),
    ("purchase-adult", [buy(**ADMINISTRATIVE)], "administrative", "general-offence"),
    ("purchase-adult", [buy(**BAN)], "prohibited", "general-ban-no-penalty"),
    ("purchase-adult", [buy(reach=REGION)], "partial", "bound"),
    ("purchase-adult", [buy(reach=ZONE)], "partial", "bound"),
    ("purchase-adult", [buy(circumstances=["persistent"])], "partial", "bound"),
    ("purchase-adult", [buy(reach=TOWN)], "not-known", "other-days"),
    ("purchase-adult", [buy(payment="irrelevant")], "not-checked", "nobody-looked"),
    ("purchase-adult", [buy(reaches_buyer_unclear=True)], "not-checked", "nobody-looked"),
    ("purchase-exploited", [buy(**group("trafficked"))], "criminal", "groups"),
    ("purchase-exploited", [buy(**group("vulnerable"))], "partial", "only-groups"),
    (
        "purchase-exploited",
        [buy(**group("trafficked"), reaches_buyer_unclear=True)],
        "partial",
        "only-groups",
    ),
    ("purchase-exploited", [buy()], "partial", "general-ban"),
    ("purchase-minor", [buy(person=MINOR)], "criminal", "age-limit"),
    ("purchase-minor", [buy()], "partial", "general-ban"),
    ("purchase-public", [buy()], "criminal", "general-ban"),
    ("purchase-public", [buy(reach=ZONE, **ADMINISTRATIVE)], "administrative", "places"),
    ("purchase-public", [buy(reach=ZONE, **BAN)], "prohibited", "places"),
    ("purchase-public", [buy(reach={**TOWN, **ZONE})], "partial", "level-or-circumstances"),
    (
        "purchase-public",
        [buy(reach=ZONE, circumstances=["persistent"])],
        "partial",
        "level-or-circumstances",
    ),
    ("purchase-attempt", [buy()], "yes", "all-offences"),
    (
        "purchase-attempt",
        [buy(), buy(**NO_ATTEMPT)],
        "partial",
        "some-offences",
    ),
    ("purchase-attempt", [buy(**NO_ATTEMPT)], "none", "no-offence-reaches"),
    ("purchase-attempt", [buy(attempt={"value": "not-known"})], "unclear", "not-read"),
    ("purchase-attempt", [], "not-known", "not-read"),
    ("purchase-abroad", [buy(**FREE)], "yes", "all-offences"),
    ("purchase-abroad", [buy(**DOUBLE)], "partial", "some-offences"),
    ("purchase-abroad", [buy(**FREE), buy()], "partial", "some-offences"),
    ("purchase-abroad", [buy()], "none", "no-offence-reaches"),
    ("purchase-abroad", [buy(abroad={"rule": "xx-unread"})], "unclear", "not-read"),
    ("purchase-abroad", [buy(**BAN)], "not-known", "not-read"),
    ("selling-adult", [sell()], "criminal", "general-offence"),
    ("selling-adult", [sell(**BAN)], "prohibited", "general-ban-no-penalty"),
    ("selling-adult", [sell(reach=ZONE)], "partial", "bound"),
    ("selling-adult", [sell("offer")], "not-checked", "nobody-looked"),
    ("soliciting-public", [sell()], "criminal", "general-ban"),
    ("soliciting-public", [sell("offer", reach=ZONE)], "criminal", "places"),
    (
        "soliciting-public",
        [sell("offer", reach={**TOWN, "places": ["zone-by-decree"]})],
        "partial",
        "level-or-circumstances",
    ),
    ("soliciting-public", [sell("offer")], "partial", "manner-bound"),
    ("procuring", [third("facilitate")], "criminal", "conduct"),
    ("procuring", [third("profit", circumstances=["for-gain"])], "criminal", "conduct"),
    ("procuring", [third("compel", **COERCED)], "partial", "coercion-or-minors-only"),
    ("procuring", [third("induce", person=MINOR)], "partial", "coercion-or-minors-only"),
    ("brothel", [third("keep-premises")], "criminal", "conduct"),
    ("brothel", [third("let-premises", circumstances=["unlicensed"])], "partial", "bound"),
    ("brothel", [third("facilitate")], "criminal", "covered-by-procuring"),
    ("brothel", [third("profit")], "partial", "covered-by-procuring-in-part"),
    ("advertising", [third("advertise")], "criminal", "conduct"),
    ("advertising", [third("advertise", **BAN)], "prohibited", "general-ban-no-penalty"),
    ("advertising", [third("advertise", person=MINOR)], "partial", "bound"),
    ("advertising", [third("facilitate")], "partial", "through-procuring"),
    ("trafficking", [third("traffic", means="coercion-or-abuse")], "criminal", "means"),
    ("trafficking", [third("traffic", person=MINOR)], "partial", "minors-or-border-only"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "rules", "status", "reason"), CASES)
def test_a_row_of_the_table(
    question: str, rules: list[dict[str, Any]], status: str, reason: str
) -> None:
    found = verdicts(state(*rules), TODAY)[question]
    assert (found.status, found.reason) == (status, reason)


@pytest.mark.parametrize("question", ["purchase-attempt", "purchase-abroad"])
def test_the_reach_does_not_apply_where_every_buyer_offence_was_looked_for(question: str) -> None:
    searched = [{"instrument": "xx-code", "part": "whole", "state": "2020"}]
    absences = tuple(
        {"question": f"purchase-{name}", "finding": "none", "searched": searched, "terms": ["pay"]}
        for name in ("adult", "exploited", "minor")
    )
    found = verdicts(state(absences=absences), TODAY)[question]
    assert (found.status, found.reason) == ("not-applicable", "no-offence")
    missing = verdicts(state(absences=absences[:2]), TODAY)[question]
    assert (missing.status, missing.reason) == ("not-known", "not-read")


def test_every_row_and_every_reason_is_tried() -> None:
    table = verdict_table()
    tried = {(question, reason) for question, _, _, reason in CASES}
    tried |= {(question, "no-offence") for question in ("purchase-attempt", "purchase-abroad")}
    rows = {
        (question, row.reason)
        for question, rules in table.questions.items()
        for row in rules.rows
        if not rules.schemes
    }
    assert rows <= tried


def test_every_reason_is_used() -> None:
    table = verdict_table()
    used = {row.reason for rules in table.questions.values() for row in rules.rows}
    by_hand = {"by-hand", "searched", "nobody-looked", "pending", "other-days", "unread-part"}
    assert set(table.reasons) == used | by_hand


def test_the_strongest_sanction_counts_and_all_its_records_are_named() -> None:
    found = verdicts(state(buy(**ADMINISTRATIVE), buy()), TODAY)["purchase-adult"]
    assert found == Verdict("criminal", "general-offence", ("xx-o0", "xx-o1"))


def test_an_absence_settles_a_question() -> None:
    searched = [{"instrument": "xx-code", "part": "whole", "state": "2020"}]
    none = {
        "question": "purchase-adult",
        "finding": "none",
        "searched": searched,
        "terms": ["pay"],
    }
    unclear = {"question": "purchase-adult", "finding": "unclear", "why": "texts disagree"}
    assert verdicts(state(absences=(none,)), TODAY)["purchase-adult"].status == "none"
    assert verdicts(state(buy(), absences=(none,)), TODAY)["purchase-adult"].status == "criminal"
    assert verdicts(state(buy(), absences=(unclear,)), TODAY)["purchase-adult"].status == "unclear"


def test_an_absence_is_about_its_own_time() -> None:
    old = {"question": "purchase-adult", "finding": "unclear", "why": "not seen", "until": "2001"}
    assert verdicts(state(buy(), absences=(old,)), TODAY)["purchase-adult"].status == "criminal"


@pytest.mark.parametrize("day", [dt.date(2009, 12, 31), dt.date(1999, 1, 1)])
def test_nothing_is_carried_back(day: dt.date) -> None:
    assert verdicts(state(buy()), day)["purchase-adult"].status == "not-known"


def test_a_rule_of_unknown_beginning_may_only_raise_a_status() -> None:
    before = dt.date(2015, 1, 1)
    pending = buy(**{"from": "unknown", "why": "not looked for"})
    found = verdicts(state(pending), before)
    assert found["purchase-adult"] == Verdict("not-known", "pending", ("xx-o0",))
    weaker = buy(**{"from": "unknown", "why": "not looked for", "reach": REGION})
    assert verdicts(state(buy(), weaker), before)["purchase-adult"].status == "criminal"
    assert (
        verdicts(state(buy(reach=REGION), pending), before)["purchase-adult"].status == "not-known"
    )
    assert verdicts(state(pending), TODAY)["purchase-adult"].status == "criminal"


def test_equal_facts_have_equal_statuses() -> None:
    one, other = state(buy(), third("profit")), state(third("profit"), buy())
    assert {q: v.status for q, v in verdicts(one, TODAY).items()} == {
        q: v.status for q, v in verdicts(other, TODAY).items()
    }


def test_a_rule_of_unknown_beginning_did_not_begin_before_the_one_that_it_replaced() -> None:
    newer = buy(**{"from": "unknown", "why": "not looked for"})
    older = buy(**{"from": "2005", "until": "2012", **ADMINISTRATIVE})
    replaced = CodedState(
        "xx",
        RULES,
        (
            Offence.model_validate(
                {"id": "xx-o", "title": "A rule of a test", "versions": [newer, older]}
            ),
        ),
    )

    def status(day: str) -> str:
        return verdicts(replaced, dt.date.fromisoformat(day))["purchase-adult"].status

    assert status("2010-01-01") == "administrative"
    assert status("2015-01-01") == "not-known"
    assert status("2004-01-01") == "not-known"


def test_a_rule_of_unknown_beginning_that_satisfies_no_row_changes_nothing() -> None:
    town = buy(**{"from": "unknown", "why": "not looked for", "reach": TOWN})
    searched = [{"instrument": "xx-code", "part": "whole", "state": "2010"}]
    none = {"question": "purchase-adult", "finding": "none", "searched": searched, "terms": ["pay"]}
    found = verdicts(state(town, absences=(none,)), dt.date(2011, 1, 1))
    assert found["purchase-adult"].status == "none"
    assert found["purchase-public"].status == "not-known"


def test_states_with_equal_facts_have_one_status_and_a_difference_is_found() -> None:
    one, other = state(buy()), state(third("profit"), buy())
    assert not list(unequal({"aa": one, "bb": other}, TODAY))

    def view(of: CodedState) -> object:
        return facts_in_view("purchase-adult", of, TODAY, verdicts(of, TODAY))

    assert view(one) == view(other)
    assert view(one) != view(state(buy(reach=ZONE)))


def test_no_two_states_have_equal_facts_and_unequal_statuses(knowledge: Knowledge) -> None:
    for day in (TODAY, dt.date(2016, 6, 1), dt.date(2005, 6, 1)):
        assert not list(unequal(knowledge.coded, day))
