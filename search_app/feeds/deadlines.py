"""Dates to keep an eye on: deadlines of Union law, commencements, ends of plans, mandates, reports.

Dates of the past are among them; the page and its files say which of them they show.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.coded.basics import UNKNOWN
from corpus.coded.schemes import REPORT_AGE, MonitoringVersion, SchemeVersion
from corpus.coded.state import CodedState
from corpus.dates import first_day
from corpus.library import Knowledge
from corpus.model import Jurisdiction
from search_app.compare import resolve
from search_app.feeds.item import FeedFilter
from search_app.feeds.law import event_key

_LAW = ("in-force", "adopted")
"""The standing of events that are law; what is only planned commences on no day."""
DeadlineKind = Literal["transposition", "commencement", "review"]
_KINDS: dict[str, DeadlineKind] = {"law": "commencement", "deadline": "transposition"}
"""What kinds of events begin on their day, or are due then; judgments, bills and plans are not."""


@dataclass(frozen=True)
class Deadline:
    """A day on which something is due or begins; `key` is unique and never changes.

    `transposition`: the states must have carried Union law out; `commencement`: a change of the law
    begins; `review`: a plan or mandate ends, or the last report seen grows too old to count.
    """

    kind: DeadlineKind
    key: str
    day: dt.date
    title: str
    text: str
    path: str
    country: str
    questions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def deadlines(knowledge: Knowledge, wanted: FeedFilter | None = None) -> tuple[Deadline, ...]:
    """Return the dates that a filter leaves, the earliest first."""
    asked = wanted or FeedFilter()
    dates = [*_transpositions(knowledge)]
    for jurisdiction in knowledge.jurisdictions.values():
        dates += _commencements(jurisdiction)
        state = knowledge.coded.get(jurisdiction.code)
        dates += _reviews(jurisdiction, state) if state else []
    kept = (date for date in dates if _keeps(asked, date, knowledge))
    return tuple(sorted(kept, key=lambda date: (date.day, date.key)))


def _keeps(asked: FeedFilter, date: Deadline, knowledge: Knowledge) -> bool:
    concepts = {knowledge.questions[q].concept for q in date.questions if q in knowledge.questions}
    return (
        (not asked.countries or date.country in asked.countries)
        and (not asked.questions or bool({*asked.questions} & {*date.questions}))
        and (not asked.concepts or bool({*asked.concepts} & concepts))
        and (not asked.sources or bool({*asked.sources} & {*date.sources}))
        and (asked.since is None or date.day >= asked.since)
    )


def _transpositions(knowledge: Knowledge) -> Iterator[Deadline]:
    for duty in knowledge.policy.obligations:
        if duty.deadline:
            yield Deadline(
                kind="transposition",
                key=f"obligation/{duty.id}",
                day=first_day(duty.deadline),
                title=f"Deadline for the member states: {duty.title}",
                text=duty.obliges,
                path=f"/eu/{duty.id}",
                country="eu",
                questions=(duty.question,) if duty.question else (),
                sources=(*duty.sources, duty.instrument),
            )


def _commencements(jurisdiction: Jurisdiction) -> Iterator[Deadline]:
    for event in jurisdiction.events:
        kind = _KINDS.get(event.kind)
        if kind is None or event.status not in _LAW or event.date.count("-") < 2:
            continue
        cited = tuple(resolve(jurisdiction, citation) for citation in event.citations)
        yield Deadline(
            kind=kind,
            key=event_key(jurisdiction, event),
            day=first_day(event.date),
            title=f"{jurisdiction.name}: {event.title}",
            text=event.text,
            path=f"/country/{jurisdiction.code}",
            country=jurisdiction.code,
            questions=event.questions,
            sources=(*event.sources, *dict.fromkeys(c.citation.instrument for c in cited)),
        )


def _reviews(jurisdiction: Jurisdiction, state: CodedState) -> Iterator[Deadline]:
    for scheme in state.schemes:
        for day, what, text in _review_days(scheme.versions[0]):
            yield Deadline(
                kind="review",
                key=f"review/{scheme.id}/{what}/{day.isoformat()}",
                day=day,
                title=f"{jurisdiction.name}: {text}",
                text=scheme.title,
                path=f"/answer/{jurisdiction.code}/{scheme.question}",
                country=jurisdiction.code,
                questions=(scheme.question,),
                sources=tuple(dict.fromkeys(r.instrument for r in scheme.versions[0].readings)),
            )


def _review_days(version: SchemeVersion) -> Iterator[tuple[dt.date, str, str]]:
    """Yield the days on which the newest version of a scheme must be looked at again."""
    for plan in getattr(version, "plans", ()):
        if plan.until and plan.until != UNKNOWN:
            yield first_day(plan.until), "plan", "the period of a plan is over"
    if not isinstance(version, MonitoringVersion):
        return
    if version.mandate_until:
        yield first_day(version.mandate_until), "mandate", "a mandate is over"
    if version.reports:
        newest = max(first_day(report) for report in version.reports)
        yield newest + REPORT_AGE, "report", "the last report seen is three years old"
