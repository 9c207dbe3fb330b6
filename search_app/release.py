"""The release that pages and files name: its number, its day, and a short hash of the facts."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from pydantic import TypeAdapter

from corpus.coded.state import CodedState
from corpus.library import Knowledge, packaged_knowledge

_HASH_LENGTH = 12


@dataclass(frozen=True)
class Release:
    """A release: the version of the package, the day of the facts, and a short hash of them."""

    number: str
    day: dt.date
    facts_hash: str


@cache
def release() -> Release:
    """Return the release of the packaged knowledge.

    Raises:
        CorpusError: the packaged knowledge is not valid.
    """
    return release_of(packaged_knowledge())


def release_of(knowledge: Knowledge) -> Release:
    """Return the release of a knowledge base; its day is the last on which law was read."""
    return Release(
        number=version("demandside"),
        day=max(_days(knowledge), default=dt.date(1998, 1, 1)),
        facts_hash=_digest(knowledge),
    )


def _days(knowledge: Knowledge) -> Iterator[dt.date]:
    for jurisdiction in knowledge.jurisdictions.values():
        yield from (source.checked for source in jurisdiction.sources)
        for periods in jurisdiction.answers.values():
            yield from (answer.checked for answer in periods)
    for state in knowledge.coded.values():
        yield from (read.checked for read in state.reads.values())
        yield from (absence.day for absence in state.absences)
    yield from (source.checked for source in knowledge.policy.sources.values())


def _digest(knowledge: Knowledge) -> str:
    coded = TypeAdapter(CodedState)
    facts = {
        "jurisdictions": [j.model_dump(mode="json") for j in knowledge.jurisdictions.values()],
        "coded": [coded.dump_python(s, mode="json") for s in knowledge.coded.values()],
        "policy": knowledge.policy.model_dump(mode="json"),
    }
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]
