"""What the dated events of the corpus are: only changes of the law are told as such."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.library import packaged_knowledge
from corpus.lists import closed_list
from corpus.model import Event
from search_app.compare import cell
from search_app.feeds.deadlines import deadlines
from search_app.web.home import _happened

KNOWLEDGE = packaged_knowledge()
DAY = dt.date(2026, 11, 30)


def event(country: str, title: str) -> Event:
    place = KNOWLEDGE.jurisdictions[country]
    return next(e for e in place.events if e.title.startswith(title))


@pytest.mark.parametrize(
    ("country", "title", "kind"),
    [
        ("es", "The Cortes are dissolved", "bill"),
        ("de", "Letter of formal notice", "procedure"),
        ("eu", "Letters of formal notice", "procedure"),
        ("ie", "Review of the purchase offence", "report"),
        ("fr", "European Court of Human Rights", "ruling"),
        ("fr", "Buying sex becomes an offence", "law"),
        ("it", "Constitutional Court limits", "law"),
        ("lt", "Resolution of the Seimas", "statement"),
    ],
)
def test_an_event_has_its_kind(country: str, title: str, kind: str) -> None:
    assert event(country, title).kind == kind


def test_only_changes_of_the_law_are_among_the_latest() -> None:
    for place in KNOWLEDGE.jurisdictions.values():
        for told in place.events:
            if told.kind != "law":
                assert not told.changes_law
                assert not _happened(told, DAY)


def test_what_changes_no_law_and_is_no_plan_makes_no_text_old() -> None:
    ageing = {name for name, kind in closed_list("event-kind").items() if kind.ages_text}
    assert ageing == {"law", "policy"}
    for code in KNOWLEDGE.states:
        for question in KNOWLEDGE.questions:
            facts = cell(KNOWLEDGE, code, question, DAY).facts
            assert {e.kind for e in facts.newer} <= ageing if facts else True


def test_the_calendar_has_no_commencement_of_what_is_no_law() -> None:
    titles = {date.title: date.kind for date in deadlines(KNOWLEDGE)}
    assert "Germany: Letter of formal notice on Directive (EU) 2024/1712" not in titles
    assert titles["European Union: National action plans due"] == "transposition"
    assert titles["Sweden: Buying sex becomes an offence"] == "commencement"
