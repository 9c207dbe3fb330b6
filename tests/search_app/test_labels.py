"""Every value that a page can print has a label, and the lists say no more and no less."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from corpus import check, corrections, model, policy, texts
from corpus.lists import closed_lists
from corpus.yamlfile import CorpusError
from search_app.facts.room import TABLES
from search_app.facts.rules import question_rules
from search_app.facts.tables import RowPart
from search_app.labels import (
    LISTS,
    enumerated,
    help_text,
    ids,
    is_listed,
    label,
    labels,
    read_texts,
)
from search_app.understanding.parts import PartKind
from search_app.web.method_words import condition_value, phrase, property_label


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("instrument-kind", model.InstrumentKind),
        ("source-kind", model.SourceKind),
        ("mental-element", model.MensRea),
        ("answer-confidence", model.Confidence),
        ("event-status", model.Event.model_fields["status"].annotation),
        ("addressee", texts.Actor),
        ("correction-cause", corrections.CorrectionCause),
        ("open-point", check.Kind),
        ("obligation-force", policy.Force),
        ("replaced-force", policy.Force),
        ("policy-kind", policy.PolicyKind),
        ("policy-status", policy.TextStatus),
        ("body-role", policy.BodyRole),
        ("stance", policy.Stance),
        ("fact-part", RowPart),
        ("query-part", PartKind),
    ],
)
def test_a_list_has_the_values_of_its_type(name: str, values: object) -> None:
    assert set(ids(name)) == set(get_args(values))


def test_every_table_field_and_filter_has_a_label() -> None:
    assert set(ids("fact-table")) == set(TABLES)
    for table in TABLES.values():
        for part in (*table.fields, *table.filters):
            assert is_listed(part.name, "field"), (table.name, part.name)


def test_every_condition_of_the_rules_has_a_phrase_or_a_label() -> None:
    conditions = [
        condition
        for rule in question_rules()
        for found in (rule.take, *(row.conditions for row in rule.rows))
        for condition in found
    ]
    assert len(conditions) > 50
    for condition in conditions:
        words = phrase(condition) or property_label(condition.name)
        assert words, condition
        assert all(condition_value(value, condition) for value in condition.values), condition


def test_definitions_are_sentences() -> None:
    own = read_texts(LISTS)
    for name in own.keys() - closed_lists().keys():
        for value, (printed, definition) in own[name].items():
            assert printed.strip() == printed, (name, value)
            assert not definition or definition.endswith("."), (name, value)


def test_a_label_is_looked_up_by_list_and_id() -> None:
    assert label("statute", "instrument-kind") == "Statute"
    assert label("text-seen", "confidence") == "text seen"
    assert help_text("empty", "open-point").startswith("Somebody must read")
    assert help_text("from", "field") == ""
    assert labels(["buyer", "state"], "addressee") == "Buyer and State body"
    assert enumerated(["a", "b", "c"], style="or") == "a, b or c"
    assert enumerated([]) == ""


@pytest.mark.parametrize(("value", "name"), [("novel", "instrument-kind"), ("statute", "genre")])
def test_what_is_not_listed_is_refused(value: str, name: str) -> None:
    with pytest.raises(KeyError):
        label(value, name)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("person: [{id: a, label: a, help: A.}]", "doubled"),
        ("genre: [{id: a, label: a, help: A.}, {id: a, label: b, help: B.}]", "doubled"),
        ("genre: [{id: a, label: a}]", "help"),
        ("genre: [{id: a, help: A.}]", "label"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "genres.yaml").write_text(text)
    with pytest.raises(CorpusError, match=rf"genres\.yaml:1.*{problem}"):
        read_texts(tmp_path)
