"""Union law, policy, bodies, positions and gaps: what they say, and that they claim no more."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient

TABLES = [
    "/eu.csv",
    "/eu/new-use.csv",
    "/policy.csv",
    "/policy/se-plan.csv",
    "/bodies.csv",
    "/positions.csv",
    "/unknown.csv",
    "/timeline.csv",
]


def rows(client: FlaskClient, path: str) -> list[dict[str, str]]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.text, newline="")))


def get(client: FlaskClient, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200
    return response.get_json()


@pytest.mark.parametrize("path", TABLES)
def test_every_layer_is_csv_and_json(client: FlaskClient, path: str) -> None:
    assert rows(client, path)
    assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"
    assert get(client, path.replace(".csv", ".json"))


def test_the_union_page_tells_force_dates_and_what_was_replaced(client: FlaskClient) -> None:
    text = client.get("/eu").text
    assert "4 obligations of the Member States from Union law, of which 1 was replaced" in text
    assert "States had to consider" in text
    assert "replaced on 14 July 2024" in text
    assert "States had to comply by 15 July 2026." in text
    assert "States have to comply by 1 January 2999." in text
    assert "Not bound: Threeland." in text
    assert "31999L0001" in text
    assert "Act 5 &lt;script&gt;alert(2)&lt;/script&gt;." in text
    assert "The code serves the directive." in text
    assert '<td data-label="Looked for up to">February 2026' in text


def test_an_obligation_says_what_was_seen_and_up_to_which_day(client: FlaskClient) -> None:
    found = {s["country"]: s for s in get(client, "/eu/new-use.json")["states"]}
    keys = ("directive_2024_1712", "directive_2024_1712_seen", "directive_2024_1712_up_to")
    assert {code: tuple(s[key] for key in keys) for code, s in found.items()} == {
        "se": ("named", "act", "2026-01-02"),
        "de": ("not-known", "none", "2026-02"),
        "gr": ("not-bound", "not-bound", "2026-03-01"),
    }
    assert found["gr"]["bound"] is False
    assert found["se"]["rules"] == []
    text = client.get("/eu/new-use").text
    assert 'Nothing seen <span class="quiet">up to February 2026</span>' in text
    assert '<span class="tag">not bound</span>' in text
    assert "none recorded" in text
    assert "Knowing use must be an offence." in text


def test_the_directive_of_2024_is_a_column_only_where_it_bears(client: FlaskClient) -> None:
    for name in ("old-use", "children"):
        states = get(client, f"/eu/{name}.json")["states"]
        assert {s["directive_2024_1712"] for s in states} == {None}
        assert {s["rules"] for s in states} == {None}
    assert get(client, "/eu/plans.json")["states"] == []
    assert "so there is no national answer to show" in client.get("/eu/plans").text


def test_the_table_of_obligations_has_a_row_for_each_state(client: FlaskClient) -> None:
    found = rows(client, "/eu.csv")
    assert len(found) == 3 * 3 + 1
    first = next(r for r in found if r["obligation"] == "new-use" and r["country"] == "se")
    assert (first["since"], first["status_since"]) == ("2024-07-14", "2020-01-01")
    assert first["celex"] == "01999L0001-2024"
    assert first["url"] == "https://site.example/answer/se/purchase-exploited"


def test_policy_is_told_apart_from_law_and_filtered(client: FlaskClient) -> None:
    every = client.get("/policy").text
    assert "Policy, not law" in every
    assert '<p class="quiet" lang="sv">En plan &lt;script&gt;' in every
    assert [t["id"] for t in get(client, "/policy.json?kind=plan")["texts"]] == ["se-plan"]
    assert [t["layer"] for t in get(client, "/policy.json?jurisdiction=coe")["texts"]] == ["policy"]
    assert get(client, "/policy.json?kind=plan&jurisdiction=coe")["texts"] == []
    assert "No text fits these filters." in client.get("/policy?kind=bill").text
    one = client.get("/policy/coe-report").text
    assert "Not known whether it still holds" in one
    assert "From general knowledge; no page was at hand." in one


def test_bodies_stand_by_state_with_their_answer(client: FlaskClient) -> None:
    text = client.get("/bodies").text
    assert '<span class="rubric" lang="sv">Myndigheten</span>' in text
    assert "/answer/se/monitoring" in text
    assert "No body is entered for:" in text
    assert get(client, "/bodies.json?roles=monitoring")["bodies"][0]["id"] == "coe-body"


def test_positions_of_both_sides_carry_their_label(client: FlaskClient) -> None:
    text = client.get("/positions").text
    assert text.index("Decriminalisation") < text.index("Equality model") < text.index("Third Way")
    assert '<span lang="sv">Ena sidan</span>' in text
    assert "https://one-side.example/evidence" in text
    assert text.count("labelled on 2 January 2026") == 3
    assert "The site takes no side." in text


def test_gaps_lead_to_what_they_are_about(client: FlaskClient) -> None:
    found = get(client, "/unknown.json")
    kinds = {k["kind"]: k["count"] for k in found["kinds"]}
    assert kinds["empty"] == 3 * 20 - 4 - 1
    assert kinds["uncited"] == 0
    assert all(k["needed"] for k in found["kinds"])
    urls = {f["url"] for f in found["findings"]}
    assert {"/answer/gr/brothel", "/eu/new-use", "/policy/coe-report", "/bodies#coe-body"} <= urls
    assert all(client.get(url.split("#")[0]).status_code == 200 for url in urls)
    reading = get(client, "/unknown.json?kind=contradictory")["findings"]
    assert [(f["country"], f["question"]) for f in reading] == [("se", "purchase-minor")]
    text = client.get("/unknown?country=se").text
    assert "A judgment, an official commentary or a text" in text
    assert "alert(1)" in text
    assert "<script" not in text.replace('<script type="application/ld+json">', "")


def test_an_answer_shows_another_reading_and_what_the_union_asks(client: FlaskClient) -> None:
    text = client.get("/answer/se/purchase-minor").text
    assert "<h2>Another reading</h2>" in text
    assert "One source reads it as an offence &lt;script&gt;" in text
    assert 'href="/eu/children"' in text
    assert "Another reading:" in client.get("/country/se").text
    assert "Another reading" not in client.get("/answer/se/purchase-adult").text
    greek = client.get("/answer/gr/purchase-exploited").text
    assert "Threeland is not bound" in greek
    assert "/eu/old-use" not in greek


def test_the_union_has_no_answer_of_its_own(client: FlaskClient) -> None:
    text = client.get("/answer/eu/purchase-exploited").text
    assert "its directives oblige states, not buyers" in text
    assert "We have not checked this" not in text
    country = client.get("/country/eu").text
    assert "We have not yet read" not in country
    assert '<span class="tag">adopted</span>' in country
    table = client.get("/compare?question=purchase-exploited&question=purchase-minor").text
    assert '<a href="/eu/new-use">Article 18a</a>, Directive One as amended' in table


def test_a_provision_of_the_union_leads_to_what_it_asks(client: FlaskClient) -> None:
    assert 'href="/eu/new-use"' in client.get("/provision/eu-directive-2011-36-2024.18a").text
    found = get(client, "/provision/eu-directive-2011-36.18.json")
    assert found["obligations"] == ["/eu/old-use"]


def test_a_country_has_its_policy_bodies_and_opinions(client: FlaskClient) -> None:
    text = client.get("/country/se").text
    assert "Those who classify this law do not agree" in text
    for word in ("A plan", "The Authority", "No model", "Ena sidan", "open points on Oneland"):
        assert word in text
