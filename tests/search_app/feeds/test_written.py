"""Feeds and calendar as they are written, read back by other programs' parsers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import feedparser
import icalendar
from lxml import etree

from corpus.library import Knowledge
from search_app.feeds.atom import FeedHead, atom
from search_app.feeds.calendar import calendar
from search_app.feeds.deadlines import deadlines
from search_app.feeds.items import feed_items
from search_app.feeds.jsonfeed import json_feed_items

DAY = dt.date(2026, 11, 30)
BASE = "https://law.example"
HEAD = FeedHead(
    "tag:law.example,2026:changes", "Changes", "What changed", f"{BASE}/changes.atom", BASE, BASE
)
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def test_atom_keeps_to_the_grammar(knowledge: Knowledge) -> None:
    items = feed_items(knowledge, None, DAY)
    for some in (items, items[:1], ()):
        GRAMMAR.assertValid(etree.fromstring(atom(HEAD, some, DAY)))


def test_atom_is_read_by_feedparser(knowledge: Knowledge) -> None:
    items = feed_items(knowledge, None, DAY)
    read = feedparser.parse(atom(HEAD, items, DAY))
    assert not read.bozo
    assert read.version == "atom10"
    assert [entry.id for entry in read.entries] == [item.id(BASE) for item in items]
    assert read.entries[0].link == f"{BASE}{items[0].path}"
    assert read.feed.updated == items[0].at.isoformat().replace("+00:00", "Z")
    assert read.feed.author == "demandside"
    assert atom(HEAD, items, DAY) == atom(HEAD, items, DAY + dt.timedelta(days=1))


def test_what_xml_cannot_hold_is_left_out(knowledge: Knowledge) -> None:
    item = replace(feed_items(knowledge, None, DAY)[0], title="a\x0c<b>\ufffe", text="\x00& c")
    entry = feedparser.parse(atom(HEAD, [item], DAY)).entries[0]
    assert (entry.title, entry.content[0].value) == ("a<b>", "& c")


def test_json_items_are_what_json_feed_asks_for(knowledge: Knowledge) -> None:
    for item in json_feed_items(feed_items(knowledge, None, DAY), BASE):
        plain = item.plain()
        assert plain["id"]
        assert plain["content_text"]
        assert str(plain["url"]).startswith(f"{BASE}/")
        assert dt.datetime.fromisoformat(str(plain["date_published"])).utcoffset() is not None
        assert "_demandside" in plain


def test_the_calendar_is_read_back(knowledge: Knowledge) -> None:
    dates = deadlines(knowledge)
    written = calendar(dates, "Dates", BASE, DAY)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    read = icalendar.Calendar.from_ical(written)
    events = read.walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date.day for date in dates]
    assert [str(event["summary"]) for event in events] == [date.title for date in dates]
    assert len({str(event["uid"]) for event in events}) == len(dates)
    assert str(events[0]["url"]).startswith(f"{BASE}/")
    assert not [fault for event in events for fault in event.errors]
