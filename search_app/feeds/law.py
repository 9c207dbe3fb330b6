"""Changes of the law: the events that the corpus tells, and statuses that a rule changed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from itertools import pairwise

from corpus.coded.state import CodedState
from corpus.dates import first_day
from corpus.library import Knowledge
from corpus.model import Event, Jurisdiction
from corpus.verdict.history import Period, periods
from corpus.verdict.table import verdict_table
from search_app.chronicle import told_beginning
from search_app.compare import UNREAD, Cell, cell, resolve
from search_app.feeds.item import FeedItem, midnight


def law_items(knowledge: Knowledge, today: dt.date) -> Iterator[FeedItem]:
    """Yield the changes of the law up to a day, jurisdiction by jurisdiction."""
    for jurisdiction in knowledge.jurisdictions.values():
        for event in jurisdiction.events:
            if first_day(event.date) <= today:
                yield event_item(knowledge, jurisdiction, event)
        state = knowledge.coded.get(jurisdiction.code)
        if state is not None:
            yield from _statuses(knowledge, jurisdiction, state, today)


def event_item(knowledge: Knowledge, jurisdiction: Jurisdiction, event: Event) -> FeedItem:
    """Return an event as an entry."""
    cited = tuple(resolve(jurisdiction, citation) for citation in event.citations)
    first = cited[0].provision_id if cited else ""
    return FeedItem(
        kind="event",
        key=event_key(jurisdiction, event),
        title=f"{jurisdiction.name}: {event.title}",
        text=event.text,
        day=event.date,
        at=midnight(first_day(event.date)),
        country=jurisdiction.code,
        path=f"/provision/{first}" if first else f"/country/{jurisdiction.code}",
        questions=event.questions,
        concepts=_concepts(knowledge, event.questions),
        sources=(*event.sources, *dict.fromkeys(c.citation.instrument for c in cited)),
        official=tuple(dict.fromkeys(c.official_url for c in cited)),
        standing=event.status,
    )


def event_key(jurisdiction: Jurisdiction, event: Event) -> str:
    """Return the permanent key of an event, which rests on its date and title."""
    digest = hashlib.sha256(f"{event.date} {event.title}".encode()).hexdigest()[:12]
    return f"event/{jurisdiction.code}/{event.date}/{digest}"


def _statuses(
    knowledge: Knowledge, jurisdiction: Jurisdiction, state: CodedState, today: dt.date
) -> Iterator[FeedItem]:
    for question in knowledge.questions:
        for after, before in pairwise(periods(state, question, today)):
            if _differ(after, before):
                yield from _status(knowledge, jurisdiction, question, before, after)


def _differ(after: Period, before: Period) -> bool:
    """Whether a status changed, and both are known: what was merely not read has not changed."""
    statuses = {after.verdict.status, before.verdict.status}
    return len(statuses) == 2 and not statuses & {*UNREAD, "unclear"}


def _status(
    knowledge: Knowledge, jurisdiction: Jurisdiction, question: str, before: Period, after: Period
) -> Iterator[FeedItem]:
    """Yield the change of a status on a day that the law gives; of no other day."""
    code, day = jurisdiction.code, after.since
    old = cell(knowledge, code, question, day - dt.timedelta(days=1))
    new = cell(knowledge, code, question, day)
    told = told_beginning(old, new, day)
    if not told:
        return
    asked = knowledge.questions[question]
    yield FeedItem(
        kind="status",
        key=f"status/{code}/{question}/{day.isoformat()}",
        title=(
            f"{jurisdiction.name}, {asked.short}: {_label(knowledge, after)}"
            f" (before: {_label(knowledge, before)})"
        ),
        text=f"{asked.asks} By the published rules: {_reason(after)}.",
        day=told,
        at=midnight(day),
        country=code,
        path=f"/answer/{code}/{question}",
        questions=(question,),
        concepts=(asked.concept,),
        sources=_instruments(new),
        official=tuple(dict.fromkeys(c.official_url for c in new.citations)),
    )


def _label(knowledge: Knowledge, period: Period) -> str:
    return knowledge.statuses[period.verdict.status].label


def _reason(period: Period) -> str:
    return verdict_table().reasons[period.verdict.reason]


def _instruments(changed: Cell) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.citation.instrument for c in changed.citations))


def _concepts(knowledge: Knowledge, questions: tuple[str, ...]) -> tuple[str, ...]:
    known = (knowledge.questions[name].concept for name in questions if name in knowledge.questions)
    return tuple(dict.fromkeys(known))
