"""What Union law asks of the states, and which national answers are the counterpart.

Nothing here says that a state has transposed a directive. For Directive (EU) 2024/1712 a row only
repeats what the answer itself says of it, else the date of the text that was read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.dates import first_day
from corpus.library import Knowledge
from corpus.model import Answer, Citation, Event, Instrument, Jurisdiction
from corpus.policy import Obligation
from search_app.compare import Cell, CitedProvision, cell, resolve
from search_app.compare import to_json as cell_json

Standing = Literal["in-force", "replaced", "coming"]
Trace = Literal["not-bound", "named", "not-known", "read-later"]
AMENDING = "2024/1712"
AMENDED = ("eu-directive-2011-36", "eu-directive-2011-36-2024")
"""The instruments that Directive (EU) 2024/1712 changed; on others it has no bearing."""
STARTED = dt.date(2024, 7, 14)
DUE = dt.date(2026, 7, 15)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-ZÀ-Þ])")
_OPEN = re.compile(r"\b(not|no|nor|only|would|proposed|draft|bill|whether|asked)\b", re.I)


@dataclass(frozen=True)
class Transposition:
    """What is known of Directive (EU) 2024/1712 from one answer; `says` quotes the answer."""

    trace: Trace
    says: str = ""
    text_state: str | None = None


@dataclass(frozen=True)
class NationalRow:
    """The answer of a state that is the counterpart of an obligation."""

    jurisdiction: Jurisdiction
    cell: Cell
    bound: bool
    transposition: Transposition | None


@dataclass(frozen=True)
class Duty:
    """An obligation with its instrument, the page of its provision, and whether it holds."""

    obligation: Obligation
    instrument: Instrument
    cited: CitedProvision
    standing: Standing
    rows: tuple[NationalRow, ...]


def duties(knowledge: Knowledge, day: dt.date) -> tuple[Duty, ...]:
    """Return every obligation with its national counterparts as of a day."""
    union = knowledge.jurisdictions.get("eu")
    if union is None:
        return ()
    return tuple(_duty(knowledge, union, o, day) for o in knowledge.policy.obligations)


def obligations_on(knowledge: Knowledge, question: str, day: dt.date) -> tuple[Obligation, ...]:
    """Return the obligations that a question's answers are the counterpart of, as of a day."""
    if "eu" not in knowledge.jurisdictions:
        return ()
    asked = (o for o in knowledge.policy.obligations if o.question == question)
    return tuple(o for o in asked if standing(o, day) != "replaced")


def standing(obligation: Obligation, day: dt.date) -> Standing:
    """Return whether an obligation is in force, replaced or still to come."""
    if obligation.until and first_day(obligation.until) <= day:
        return "replaced"
    return "coming" if first_day(obligation.since) > day else "in-force"


def transposition(obligation: Obligation, state: str, answer: Answer | None) -> Transposition:
    """Return what an answer tells of Directive (EU) 2024/1712, and nothing more than that.

    A sentence of the answer that names the directive is quoted; it counts as `named` only when it
    neither denies nor leaves open, else the row stays `not-known`.
    """
    if state in obligation.not_bound:
        return Transposition("not-bound")
    if answer is None:
        return Transposition("not-known")
    state_of_text = answer.text_state
    if says := " ".join(_sentences(answer)):
        trace: Trace = "not-known" if _OPEN.search(says) else "named"
        return Transposition(trace, says, state_of_text)
    if state_of_text and first_day(state_of_text) >= STARTED:
        return Transposition("read-later", text_state=state_of_text)
    return Transposition("not-known", text_state=state_of_text)


def reports(knowledge: Knowledge) -> Iterator[tuple[Jurisdiction, Event]]:
    """Yield the events of the states that name Directive (EU) 2024/1712, state by state."""
    for jurisdiction in knowledge.states.values():
        for event in jurisdiction.events:
            if AMENDING in f"{event.title} {event.text}":
                yield jurisdiction, event


def _duty(knowledge: Knowledge, union: Jurisdiction, entry: Obligation, day: dt.date) -> Duty:
    instrument = next(i for i in union.instruments if i.id == entry.instrument)
    place = Citation(instrument=entry.instrument, provision=entry.provision)
    rows = _rows(knowledge, entry, day) if entry.question else ()
    return Duty(entry, instrument, resolve(union, place), standing(entry, day), tuple(rows))


def _rows(knowledge: Knowledge, entry: Obligation, day: dt.date) -> Iterator[NationalRow]:
    for code, jurisdiction in knowledge.states.items():
        found = cell(knowledge, code, entry.question or "", day)
        named = entry.instrument in AMENDED and entry.until is None
        known = transposition(entry, code, found.answer) if named else None
        yield NationalRow(jurisdiction, found, code not in entry.not_bound, known)


def _sentences(answer: Answer) -> Iterator[str]:
    for text in (answer.summary, answer.note, answer.evidence):
        yield from (s for s in _SENTENCE.split(text or "") if AMENDING in s)


def to_json(duty: Duty) -> dict[str, object]:
    """Return an obligation with its national counterparts; the keys are a contract."""
    entry = duty.obligation
    return {
        **entry.model_dump(mode="json", exclude={"sources"}),
        "celex": duty.instrument.identifier,
        "instrument_title": duty.instrument.title,
        "label": duty.cited.label,
        "provision_url": f"/provision/{duty.cited.provision_id}",
        "official_url": duty.cited.official_url,
        "standing": duty.standing,
        "states": [_row_json(row) for row in duty.rows],
        "url": f"/eu/{entry.id}",
    }


def _row_json(row: NationalRow) -> dict[str, object]:
    plain, known = cell_json(row.cell), row.transposition
    return {
        "country": row.jurisdiction.code,
        "bound": row.bound,
        "status": row.cell.status.id,
        "reason": plain["reason"],
        "since": plain["since"],
        "citations": [c.label for c in row.cell.citations],
        "confidence": plain["confidence"],
        "text_state": plain["text_state"],
        "directive_2024_1712": known.trace if known else None,
        "directive_2024_1712_says": known.says if known else "",
        "url": plain["url"],
    }
