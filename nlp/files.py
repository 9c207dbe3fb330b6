"""Reads the YAML files of this package and checks them against a model."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_M = TypeVar("_M", bound=BaseModel)


class LexiconError(ValueError):
    """A YAML file of cues, rules or labels that cannot be used; the message names the place."""


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML mapping.

    Raises:
        LexiconError: the file is missing, is not YAML, or is not a mapping.
    """
    try:
        data = yaml.load(path.read_text("utf-8"), _LOADER)  # noqa: S506 - the safe loader, in C
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"{path.name}: {error}") from error
    if not isinstance(data, dict):
        raise LexiconError(f"{path.name}: not a mapping")
    return data


def read_model(path: Path, model: type[_M]) -> _M:
    """Read a YAML mapping into a model.

    Raises:
        LexiconError: as `read_yaml`, or a key is missing, unknown or wrong.
    """
    try:
        return model.model_validate(read_yaml(path))
    except ValidationError as error:
        raise LexiconError(f"{path.name}: {explain(error)}") from error


def explain(error: ValidationError) -> str:
    """Return the first three problems of a validation on one line."""
    problems = []
    for item in error.errors()[:3]:
        place = ".".join(str(part) for part in item["loc"])
        message = item["msg"].removeprefix("Value error, ")
        problems.append(f"{place}: {message}" if place else message)
    return "; ".join(problems)
