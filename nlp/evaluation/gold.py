"""Reads labels: what readers decided that a provision carries.

A file is named after its jurisdiction (`se.yaml`):

    - statute: se/brottsbalk.md
      provision: 6 kap. 11 §
      concepts: [purchase]
      buyer_liable: true
      penalty: fine or imprisonment up to 1 year
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from corpus.layout import plain_heading
from corpus.yamlfile import read_yaml
from nlp.files import LexiconError, explain, read_model

_M = TypeVar("_M", bound=BaseModel)


class GoldError(ValueError):
    """Labels, or texts written for measuring, that cannot be read; the message names the file."""


class Label(BaseModel):
    """What readers decided about one provision, which its heading or its number names.

    `statute` is a path below the folder of statutes. `sure` is false where good readers could
    decide otherwise; `why` says how.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    statute: str
    provision: str
    concepts: tuple[str, ...]
    buyer_liable: bool = False
    penalty: str | None = None
    sure: bool = True
    why: str = ""

    @field_validator("provision")
    @classmethod
    def _plain(cls, provision: str) -> str:
        return plain_heading(provision)

    @property
    def country(self) -> str:
        """The jurisdiction, from the statute's folder."""
        return self.statute.split("/")[0]


def read_labels(folder: Path) -> list[Label]:
    """Return the labels in all `<cc>.yaml` files of a folder.

    Raises:
        GoldError: there is no file, one cannot be read, or an entry lacks a field.
    """
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise GoldError(f"{folder}: no labels")
    labels = []
    for path in paths:
        try:
            _, entries = read_yaml(path.read_text("utf-8"))
            labels += [Label.model_validate(entry) for entry in entries or ()]
        except ValidationError as error:
            raise GoldError(f"{path.name}: {explain(error)}") from error
        except (OSError, TypeError, ValueError) as error:
            raise GoldError(f"{path.name}: {error}") from error
    return labels


def read_by_language(folder: Path, model: type[_M]) -> dict[str, _M]:
    """Return the content of each `<lang>.yaml` of a folder, by language.

    Raises:
        GoldError: there is no file, one cannot be read, or it does not fit the model.
    """
    try:
        contents = {path.stem: read_model(path, model) for path in sorted(folder.glob("*.yaml"))}
    except LexiconError as error:
        raise GoldError(str(error)) from error
    if not contents:
        raise GoldError(f"{folder}: no file of any language")
    return contents
