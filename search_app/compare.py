"""The comparison: countries x questions as of a day, as cells that carry their evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from corpus.library import Knowledge, known_from
from corpus.model import Answer, Citation, Jurisdiction, Question, Source, Status
from corpus.numbers import citing_number
from corpus.store import public_id

_T = TypeVar("_T")


@dataclass(frozen=True)
class CitedProvision:
    """A citation resolved: how the law is cited, the provision page's id, the official address."""

    label: str
    provision_id: str
    official_url: str
    citation: Citation


@dataclass(frozen=True)
class Cell:
    """One answer as of a day; `answer` None means that nothing is known for that day."""

    jurisdiction: Jurisdiction
    question: Question
    status: Status
    answer: Answer | None
    citations: tuple[CitedProvision, ...]
    sources: tuple[Source, ...]


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
    return cell_of(knowledge, jurisdiction, knowledge.questions[question], answer)


def history(knowledge: Knowledge, country: str, question: str) -> tuple[Cell, ...]:
    """Return every period of an answer as cells, newest first."""
    jurisdiction = knowledge.jurisdictions[country]
    answers = jurisdiction.answers.get(question, ())
    asked = knowledge.questions[question]
    return tuple(cell_of(knowledge, jurisdiction, asked, answer) for answer in reversed(answers))


def cell_of(
    knowledge: Knowledge, jurisdiction: Jurisdiction, question: Question, answer: Answer | None
) -> Cell:
    """Return the cell of a given answer (None: nothing is known for the day)."""
    status = answer.status if answer else _without_answer(jurisdiction, question)
    return _cell(
        _Same(jurisdiction), _Same(question), _Same(answer), _Same(knowledge.statuses[status])
    )


class _Same(Generic[_T]):
    """A value that is equal to itself only: comparing by all fields would take longer than work."""

    __slots__ = ("value",)

    def __init__(self, value: _T) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value


@lru_cache(maxsize=4096)
def _cell(
    place: _Same[Jurisdiction],
    asked: _Same[Question],
    given: _Same[Answer | None],
    status: _Same[Status],
) -> Cell:
    """The cell of an answer, which is made once: its citations take long to resolve."""
    jurisdiction, answer = place.value, given.value
    sources = {source.id: source for source in jurisdiction.sources}
    return Cell(
        jurisdiction=jurisdiction,
        question=asked.value,
        status=status.value,
        answer=answer,
        citations=tuple(resolve(jurisdiction, c) for c in answer.citations) if answer else (),
        sources=tuple(sources[name] for name in answer.sources) if answer else (),
    )


def _without_answer(jurisdiction: Jurisdiction, question: Question) -> str:
    if jurisdiction.code == "eu":
        return "union"
    read = any(a.status != "not-checked" for a in jurisdiction.answers.get(question.id, ()))
    return "not-known" if read else "not-checked"


def resolve(jurisdiction: Jurisdiction, citation: Citation) -> CitedProvision:
    """Resolve a citation to the page of its provision and the official address of its act."""
    instrument = next(i for i in jurisdiction.instruments if i.id == citation.instrument)
    number = citing_number(citation.provision, jurisdiction.code) or ""
    language = instrument.language
    return CitedProvision(
        label=f"{instrument.short or instrument.title}, {citation.provision}",
        provision_id=public_id(instrument.id, number, language, jurisdiction.code),
        official_url=str(instrument.url),
        citation=citation,
    )


def to_json(found: Cell) -> dict[str, object]:
    """Return a cell as the JSON of `/compare.json`; the keys are a contract."""
    answer = found.answer
    return {
        "country": found.jurisdiction.code,
        "question": found.question.id,
        "status": found.status.id,
        "penalty": answer.penalty.model_dump(mode="json", exclude_none=True)
        if answer and answer.penalty
        else None,
        "since": answer.since if answer else None,
        "since_note": answer.since_note if answer else None,
        "known_from": known_from(answer).isoformat() if answer else None,
        "until": answer.until if answer else None,
        "mens_rea": answer.mens_rea if answer else None,
        "age": answer.age if answer else None,
        "citations": [
            {
                "instrument": c.citation.instrument,
                "provision": c.citation.provision,
                "label": c.label,
                "id": c.provision_id,
                "url": f"/provision/{c.provision_id}",
                "official_url": c.official_url,
            }
            for c in found.citations
        ],
        "confidence": answer.confidence if answer else None,
        "summary": answer.summary if answer else None,
        "note": answer.note if answer else None,
        "evidence": answer.evidence if answer else None,
        "other_reading": answer.other_reading.model_dump()
        if answer and answer.other_reading
        else None,
        "checked": answer.checked.isoformat() if answer else None,
        "text_state": answer.text_state if answer else None,
        "sources": [s.model_dump(mode="json", exclude_none=True) for s in found.sources],
        "url": f"/answer/{found.jurisdiction.code}/{found.question.id}",
    }
