"""How far two readers agreed on offences and on schemes before their differences were settled."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile

_FILES = {"offences": "agreement.yaml", "schemes": "agreement-schemes.yaml"}


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
    def by_question(self) -> tuple[FieldAgreement, ...]:
        """The rows of schemes, those of one question together; fields of all come first."""
        sums: dict[str, tuple[int, int]] = {}
        for row in self.rows:
            name = row.field.partition(":")[0]
            compared, equal = sums.get(name, (0, 0))
            sums[name] = compared + row.compared, equal + row.equal
        questions = {row.field.partition(":")[0] for row in self.rows if ":" in row.field}
        shared = [name for name in sums if name not in questions]
        ordered = [*shared, *(name for name in sums if name not in shared)]
        return tuple(
            FieldAgreement(field=name, compared=sums[name][0], equal=sums[name][1])
            for name in ordered
        )

    @property
    def total(self) -> FieldAgreement:
        """All fields together."""
        compared, equal = (sum(getattr(r, n) for r in self.rows) for n in ("compared", "equal"))
        return FieldAgreement(field="all", compared=compared, equal=equal)


@cache
def agreement(of: Literal["offences", "schemes"] = "offences") -> Agreement:
    """Return the comparison of the buyer offences, or that of rights, duties and bodies.

    Raises:
        CorpusError: it is not valid.
    """
    name = _FILES[of]
    return YamlFile(Path(__file__).with_name(name), f"corpus/{name}").parse(Agreement)
