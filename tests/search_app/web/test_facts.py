"""The tables of facts and the page on the method, as readers and programs get them."""

from __future__ import annotations

import csv
import dataclasses
import io
import re

import pytest
from flask.testing import FlaskClient

from corpus.agreement import agreement
from corpus.coded.schema import facts_schema
from corpus.library import packaged_knowledge
from corpus.verdict.table import verdict_table
from search_app.facts.room import TABLES
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site

BELOW = "liable=buyer&person=exploited&fault_of=victim-status&fault_below=knowledge"
DAY = "as_of=2026-11-30"


@pytest.fixture(scope="module")
def real() -> FlaskClient:
    """A site of the packaged knowledge, without texts."""
    return create_app(bare_site(packaged_knowledge())).test_client()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_page_json_and_csv_of_the_same_rows(real: FlaskClient, name: str) -> None:
    data = real.get(f"/facts/{name}.json?{DAY}").get_json()
    table = rows_of(real.get(f"/facts/{name}.csv?{DAY}").text)
    page = real.get(f"/facts/{name}?{DAY}").text
    assert data["total"] == len(data["rows"]) == len(table) > 0
    assert list(table[0])[1:-1] == list(data["rows"][0])
    assert f"{data['total']} rows as of 30 November 2026" in page
    assert [row["country"] for row in data["rows"]] == [row["country"] for row in table]


def test_knowing_use_below_knowledge_is_one_address(real: FlaskClient) -> None:
    page = real.get(f"/facts/offences?{BELOW}&{DAY}").text
    data = real.get(f"/facts/offences.json?{BELOW}&{DAY}").get_json()
    assert {row["country"] for row in data["rows"]} >= {"ie", "fi", "de", "nl"}
    assert 'href="/answer/ie/purchase-exploited"' in page
    assert 'href="/provision/de-stgb.232a"' in page
    assert "gross negligence" in page and "for the defence to prove" in page
    assert "gross-negligence" not in page.split("<tbody>")[1]
    assert page.count("checked>") == 4


def test_addresses_in_csv_can_be_cited() -> None:
    site = dataclasses.replace(bare_site(packaged_knowledge()), base_url="https://law.example")
    client = create_app(site).test_client()
    table = rows_of(client.get(f"/facts/offences.csv?{BELOW}&country=de&{DAY}").text)
    assert table[0]["provision_url"] == "https://law.example/provision/de-stgb.232a"
    assert "https://law.example/answer/de/purchase-exploited" in table[0]["answers"]
    assert table[0]["fault_lowest"] == "gross-negligence"


def test_a_chosen_value_can_be_taken_away(real: FlaskClient) -> None:
    page = real.get(f"/facts/schemes?question=compensation&open_to=any&{DAY}").text
    assert 'href="/facts/schemes?question=compensation&amp;as_of=2026-11-30"' in page
    assert "Open to: anyone harmed in the state" in page


def test_filters_of_one_kind_of_right_wait_for_the_question(real: FlaskClient) -> None:
    assert 'name="open_to"' not in real.get("/facts/schemes").text
    assert 'name="open_to"' in real.get("/facts/schemes?question=compensation").text


def test_history_has_more_rows_and_a_past_day_others(real: FlaskClient) -> None:
    def total(query: str) -> int:
        found: int = real.get(f"/facts/offences.json?{query}").get_json()["total"]
        return found

    assert total(f"{DAY}&history=1") > total(DAY)
    assert total("as_of=2000-01-01&liable=buyer") < total(f"{DAY}&liable=buyer")


def test_long_tables_come_in_pages(real: FlaskClient) -> None:
    first = real.get(f"/facts/penalties?{DAY}").text
    second = real.get(f"/facts/penalties?{DAY}&page=2").text
    assert first.count('<th scope="row">') == 25
    assert 'rel="next"' in first and 'rel="prev"' not in first and 'rel="prev"' in second
    past_the_end = real.get(f"/facts/penalties?{DAY}&page=500").text
    assert 'rel="next"' not in past_the_end and 'rel="prev"' in past_the_end


