"""Union law in the official languages: the reader's language, what is missing, a state beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.library import packaged_knowledge
from corpus.official import official_languages
from corpus.policy import Obligation
from corpus.store import Library
from corpus.texts import Provision, TextKind, Version
from search_app.web.factory import create_app
from search_app.web.site import Site
from tests.search_app.web.conftest import FakeSearcher

LATER = "eu-directive-2011-36-2024"
NOW = "2026-01-02T03:04:05Z"
ADDRESS = "/eu/eu-knowing-use"


def _version(language: str, as_of: str, *provisions: tuple[str, str, str, str]) -> Version:
    return Version(
        country="eu",
        identifier="02011L0036-20240714",
        title=f"A directive ({language})",
        language=language,
        as_of=as_of,
        source_url="https://law.example/",
        text_kind=TextKind(force="in-force"),
        provisions=tuple(
            Provision(number=number, heading=heading, rubric=rubric, text=text)
            for number, heading, rubric, text in provisions
        ),
    )


def _library(path: Path) -> Path:
    with Library(path) as library:
        for version in (
            _version("en", "2024-07-14", ("18a", "Article 18a", "Use", "Users who know.")),
            _version(
                "bg",
                "2024-07-14",
                ("18a", "Член 18а", "Ползване", "Който знае, носи отговорност."),
                ("5", "Член 5", "", "За юридическите лица."),
            ),
            _version("el", "2025-01-01", ("18a", "Άρθρο 18α", "Χρήση", "Όποιος γνωρίζει.")),
        ):
            library.add(version, LATER, NOW)
        italian = _version("it", "2026-07-16", ("600", "Art. 600", "", "Chi usa servizi."))
        library.add(italian.model_copy(update={"country": "it"}), "it-codice-penale", NOW)
    return path


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    path = _library(tmp_path_factory.mktemp("languages") / "library.db")
    site = Site(packaged_knowledge(), FakeSearcher(), path, "g", "https://site.example")
    with create_app(site).test_client() as client:
        yield client


def _article(page: str) -> str:
    return page.split('aria-labelledby="articles"')[1].split("<details")[0]


def test_the_reader_sees_the_article_in_her_language(client: FlaskClient) -> None:
    article = _article(client.get(f"{ADDRESS}?lang=bg").text)
    assert 'class="law" lang="bg"' in article.replace("class=law", 'class="law"')
    assert "Който знае, носи отговорност." in article
    assert "Член 18а" in article and "Users who know." not in article
    assert "legal-content/BG/TXT/?uri=CELEX:02011L0036-20240714#art_18a" in article
    assert "Users who know." in _article(client.get(ADDRESS).text)


def test_all_24_languages_can_be_chosen_under_their_own_names(client: FlaskClient) -> None:
    page = client.get(f"{ADDRESS}?lang=el").text
    options = re.findall(r'<option value="?(\w\w)"?[^>]*>([^<]+)', page)
    assert [code for code, _ in options] == list(official_languages())
    names = dict(options)
    assert names["bg"] == "български"
    assert names["ga"] == "Gaeilge – not held"
    assert re.search(r'<option value="?el"? lang="?el"? selected', page)
    assert "Which languages are held: 3 of 24" in page


def test_a_text_of_another_day_says_so(client: FlaskClient) -> None:
    assert "The English text held is that of 14 July 2024" in client.get(f"{ADDRESS}?lang=el").text
    assert "The English text held is that of" not in client.get(f"{ADDRESS}?lang=bg").text


def test_what_is_missing_is_named(client: FlaskClient) -> None:
    article = _article(client.get(f"{ADDRESS}?lang=ga").text)
    assert "This article is not held here in Irish." in article
    assert "legal-content/GA/TXT/" in article
    both = client.get("/eu/eu-user-legal-persons?lang=bg").text
    assert "За юридическите лица." in both
    assert "This article is not held here in Bulgarian." not in _article(both)
    assert "The text of this article is not held here in any language." in _article(both)
    assert "български – in part" in both
    assert client.get(f"{ADDRESS}?lang=tr").status_code == 400


def test_the_json_has_the_text_and_what_is_held(client: FlaskClient) -> None:
    (article,) = client.get(f"{ADDRESS}.json?lang=bg").get_json()["texts"]
    assert (article["number"], article["language"]) == ("18a", "bg")
    assert article["text"]["text"] == "Който знае, носи отговорност."
    assert [(h["language"], h["url"]) for h in article["held"]] == [
        ("bg", f"/provision/{LATER}.18a.bg"),
        ("el", f"/provision/{LATER}.18a.el"),
        ("en", f"/provision/{LATER}.18a"),
    ]
    assert len(article["missing"]) == 21
    (absent,) = client.get(f"{ADDRESS}.json?lang=fi").get_json()["texts"]
    assert absent["text"] is None


def test_the_law_of_a_state_stands_beside_in_the_language_of_the_state(client: FlaskClient) -> None:
    page = client.get(f"{ADDRESS}/gr").text
    assert "Όποιος γνωρίζει." in page
    assert "The law of Greece" in page
    told = client.get(f"{ADDRESS}/it.json").get_json()
    assert (told["country"], told["language"]) == ("it", "en")
    assert told["answer"]["country"] == "it"
    first = told["provisions"][0]
    assert first["rules"] == ["it-use-exploited"]
    page = client.get(f"{ADDRESS}/it?lang=bg").text
    assert "Който знае, носи отговорност." in page
    assert first["label"] in page


def test_a_state_that_is_not_bound_and_an_obligation_without_question_say_so(
    client: FlaskClient,
) -> None:
    assert "Denmark is not bound by it." in client.get(f"{ADDRESS}/dk").text
    page = client.get("/eu/eu-statistics/se").text
    assert "No question of the comparison asks about this" in page
    for address in ("/eu/nothing/se", f"{ADDRESS}/us", f"{ADDRESS}/eu"):
        assert client.get(address).status_code == 404


def test_the_table_of_states_leads_to_each_state_beside_the_article(client: FlaskClient) -> None:
    links = re.findall(r'href="?(/eu/eu-knowing-use/\w\w)"?', client.get(ADDRESS).text)
    assert len(set(links)) == 27
    assert {client.get(link).status_code for link in links} == {200}


def test_the_list_of_instruments_says_in_which_languages_each_is_held(client: FlaskClient) -> None:
    acts = {act["id"]: act for act in client.get("/eu.json").get_json()["instruments"]}
    assert acts[LATER]["languages"] == ["bg", "el", "en"]
    assert acts["eu-charter"]["languages"] == []
    page = client.get("/eu").text
    assert "3 of 24" in page
    assert re.search(r'<span lang="?el"?>Ελληνικά</span>', page)


def test_a_translation_has_a_page_of_its_own_with_the_english_text_beside(
    client: FlaskClient,
) -> None:
    page = client.get(f"/provision/{LATER}.18a.bg").text
    assert "Който знае, носи отговорност." in page
    assert "Users who know." in page
    assert re.search(r'<h1 lang="?bg"?>Член 18а', page)


@pytest.mark.parametrize(
    ("provision", "numbers"),
    [
        ("Article 18a", ("18a",)),
        ("Article 18(1) and (2)", ("18",)),
        ("Articles 5 and 6", ("5", "6")),
        ("Articles 13 to 16", ("13", "14", "15", "16")),
        ("Articles 2(3) and 4(2) and (3)", ("2", "4")),
    ],
)
def test_the_articles_of_an_obligation_are_read_off_its_citation(
    provision: str, numbers: tuple[str, ...]
) -> None:
    duty = next(o for o in packaged_knowledge().policy.obligations if o.id == "eu-knowing-use")
    changed: Obligation = duty.model_copy(update={"provision": provision})
    assert changed.article_numbers == numbers


def test_every_obligation_of_the_corpus_names_an_article() -> None:
    for duty in packaged_knowledge().policy.obligations:
        assert duty.article_numbers, duty.id
        assert set(duty.articles) <= set(duty.article_numbers), duty.id
