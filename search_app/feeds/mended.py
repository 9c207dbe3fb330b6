"""Corrections: statuses that the site showed and shows no longer."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator

from corpus.corrections import Correction
from corpus.library import Knowledge
from search_app.feeds.item import FeedItem, midnight


def correction_items(
    knowledge: Knowledge, corrections: Iterable[Correction], today: dt.date
) -> Iterator[FeedItem]:
    """Yield the corrections up to a day of cells that the knowledge has."""
    for entry in corrections:
        known = entry.country in knowledge.jurisdictions and entry.question in knowledge.questions
        if known and entry.day <= today:
            yield _item(knowledge, entry)


def _item(knowledge: Knowledge, entry: Correction) -> FeedItem:
    asked = knowledge.questions[entry.question]
    shown = [_label(knowledge, status) for status in (entry.now, entry.was)]
    place = knowledge.jurisdictions[entry.country].name
    digest = hashlib.sha256(f"{entry.was} {entry.now} {entry.why}".encode()).hexdigest()[:12]
    return FeedItem(
        kind="correction",
        key=f"correction/{entry.country}/{entry.question}/{entry.day.isoformat()}/{digest}",
        title=f"{place}, {asked.short}, corrected: {shown[0]} (shown before: {shown[1]})",
        text=entry.why,
        day=entry.day.isoformat(),
        at=midnight(entry.day),
        country=entry.country,
        path=f"/answer/{entry.country}/{entry.question}",
        questions=(entry.question,),
        concepts=(asked.concept,),
    )


def _label(knowledge: Knowledge, status: str) -> str:
    known = knowledge.statuses.get(status)
    return known.label if known else status
