"""The coded law that is packaged: every state loads, and what it says can be traced."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.coded.state import CodedState
from corpus.library import Knowledge, packaged_knowledge
from corpus.verdict.decide import verdicts
from corpus.verdict.table import verdict_table

BUYER = ("purchase-adult", "purchase-exploited", "purchase-minor", "purchase-public")
DAYS = [dt.date(year, 6, 1) for year in (1998, 2005, 2012, 2019, 2026)]


@pytest.fixture(scope="module", params=sorted(packaged_knowledge().coded))
def state(request: pytest.FixtureRequest, knowledge: Knowledge) -> CodedState:
    return knowledge.coded[str(request.param)]


def test_the_law_of_every_member_state_is_coded(knowledge: Knowledge) -> None:
    assert set(knowledge.coded) == set(knowledge.states)


def test_every_buyer_question_is_answered_for_today(state: CodedState) -> None:
    found = verdicts(state, dt.date(2026, 11, 30))
    assert not [name for name in BUYER if found[name].status in {"not-checked", "not-known"}]


@pytest.mark.parametrize("day", DAYS)
def test_every_status_is_one_of_its_question(
    state: CodedState, knowledge: Knowledge, day: dt.date
) -> None:
    for name, verdict in verdicts(state, day).items():
        allowed = {*knowledge.questions[name].statuses, "not-known"}
        assert verdict.status in allowed, (name, verdict)
        assert verdict.reason in verdict_table().reasons


def test_a_rule_in_force_was_read_in_a_text_or_says_that_it_was_not(state: CodedState) -> None:
    for offence in state.offences:
        version = offence.versions[0]
        if version.holds(dt.date(2026, 11, 30)) and version.confidence is None:
            assert version.readings, offence.id
