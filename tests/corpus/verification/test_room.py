"""Coded facts held against self-written texts: what agrees, what differs, and on which field."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from corpus.coded.absences import Absence
from corpus.coded.offences import Offence
from corpus.coded.state import CodedState
from corpus.digest import digest
from corpus.penalty import Duration, Imprisonment, Penalty
from corpus.texts import ProvisionTags, Tag
from corpus.verification.explained import Explanation
from corpus.verification.finding import Finding, by_outcome, count
from corpus.verification.held import HeldText, HeldTexts
from corpus.verification.room import verify_state
from corpus.verification.seals import seals_of
from corpus.verification.words import bind

TEXT = (
    "Whoever knows that a girl is forced to sell honey, and pays her for it although she is not yet"
    " 16 years old, is punished with imprisonment for up to two years. The attempt is punishable."
)
READING = {
    "instrument": "xx-code",
    "provision": "§ 5",
    "state": "2024-01-01",
    "sha256": digest(TEXT),
}
BUY: dict[str, Any] = {
    "from": "2010-01-01",
    "liable": ["buyer"],
    "conduct": ["pay"],
    "payment": "element",
    "person": {"kind": "minor", "under": 16},
    "sanction": "criminal",
    "fault": [{"of": ["victim-status"], "standard": "knowledge"}],
    "penalties": [{"case": "basic", "imprisonment": {"max": "2 years"}}],
    "attempt": {"value": "yes"},
    "abroad": {"none": True},
    "readings": [READING],
}


THREE_YEARS = {"penalties": [{"case": "basic", "imprisonment": {"max": "3 years"}}]}


def tags(years: int = 2, *, buyer: bool = True) -> ProvisionTags:
    concept = "purchase-minor" if buyer else "selling"
    return ProvisionTags(
        tags=(Tag(concept=concept, actor="buyer", buyer_liable=buyer),),
        penalty=Penalty(imprisonment=Imprisonment(max=Duration(value=years, unit="years"))),
    )


def held_text(text: str = TEXT, state: str = "2024-01-01", **other: Any) -> HeldText:
    given: dict[str, Any] = {
        "id": "xx-code.5",
        "instrument": "xx-code",
        "number": "5",
        "state": state,
        "language": "en",
        "text": text,
        "sha256": digest(text),
        "tags": tags(),
    }
    return HeldText(**{**given, **other})


def held(*texts: HeldText) -> HeldTexts:
    found = HeldTexts()
    for text in texts:
        found.add(text)
    return found


def state(**facts: Any) -> CodedState:
    offence = {"id": "xx-buy", "title": "Paying for honey", "versions": [{**BUY, **facts}]}
    return CodedState("xx", offences=(Offence.model_validate(offence),))


def findings(
    coded: CodedState, texts: HeldTexts, sealed: CodedState | None = None, **more: Any
) -> dict[str, Finding]:
    seals = seals_of(sealed or coded)
    found = verify_state(coded, texts, seals, more.get("explained", {}))
    return {finding.field: finding for finding in found}


def test_all_facts_agree_where_the_words_are_those_that_were_read() -> None:
    found = findings(state(), held(held_text()))
    assert found.pop("from").outcome == "not-stated"
    assert {f.outcome for f in found.values()} == {"agrees"}
    assert found["penalty basic: prison to"].by == ("same-words", "machine")
    assert found["fault"].read == "knowledge"
    assert found["age"].by == ("same-words", "machine")
    assert found["payment"].by == ("same-words",)
    assert found["liable"].state == "2024-01-01"
    assert count(found.values()).agree == len(found)


@pytest.mark.parametrize(
    ("facts", "field", "read"),
    [
        (THREE_YEARS, "penalty basic: prison to", "2 years"),
        ({"person": {"kind": "minor", "under": 14}}, "age", "16"),
        ({"fault": [{"of": ["act"], "standard": "negligence"}]}, "fault", "knowledge"),
        ({"liable": ["seller"], "conduct": ["sell"]}, "liable", "buyer"),
        ({"sanction": "administrative"}, "sanction", "criminal"),
        ({"attempt": {"value": "no", "why": "not read"}}, "attempt", "yes"),
        ({"from": "2025-01-01"}, "from", "in force on 2024-01-01"),
    ],
)  # fmt: skip
def test_the_machine_alone_sees_a_wrong_fact(facts: dict[str, Any], field: str, read: str) -> None:
    found = findings(state(**facts), held(held_text()))
    assert found[field].outcome == "differs"
    assert found[field].read == read


def test_a_fact_that_was_changed_after_it_was_accepted_differs() -> None:
    found = findings(state(payment="implied"), held(held_text()), sealed=state())
    assert {f.field for f in found.values() if f.outcome == "differs"} == {"payment"}
    assert "changed after it was last read" in found["payment"].why


def test_a_fact_that_was_taken_away_differs() -> None:
    shorter = state(exemptions=[])
    fuller = state(exemptions=[{"kind": "slight-wrong", "effect": "not-punished"}])
    found = findings(shorter, held(held_text()), sealed=fuller)
    assert found["exemptions"].outcome == "differs"


def test_a_newer_text_is_a_change_to_be_read() -> None:
    newer = held_text(TEXT.replace("two", "four"), "2026-01-01", tags=tags(4))
    found = findings(state(), held(held_text(), newer))
    assert found["penalty basic: prison to"].outcome == "differs"
    assert found["penalty basic: prison to"].read == "4 years"
    assert found["payment"].outcome == "text-changed"
    assert found["payment"].state == "2026-01-01"


def test_a_provision_that_a_newer_text_lacks_is_missing() -> None:
    other = held_text("Something else.", "2026-01-01", number="6", id="xx-code.6", tags=None)
    found = findings(state(), held(held_text(), other))
    assert found["citation xx-code § 5"].outcome == "differs"


def test_an_excerpt_says_nothing_about_what_it_leaves_out() -> None:
    older = [
        held_text(f"Rule {n}.", number=str(n), id=f"xx-code.{n}", tags=None) for n in range(6, 12)
    ]
    newer = held_text("Something else.", "2026-01-01", number="6", id="xx-code.6", tags=None)
    found = findings(state(), held(held_text(), newer, *older))
    assert "citation xx-code § 5" not in found


def test_what_is_not_held_is_said() -> None:
    found = findings(state(), HeldTexts())
    assert {f.outcome for f in found.values()} == {"text-not-held"}
    assert by_outcome(found.values())["text-not-held"] == len(found)


def test_a_fact_that_nobody_accepted_rests_on_the_machine_alone() -> None:
    found = {f.field: f for f in verify_state(state(), held(held_text()), {}, {})}
    assert found["age"].by == ("machine",)
    assert found["payment"].outcome == "not-compared"
    assert found["from"].outcome == "not-stated"


def test_a_difference_that_was_explained_agrees_until_a_value_changes() -> None:
    wrong = state(person={"kind": "minor", "under": 14})
    why = "the age of sixteen is that of the honey"
    known = Explanation(
        record="xx-buy", since="2010-01-01", field="age", told="-14", read="16", why=why
    )
    explained = {("xx-buy", "2010-01-01", "age"): known}
    found = findings(wrong, held(held_text()), explained=explained)
    assert (found["age"].outcome, found["age"].why) == ("agrees", why)
    other = findings(
        state(person={"kind": "minor", "under": 15}), held(held_text()), explained=explained
    )
    assert other["age"].outcome == "differs"


NONE = Absence.model_validate(
    {
        "question": "purchase-adult",
        "finding": "none",
        "searched": [{"instrument": "xx-code", "part": "whole", "state": "2024"}],
        "terms": ["pays"],
        "day": "2026-11-30",
    }
)


def test_an_absence_is_searched_again_in_the_newest_text() -> None:
    empty = CodedState("xx", absences=(NONE,))
    found = findings(empty, held(held_text(tags=None)))
    assert found["absence in xx-code"].outcome == "agrees"
    assert found["absence in xx-code"].read == "1 of 1 provisions have a term"
    adult = Tag(concept="purchase", actor="buyer", buyer_liable=True)
    tagged = held_text(tags=ProvisionTags(tags=(adult,)))
    assert findings(empty, held(tagged))["absence in xx-code"].outcome == "differs"
    assert findings(empty, HeldTexts())["absence in xx-code"].outcome == "text-not-held"


def test_a_past_version_is_not_held_against_the_text_of_today() -> None:
    past = state(until="2020-01-01", readings=[{**READING, "sha256": "0" * 64}])
    found = findings(past, held(held_text()))
    assert {f.outcome for f in found.values()} == {"text-not-held"}


def test_findings_name_their_record() -> None:
    found = findings(state(), held(held_text()))["age"]
    assert dataclasses.asdict(found)["record"] == "xx-buy"
    assert (found.country, found.since, found.provision) == ("xx", "2010-01-01", "xx-code.5")


def test_a_newer_text_that_differs_comes_with_the_one_that_was_read() -> None:
    newer = held_text(TEXT.replace("two years", "five years"), "2026-01-01")
    law = state()
    (bound,) = bind(law.offences[0].versions[0], held(held_text(), newer), law.code)
    assert (bound.standing, bound.text) == ("changed", newer)
    assert bound.read == held_text()
    (alone,) = bind(law.offences[0].versions[0], held(newer), law.code)
    assert (alone.standing, alone.read) == ("changed", None)
