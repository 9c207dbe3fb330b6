"""The facts behind a cell in full, as data: versions, dates, general rules, absences, changes."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.coded.offences import OffenceVersion
from corpus.penalty import Strict
from search_app import penalty_words
from search_app.records.cellfacts import CellFacts
from search_app.records.dates import Beginning
from search_app.records.record import FactRecord


def to_json(facts: CellFacts) -> dict[str, object]:
    """Return the facts behind a cell in full. The keys are part of the public API."""
    rules = dict.fromkeys(name for r in facts.records for name in rules_named(r))
    return {
        "records": [record_json(facts, record) for record in facts.records],
        "general_rules": [
            _plain(facts.state.rules[name]) for name in rules if name in facts.state.rules
        ],
        "absences": [_plain(absence) for absence in facts.absences],
        "newer_changes": [_plain(event) for event in facts.newer],
    }


def record_json(facts: CellFacts, record: FactRecord) -> dict[str, object]:
    """Return a record of a cell: its version of the day with dates, scales and confidence."""
    version = record.version
    dates = facts.dates_of(record)
    scales = facts.scales_of(version) if isinstance(version, OffenceVersion) else ()
    return {
        "id": record.id,
        "title": record.title,
        "kind": record.kind,
        "certain": record.certain,
        "confidence": facts.confidence_of(record),
        "exists_since": _beginning(dates.exists),
        "scale_since": _beginning(dates.scale) if dates.scale else None,
        "wording_since": dates.wording,
        "scales": [
            {
                "case": scale.case.case,
                "words": penalty_words.line(scale),
                "known": scale.known,
                "amount_of": scale.value_of,
            }
            for scale in scales
        ],
        "version": _plain(version),
    }


def rules_named(record: FactRecord) -> Iterator[str]:
    """Yield the ids of the general rules that an offence points to."""
    version = record.version
    if not isinstance(version, OffenceVersion):
        return
    named = [fault.rule for fault in version.fault]
    named += [version.attempt.rule] if version.attempt else []
    named += [version.abroad.rule, *version.abroad.cases.values()] if version.abroad else []
    for case in version.penalties:
        named += [case.scale, case.rule]
        named += [case.fine.scale, case.fine.rule] if case.fine else []
    yield from (name for name in named if name and name != "none")


def _beginning(found: Beginning) -> dict[str, object]:
    return {
        "day": found.day,
        "known_from": found.known_from,
        "basis": found.basis,
        "why": found.why,
    }


def _plain(entry: Strict) -> dict[str, object]:
    return entry.model_dump(mode="json", by_alias=True, exclude_none=True)
