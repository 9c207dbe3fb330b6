"""Checks the coded law of a state against the texts held: one finding for each fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.coded.basics import Dated
from corpus.coded.offences import OffenceVersion
from corpus.coded.schemes import SchemeVersion
from corpus.coded.state import CodedState
from corpus.verification.absence import absence_findings
from corpus.verification.explained import Explanation, Key
from corpus.verification.facts import NOTHING, facts_of, label_of
from corpus.verification.finding import (
    AGREES,
    AS_ENACTED,
    DIFFERS,
    MACHINE,
    NOT_COMPARED,
    NOT_HELD,
    NOT_STATED,
    SAME_WORDS,
    TEXT_CHANGED,
    Finding,
)
from corpus.verification.held import HeldText, HeldTexts
from corpus.verification.machine import Sanctions, concepts, read_offence
from corpus.verification.scales import SILENT, MachineReading, ScaleReader, no_reader
from corpus.verification.seals import Seals, period_of, seal
from corpus.verification.words import Bound, bind, supporting

_SILENT_FACTS = frozenset({"from"})
"""Facts that the words of a rule do not state: a beginning needs a reading of its own."""


@dataclass(frozen=True)
class _Record:
    """A version of a record, with everything its facts are checked against."""

    country: str
    id: str
    version: OffenceVersion | SchemeVersion
    bound: tuple[Bound, ...]
    machine: Mapping[str, MachineReading]
    seals: Mapping[str, str]
    rules: Mapping[str, tuple[Bound, ...]]


def verify_state(
    state: CodedState,
    held: HeldTexts,
    seals: Seals,
    explained: Mapping[Key, Explanation],
    reader: ScaleReader = no_reader,
) -> Iterator[Finding]:
    """Yield a finding for each fact of each version, and for each current absence, of a state.

    Args:
        state: the coded law.
        held: the texts in the library.
        seals: what each fact was when a reader last accepted it.
        explained: differences that a person has examined.
        reader: reads all penalty scales in a text; by default only those of the tags are used.
    """
    sanctions = _sanctions(state)
    for entry in (*state.offences, *state.schemes):
        for version in entry.versions:
            yield from _findings(
                _record(state, entry.id, version, entry.versions, held, seals, sanctions, reader),
                explained,
            )
    for absence in state.absences:
        if absence.finding == "none" and absence.until is None:
            for finding in absence_findings(state.code, absence, held):
                yield _explained(finding, explained)


def _record(
    state: CodedState,
    name: str,
    version: OffenceVersion | SchemeVersion,
    versions: Sequence[OffenceVersion | SchemeVersion],
    held: HeldTexts,
    seals: Seals,
    sanctions: Sanctions,
    reader: ScaleReader,
) -> _Record:
    bound = bind(version, held, state.code)
    if isinstance(version, OffenceVersion):
        rule = _texts(supporting(bound, "liable"))
        machine = read_offence(
            version, rule, _penal(bound), sanctions, reader, oldest=version is versions[-1]
        )
    else:
        machine = _scheme(version, _texts(bound), state, name)
    return _Record(
        country=state.code,
        id=name,
        version=version,
        bound=bound,
        machine=machine,
        seals=seals.get(f"{name} {period_of(version)}", {}),
        rules=_rules(state, version, held),
    )


def _texts(bound: Sequence[Bound]) -> list[HeldText]:
    return [b.text for b in bound if b.text is not None]


def _penal(bound: Sequence[Bound]) -> list[HeldText]:
    """Return the texts that may state a scale: the rule, and provisions read for penalties."""
    return _texts([b for b in bound if not b.reading.for_ or "penalties" in str(b.reading.for_)])


def _scheme(
    version: SchemeVersion, texts: Sequence[HeldText], state: CodedState, name: str
) -> dict[str, MachineReading]:
    """Return what the machine sees of a scheme: only that a provision is about its subject."""
    question = next(s.question for s in state.schemes if s.id == name)
    wanted = concepts().schemes[question]
    seen = {tag.concept for text in texts for tag in (text.tags.tags if text.tags else ())}
    return {"basis": ("agrees", version.basis)} if seen & set(wanted) else {}


def _rules(
    state: CodedState, version: OffenceVersion | SchemeVersion, held: HeldTexts
) -> dict[str, tuple[Bound, ...]]:
    """Return the readings of the general rules that facts refer to, by fact."""
    if not isinstance(version, OffenceVersion):
        return {}
    named = {
        "fault": [fault.rule for fault in version.fault],
        "attempt": [version.attempt.rule if version.attempt else None],
        "abroad": [version.abroad.rule, *version.abroad.cases.values()] if version.abroad else [],
    }
    bound_rules: dict[str, tuple[Bound, ...]] = {}
    for field, names in named.items():
        rules = [state.rules[name] for name in names if name and name in state.rules]
        newest: list[Dated] = [rule.versions[0] for rule in rules]
        bound_rules[field] = tuple(b for v in newest for b in bind(v, held, state.code))
    return bound_rules


def _sanctions(state: CodedState) -> dict[str, Counter[str]]:
    by_instrument: dict[str, Counter[str]] = {}
    for offence in state.offences:
        for version in offence.versions:
            for reading in version.readings[:1]:
                by_instrument.setdefault(reading.instrument, Counter())[version.sanction] += 1
    return by_instrument


def _findings(record: _Record, explained: Mapping[Key, Explanation]) -> Iterator[Finding]:
    for citation in _citations(record):
        yield _explained(citation, explained)
    facts = facts_of(record.version)
    gone = {field: NOTHING for field in record.seals if field not in facts}
    for field, value in {**facts, **gone}.items():
        if value == NOTHING and field not in gone and _unsealed(record, field, value):
            continue
        yield _explained(_fact(record, field, value), explained)


def _unsealed(record: _Record, field: str, value: str) -> bool:
    """Return whether a missing fact was accepted as missing, or never examined."""
    return record.seals.get(field, seal(value)) == seal(value) and field not in record.machine


def _citations(record: _Record) -> Iterator[Finding]:
    for bound in record.bound:
        cited = f"{bound.reading.instrument} {bound.reading.provision}"
        if bound.standing == "missing":
            why = "the held text of the act has no such provision"
            yield _finding(record, f"citation {cited}", cited, DIFFERS, why=why)


def _fact(record: _Record, field: str, value: str) -> Finding:
    """Return the finding of one fact: by its seal first, then the machine, then the words."""
    verdict, read = record.machine.get(field, SILENT)
    readings = supporting(record.bound, field)
    if record.rules.get(field):
        readings = (*record.rules[field], *(b for b in readings if field in str(b.reading.for_)))
    best = next((b for b in readings if b.text is not None), None)
    text = best.text if best else None
    kept = record.seals.get(field)
    if record.seals and kept != seal(value):
        why = "the fact was changed after it was last read in the text"
        return _finding(record, field, value, DIFFERS, read, text, why=why)
    if verdict == "differs" and not _from_source(record.version, field):
        why = "the machine reads another value in the text"
        return _finding(record, field, value, DIFFERS, read, text, why=why)
    if not readings or _from_source(record.version, field):
        why = "it is known from a source, not from a text of law"
        return _finding(record, field, value, NOT_HELD, why=why)
    return _by_words(record, field, value, read if verdict == "agrees" else "", readings, text)


def _only_as_enacted(record: _Record, readings: Sequence[Bound]) -> bool:
    """Return whether a current rule was read in texts that may lack later changes."""
    if record.version.ends is not None:
        return False
    return any(
        (b.text is not None and b.text.as_enacted) or b.reading.force == "unknown" for b in readings
    )


def _from_source(version: OffenceVersion | SchemeVersion, field: str) -> bool:
    """Return whether a penalty is known only from a secondary source or from memory."""
    penalties = version.penalties if isinstance(version, OffenceVersion) else ()
    names = {label_of(p) for p in penalties if p.known_from not in (None, "text-seen")}
    return field.split(": ")[0] in names


def _by_words(
    record: _Record,
    field: str,
    value: str,
    read: str,
    readings: Sequence[Bound],
    text: HeldText | None,
) -> Finding:
    standings = {bound.standing for bound in readings}
    machine = (MACHINE,) if read else ()
    if "changed" in standings:
        why = "the newest held text of a provision differs from the one that was read"
        return _finding(record, field, value, TEXT_CHANGED, read, text, machine, why)
    silent = field in _SILENT_FACTS and not read and not any(b.reading.for_ for b in readings)
    if silent and "same" in standings:
        why = "the words of a rule do not say since when it holds"
        return _finding(record, field, value, NOT_STATED, text=text, why=why)
    if standings == {"same"} and record.seals and _only_as_enacted(record, readings):
        why = "the only text held is as enacted, or its force is not known"
        return _finding(record, field, value, AS_ENACTED, read, text, (SAME_WORDS, *machine), why)
    if standings == {"same"} and record.seals:
        return _finding(record, field, value, AGREES, read, text, (SAME_WORDS, *machine))
    if read:
        return _finding(record, field, value, AGREES, read, text, machine)
    if standings <= {"not-held", "missing"}:
        return _finding(record, field, value, NOT_HELD, why="no text of the provision is held")
    if standings & {"not-held", "missing"}:
        why = "one of the texts that state it is not held"
        return _finding(record, field, value, NOT_HELD, text=text, why=why)
    why = "the reading is not bound to the words of a held text"
    return _finding(record, field, value, NOT_COMPARED, text=text, why=why)


def _explained(finding: Finding, explained: Mapping[Key, Explanation]) -> Finding:
    """Turn a difference that a person has explained into agreement, with the explanation."""
    known = explained.get((finding.record, finding.since, finding.field))
    if finding.outcome != DIFFERS or known is None:
        return finding
    if (known.told, known.read) != (finding.told, finding.read):
        return finding
    return Finding(**{**vars(finding), "outcome": AGREES, "by": (SAME_WORDS,), "why": known.why})


def _finding(
    record: _Record,
    field: str,
    told: str,
    outcome: str,
    read: str = "",
    text: HeldText | None = None,
    by: tuple[str, ...] = (),
    why: str = "",
) -> Finding:
    return Finding(
        country=record.country,
        record=record.id,
        since=period_of(record.version),
        field=field,
        outcome=outcome,
        told=told,
        read=read,
        by=by,
        provision=text.id if text else "",
        state=text.state if text else "",
        why=why,
    )
