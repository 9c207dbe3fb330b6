"""Incremental update: only differences are sent, the order is kept, the old generation stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import hypothesis
import pytest
from elasticsearch import Elasticsearch
from hypothesis import given
from hypothesis import strategies as st

from search_app.index.documents import Document
from search_app.index.elastic.checks import CheckError
from search_app.index.elastic.client import connect
from search_app.index.elastic.config import ElasticSettings, elastic_settings
from search_app.index.elastic.engine import ElasticEngine
from search_app.index.elastic.errors import ElasticError
from search_app.index.elastic.reindex import reindex, rollback, status
from search_app.index.elastic.update import difference, update
from search_app.index.query import SearchQuery
from tests.search_app.plans import bare_plan

pytest_plugins = ["tests.elasticsearch.fixtures"]

MODEL = Document(
    id="se-1", country="se", instrument="se-x", instrument_title="Lag", number="1", heading="1 §",
    title="Lag 1 §", text="Böcker lånas ut.", language="sv", kind="act", as_of="2001-01-01",
)  # fmt: skip


def made(names: Sequence[tuple[str, str]]) -> list[Document]:
    return [replace(MODEL, id=name, text=text) for name, text in names]


def applied(
    held: dict[str, tuple[str, float]], wanted: Sequence[Document]
) -> dict[str, tuple[str, float]]:
    found = difference(wanted, held)
    after = {name: value for name, value in held.items() if name not in found.removed}
    return after | {d.id: (d.fingerprint, place) for place, d in (*found.added, *found.changed)}


STATES = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(("one", "two"))),
    unique_by=lambda pair: pair[0],
)


@hypothesis.settings(deadline=None)
@given(st.lists(STATES, min_size=1, max_size=6))
def test_after_any_updates_the_index_holds_the_last_state_in_its_order(
    states: list[list[tuple[str, str]]],
) -> None:
    held: dict[str, tuple[str, float]] = {}
    for state in states:
        wanted = made(state)
        held = applied(held, wanted)
        assert sorted(held, key=lambda name: held[name][1]) == [d.id for d in wanted]
        assert {name: value[0] for name, value in held.items()} == {
            d.id: d.fingerprint for d in wanted
        }
        assert len({place for _, place in held.values()}) == len(wanted)


def test_an_insertion_moves_nothing_else() -> None:
    before = made([(name, "one") for name in "abcd"])
    held = applied({}, before)
    found = difference([before[0], *made([("new", "one")]), *before[1:]], held)
    assert [d.id for _, d in found.added] == ["new"]
    assert (found.changed, found.removed, found.unchanged) == ((), (), 4)


def test_insertions_at_one_spot_end_with_a_clear_sentence() -> None:
    held = applied({}, made([("a", "one"), ("z", "one")]))
    with pytest.raises(ElasticError, match="no place is left"):
        for n in range(200):
            names = ["a", *(f"n{i}" for i in range(n, -1, -1)), "z"]
            held = applied(held, made([(name, "one") for name in names]))


@pytest.fixture
def settings(elasticsearch_url: str, request: pytest.FixtureRequest) -> ElasticSettings:
    name = f"update-{abs(hash(request.node.name))}"
    return elastic_settings({"ELASTICSEARCH_URL": elasticsearch_url, "ELASTICSEARCH_INDEX": name})


@pytest.fixture
def client(settings: ElasticSettings) -> Elasticsearch:
    return connect(settings)


def listed(settings: ElasticSettings) -> list[tuple[str, str]]:
    query = SearchQuery("", sort="country", per_page=50)
    found = ElasticEngine(settings).find(bare_plan(query))
    return [(raw.document.id, raw.document.text) for raw in found.hits]


def test_an_update_sends_the_differences_and_keeps_the_one_before(
    settings: ElasticSettings,
) -> None:
    before = [("a", "one"), ("b", "one"), ("c", "one"), ("d", "one"), ("e", "one")]
    after = [("a", "one"), ("new", "x"), ("b", "one"), ("c", "two"), ("e", "one")]
    first = reindex(settings, made(before)).generation
    done = update(settings, made(after))
    assert (done.added, done.changed, done.removed, done.unchanged) == (1, 1, 1, 3)
    assert listed(settings) == after
    assert [g.name for g in status(settings)] == [done.generation, first]
    rollback(settings)
    assert listed(settings) == before


def test_an_update_without_a_difference_changes_nothing(settings: ElasticSettings) -> None:
    first = reindex(settings, made([("a", "one"), ("b", "one")])).generation
    done = update(settings, made([("a", "one"), ("b", "one")]))
    assert (done.generation, done.unchanged) == (first, 2)
    assert [g.name for g in status(settings)] == [first]


def test_a_refused_update_leaves_nothing(settings: ElasticSettings) -> None:
    first = reindex(settings, made([(name, "one") for name in "abcdefghij"])).generation
    with pytest.raises(CheckError, match="country se: 10 → 2"):
        update(settings, made([("a", "one"), ("b", "two")]))
    assert [g.name for g in status(settings) if g.current] == [first]
    assert len(status(settings)) == 1
    assert update(settings, made([("a", "one")]), accept_losses=True).removed == 9


def test_an_update_needs_a_generation_of_the_same_layout(
    settings: ElasticSettings, client: Elasticsearch
) -> None:
    with pytest.raises(ElasticError, match="no generation serves"):
        update(settings, made([("a", "one")]))
    first = reindex(settings, made([("a", "one")])).generation
    client.indices.put_mapping(index=first, meta={"layout": 1, "state": "ready"})
    with pytest.raises(ElasticError, match="older layout"):
        update(settings, made([("a", "two")]))
