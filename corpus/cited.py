"""The instruments that the comparison rests on: those that cells, facts and renderings name."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.coded.basics import LawReading
from corpus.coded.state import CodedState
from corpus.library import Knowledge


def cited_instruments(knowledge: Knowledge) -> frozenset[str]:
    """Return the ids of all instruments that an entry of the corpus names with a provision.

    These are the citations of cells and events, the readings behind coded facts and the texts
    searched for absences, the originals of English renderings, the articles of Union law that bind
    the states, and the national acts that say they transpose them.
    """
    return frozenset(_named(knowledge))


def instruments_of(state: CodedState) -> set[str]:
    """Return the ids of the instruments named anywhere in a state's coded law."""
    readings: list[LawReading] = [
        reading
        for entry in (*state.rules.values(), *state.offences, *state.schemes)
        for version in entry.versions
        for reading in version.readings
    ]
    searched = {text.instrument for absence in state.absences for text in absence.searched}
    return {reading.instrument for reading in readings} | searched


def _named(knowledge: Knowledge) -> Iterator[str]:
    for jurisdiction in knowledge.jurisdictions.values():
        answers = (a for periods in jurisdiction.answers.values() for a in periods)
        cited = [entry.citations for entry in answers]
        cited += [event.citations for event in jurisdiction.events]
        yield from (citation.instrument for citations in cited for citation in citations)
        yield from (rendering.instrument for rendering in jurisdiction.renderings)
    for state in knowledge.coded.values():
        yield from instruments_of(state)
    yield from (obligation.instrument for obligation in knowledge.policy.obligations)
    for statement in knowledge.transposition.statements:
        yield statement.where.instrument
    for counterpart in knowledge.transposition.counterparts:
        if counterpart.where is not None:
            yield counterpart.where.instrument
