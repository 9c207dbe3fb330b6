"""The general rules that an offence points to."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.coded.offences import OffenceVersion
from search_app.records.record import FactRecord


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
