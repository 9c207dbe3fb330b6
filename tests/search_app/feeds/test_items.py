"""Entries of feeds and dates of the calendar, gathered from the packaged law."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.corrections import load_corrections
from corpus.library import HOME, Knowledge
from corpus.store import Library
from search_app.feeds.deadlines import deadlines
from search_app.feeds.item import FeedFilter, FeedItem, newest, tag_uri
from search_app.feeds.items import FeedItems, feed_items
from search_app.feeds.texts import moment
from tests.search_app.mcp.conftest import write_library

DAY = dt.date(2026, 11, 30)


@pytest.fixture(scope="module")
def items(knowledge: Knowledge) -> tuple[FeedItem, ...]:
    return feed_items(knowledge, None, DAY)


def test_every_entry_has_an_id_of_its_own_and_comes_newest_first(
    items: tuple[FeedItem, ...],
) -> None:
    assert len({item.key for item in items}) == len(items) > 400
    assert list(items) == sorted(items, key=lambda item: (item.at, item.key), reverse=True)
    assert all(item.at.date() <= DAY for item in items)


def test_a_change_of_the_law_changes_a_status(items: tuple[FeedItem, ...]) -> None:
    wanted = FeedFilter(("fr",), ("purchase-adult",))
    kept = [item for item in items if wanted.keeps(item)]
    status = next(item for item in kept if item.kind == "status")
    assert status.title == (
        "France, Buying sex from an adult: Criminal offence (before: None found)"
    )
    assert status.day == "2016-04-15"
    assert status.path == "/answer/fr/purchase-adult"
    assert status.official
    assert any(item.kind == "event" for item in kept)


def test_what_was_only_not_read_is_no_change(items: tuple[FeedItem, ...]) -> None:
    statuses = [item.title for item in items if item.kind == "status"]
    assert statuses
    assert not any("Not known" in title or "Unclear" in title for title in statuses)


def test_filters_must_all_be_met(items: tuple[FeedItem, ...], knowledge: Knowledge) -> None:
    concept = knowledge.questions["purchase-adult"].concept
    wanted = FeedFilter(
        countries=("se",),
        concepts=(concept,),
        sources=("se-brottsbalk",),
        since=dt.date(2005, 1, 1),
    )
    kept = [item for item in items if wanted.keeps(item)]
    assert kept
    assert {item.country for item in kept} == {"se"}
    assert min(item.at.year for item in kept) >= 2005
    assert wanted.query() == f"?country=se&concept={concept}&source=se-brottsbalk&since=2005-01-01"
    assert FeedFilter().query() == ""


def test_newer_texts_are_entries(knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    write_library(path)
    kept = FeedItems(knowledge, path)
    texts = [i for i in kept.of(DAY, FeedFilter()) if i.kind == "text"]
    assert [(i.country, i.day, i.text) for i in texts] == [
        (
            *("se", "2026-11-20"),
            "Text of 2026-04-16, before: 2020-01-01. Provisions: 6:11 (changed).",
        )
    ]
    assert texts[0].title == "Sweden, Criminal Code (BrB): a newer text was imported"
    assert kept.of(DAY, FeedFilter(sources=("se-brottsbalk",)))[0] == texts[0]
    assert not [i for i in kept.of(DAY, FeedFilter(countries=("fr",))) if i.kind == "text"]


def test_a_library_that_changed_is_read_again(knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path):
        pass
    kept = FeedItems(knowledge, path)
    assert not [i for i in kept.of(DAY, FeedFilter()) if i.kind == "text"]
    path.unlink()
    write_library(path)
    assert [i for i in kept.of(DAY, FeedFilter()) if i.kind == "text"]


def test_tag_uris_rest_on_the_public_name() -> None:
    assert tag_uri("https://law.example:8443/x", "a/b") == "tag:law.example,2026:a/b"
    assert tag_uri("", "a") == "tag:demandside.invalid,2026:a"


@pytest.mark.parametrize(
    "seen_at", ["2026-11-20T10:00:00+02:00", "2026-11-20T08:00:00", "2026-11-20"]
)
def test_times_of_the_library_are_moments(seen_at: str) -> None:
    assert moment(seen_at).utcoffset() == dt.timedelta(0)
    assert moment(seen_at).hour == (8 if "T" in seen_at else 0)


def test_the_order_does_not_depend_on_how_entries_were_gathered(
    items: tuple[FeedItem, ...],
) -> None:
    assert newest(reversed(items)) == items


def test_deadlines_come_from_union_law_events_and_schemes(knowledge: Knowledge) -> None:
    dates = deadlines(knowledge)
    assert len({date.key for date in dates}) == len(dates)
    assert {date.kind for date in dates} == {"transposition", "commencement", "review"}
    assert [date.day for date in dates] == sorted(date.day for date in dates)
    union = deadlines(knowledge, FeedFilter(("eu",), since=dt.date(2026, 7, 15)))
    assert dt.date(2026, 7, 15) in {d.day for d in union if d.kind == "transposition"}
    minors = deadlines(knowledge, FeedFilter(questions=("purchase-minor",)))
    assert all("purchase-minor" in date.questions for date in minors)


def test_corrections_are_entries(knowledge: Knowledge) -> None:
    kept = FeedItems(knowledge, None, HOME)
    mended = [item for item in kept.of(DAY, FeedFilter()) if item.kind == "correction"]
    public = [c for c in load_corrections() if c.day <= DAY]
    assert sorted((i.country, *i.questions, i.text) for i in mended) == sorted(
        (c.country, c.question, c.why) for c in public
    )
    assert len({item.key for item in mended}) == len(mended) > 0
    assert all(", corrected: " in item.title for item in mended)
    early = kept.of(min(c.day for c in public) - dt.timedelta(days=1), FeedFilter())
    assert not [item for item in early if item.kind == "correction"]
