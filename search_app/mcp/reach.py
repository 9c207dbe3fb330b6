"""The tool that tells what is here at all: countries, questions, days, texts, and the gaps."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from corpus.library import COVERED_FROM
from corpus.store import Library
from search_app.compare import UNREAD, compare
from search_app.contract.base import Data
from search_app.contract.fields import Code, QuestionId
from search_app.mcp.outcomes import ToolResult, tool
from search_app.mcp.room import ToolRoom


class QuestionCovered(Data):
    """A question of the comparison."""

    id: QuestionId
    asks: str = Field(description="The question in words.")
    statuses: dict[str, int] = Field(description="How many states have each status today.")


class CountryCovered(Data):
    """A jurisdiction."""

    code: Code
    name: str
    coded: bool = Field(description="Whether its law is coded, fact by fact.")
    not_read: tuple[str, ...] = Field(description="Questions on which its law was not read.")
    texts_held: int | None = Field(description="Versions of its laws; null: no texts are here.")


class CoverageResult(ToolResult):
    """What can be asked."""

    from_: dt.date = Field(COVERED_FROM, alias="from", description="The first day covered.")
    until: dt.date | None = Field(None, description="The last day covered.")
    texts: dict[str, int] | None = Field(
        None, description="Instruments, versions and provisions held; null: coded law only."
    )
    statuses: dict[str, str] = Field({}, description="What each status means.")
    questions: tuple[QuestionCovered, ...] = ()
    countries: tuple[CountryCovered, ...] = ()
    licence: str = "CC BY 4.0 (data); texts of laws: see the licence of each copy"


class CoverageTools:
    """The tool on coverage."""

    def __init__(self, room: ToolRoom) -> None:
        self._room = room

    @property
    def release(self) -> str:
        """The release of the data."""
        return self._room.release

    @tool(CoverageResult)
    def coverage(self) -> CoverageResult:
        """Tell which countries, questions, days and texts can be asked about, and what is not read.

        Ask this first: it lists the ids that the other tools take.
        """
        room = self._room
        known, day = room.knowledge, room.today()
        cells = compare(known, tuple(known.states), (), day).cells
        return CoverageResult(
            outcome="found",
            release=self.release,
            until=day,
            texts=self._texts(),
            statuses={status.id: status.help for status in known.statuses.values()},
            questions=tuple(
                QuestionCovered(id=q.id, asks=q.asks, statuses=_count(cells_of))
                for q in known.questions.values()
                for cells_of in [[c.status.id for c in cells if c.question.id == q.id]]
            ),
            countries=tuple(
                CountryCovered(
                    code=code,
                    name=jurisdiction.name,
                    coded=code in known.coded,
                    not_read=tuple(
                        c.question.id
                        for c in cells
                        if c.jurisdiction.code == code and c.status.id in UNREAD
                    ),
                    texts_held=self._held(code),
                )
                for code, jurisdiction in known.jurisdictions.items()
            ),
        )

    def _texts(self) -> dict[str, int] | None:
        path = self._room.site.library
        if path is None:
            return None
        with Library(path, readonly=True) as library:
            return library.counts()

    def _held(self, code: str) -> int | None:
        path = self._room.site.library
        if path is None:
            return None
        with Library(path, readonly=True) as library:
            return len(library.held(code))


def _count(statuses: list[str]) -> dict[str, int]:
    return {name: statuses.count(name) for name in dict.fromkeys(statuses)}
