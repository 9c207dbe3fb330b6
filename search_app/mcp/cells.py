"""The tools on cells of the comparison: compare, cell_as_of, absence_evidence."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, WithJsonSchema

from corpus.coded.absences import Absence
from search_app.compare import UNREAD, Cell, compare
from search_app.contract.base import Data, Sparse
from search_app.contract.cells import CellData, cell_data
from search_app.contract.fields import CitedAddress
from search_app.contract.records import FactsData, facts_data
from search_app.mcp.arguments import CountryName, DayText, Names, QuestionName
from search_app.mcp.outcomes import OutcomeId, ToolResult, WithoutResultError, tool
from search_app.mcp.room import ToolRoom
from search_app.mcp.sources import SourceCited, searched_source, sources_of_cell

MOST_CELLS = 60
_NONE = "none"
_UNION = "union"
_Facts = Annotated[
    FactsData,
    WithJsonSchema(
        {
            "type": "object",
            "description": "As `facts` in the JSON of an answer: `records` in the version of the"
            " day, `general_rules`, `absences`, `newer_changes`.",
        }
    ),
]
"""The facts with a short schema: their own has 35,000 characters, which every client would read."""


class CitedCell(Data):
    """A cell with its citations."""

    outcome: OutcomeId = Field(description="As for the whole result, for this cell.")
    why: str = Field(description="Why the status is what it is, or why nothing is known.")
    status_label: str = Field(description="The status in words.")
    address: CitedAddress
    cell: CellData
    sources: tuple[SourceCited, ...] = Field(description="Cite these with every statement.")


class ComparisonResult(ToolResult):
    """Cells of a comparison, country by country."""

    as_of: dt.date | None = Field(None, description="The day of the comparison.")
    counts: dict[str, int] = Field({}, description="How many cells have each status.")
    cells: tuple[CitedCell, ...] = ()


class CellResult(ToolResult):
    """One cell in full."""

    as_of: dt.date | None = Field(None, description="The day of the cell.")
    cell: CitedCell | None = None
    facts: _Facts | None = Field(None, description="The coded law behind it; null: none.")


class AbsenceSearch(Data):
    """A search that found no rule, or a question that could not be settled."""

    absence: Annotated[Absence, Sparse] = Field(
        description="Period, search terms in the language of the law, and what was searched."
    )
    sources: tuple[SourceCited, ...] = Field(description="The texts searched.")


class AbsenceResult(ToolResult):
    """What was searched, in which texts, with which words."""

    as_of: dt.date | None = None
    searches: tuple[AbsenceSearch, ...] = ()


class CellTools:
    """The tools on cells."""

    def __init__(self, room: ToolRoom) -> None:
        self._room = room

    @property
    def release(self) -> str:
        """The release of the data."""
        return self._room.release

    @tool(ComparisonResult)
    def compare(
        self,
        countries: Annotated[Names, Field(description="Codes or names; empty: all 27.")],
        questions: Annotated[Names, Field(description="Question ids; `coverage` lists them.")],
        as_of: DayText = "",
    ) -> ComparisonResult:
        """Compare member states on questions (who is liable, rights of victims …) as of a day.

        Each cell has a status, the rule that decided it, penalty, dates, and the provisions to
        cite. At most 60 cells: name the countries or fewer questions.
        """
        room = self._room
        codes = room.countries(countries) or tuple(room.knowledge.states)
        names, day = room.questions(questions), room.day(as_of)
        if not names:
            raise WithoutResultError(
                "bad-question", "Name one question at least.", room.knowledge.questions
            )
        if len(codes) * len(names) > MOST_CELLS:
            why = f"{len(codes)} times {len(names)} cells are more than {MOST_CELLS}: name fewer."
            raise WithoutResultError("bad-question", why)
        table = compare(room.knowledge, codes, names, day)
        statuses = [cell.status.id for cell in table.cells]
        return ComparisonResult(
            outcome="found",
            release=self.release,
            as_of=day,
            counts={name: statuses.count(name) for name in dict.fromkeys(statuses)},
            cells=tuple(cited_cell(cell, room.base_url) for cell in table.cells),
        )

    @tool(CellResult)
    def cell_as_of(
        self, country: CountryName, question: QuestionName, as_of: DayText = ""
    ) -> CellResult:
        """Tell what the law of one country said on one question on a day, with all facts behind it.

        The facts are offences or rights in the version of the day: who is liable, fault standard
        and burden, penalties case by case, attempt, acts abroad, each bound to the text read.
        """
        day, cell = self._cell(country, question, as_of)
        cited = cited_cell(cell, self._room.base_url)
        return CellResult(
            outcome=cited.outcome,
            why="" if cited.outcome == "found" else cited.why,
            release=self.release,
            as_of=day,
            cell=cited,
            facts=facts_data(cell.facts) if cell.facts else None,
        )

    @tool(AbsenceResult)
    def absence_evidence(
        self, country: CountryName, question: QuestionName, as_of: DayText = ""
    ) -> AbsenceResult:
        """Tell how it is known that a country has no rule: texts and words searched, day, state.

        `grounded-none` with its evidence where a search found nothing; `found` where there is a
        rule or where the question could not be settled; `not-read` where nobody searched.
        """
        day, cell = self._cell(country, question, as_of)
        cited = cited_cell(cell, self._room.base_url)
        absences = cell.facts.absences if cell.facts else ()
        why = cited.why if cited.outcome != "found" or absences else _rule(cell)
        return AbsenceResult(
            outcome=cited.outcome,
            why=why,
            release=self.release,
            as_of=day,
            searches=tuple(self._search(cell, absence) for absence in absences),
        )

    def _cell(self, country: str, question: str, as_of: str) -> tuple[dt.date, Cell]:
        room = self._room
        code, name, day = room.country(country), room.question(question), room.day(as_of)
        return day, compare(room.knowledge, (code,), (name,), day).cells[0]

    def _search(self, cell: Cell, absence: Absence) -> AbsenceSearch:
        page = f"{self._room.base_url}/answer/{cell.jurisdiction.code}/{cell.question.id}"
        return AbsenceSearch(
            absence=absence,
            sources=tuple(
                searched_source(cell.jurisdiction, text, absence.day, page)
                for text in absence.searched
            ),
        )


def cited_cell(cell: Cell, base_url: str) -> CitedCell:
    """Return a cell with its citations; `base_url` stands before paths."""
    return CitedCell(
        outcome=outcome_of(cell),
        why=cell.reason or cell.status.help,
        status_label=cell.status.label,
        address=f"{base_url}/answer/{cell.jurisdiction.code}/{cell.question.id}",
        cell=cell_data(cell),
        sources=sources_of_cell(cell, base_url),
    )


def outcome_of(cell: Cell) -> OutcomeId:
    """Return how a cell answers: a rule was found, none was found, or nobody read the law."""
    if cell.status.id in UNREAD - {_UNION}:
        return "not-read"
    return "grounded-none" if cell.status.id == _NONE else "found"


def _rule(cell: Cell) -> str:
    return f"There is a rule: {cell.status.label}. cell_as_of tells what it says."
