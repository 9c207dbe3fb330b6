"""The contract of `/contact` and `/corrections`: where errors are reported, and what was mended."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from corpus.corrections import CorrectionCause
from search_app.contract.base import CsvRow, Data
from search_app.contract.choices import jurisdiction_codes, question_ids
from search_app.contract.fields import Code, PagePath, QuestionId, ReleaseId, Total
from search_app.contract.parameters import FreeText, OneOf, Parameters


class ContactParameters(Parameters):
    """Which page a report is about."""

    about: Annotated[str | None, FreeText()] = Field(
        None, description="Path of the page that has the error."
    )


class ContactData(Data):
    """Where errors are reported, and what the site shows."""

    mail: str | None = Field(description="Mail address for reports; null: none is set.")
    issues: str | None = Field(description="Page of a new issue; null: none is set.")
    release: ReleaseId
    day: dt.date = Field(description="Day of the release.")
    licence: str = Field(description="Licence of the data.")


class CorrectionsParameters(Parameters):
    """Which corrections are shown."""

    country: Annotated[tuple[str, ...], OneOf(jurisdiction_codes)] = Field(
        (), description="Jurisdictions of the corrected cells."
    )
    question: Annotated[tuple[str, ...], OneOf(question_ids)] = Field(
        (), description="Questions of the corrected cells."
    )


class CorrectionData(Data):
    """A status that was replaced."""

    day: dt.date = Field(description="Day on which it was replaced.")
    country: Code
    question: QuestionId
    was: str = Field(description="The status that was shown.")
    now: str = Field(description="The status that replaced it.")
    cause: CorrectionCause = Field(description="The kind of reason.")
    why: str = Field(description="The reason in words.")
    url: PagePath


class CorrectionsData(Data):
    """The corrections that the parameters leave, newest first."""

    total: Total
    corrections: tuple[CorrectionData, ...]


class CorrectionRow(CsvRow):
    """A correction as a row."""

    defined_by = CorrectionData

    day: dt.date
    country: Code
    question: QuestionId
    was: str
    now: str
    cause: str
    why: str
    url: str
