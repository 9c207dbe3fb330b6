"""How far two readers agreed before their differences were settled: `corpus/agreement.yaml`."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile

_FILE = Path(__file__).with_suffix(".yaml")


class FieldAgreement(Strict):
    """How often a field was compared, and how often the two readers coded the same value."""

    field: str
    compared: int = Field(ge=1)
    equal: int = Field(ge=0)

    @model_validator(mode="after")
    def _check(self) -> FieldAgreement:
        if self.equal > self.compared:
            raise ValueError(f"{self.field}: {self.equal} of {self.compared} cannot be equal")
        return self

    @property
    def share(self) -> float:
        """The share that is equal, from 0 to 1."""
        return self.equal / self.compared


class Agreement(Strict):
    """A comparison of two readers: the day whose law they coded, the states, a row per field.

    `limits` says in sentences what the figures do not show.
    """

    day: dt.date
    states: tuple[str, ...] = Field(min_length=1)
    limits: tuple[str, ...] = Field(min_length=1)
    rows: tuple[FieldAgreement, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check(self) -> Agreement:
        for names in (self.states, [row.field for row in self.rows]):
            if len(set(names)) != len(names):
                raise ValueError("a state or a field is listed twice")
        return self

    @property
    def total(self) -> FieldAgreement:
        """All fields together."""
        compared, equal = (sum(getattr(r, n) for r in self.rows) for n in ("compared", "equal"))
        return FieldAgreement(field="all", compared=compared, equal=equal)


@cache
def agreement() -> Agreement:
    """Return the packaged comparison.

    Raises:
        CorpusError: it is not valid.
    """
    return YamlFile(_FILE, "corpus/agreement.yaml").parse(Agreement)
