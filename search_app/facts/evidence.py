"""The fields that every row of a version has: its period, the text read, and the confidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeVar

from corpus.coded.basics import Dated, LawReading, Read
from corpus.coded.offences import Offence
from corpus.coded.schemes import Scheme
from corpus.coded.state import CodedState
from corpus.dates import first_day
from corpus.library import Knowledge
from corpus.model import Jurisdiction
from corpus.numbers import provision_number
from corpus.store import public_id
from search_app.facts.tables import DayStanding, Fact, FactFilter, Field, Values

HOLDS = ("yes", "not-known", "no")
PERIOD = (
    Field("holds", "period"),
    Field("from", "period"),
    Field("from_basis", "period", "from-basis"),
    Field("by", "period"),
    Field("known_from"),
    Field("until", "period"),
    Field("gone_by", "period"),
    Field("why", "period"),
)
EVIDENCE = (
    Field("instrument"),
    Field("provision", "evidence"),
    Field("text_part"),
    Field("text_state", "evidence"),
    Field("text_extent", "evidence", "extent"),
    Field("text_force", "evidence", "force"),
    Field("text_form", "evidence", "form"),
    Field("text_hash"),
    Field("readings", kind="records"),
    Field("confidence", "evidence", "confidence"),
    Field("read_by", "evidence", "by"),
    Field("checked", "evidence"),
    Field("sources", "evidence", kind="texts"),
    Field("not_known", "evidence", kind="texts"),
    Field("provision_url"),
    Field("answers", kind="texts"),
)
RECORD = (
    Field("country", "record"),
    Field("record", "record"),
    Field("version", kind="number"),
    Field("title", "record"),
    Field("questions", "record", kind="texts"),
)
ABOUT = (FactFilter("country"), FactFilter("question", "questions"))
READ = (
    FactFilter("confidence", listed="confidence"),
    FactFilter("text_extent", listed="extent"),
    FactFilter("text_force", listed="force"),
    FactFilter("text_form", listed="form"),
    FactFilter("read_by", listed="by"),
    FactFilter("from_basis", listed="from-basis"),
    FactFilter("not_known"),
    FactFilter("instrument", quiet=True),
    FactFilter("record", quiet=True),
    FactFilter("holds", own=HOLDS),
)
_Version = TypeVar("_Version", bound=Dated)


def states(knowledge: Knowledge) -> Iterator[tuple[Jurisdiction, CodedState]]:
    """Yield the states with coded law, by name."""
    for code, jurisdiction in knowledge.jurisdictions.items():
        if code in knowledge.coded:
            yield jurisdiction, knowledge.coded[code]


def numbered(versions: Sequence[_Version]) -> Iterator[tuple[int, _Version, _Version | None]]:
    """Yield each version, newest first, with its number (the oldest is 1) and its predecessor."""
    for place, version in enumerate(versions):
        older = versions[place + 1] if place + 1 < len(versions) else None
        yield len(versions) - place, version, older


def head(
    state: CodedState, record: Offence | Scheme, number: int, questions: Sequence[str]
) -> dict[str, object]:
    """Return the fields that identify a row: state, record, version and questions."""
    return {
        "country": state.code,
        "record": record.id,
        "version": number,
        "title": record.title,
        "questions": list(questions),
        "answers": [f"/answer/{state.code}/{name}" for name in questions],
    }


def evidence(version: Dated, read: Read | None, country: str, j: Jurisdiction) -> dict[str, object]:
    """Return the fields of period and evidence; the text is that of the rule itself."""
    main = next((reading for reading in version.readings if not reading.for_), None)
    return {
        "from": version.from_,
        "from_basis": version.from_basis,
        "by": version.by,
        "known_from": version.known_from,
        "until": version.until,
        "gone_by": version.gone_by,
        "why": version.why,
        "instrument": main.instrument if main else None,
        "provision": main.provision if main else None,
        "text_part": main.part if main else None,
        "text_state": main.state if main else None,
        "text_extent": main.extent if main else None,
        "text_force": main.force if main else None,
        "text_form": main.form if main else None,
        "text_hash": main.sha256 if main else None,
        "readings": [_reading(each, country, j) for each in version.readings],
        "confidence": version.confidence or (read.confidence if read else None),
        "read_by": read.by if read else None,
        "checked": read.checked.isoformat() if read else None,
        "sources": list(version.sources),
        "not_known": list(version.not_known),
        "provision_url": _address(main, country, j) if main else None,
    }


def fact(values: Values, version: Dated, older: Dated | None) -> Fact:
    """Return a row that holds on the days on which its version holds."""
    return Fact(values, partial(standing, version, older))


def standing(version: Dated, older: Dated | None, day: dt.date) -> DayStanding:
    """Return whether a version holds on a day; `not-known` if its beginning is not known.

    It cannot have begun before the older version ended.
    """
    if version.holds(day):
        return "yes"
    if not version.may_hold(day):
        return "no"
    over = older is None or (older.ends is not None and first_day(older.ends) <= day)
    return "not-known" if over else "no"


def _reading(reading: LawReading, country: str, j: Jurisdiction) -> dict[str, object]:
    plain = reading.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude_defaults=False
    )
    return {**plain, "url": _address(reading, country, j)}


def _address(reading: LawReading, country: str, j: Jurisdiction) -> str | None:
    """The page of a provision that was read."""
    act = next((i for i in j.instruments if i.id == reading.instrument), None)
    number = provision_number(reading.provision, country)
    if act is None or not number:
        return None
    return f"/provision/{public_id(act.id, number, act.language, country)}"
