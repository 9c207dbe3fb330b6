"""What footnotes carry and what the annex calls open, for every answer of the packaged law."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.library import Knowledge
from corpus.store import Library
from corpus.texts import Provision, TextKind, Version
from search_app.compare import compare
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site
from search_app.web.site import Site
from tests.search_app.mcp.conftest import NEW, OLD, write_library

# ">.Source: The code": no blank after the end of a sentence
JOINED = re.compile(r"\.(?:Source|Official|Our|Law read|Searched|Read on|The |No |Imported)")
SOURCE = re.compile(r"Source: .+? Read on [^.]+\.")
ALL_CLEAR = "None of the answers shown is unclear or unread."


@pytest.fixture(scope="module")
def real(knowledge: Knowledge) -> Flask:
    return create_app(bare_site(knowledge))


def notes(client: FlaskClient, query: str) -> list[str]:
    told = client.get(f"/briefing.json?{query}").get_json()
    return [note for statement in told["statements"] for note in statement["footnotes"]]


def asked(knowledge: Knowledge) -> str:
    return "&".join(f"question={name}" for name in knowledge.questions)


def open_points(client: FlaskClient, query: str) -> str:
    text = client.get(f"/briefing.md?{query}").text
    return text.partition("### What is not known")[2].partition("### Release and address")[0]


def test_every_footnote_tells_provision_address_text_and_day(
    knowledge: Knowledge, real: Flask
) -> None:
    client = real.test_client()
    for code in knowledge.states:
        several = notes(client, f"country={code}&{asked(knowledge)}")
        assert len(several) == len(knowledge.questions)
        for note in several:
            assert not JOINED.search(note), note
            sources = SOURCE.findall(note)
            assert len(sources) == len(set(sources)), note
            unread = "Official publication:" in note
            assert unread or "Law read on" in note or "law was read is not known" in note, note
            named = any(w in note for w in ("Official text:", "Official address not known"))
            assert unread or named or "No provision is named." in note, note
            if "Official text:" in note and "Searched:" not in note:
                states = ("Our text is that of", "Day of our text not known", "is not held here")
                assert any(words in note for words in states), note


@pytest.mark.parametrize("day", [dt.date(2026, 11, 30), dt.date(2012, 1, 1)])
def test_the_annex_names_whatever_is_open(knowledge: Knowledge, real: Flask, day: dt.date) -> None:
    client = real.test_client()
    for code in knowledge.states:
        told = open_points(client, f"country={code}&{asked(knowledge)}&as_of={day}")
        for cell in compare(knowledge, [code], [], day).cells:
            about = f"**{cell.jurisdiction.name}, {cell.question.short}:** "
            line = next((part for part in told.splitlines() if about in part), "")
            facts = cell.facts
            if cell.status.id in ("not-known", "not-checked", "unclear"):
                assert cell.status.label in line
            elif facts:
                if facts.confidence == "secondary":
                    assert "From secondary sources" in line
                if any(facts.dates_of(r).exists.day is None for r in facts.records):
                    assert "beginning not known" in line
                if facts.newer:
                    assert "older than the last known event" in line
            if cell.known and cell.written and cell.written.other_reading:
                assert "another reading is possible" in line
            if cell.known:
                assert "no fact was compared with a text held here" in line


def test_no_document_gives_the_all_clear(real: Flask) -> None:
    client = real.test_client()
    for query in ("template=changed&since=2025-01-01", "pin=cell:se/purchase-adult", ""):
        told = open_points(client, query)
        assert ALL_CLEAR not in told
        assert "what is not listed may be open too" in told
    changed = open_points(client, "template=changed&since=2025-01-01&as_of=2026-11-30")
    assert "Outcome not seen" in changed and "From secondary sources" in changed
    assert "whether it will become law is not known" in changed


def test_events_name_their_text_or_say_that_none_is_named(real: Flask) -> None:
    for note in notes(real.test_client(), "template=changed&since=2000-01-01&as_of=2026-11-30"):
        assert not JOINED.search(note), note
        assert "Official text:" in note or "No provision is named." in note, note


def test_french_compensation_names_provision_and_official_page(real: Flask) -> None:
    (note,) = notes(real.test_client(), "pin=cell:fr/compensation&as_of=2026-11-30")
    assert note.startswith("Code de procédure pénale, art. 706-3.")
    assert "Official text: https://www.legifrance.gouv.fr/" in note
    assert "Code de procédure pénale, art. 706-3, version of 4 April 2010" in note


@pytest.fixture
def held(knowledge: Knowledge, tmp_path: Path) -> FlaskClient:
    path = tmp_path / "library.db"
    write_library(path)
    return create_app(Site(knowledge, bare_site(knowledge).searcher, path, "g")).test_client()


@pytest.mark.parametrize(
    ("day", "words", "other"), [("2026-11-30", NEW, OLD), ("2021-01-01", OLD, NEW)]
)
def test_a_provision_is_quoted_in_the_wording_of_the_day(
    held: FlaskClient, day: str, words: str, other: str
) -> None:
    text = held.get(f"/briefing.md?pin=provision:se-brottsbalk.6-11&as_of={day}").text
    assert words in text and other not in text


def test_a_wording_that_is_not_held_is_not_replaced_by_another(held: FlaskClient) -> None:
    text = held.get("/briefing.md?pin=provision:se-brottsbalk.6-11&as_of=2015-01-01").text
    assert OLD not in text and NEW not in text
    assert "The wording of 1 January 2015 is not held here; the oldest text that we hold" in text
    assert "its wording of 1 January 2015 is not held" in text
    assert "Our rendering into English is of the text of" in text


def test_a_text_whose_force_is_not_known_is_called_so(knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        version = Version(
            country="se",
            identifier="SFS 1962:700",
            title="Brottsbalk (1962:700)",
            language="sv",
            as_of=None,
            source_url="https://law.example/brottsbalk",
            text_kind=TextKind(force="unknown", form="as-enacted"),
            provisions=(Provision(number="6:11", heading="6 kap. 11 §", text=OLD),),
        )
        library.add(version, "se-brottsbalk", "2026-11-01T08:00:00+00:00")
    client = create_app(Site(knowledge, bare_site(knowledge).searcher, path, "g")).test_client()
    query = "pin=provision:se-brottsbalk.6-11"
    (note,) = notes(client, query)
    assert "Day of our text not known (" in note and "force not known" in note
    told = open_points(client, query)
    assert "later changes are not worked in" in told and "in force is not known" in told


def test_a_pinned_history_ends_its_periods(real: Flask) -> None:
    text = (
        real.test_client().get("/briefing.md?pin=timeline:se/purchase-adult&as_of=2016-01-01").text
    )
    (row,) = (line for line in text.splitlines() if line.startswith("| 1 July 2011 |"))
    assert row.startswith("| 1 July 2011 | 1 August 2022 | Criminal offence |")
    assert "| 1 August 2022 |  |" not in text
    assert "the law gives no first day" in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("template=country-profile&country=se&country=fr", "“Country profile” is about 1 country"),
        ("template=country-profile", "“Country profile” is about 1 country"),
        ("template=comparison&country=se", "is about 2 to 3 countries"),
    ],
)
def test_a_wrong_number_of_countries_makes_no_document(
    real: Flask, query: str, sentence: str
) -> None:
    client = real.test_client()
    for form in ("md", "html", "docx", "pdf", "json"):
        response = client.get(f"/briefing.{form}?{query}")
        assert response.status_code == 400
        assert sentence in response.text
    page = client.get(f"/briefing?{query}")
    assert page.status_code == 200
    assert sentence in page.text and 'role="alert"' in page.text
    assert "briefing-document" not in page.text and "/briefing.pdf" not in page.text
