"""A small coded state of its own: two buyer offences, a scheme, general rules, absences."""

from __future__ import annotations

import datetime as dt
from typing import Any

from corpus.coded.absences import Absence
from corpus.coded.basics import Read
from corpus.coded.general import GeneralRule
from corpus.coded.offences import Offence, OffenceVersion
from corpus.coded.state import CodedState
from corpus.model import Event, Jurisdiction, Question
from search_app.records.cellfacts import CellFacts
from search_app.records.record import records_on

TODAY = dt.date(2026, 11, 30)
READING: dict[str, Any] = {"instrument": "xx-code", "provision": "§ 1", "state": "2020-01-01"}
BASE: dict[str, Any] = {
    "from": "2010-01-01",
    "liable": ["buyer"],
    "conduct": ["pay"],
    "payment": "element",
    "person": {"kind": "any"},
    "sanction": "criminal",
    "fault": [{"of": ["act"], "standard": "intent"}],
    "penalties": [{"case": "basic", "imprisonment": {"max": "1 year"}}],
    "attempt": {"value": "no", "why": "no clause"},
    "abroad": {"none": True},
    "readings": [READING],
}


def version(**other: Any) -> OffenceVersion:
    fields = {name.removesuffix("_"): value for name, value in other.items()}
    return OffenceVersion.model_validate({**BASE, **fields})


def offence(name: str, *versions: dict[str, Any]) -> Offence:
    content = [{**BASE, **each} for each in versions]
    return Offence.model_validate(
        {"id": name, "title": "An offence of buying", "versions": content}
    )


def rule(name: str, kind: str, **says: Any) -> GeneralRule:
    reading = {**READING, "provision": "§ 9"}
    content = {"from": "2000-01-01", "readings": [reading], **says}
    return GeneralRule.model_validate({"id": name, "kind": kind, "versions": [content]})


def state(*offences: Offence, rules: tuple[GeneralRule, ...] = (), **other: Any) -> CodedState:
    read = Read(checked=dt.date(2026, 11, 1), by="second")
    return CodedState(
        "xx",
        rules={each.id: each for each in rules},
        offences=offences,
        reads={"offences/buyer.yaml": read},
        files={each.id: "offences/buyer.yaml" for each in offences},
        **other,
    )


def absence(**other: Any) -> Absence:
    fields = {name.removesuffix("_"): value for name, value in other.items()}
    base = {"question": "purchase-adult", "finding": "none", "day": "2026-11-01"}
    return Absence.model_validate({**base, **fields})


def question(name: str = "purchase-adult", kind: str = "offence") -> Question:
    words = dict.fromkeys(("group", "short", "asks", "help", "concept"), "x")
    return Question.model_validate({"id": name, "kind": kind, **words})


def facts(
    coded: CodedState,
    *names: str,
    status: str = "criminal",
    day: dt.date = TODAY,
    asked: Question | None = None,
    events: tuple[Event, ...] = (),
) -> CellFacts:
    place = Jurisdiction.model_validate(
        {
            "code": "xx",
            "name": "Land",
            "languages": ["en"],
            "portal": {"name": "Gazette", "url": "https://law.example/"},
        }
    ).model_copy(update={"events": events})
    records = records_on(coded, names, day)
    return CellFacts(coded, place, asked or question(), status, records, day)
