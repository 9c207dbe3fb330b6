"""The pages, feeds and calendar of what changed and what is to come, on the packaged law."""

from __future__ import annotations

import csv
import datetime as dt
import io

import feedparser
import icalendar
import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from corpus.library import Knowledge
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site
from tests.search_app.feeds.test_written import GRAMMAR


@pytest.fixture(scope="module")
def real(knowledge: Knowledge) -> FlaskClient:
    return create_app(bare_site(knowledge)).test_client()


def test_the_page_shows_what_changed_since_a_day(real: FlaskClient) -> None:
    page = real.get("/changes?since=2016-01-01&country=fr&question=purchase-adult").text
    assert "What changed since 1 January 2016" in page
    assert "Criminal offence (before: None found)" in page
    assert (
        'href="/changes.atom?country=fr&amp;question=purchase-adult&amp;since=2016-01-01"' in page
    )
    mended = real.get("/changes?since=2026-11-29&country=fr").text
    assert ", corrected: " in mended and "shown before: " in mended
    later = real.get("/changes?since=2026-12-01&country=fr").text
    assert "No changes match these filters." in later


@pytest.mark.parametrize(
    "query", ["", "?country=se", "?question=purchase-adult&concept=purchase", "?since=2026-01-01"]
)
def test_the_feeds_of_a_filter_agree(real: FlaskClient, query: str) -> None:
    response = real.get(f"/changes.atom{query}")
    assert response.content_type == "application/atom+xml; charset=utf-8"
    GRAMMAR.assertValid(etree.fromstring(response.data))
    atom = feedparser.parse(response.data)
    data = real.get(f"/changes.json{query}").get_json()
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert [entry.id for entry in atom.entries] == [item["id"] for item in data["items"]]
    assert 0 < len(data["items"]) <= 200
    assert data["total"] == len(data["changes"]) == 0
    assert any(link.rel == "self" for link in atom.feed.links)


@pytest.mark.parametrize("query", ["?country=xx", "?since=2016", "?source=nothing", "?question=x"])
@pytest.mark.parametrize("path", ["/changes.atom", "/changes.json", "/deadlines.ics", "/deadlines"])
def test_what_does_not_exist_is_refused(real: FlaskClient, path: str, query: str) -> None:
    assert real.get(f"{path}{query}").status_code == 400


def test_every_page_leads_to_the_feed(real: FlaskClient) -> None:
    for path in ("/", "/compare", "/country/se", "/answer/se/purchase-adult"):
        links = html.fromstring(real.get(path).data).xpath(
            "//link[@rel='alternate'][@type='application/atom+xml']/@href"
        )
        assert "/changes.atom" in links
        for link in links:
            assert real.get(link).status_code == 200
    assert "/changes.atom?country=se&question=purchase-adult" in links


def test_the_calendar_has_the_dates_of_the_page(real: FlaskClient) -> None:
    response = real.get("/deadlines.ics?country=eu&past=1")
    assert response.content_type == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(response.data).walk("VEVENT")
    data = real.get("/deadlines.json?country=eu&past=1").get_json()
    assert [str(event["summary"]) for event in events] == [d["title"] for d in data["dates"]]
    page = real.get("/deadlines?country=eu").text
    assert all(html.fromstring(page).xpath("//time/@datetime"))
    assert "National action plans" in page


def test_files_of_dates_hold_those_to_come_unless_the_past_is_asked_for(real: FlaskClient) -> None:
    today = dt.date.today()
    every = [d["day"] for d in real.get("/deadlines.json?past=1").get_json()["dates"]]
    coming = [day for day in every if day >= today.isoformat()]
    assert 0 < len(coming) < len(every)
    assert [d["day"] for d in real.get("/deadlines.json").get_json()["dates"]] == coming
    since = real.get("/deadlines.json?since=2020-01-01").get_json()["dates"]
    assert [d["day"] for d in since] == [day for day in every if day >= "2020-01-01"]
    for query, number in (("", len(coming)), ("?past=1", len(every))):
        calendar = icalendar.Calendar.from_ical(real.get(f"/deadlines.ics{query}").data)
        assert len(calendar.walk("VEVENT")) == number
        rows = list(csv.reader(io.StringIO(real.get(f"/deadlines.csv{query}").text, newline="")))
        assert len(rows) == number + 1
    assert "/deadlines.ics?past=1" in real.get("/deadlines").text
    assert "/deadlines.ics?country=eu&amp;past=1" in real.get("/deadlines?country=eu").text


def test_the_table_has_every_change_that_the_page_lists(real: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(real.get("/changes.csv?country=fr").text, newline="")))
    assert {row["kind"] for row in rows} >= {"event", "status", "correction"}
    page = html.fromstring(real.get("/changes?country=fr").data)
    (total,) = page.xpath("//h2[@class='total']")
    assert total.text.startswith(f"{len(rows)} changes")
    titles = [t.strip() for t in page.xpath("//p[@class='event-title']/a/text()")]
    assert titles and all(any(t in row["title"] for row in rows) for t in titles)
