"""The JSON Schema of coded law, generated from the models; closed lists have label and help."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from corpus.coded.state import AbsenceFile, GeneralFile, OffenceFile, SchemeFile
from corpus.lists import MARK, closed_lists

FILES: tuple[type[BaseModel], ...] = (OffenceFile, SchemeFile, AbsenceFile, GeneralFile)
"""The models of a state's files of coded law."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ABOUT = (
    "The files of a state's coded law: offences, schemes, absences and general rules. Each value of"
    " a closed list has a title, which is printed, and a description, which says what counts. Rules"
    " that span several fields are checked when the files are loaded and are not part of this."
)


def facts_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the coded files; a file is one of four kinds.

    `$defs` holds the records (`OffenceVersion`, `PenaltyCase` …) and the closed lists
    (`list-conduct` …).
    """
    mode: Literal["validation"] = "validation"
    _, made = models_json_schema([(model, mode) for model in FILES])
    named = {f"list-{name}": _list(name) for name in closed_lists()}
    return {
        "$schema": _DIALECT,
        "title": "demandside: coded law of a state",
        "description": _ABOUT,
        "anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in FILES],
        "$defs": {**_with_lists(made["$defs"]), **named},
    }


def _list(name: str) -> dict[str, Any]:
    """Return the schema of the values of a closed list."""
    return {
        "type": "string",
        "oneOf": [
            {"const": entry.id, "title": entry.label, "description": entry.help}
            for entry in closed_lists()[name].values()
        ],
    }


def _with_lists(node: Any) -> Any:
    """Return a schema in which every field with a closed list refers to that list."""
    if isinstance(node, list):
        return [_with_lists(item) for item in node]
    if not isinstance(node, dict):
        return node
    if MARK not in node:
        return {key: _with_lists(value) for key, value in node.items()}
    kept = {k: v for k, v in node.items() if k in {"default", "title", "description"}}
    return {"$ref": f"#/$defs/list-{node[MARK]}", **kept}