@pytest.mark.parametrize("form", ["", ".json", ".csv"])
@pytest.mark.parametrize(
    "bad",
    [
        "offences?country=zz",
        "offences?question=nothing",
        "offences?fault=unsure",
        "offences?fault_below=not-stated",
        "offences?as_of=yesterday",
        "offences?history=yes",
        "penalties?prison_years=0",
        "penalties?unit=gold",
        "schemes?open_to=nobody",
        "absences?finding=lost",
    ],
)
def test_unknown_values_are_refused_in_one_sentence(real: FlaskClient, bad: str, form: str) -> None:
    path, query = bad.split("?")
    response = real.get(f"/facts/{path}{form}?{query}")
    assert response.status_code == 400
    text = response.get_json()["error"] if form == ".json" else response.text
    assert f"The parameter “{query.split('=')[0]}” cannot be “" in text


@pytest.mark.parametrize("path", ["/facts/nothing", "/facts/nothing.csv", "/facts/offences.xml"])
def test_other_tables_are_not_there(real: FlaskClient, path: str) -> None:
    assert real.get(path).status_code == 404


def test_the_codebook_names_every_filter_and_its_values(real: FlaskClient) -> None:
    tables = {each["name"]: each for each in real.get("/facts.json").get_json()["tables"]}
    assert set(tables) == set(TABLES)
    for name, table in tables.items():
        assert [field["name"] for field in table["fields"]] == [f.name for f in TABLES[name].fields]
        for each in table["filters"]:
            assert each["label"]
            value = each["values"][0]["id"]
            assert real.get(f"/facts/{name}.csv?{each['name']}={value}").status_code == 200
    fault = next(f for f in tables["offences"]["filters"] if f["name"] == "fault")
    assert {"id": "knowledge", "label": "knowledge"} in fault["values"]


def test_the_schema_is_that_of_the_models(real: FlaskClient) -> None:
    assert real.get("/facts/schema.json").get_json() == facts_schema()


def test_the_first_page_leads_to_tables_and_searches_that_find_something(real: FlaskClient) -> None:
    page = real.get("/facts").text
    for name in TABLES:
        assert f'href="/facts/{name}"' in page
    searches = re.findall(r'href="(/facts/[\w.]+\?[^"]*)"', page)
    for address in searches:
        path, query = address.replace("&amp;", "&").split("?")
        found = real.get(f"{path.partition('.')[0]}.json?{query}")
        assert found.get_json()["total"] > 0, address
    assert len(searches) >= 6 + 2 * len(TABLES)


def test_the_method_says_every_rule_and_reason(real: FlaskClient) -> None:
    page = real.get("/method").text
    table = verdict_table()
    for question, rules in table.questions.items():
        part = page.split(f'<h2 id="{question}">')[1].split("</section>")[0]
        assert part.count("<tr><th") - part.count('<tr><th scope="col"') == len(rules.rows)
        assert all(table.reasons[row.reason] in part for row in rules.rows)
    assert not re.search(r">[^<]*\b(PURCHASE|PUNISHED|CORE|BY-LAW|names-buyer|not-read)\b", page)


def test_the_method_says_how_far_two_readers_agreed(real: FlaskClient) -> None:
    page = real.get("/method").text
    total = agreement().total
    assert f'<td data-label="Compared">{total.compared:,}' in page
    assert f"{total.share:.0%}".replace("%", " %") in page.replace("\xa0", " ")
    assert "not fully blind" in page
    found = real.get("/method.json").get_json()
    assert found["agreement"]["total"] == {
        "field": "all",
        "compared": total.compared,
        "equal": total.equal,
    }
    assert [rule["question"] for rule in found["rules"]] == list(verdict_table().questions)


@pytest.mark.parametrize("path", ["/", "/about"])
def test_pages_lead_to_facts_and_method(real: FlaskClient, path: str) -> None:
    page = real.get(path).text
    assert 'href="/facts"' in page and 'href="/method"' in page
