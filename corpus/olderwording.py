"""Provisions whose wording is older than the copy that they stand in: `olderwording.yaml`.

A collection dates a copy of an act as a whole; some copies have single provisions in a wording that
was replaced before that day, or in that of an older text. What is known of it is said provision by
provision:

    - instrument: fr-code-penal
      says: articles 222-22 and 222-23 lack
      provisions: ["222-22", "222-23"]
      before: 2025-11-08
      note: This article is held in the wording before the Act of 6 November 2025.
"""

from __future__ import annotations

import datetime as dt
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from corpus.dates import PartialDate
from corpus.penalty import Strict
from corpus.texts import Form
from corpus.yamlfile import YamlFile

_FILE = Path(__file__).with_suffix(".yaml")


class OlderWording(Strict):
    """Which provisions of a copy are older than the copy, and how old they are.

    `says` are words of the note on the copy. Of a wording from before a day (`before`) it is known
    that another has replaced it; of one with a `state` it is not known. A copy with a `form` has
    the day that it gives, but no later changes, although its collection calls it consolidated.
    """

    instrument: str
    says: str = Field(min_length=20)
    provisions: tuple[str, ...] = ("*",)
    except_: tuple[str, ...] = Field((), alias="except")
    before: dt.date | None = None
    state: PartialDate | None = None
    form: Form | None = None
    note: str
    rest: str = ""

    @model_validator(mode="after")
    def _check(self) -> OlderWording:
        if sum(said is not None for said in (self.before, self.state, self.form)) != 1:
            raise ValueError("say one of 'before', 'state' and 'form'")
        return self

    @property
    def day(self) -> str | None:
        """The last day on which the wording is known to have been law, or the state given."""
        return str(self.before - dt.timedelta(days=1)) if self.before else self.state

    def has(self, number: str) -> bool:
        """Return whether a provision, by its number in normal form, has the older wording."""
        named = any(fnmatchcase(number, shape) for shape in self.provisions)
        return named and not any(fnmatchcase(number, shape) for shape in self.except_)


class _Table(Strict):
    older: tuple[OlderWording, ...]


@cache
def _table() -> dict[str, tuple[OlderWording, ...]]:
    entries = YamlFile(_FILE, f"corpus/{_FILE.name}").parse(_Table).older
    names = {entry.instrument for entry in entries}
    return {name: tuple(e for e in entries if e.instrument == name) for name in names}


def older_wording(instrument: str, note: str) -> OlderWording | None:
    """Return what is known of a copy of an instrument with this note; None if nothing is.

    Raises:
        CorpusError: the table is not valid.
    """
    entries = _table().get(instrument, ()) if note else ()
    return next((entry for entry in entries if entry.says in note), None)
