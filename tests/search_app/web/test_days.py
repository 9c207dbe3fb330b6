"""One rule of days for pages, data, maps, embeds, API, tools and commands."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from corpus.library import COVERED_FROM, Knowledge
from search_app.cli import main
from search_app.contract.days import day_fault
from search_app.mcp.outcomes import WithoutResultError
from search_app.mcp.room import ToolRoom
from search_app.understanding.dates import find_dates
from search_app.web.indexless import bare_site

TODAY = dt.date(2026, 11, 30)
EARLY, LATE = "1997-12-31", "2035-01-01"
ADDRESSES = (
    "/answer/se/purchase-adult?",
    "/answer/se/purchase-adult.json?",
    "/compare?",
    "/compare.csv?",
    "/count/purchase-adult?",
    "/count/purchase-adult.xlsx?",
    "/map/purchase-adult.svg?",
    "/embed/cell?country=se&",
    "/embed/map?",
    "/embed?",
    "/briefing?country=se&question=purchase-adult&",
    "/briefing.md?country=se&question=purchase-adult&",
    "/facts/offences?",
    "/facts/penalties.csv?",
    "/check?text=A&",
    "/api/v1/cells?",
    "/api/v1/facts/offences?",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("day", "why"), [(EARLY, "nothing before was read"), (LATE, "still to come")]
)
def test_a_day_outside_what_was_read_is_refused(
    client: FlaskClient, address: str, day: str, why: str
) -> None:
    response = client.get(f"{address}as_of={day}")
    assert response.status_code == 400
    assert why in response.text
    if address.startswith("/api"):
        assert response.content_type == "application/problem+json"
        assert response.json["parameter"] == "as_of"  # type: ignore[index]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_first_day_and_today_are_answered(client: FlaskClient, address: str) -> None:
    for day in (COVERED_FROM, dt.date.today()):
        assert client.get(f"{address}as_of={day}").status_code == 200


def test_the_bounds_are_those_two_days() -> None:
    day = dt.timedelta(days=1)
    asked = (COVERED_FROM - day, COVERED_FROM, TODAY, TODAY + day)
    assert [day_fault(d, TODAY) for d in asked] == ["early", None, None, "late"]


@pytest.mark.parametrize("command", ["compare", "facts", "check-claims"])
@pytest.mark.parametrize("day", [EARLY, LATE])
def test_commands_refuse_such_a_day(command: str, day: str) -> None:
    result = CliRunner().invoke(main, [command, "--as-of", day], input="A.")
    assert result.exit_code == 2
    assert day in result.output
    assert "that day is still to come" in result.output or "nothing before" in result.output


@pytest.mark.parametrize(("day", "outcome"), [(EARLY, "not-read"), (LATE, "bad-question")])
def test_tools_refuse_such_a_day(knowledge: Knowledge, day: str, outcome: str) -> None:
    with pytest.raises(WithoutResultError) as refused:
        ToolRoom(bare_site(knowledge)).day(day)
    assert refused.value.outcome == outcome


def test_a_query_names_no_day_to_come() -> None:
    today = dt.date.today()
    days = [day for day, _ in find_dates(f"buying {today.year} 2016 {today.year + 1} {LATE}")]
    assert days == [today, dt.date(2016, 12, 31)]


@pytest.mark.parametrize(
    "address", ["/compare", "/count/purchase-adult", "/briefing", "/embed", "/check"]
)
def test_forms_offer_no_other_day(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    bounds = f'min="{COVERED_FROM}" max="{dt.date.today()}"'
    assert f'name="as_of" type="date" {bounds}' in page


def test_the_description_of_the_api_says_it(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    declared = document["paths"]["/cells"]["get"]["parameters"]  # type: ignore[index]
    day = next(p for p in declared if p["name"] == "as_of")
    assert f"From {COVERED_FROM}" in day["schema"]["description"]
