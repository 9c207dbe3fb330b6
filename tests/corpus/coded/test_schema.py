"""The JSON Schema of the coded files: complete, and all files that are packaged are valid by it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import corpus
from corpus.coded.schema import FILES, facts_schema
from corpus.coded.state import coded_files
from corpus.lists import closed_lists
from corpus.yamlfile import YamlFile

STATES = Path(corpus.__file__).parent / "states"
PACKAGED = [
    (path, model) for folder in sorted(STATES.iterdir()) for path, model, _ in coded_files(folder)
]


def references(node: Any) -> set[str]:
    if isinstance(node, list):
        return {found for each in node for found in references(each)}
    if not isinstance(node, dict):
        return set()
    own = {str(node["$ref"])} if "$ref" in node else set()
    return own | {found for each in node.values() for found in references(each)}


def test_every_reference_leads_somewhere() -> None:
    schema = facts_schema()
    named = {f"#/$defs/{name}" for name in schema["$defs"]}
    assert references(schema) <= named
    assert {f"#/$defs/{model.__name__}" for model in FILES} <= references(schema)


def test_closed_lists_stand_once_with_label_and_help() -> None:
    schema = facts_schema()
    for name, entries in closed_lists().items():
        values = schema["$defs"][f"list-{name}"]["oneOf"]
        assert [v["const"] for v in values] == list(entries)
        assert [v["title"] for v in values] == [e.label for e in entries.values()]
        assert all(v["description"] for v in values)
    assert schema["$defs"]["PersonFact"]["properties"]["kind"]["$ref"] == "#/$defs/list-person"
    assert "enum" not in str(schema["$defs"]["OffenceVersion"])


@pytest.mark.parametrize(
    ("path", "model"), PACKAGED, ids=[str(path.relative_to(STATES)) for path, _ in PACKAGED]
)
def test_packaged_files_are_valid(path: Path, model: type[BaseModel]) -> None:
    """By the models always; by the schema itself where a validator is installed."""
    data = YamlFile(path, path.name).data
    model.model_validate(data)
    validator = pytest.importorskip("jsonschema").Draft202012Validator
    schema = facts_schema()
    found = validator({"$ref": f"#/$defs/{model.__name__}", "$defs": schema["$defs"]}).iter_errors(
        data
    )
    assert [f"{list(error.absolute_path)}: {error.message}" for error in found] == []


def test_what_is_wrong_is_not_valid() -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator
    schema = facts_schema()
    validator.check_schema(schema)
    data = YamlFile(STATES / "de" / "offences" / "buyer.yaml", "buyer.yaml").data
    assert validator(schema).is_valid(data)
    data["offences"][0]["versions"][0]["conduct"] = ["buys"]
    assert not validator(schema).is_valid(data)
