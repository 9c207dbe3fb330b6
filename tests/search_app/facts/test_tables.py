"""The tables of facts: which rows a day, a period and filters leave, and what a row carries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from pydantic import TypeAdapter

from corpus.coded import schemes
from corpus.coded.offences import OffenceVersion
from corpus.coded.schemes import SchemeVersion
from corpus.library import Knowledge
from corpus.lists import MARK
from corpus.verdict.history import verdict_on
from search_app.facts.evidence import standing
from search_app.facts.room import TABLES, Facts, flat
from search_app.facts.schemes import SCHEMES
from search_app.facts.tables import Fact, FactFilter, FactsAsked, Field, Table, select, told

DAY = dt.date(2026, 11, 30)
FAULT = {"of": "fault-of", "standard": "fault-standard"}
SMALL = Table(
    "small",
    (Field("conduct", "terms", "conduct"), Field("fault", "terms", keys=FAULT)),
    (
        FactFilter("conduct", listed="conduct"),
        FactFilter("fault_of", "fault", "of", "fault-of"),
        FactFilter("fault_below", "fault", "standard", "fault-standard", below=True),
    ),
)
Chosen = Mapping[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def facts(knowledge: Knowledge) -> Facts:
    return Facts(knowledge)


def found(facts: Facts, name: str, chosen: Chosen, **more: object) -> list[dict[str, object]]:
    asked = FactsAsked(**{"day": DAY, "chosen": chosen, **more})  # type: ignore[arg-type]
    return list(select(TABLES[name], facts.rows(name), asked))


def small(standard: str, of: Sequence[str] = ("act",), **more: object) -> Fact:
    fault = {"of": list(of), "standard": standard}
    return Fact({"conduct": ["pay"], "fault": [fault], **more}, lambda _: "yes")


def test_filters_on_one_object_must_be_met_by_one_and_the_same() -> None:
    apart = Fact(
        {
            "conduct": ["pay"],
            "fault": [
                {"of": ["act"], "standard": "negligence"},
                {"of": ["victim-status"], "standard": "knowledge"},
            ],
        },
        lambda _: "yes",
    )
    chosen = {"fault_of": ("victim-status",), "fault_below": ("knowledge",)}
    assert not list(select(SMALL, [apart], FactsAsked(DAY, chosen=chosen)))
    met = small("negligence", ("victim-status", "age"))
    assert len(list(select(SMALL, [apart, met], FactsAsked(DAY, chosen=chosen)))) == 1


@pytest.mark.parametrize(
    ("standard", "below"),
    [("intent", 0), ("knowledge", 0), ("reason-to-suspect", 1), ("strict", 1), ("not-stated", 0)],
)
def test_below_goes_by_rank_and_leaves_out_what_is_not_stated(standard: str, below: int) -> None:
    chosen = {"fault_below": ("knowledge",)}
    assert len(list(select(SMALL, [small(standard)], FactsAsked(DAY, chosen=chosen)))) == below
    assert "not-stated" not in SMALL.allowed(SMALL.filters[2], ())


def test_a_filter_widens_within_itself_and_narrows_with_others() -> None:
    rows = [small("intent"), small("strict", conduct=["sell"])]
    assert len(list(select(SMALL, rows, FactsAsked(DAY, chosen={"conduct": ("pay", "sell")})))) == 2
    both = {"conduct": ("pay", "sell"), "fault_below": ("intent",)}
    assert len(list(select(SMALL, rows, FactsAsked(DAY, chosen=both)))) == 1


def test_what_a_filter_can_name() -> None:
    assert told(None) == ()
    assert told(value=True) == ("yes",)
    assert told([False, "x", [3]]) == ("no", "x", "3")


def version(**said: object) -> OffenceVersion:
    plain = {
        "liable": ["seller"],
        "conduct": ["sell"],
        "person": {"kind": "self"},
        "sanction": "none",
        "not_known": ["fault"],
        "sources": ["x"],
    }
    return OffenceVersion.model_validate({**plain, **said})


def test_a_version_of_unknown_beginning_stands_once_the_older_one_is_over() -> None:
    younger = version(**{"from": "unknown", "why": "not looked for", "by": "2020-01-01"})
    older = version(**{"from": "2000-01-01", "until": "2010-01-01"})
    days = [dt.date(year, 6, 1) for year in (2005, 2015, 2021)]
    assert [standing(younger, older, day) for day in days] == ["no", "not-known", "yes"]
    assert [standing(older, None, day) for day in days] == ["yes", "no", "no"]


def test_knowing_use_below_knowledge(facts: Facts) -> None:
    """The search of the design: offences of using an exploited person, below knowledge."""
    chosen = {
        "liable": ("buyer",),
        "person": ("exploited",),
        "fault_of": ("victim-status",),
        "fault_below": ("knowledge",),
    }
    rows = found(facts, "offences", chosen)
    by_country = {row["country"]: row for row in rows}
    assert {"ie", "fi", "de", "nl"} <= set(by_country)
    assert "se" not in by_country
    assert by_country["de"]["fault_lowest"] == "gross-negligence"
    assert "purchase-exploited" in str(by_country["de"]["questions"])


def test_compensation_open_without_residence(facts: Facts, knowledge: Knowledge) -> None:
    chosen = {"question": ("compensation",), "open_to": ("any",)}
    rows = found(facts, "schemes", chosen)
    assert rows
    assert all(row["open_to"] == "any" and row["questions"] == ["compensation"] for row in rows)
    open_states = {row["country"] for row in rows}
    for code, state in knowledge.coded.items():
        if verdict_on(state, "compensation", DAY).status == "yes":
            assert code in open_states


def test_a_row_carries_its_evidence(facts: Facts) -> None:
    (row,) = found(facts, "offences", {"record": ("de-buy-exploited",)})
    assert row["provision"] == "§ 232a"
    assert row["provision_url"] == "/provision/de-stgb.232a"
    assert row["text_state"] == "2026-03-20"
    assert (row["text_force"], row["text_form"], row["text_extent"]) == (
        "in-force",
        "consolidated",
        "whole",
    )
    assert row["confidence"] == "text-seen"
    assert "/answer/de/purchase-exploited" in str(row["answers"])
    assert len(row["readings"]) > 1  # type: ignore[arg-type]


def test_a_day_in_the_past_and_all_periods(facts: Facts) -> None:
    record = {"record": ("de-buy-exploited",)}
    (past,) = found(facts, "offences", record, day=dt.date(2018, 1, 1))
    assert (past["from"], past["until"], past["confidence"]) == (
        "2016-10-15",
        "2021-10-01",
        "secondary",
    )
    assert past["not_known"] == ["penalties.basic.min"]
    assert not found(facts, "offences", record, day=dt.date(2010, 1, 1))
    every = found(facts, "offences", record, history=True)
    assert [(row["version"], row["holds"]) for row in every] == [(2, "yes"), (1, "no")]


def test_a_scale_that_is_not_known_to_be_in_force_is_marked(facts: Facts) -> None:
    rows = found(facts, "penalties", {}, history=True)
    unknown = [row for row in rows if row["in_force_from"] == "unknown"]
    assert unknown
    assert all(row["holds"] != "yes" for row in unknown)


def test_years_count_what_a_general_scale_gives(facts: Facts) -> None:
    rows = found(facts, "penalties", {"country": ("be",)}, years=10)
    by_level = [row for row in rows if row["imprisonment_max"] is None]
    assert by_level
    assert all(row["scale_imprisonment_max"] for row in by_level)
    days = [row["imprisonment_max_days"] for row in rows]
    assert all(isinstance(d, float) and d >= 3652.5 for d in days)


def test_absences_name_what_was_searched(facts: Facts) -> None:
    chosen = {"country": ("de",), "question": ("purchase-adult",)}
    (row,) = found(facts, "absences", chosen)
    assert row["finding"] == "none"
    assert "de-stgb" in str(row["instruments"]) and "Prostitution" in str(row["terms"])


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_the_fields_of_its_table_and_no_others(facts: Facts, name: str) -> None:
    fields = {field.name for field in TABLES[name].fields}
    rows = found(facts, name, {}, history=True)
    assert rows
    assert all(set(row) == fields for row in rows)
    cells = next(iter(flat(TABLES[name], rows)))
    assert len(cells) == len(TABLES[name].fields)
    assert not any(isinstance(cell, list | dict | bool) for cell in cells)


def test_every_verdict_rests_on_rows_of_its_question(facts: Facts, knowledge: Knowledge) -> None:
    """What the rules name as the records of a status is found by the filter on its question."""
    answered = {
        (row["record"], question)
        for name in ("offences", "schemes")
        for row in found(facts, name, {}, history=True)
        for question in row["questions"]  # type: ignore[attr-defined]
    }
    for state in knowledge.coded.values():
        for question in ("purchase-minor", "procuring", "compensation", "residence"):
            verdict = verdict_on(state, question, DAY)
            if verdict.reason != "general-ban":
                assert {(record, question) for record in verdict.records} <= answered


def listed_fields(model: type[SchemeVersion]) -> set[str]:
    """The fields of a scheme version whose values are in a closed list, by the JSON Schema."""
    plain = TypeAdapter(model).json_schema()
    nested = {"reflection", "permit", "exit", "cap", "elements", "plans", "readings"}
    nested |= {"from_basis", "confidence"}
    return {
        name
        for name, said in plain["properties"].items()
        if name not in nested and MARK in str(said)
    }


def test_every_closed_list_of_a_scheme_can_be_filtered() -> None:
    filters = {each.name for each in SCHEMES.filters}
    kinds = [
        kind
        for kind in vars(schemes).values()
        if isinstance(kind, type) and issubclass(kind, SchemeVersion) and kind is not SchemeVersion
    ]
    assert len(kinds) == 8
    for kind in kinds:
        assert listed_fields(kind) <= filters


def test_penalties_have_numbers_to_calculate_with(knowledge: Knowledge) -> None:
    """Months follow from days; euros are there for amounts in euros only."""
    rows = [fact.values for fact in Facts(knowledge).rows("penalties")]
    for row in rows:
        days, months = row["imprisonment_max_days"], row["imprisonment_max_months"]
        assert isinstance(days, int | float) or months is None
        if isinstance(days, int | float) and isinstance(months, int | float):
            assert abs(months * 30.4375 - days) < 0.2
        if row["fine_max_eur"] is not None:
            assert "EUR" in (row["currency"], row["scale_currency"])
            assert not row["fine_printed"]
    assert {row["imprisonment_max_months"] for row in rows} >= {6, 12, 24}
    assert any(isinstance(row["fine_max_eur"], int) for row in rows)
