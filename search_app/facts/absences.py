"""The table of absences: what was looked for and not found, or could not be settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from corpus.coded.absences import Absence
from corpus.library import Knowledge
from search_app.facts.evidence import ABOUT, HOLDS, states
from search_app.facts.tables import DayStanding, Fact, FactFilter, Field, Table

FILE = "absences.yaml"
ABSENCES = Table(
    "absences",
    (
        Field("country", "record"),
        Field("questions", "record", kind="texts"),
        Field("finding", "terms", "absence"),
        Field("why", "terms"),
        Field("holds", "period"),
        Field("from", "period"),
        Field("until", "period"),
        Field("searched", "evidence", keys={"instrument": None, "part": None, "state": None}),
        Field("instruments", kind="texts"),
        Field("terms", "evidence", kind="texts"),
        Field("day", "evidence"),
        Field("confidence", "evidence", "confidence"),
        Field("read_by", "evidence", "by"),
        Field("sources", "evidence", kind="texts"),
        Field("answers", kind="texts"),
    ),
    (
        *ABOUT,
        FactFilter("finding", listed="absence"),
        FactFilter("instrument", "instruments", quiet=True),
        FactFilter("confidence", listed="confidence"),
        FactFilter("read_by", listed="by"),
        FactFilter("holds", own=HOLDS),
    ),
)


def absences(knowledge: Knowledge) -> Iterator[Fact]:
    """Yield a row for each absence."""
    for _, state in states(knowledge):
        read = state.reads.get(FILE)
        for absence in state.absences:
            values: dict[str, object] = {
                "country": state.code,
                "questions": [absence.question],
                "finding": absence.finding,
                "why": absence.why,
                "searched": [
                    s.model_dump(mode="json", exclude_none=True) for s in absence.searched
                ],
                "instruments": list(dict.fromkeys(s.instrument for s in absence.searched)),
                "terms": list(absence.terms),
                "from": absence.from_,
                "until": absence.until,
                "day": absence.day.isoformat(),
                "confidence": read.confidence if read else None,
                "read_by": read.by if read else None,
                "sources": list(absence.sources),
                "answers": [f"/answer/{state.code}/{absence.question}"],
            }
            yield Fact(values, partial(_standing, absence))


def _standing(absence: Absence, day: dt.date) -> DayStanding:
    return "yes" if absence.holds(day) else "no"
