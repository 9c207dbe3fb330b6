"""The days on which the corpus says that the law changed, with the provisions it cites for each.

An answer begins on its `since` and ends on its `until`; a version of a coded record begins on its
`from`. Only whole days are claims: a year or a month is true of any day in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.coded.basics import Dated
from corpus.library import Knowledge
from corpus.model import Jurisdiction
from corpus.numbers import citing_number
from corpus.stored import public_id

_WHOLE = len("2026-01-31")


@dataclass(frozen=True)
class ClaimedDay:
    """A day on which the law changed, as the corpus has it.

    `name` is the question of the answer or the id of the record that says so; `place` is the number
    of the answer among those of its question, None for a record. `provisions` are instrument,
    normal number and language of what is cited: one of them at least must have changed.
    """

    country: str
    name: str
    day: str
    provisions: tuple[tuple[str, str, str], ...]
    place: int | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the provisions."""
        return tuple(public_id(*cited, self.country) for cited in self.provisions)


def claimed_days(knowledge: Knowledge) -> Iterator[ClaimedDay]:
    """Yield the days of all answers and of all coded records, jurisdiction by jurisdiction."""
    for jurisdiction in knowledge.jurisdictions.values():
        yield from _answers(jurisdiction)
        yield from _records(knowledge, jurisdiction)


def _answers(jurisdiction: Jurisdiction) -> Iterator[ClaimedDay]:
    code = jurisdiction.code
    for question, answers in jurisdiction.answers.items():
        for place, answer in enumerate(answers):
            cited = _normal(jurisdiction, ((c.instrument, c.provision) for c in answer.citations))
            for day in (answer.since, answer.until):
                if cited and _is_whole(day):
                    yield ClaimedDay(code, question, str(day), cited, place)


def _records(knowledge: Knowledge, jurisdiction: Jurisdiction) -> Iterator[ClaimedDay]:
    code = jurisdiction.code
    state = knowledge.coded.get(code)
    if state is None:
        return
    for record in (*state.offences, *state.schemes, *state.rules.values()):
        for version in record.versions:
            cited = _normal(jurisdiction, _rule(version))
            if cited and _is_whole(version.from_):
                yield ClaimedDay(code, record.id, version.from_, cited)


def _rule(version: Dated) -> Iterator[tuple[str, str]]:
    """Yield what was read for a version, whichever of its fields it supports."""
    for reading in version.readings:
        yield reading.instrument, reading.provision


def _normal(
    jurisdiction: Jurisdiction, cited: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str, str], ...]:
    code = jurisdiction.code
    languages = {instrument.id: instrument.language for instrument in jurisdiction.instruments}
    normal = (
        (name, number, languages[name])
        for name, provision in cited
        if name in languages and (number := citing_number(provision, code))
    )
    return tuple(dict.fromkeys(normal))


def _is_whole(day: str | None) -> bool:
    return day is not None and len(day) == _WHOLE
