"""Pages made from facts: reasons, dates, names of states, signs; nothing that is not known."""

from __future__ import annotations

import datetime as dt

import pytest
from flask.testing import FlaskClient

from corpus.library import packaged_knowledge
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site


@pytest.fixture(scope="module")
def real() -> FlaskClient:
    return create_app(bare_site(packaged_knowledge())).test_client()


def test_the_headline_counts_computed_statuses_and_names_the_states(real: FlaskClient) -> None:
    found = real.get("/index.json").get_json()["finding"]
    assert found[0] == (
        "In 4 of the 27 member states – France, Ireland, Lithuania and Sweden – buying sex from an"
        " adult is an offence wherever it happens."
    )
    assert "Latvia" in found[1] and "places or circumstances" in found[1]


@pytest.mark.parametrize("country", ["at", "fi", "hu", "lv", "es"])
def test_partly_says_why_wherever_it_stands(real: FlaskClient, country: str) -> None:
    why = "nly in places or circumstances that the law names"
    for path in (
        f"/answer/{country}/purchase-adult",
        f"/country/{country}",
        f"/compare?country={country}&question=purchase-adult",
    ):
        assert why in real.get(path).text
    assert why in str(real.get(f"/answer/{country}/purchase-adult.json").get_json()["reason"])


def test_latvia_is_no_ban_but_partly_without_a_penalty(real: FlaskClient) -> None:
    cell = real.get("/compare.json?country=lv&question=purchase-adult").get_json()["cells"][0]
    assert (cell["status"], cell["penalty"], cell["offences"]) == (
        "partial",
        None,
        ["lv-receive-excluded-place"],
    )
    text = real.get("/answer/lv/purchase-adult").text
    assert "No penalty" in text and "near places for minors" in text


def test_france_before_its_scales_prints_none_of_them(real: FlaskClient) -> None:
    path = "/compare?country=fr&question=purchase-adult&question=purchase-minor&as_of=2010-12-31"
    cells = {
        c["question"]: c
        for c in real.get(path.replace("/compare", "/compare.json")).get_json()["cells"]
    }
    assert cells["purchase-adult"]["penalty"] is None
    minor = cells["purchase-minor"]["penalty"]
    assert minor["imprisonment"]["max"] == {"value": 3, "unit": "years"}
    assert "€1,500" not in real.get(path).text


def test_germany_shows_intent_and_the_lesser_scale_of_gross_negligence(real: FlaskClient) -> None:
    text = real.get("/answer/de/purchase-exploited").text
    assert "<b>intent</b> (basic)" in text
    assert "<b>gross negligence</b> (lesser fault)" in text
    assert "Up to 3 years&#39; imprisonment, or fine of 5 to 360 day-fines" in text
    data = real.get("/answer/de/purchase-exploited.json").get_json()
    assert data["mens_rea"] == "intent"
    standards = {f["standard"] for f in data["facts"]["records"][0]["version"]["fault"]}
    assert standards == {"intent", "gross-negligence"}
    assert data["facts"]["records"][0]["version"]["readings"][0]["sha256"]


def test_none_found_names_the_text_and_shows_no_since(real: FlaskClient) -> None:
    text = real.get("/compare?country=mt&question=purchase-adult").text
    cell = text.split('class="s-none"')[1]
    assert "Searched in" in cell and "text of 18 November 2025" in cell
    assert "Since" not in cell.split("</table>")[0]
    page = real.get("/answer/mt/purchase-adult").text
    assert "“prostituzzjoni”" in page and "What was searched" in page
    assert real.get("/answer/mt/purchase-adult.json").get_json()["since"] is None


def test_what_is_open_says_why(real: FlaskClient) -> None:
    data = real.get("/answer/hu/purchase-exploited.json").get_json()
    assert data["status"] == "unclear" and "were not seen" in data["reason"]
    assert data["reason"] in real.get("/compare?country=hu&question=purchase-exploited").text


def test_a_cell_that_is_older_than_an_event_says_so(real: FlaskClient) -> None:
    text = real.get("/compare?country=hr&question=purchase-exploited").text
    assert "Text older than the last known event, of 13 November 2025" in text


def test_the_comparison_opens_on_the_buyer_questions(real: FlaskClient) -> None:
    text = real.get("/compare").text
    assert text.count('<td role="cell"') == 28 * 4 or text.count("data-label=") == 28 * 4
    assert "/compare?questions=all" in text
    assert real.get("/compare?questions=all").text.count("<td class=s-") == 28 * 20
    assert len(real.get("/compare.json").get_json()["cells"]) == 28 * 20
    assert len(real.get("/compare.json?questions=all").get_json()["cells"]) == 28 * 20
    kept = real.get("/compare?country=se&question=procuring").text
    assert "/answer/se/procuring" in kept and "/answer/se/purchase-adult" not in kept


def test_links_under_the_comparison_give_what_the_page_shows(real: FlaskClient) -> None:
    text = real.get("/compare").text
    today = dt.date.today().isoformat()
    buyers = "question=purchase-adult&amp;question=purchase-exploited&amp;question=purchase-minor"
    assert f"/compare.csv?{buyers}&amp;question=purchase-public&amp;as_of={today}" in text
    every = real.get("/compare?questions=all").text
    assert f"/compare.csv?questions=all&amp;as_of={today}" in every


def test_yes_and_criminal_offence_have_signs_of_their_own() -> None:
    signs = [status.sign for status in packaged_knowledge().statuses.values()]
    assert len(set(signs)) == len(signs)


@pytest.mark.parametrize("path", ["/", "/compare", "/answer/se/purchase-adult", "/about"])
def test_no_page_calls_anything_verified(real: FlaskClient, path: str) -> None:
    assert "verified" not in real.get(path).text.lower()


def test_every_answer_page_shows_its_facts(real: FlaskClient) -> None:
    knowledge = packaged_knowledge()
    for country in ("se", "ie", "be", "nl", "it"):
        for question in knowledge.questions:
            text = real.get(f"/answer/{country}/{question}").text
            data = real.get(f"/answer/{country}/{question}.json").get_json()
            assert all(f'id="{r["id"]}"' in text for r in data["facts"]["records"])
            assert data["facts"]["records"] or data["facts"]["absences"]
