"""The comparison: countries x questions as of a day, as cells that carry their evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.addresses import OfficialAddress, official_address
from corpus.coded.state import CodedState
from corpus.library import Knowledge, known_from
from corpus.model import Answer, Citation, Jurisdiction, Question, Source, Status
from corpus.numbers import provision_number
from corpus.same import Same
from corpus.store import public_id
from corpus.verdict.decide import Verdict
from corpus.verdict.history import verdict_on
from corpus.verdict.table import verdict_table
from search_app.records.cellfacts import CellFacts
from search_app.records.record import FactRecord as FactRecord
from search_app.records.record import records_on


@dataclass(frozen=True)
class CitedProvision:
    """A citation resolved: how the law is cited, the provision page's id, the official address."""

    label: str
    provision_id: str
    official: OfficialAddress
    citation: Citation

    @property
    def official_url(self) -> str:
        """The official address of the provision where it is proved, or else of its act."""
        return self.official.url


UNREAD = frozenset({"not-known", "not-checked", "union"})
"""Statuses that say nothing of the law."""
NO_RECORDS: tuple[FactRecord, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A question for a jurisdiction as of a day.

    The status is computed from the coded law (`verdict`, with the `records` that made it); where no
    law is coded it is that of the written answer. `facts` is what the cell says from the coded law,
    None where none is coded; `citations` are the provisions read for it, else those of the answer.
    `answer` is what was written about the day: None means that nothing was.
    """

    jurisdiction: Jurisdiction
    question: Question
    status: Status
    answer: Answer | None
    citations: tuple[CitedProvision, ...]
    sources: tuple[Source, ...]
    verdict: Verdict | None = None
    records: tuple[FactRecord, ...] = ()
    facts: CellFacts | None = None

    @property
    def known(self) -> bool:
        """Whether the law of the day was read."""
        return self.status.id not in UNREAD

    @property
    def written(self) -> Answer | None:
        """What the editors wrote of the day, unless the law as coded says otherwise."""
        agrees = self.answer is not None and self.answer.status == self.status.id
        return self.answer if agrees else None

    @property
    def reason(self) -> str:
        """Why the status is what it is: by the published rules, or why a question is open.

        Empty without a verdict.
        """
        why = self.facts.open_because if self.facts else None
        if why:
            return why
        return verdict_table().reasons[self.verdict.reason] if self.verdict else ""


@dataclass(frozen=True)
class Comparison:
    """Cells by row (jurisdictions) and column (questions) as of a day."""

    as_of: dt.date
    jurisdictions: tuple[Jurisdiction, ...]
    questions: tuple[Question, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, row by row."""
        return tuple(cell for row in self.rows for cell in row)


def compare(
    knowledge: Knowledge,
    countries: Sequence[str] = (),
    questions: Sequence[str] = (),
    as_of: dt.date | None = None,
) -> Comparison:
    """Compare jurisdictions; all of them, and all questions, when none is named.

    Args:
        knowledge: the validated corpus.
        countries: codes, in the order wanted; doubles are dropped.
        questions: question ids, in the order wanted.
        as_of: the day, today by default.

    Raises:
        KeyError: an unknown country or question.
    """
    day = as_of or dt.date.today()
    chosen = [knowledge.jurisdictions[code] for code in dict.fromkeys(countries)]
    columns = [knowledge.questions[name] for name in dict.fromkeys(questions)]
    jurisdictions = tuple(chosen or knowledge.jurisdictions.values())
    picked = tuple(columns or knowledge.questions.values())
    rows = tuple(
        tuple(cell(knowledge, j.code, question.id, day) for question in picked)
        for j in jurisdictions
    )
    return Comparison(day, jurisdictions, picked, rows)


def cell(knowledge: Knowledge, country: str, question: str, as_of: dt.date) -> Cell:
    """Return one cell as of a day.

    Raises:
        KeyError: an unknown country or question.
    """
    jurisdiction = knowledge.jurisdictions[country]
    answer = knowledge.answer(country, question, as_of)
    return cell_of(knowledge, jurisdiction, knowledge.questions[question], answer, as_of)


def history(knowledge: Knowledge, country: str, question: str) -> tuple[Cell, ...]:
    """Return every period of an answer as cells, newest first."""
    jurisdiction = knowledge.jurisdictions[country]
    answers = jurisdiction.answers.get(question, ())
    asked = knowledge.questions[question]
    return tuple(
        cell_of(knowledge, jurisdiction, asked, answer, known_from(answer))
        for answer in reversed(answers)
    )


def cell_of(
    knowledge: Knowledge,
    jurisdiction: Jurisdiction,
    question: Question,
    answer: Answer | None,
    day: dt.date,
) -> Cell:
    """Return the cell of a day with a given answer (None: nothing was written about the day)."""
    state = knowledge.coded.get(jurisdiction.code)
    if state is not None:
        verdict = verdict_on(state, question.id, day)
        status = verdict.status
        records = _records(state, verdict, day)
    else:
        verdict, records = None, NO_RECORDS
        status = answer.status if answer else _without_answer(jurisdiction, question)
    return _cell(
        Same(jurisdiction),
        Same(question),
        Same(answer),
        Same(knowledge.statuses[status]),
        Same(verdict),
        Same(records),
        Same(state),
        day,
    )


def _records(state: CodedState, verdict: Verdict, day: dt.date) -> tuple[FactRecord, ...]:
    """The offences and schemes that a verdict names, each in the version of the day."""
    return _records_of(Same(state), verdict.records, day)


@lru_cache(maxsize=8192)
def _records_of(
    held: Same[CodedState], names: tuple[str, ...], day: dt.date
) -> tuple[FactRecord, ...]:
    return records_on(held.value, names, day)


@lru_cache(maxsize=4096)
def _cell(
    place: Same[Jurisdiction],
    asked: Same[Question],
    given: Same[Answer | None],
    status: Same[Status],
    verdict: Same[Verdict | None],
    records: Same[tuple[FactRecord, ...]],
    coded: Same[CodedState | None],
    day: dt.date,
) -> Cell:
    """The cell of an answer, which is made once: its citations take long to resolve."""
    jurisdiction, answer, state = place.value, given.value, coded.value
    sources = {source.id: source for source in jurisdiction.sources}
    facts = None
    if state is not None:
        facts = CellFacts(state, jurisdiction, asked.value, status.value.id, records.value, day)
    cited = (facts.citations if facts else ()) or (answer.citations if answer else ())
    return Cell(
        jurisdiction=jurisdiction,
        question=asked.value,
        status=status.value,
        answer=answer,
        citations=tuple(resolve(jurisdiction, c) for c in cited),
        sources=tuple(sources[name] for name in answer.sources) if answer else (),
        verdict=verdict.value,
        records=records.value,
        facts=facts,
    )


def _without_answer(jurisdiction: Jurisdiction, question: Question) -> str:
    if jurisdiction.code == "eu":
        return "union"
    read = any(a.status != "not-checked" for a in jurisdiction.answers.get(question.id, ()))
    return "not-known" if read else "not-checked"


def resolve(jurisdiction: Jurisdiction, citation: Citation) -> CitedProvision:
    """Resolve a citation to the page of its provision and its official address."""
    instrument = next(i for i in jurisdiction.instruments if i.id == citation.instrument)
    number = provision_number(citation.provision, jurisdiction.code)
    language = instrument.language
    return CitedProvision(
        label=f"{instrument.short or instrument.title}, {citation.provision}",
        provision_id=public_id(instrument.id, number, language, jurisdiction.code),
        official=official_address(jurisdiction.code, str(instrument.url), citation.provision),
        citation=citation,
    )
