"""The contract of `/about` and `/method`: the lists of the corpus, and its rules."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from corpus.agreement import FieldAgreement
from corpus.model import Concept, Question, Status
from search_app.contract.base import Data
from search_app.facts.rules import QuestionInWords


class AboutData(Data):
    """The closed lists of the corpus."""

    statuses: tuple[Status, ...]
    groups: dict[str, str] = Field(description="Labels of the groups of questions, by id.")
    questions: tuple[Question, ...]
    concepts: tuple[Concept, ...]


class ReadersData(Data):
    """How far two readers agreed before their differences were settled."""

    total: FieldAgreement = Field(description="All fields together.")
    day: dt.date = Field(description="The day that the records were compared for.")
    states: tuple[str, ...] = Field(description="Codes of the states that were read twice.")
    limits: tuple[str, ...] = Field(description="What the figures do not show.")
    rows: tuple[FieldAgreement, ...] = Field(description="One row per field.")


class MethodData(Data):
    """How statuses follow from facts, and how far readers of the law agree."""

    rules: tuple[QuestionInWords, ...]
    agreement: ReadersData = Field(description="The rules that make a buyer liable.")
    scheme_agreement: ReadersData = Field(description="Rights, duties and bodies.")
