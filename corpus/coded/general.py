"""General rules of a state's law, each with its own periods; offences refer to them by id."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from corpus.coded.basics import Dated, Id
from corpus.coded.penalties import Custody, FineFact
from corpus.lists import listed
from corpus.penalty import Strict


class AbroadRule(Strict):
    """Whose acts abroad are punishable, and whether they must be punishable there too."""

    who: tuple[str, ...] = Field(min_length=1)
    double_criminality: bool | None = None
    only_grades: tuple[str, ...] = ()
    complaint: bool | None = None


class GeneralVersion(Dated):
    """What a general rule says in one period; the kind of rule decides which field it has."""

    fault: listed("fault-standard") | None = None  # type: ignore[valid-type]
    attempt: dict[str, listed("attempt")] = Field(default_factory=dict)  # type: ignore[valid-type]
    abroad: AbroadRule | None = None
    fine: FineFact | None = None
    imprisonment: Custody | None = None
    says: str | None = None


_FIELD: dict[str, tuple[str, ...]] = {
    "fault-default": ("fault",),
    "attempt-default": ("attempt",),
    "abroad": ("abroad",),
    "fine-scale": ("fine",),
    "prison-scale": ("imprisonment",),
    "repeat": ("says",),
    "commencement": ("says",),
    "grade": ("says",),
    "fine-conversion": ("says",),
}


class GeneralRule(Strict):
    """A general rule through time; the versions are listed newest first."""

    id: Id
    kind: listed("general-kind")  # type: ignore[valid-type]
    versions: tuple[GeneralVersion, ...]

    @model_validator(mode="after")
    def _check(self) -> GeneralRule:
        if not self.versions:
            raise ValueError("a rule needs a version")
        for version in self.versions:
            values: list[Any] = [getattr(version, name) for name in _FIELD[self.kind]]
            if not any(values) and not version.not_known:
                raise ValueError(
                    f"a rule of kind '{self.kind}' needs {' or '.join(_FIELD[self.kind])}"
                )
        return self
