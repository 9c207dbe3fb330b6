from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from corpus.lists import closed_list, closed_lists, listed


def test_every_value_has_a_label_and_a_definition() -> None:
    lists = closed_lists()
    assert {"conduct", "case", "fault-standard", "absence"} <= set(lists)
    for name, entries in lists.items():
        for entry in entries.values():
            assert entry.label.strip(), (name, entry.id)
            assert entry.help.rstrip().endswith("."), (name, entry.id)


def test_every_conduct_is_somebodys() -> None:
    assert {entry.side for entry in closed_list("conduct").values()} == set(closed_list("liable"))


def test_fault_standards_are_ordered() -> None:
    ranks = [entry.rank for entry in closed_list("fault-standard").values()]
    assert ranks == list(range(1, len(ranks) + 1))


def test_a_value_outside_a_list_is_refused_and_the_schema_names_the_list() -> None:
    kind = TypeAdapter(listed("person"))
    assert kind.validate_python("minor") == "minor"
    with pytest.raises(ValidationError, match="'child' is not in the list 'person'"):
        kind.validate_python("child")
    assert kind.json_schema()["enum"] == list(closed_list("person"))
