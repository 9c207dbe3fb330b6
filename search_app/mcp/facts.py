"""The tool on the tables of facts, and the one on what changed."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Annotated, Any

from pydantic import Field

from search_app.contract.base import Data
from search_app.contract.fields import CitedAddress, Total
from search_app.facts.room import TABLES
from search_app.facts.tables import FactsAsked, select
from search_app.feeds.item import FeedFilter
from search_app.feeds.jsonfeed import ChangeDetails, change_details
from search_app.mcp.arguments import DayText, Names
from search_app.mcp.outcomes import ToolResult, WithoutResultError, tool
from search_app.mcp.room import ToolRoom

MOST_ROWS = 20


class FactRowsResult(ToolResult):
    """Rows of a table of facts; each names its provision, state of the text, and its answers."""

    table: str = ""
    as_of: dt.date | None = None
    total: Total = 0
    next_start: int | None = Field(None, description="First row not given; null: these are all.")
    rows: tuple[dict[str, Any], ...] = Field(
        (), description="`/facts.json` of the site describes the fields of each table."
    )


class ChangedThing(Data):
    """Something that changed."""

    title: str
    text: str
    address: CitedAddress
    change: ChangeDetails


class ChangedResult(ToolResult):
    """What changed since a day, newest first."""

    since: dt.date | None = None
    total: Total = 0
    next_start: int | None = Field(None, description="First entry not given; null: these are all.")
    changes: tuple[ChangedThing, ...] = ()


class FactTools:
    """The tools on facts and changes."""

    def __init__(self, room: ToolRoom) -> None:
        self._room = room

    @property
    def release(self) -> str:
        """The release of the data."""
        return self._room.release

    @tool(FactRowsResult)
    def facts(
        self,
        table: Annotated[str, Field(description="`offences`, `penalties`, `schemes`, `absences`.")],
        countries: Annotated[Names, Field(description="Codes or names; empty: all.")] = [],  # noqa: B006
        questions: Annotated[Names, Field(description="Question ids; empty: all.")] = [],  # noqa: B006
        filters: Annotated[
            dict[str, list[str]],
            Field(description="Other filters of the table: `{'fault': ['knowledge']}`."),
        ] = {},  # noqa: B006
        as_of: DayText = "",
        history: Annotated[bool, Field(description="The rows of all periods.")] = False,
        start: Annotated[int, Field(ge=0, description="First row, from 0.")] = 0,
    ) -> FactRowsResult:
        """List coded facts: offences, penalties, rights and bodies, or searches that found none.

        One row per version of a record, with fault standards, burdens, amounts and evidence.
        """
        room = self._room
        if table not in TABLES:
            raise WithoutResultError("bad-question", f"There is no table '{table[:40]}'.", TABLES)
        chosen = self._chosen(table, filters)
        chosen["country"], chosen["question"] = room.countries(countries), room.questions(questions)
        asked = FactsAsked(room.day(as_of), history, chosen)
        rows = list(select(TABLES[table], room.facts.rows(table), asked))
        end = start + MOST_ROWS
        return FactRowsResult(
            outcome="found" if rows else "grounded-none",
            why="" if rows else "No coded fact meets all of this.",
            release=self.release,
            table=table,
            as_of=asked.day,
            total=len(rows),
            next_start=end if end < len(rows) else None,
            rows=tuple(rows[start:end]),
        )

    def _chosen(self, table: str, filters: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
        known = {narrowing.name: narrowing for narrowing in TABLES[table].filters}
        rows = self._room.facts.rows(table)
        for name, values in filters.items():
            if name not in known:
                why = f"The table '{table}' has no filter '{name[:40]}'."
                raise WithoutResultError("bad-question", why, known)
            allowed = TABLES[table].allowed(known[name], rows)
            for value in values:
                if value not in allowed:
                    why = f"The filter '{name}' cannot be '{value[:40]}'."
                    raise WithoutResultError("bad-question", why, islice(allowed, 30))
        return {name: tuple(values) for name, values in filters.items()}

    @tool(ChangedResult)
    def what_changed(
        self,
        since: Annotated[str, Field(description="Day (YYYY-MM-DD) from 1998-01-01 on.")],
        countries: Annotated[Names, Field(description="Codes or names; empty: all.")] = [],  # noqa: B006
        questions: Annotated[Names, Field(description="Question ids; empty: all.")] = [],  # noqa: B006
        start: Annotated[int, Field(ge=0, description="First entry, from 0.")] = 0,
    ) -> ChangedResult:
        """Tell what changed since a day: the law, statuses that followed from it, texts held."""
        room = self._room
        if not since.strip():
            raise WithoutResultError("bad-question", "Name the day since which to look.")
        wanted = FeedFilter(room.countries(countries), room.questions(questions))
        day = room.day(since)
        items = [i for i in room.items.of(room.today(), wanted) if i.at.date() >= day]
        end = start + MOST_ROWS
        return ChangedResult(
            outcome="found" if items else "grounded-none",
            why="" if items else "No change of that time is coded or seen in the texts held.",
            release=self.release,
            since=day,
            total=len(items),
            next_start=end if end < len(items) else None,
            changes=tuple(
                ChangedThing(
                    title=item.title,
                    text=item.text,
                    address=f"{room.base_url}{item.path}",
                    change=change_details(item),
                )
                for item in items[start:end]
            ),
        )
