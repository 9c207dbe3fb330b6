"""Writes dates as an iCalendar file (RFC 5545): whole days, which take no time of the reader's.

BEGIN:VEVENT
UID:tag:example.eu,2026:obligation/eu-users
DTSTART;VALUE=DATE:20260715
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from search_app.feeds.deadlines import Deadline
from search_app.feeds.item import midnight, tag_uri

PRODUCT = "-//demandside//deadlines//EN"


def calendar(dates: Iterable[Deadline], name: str, base_url: str, today: dt.date) -> bytes:
    """Return dates as a calendar. Its stamps are the first moment of `today`."""
    written = Calendar()
    written.add("prodid", PRODUCT)
    written.add("version", "2.0")
    written.add("method", "PUBLISH")
    written.add("name", name)
    written.add("x-wr-calname", name)
    written.add("refresh-interval", dt.timedelta(days=1), parameters={"VALUE": "DURATION"})
    for date in dates:
        written.add_component(_event(date, base_url, today))
    text: bytes = written.to_ical()
    return text


def _event(date: Deadline, base_url: str, today: dt.date) -> Event:
    event = Event()
    event.add("uid", tag_uri(base_url, date.key))
    event.add("dtstamp", midnight(today))
    event.add("dtstart", date.day)
    event.add("dtend", date.day + dt.timedelta(days=1))
    event.add("summary", date.title)
    event.add("description", date.text)
    event.add("categories", [date.kind, date.country])
    event.add("transp", "TRANSPARENT")
    if base_url:
        event.add("url", f"{base_url}{date.path}")
    return event
