"""The rules in words: sets are spelled out, and each value is known by its list."""

from __future__ import annotations

from corpus.lists import closed_list
from corpus.verdict.table import verdict_table
from search_app.facts.rules import SANCTIONS, question_rules


def test_all_questions_stand_in_the_order_of_the_table() -> None:
    rules = question_rules()
    assert [rule.question for rule in rules] == list(verdict_table().questions)
    assert [len(rule.rows) for rule in rules] == [
        len(found.rows) for found in verdict_table().questions.values()
    ]


def test_sets_are_spelled_out_in_the_order_of_their_list() -> None:
    adult = next(rule for rule in question_rules() if rule.question == "purchase-adult")
    conduct = next(one for one in adult.take if one.name == "conduct")
    assert "PURCHASE" not in conduct.values and "ask" in conduct.values
    order = list(closed_list("conduct"))
    assert list(conduct.values) == sorted(conduct.values, key=order.index)


def test_every_value_has_a_label_or_words_of_its_own() -> None:
    for rule in question_rules():
        for one in (*rule.take, *(c for row in rule.rows for c in row.conditions)):
            assert one.values
            if one.listed:
                assert set(one.values) <= {*closed_list(one.listed), "not-read"}


def test_outcomes_follow_the_sanction() -> None:
    rows = {rule.question: rule.rows for rule in question_rules()}
    assert rows["purchase-adult"][0].outcomes == ("criminal", "administrative")
    assert rows["purchase-adult"][1].outcomes == ("prohibited",)
    same = rows["purchase-public"][0]
    assert same.question == "purchase-adult"
    assert same.outcomes == same.statuses == ("criminal", "administrative", "prohibited")
    assert set(SANCTIONS) == set(closed_list("sanction")) - {"not-known"}
