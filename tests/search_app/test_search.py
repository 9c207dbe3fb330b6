"""Searching a built index of self-written statutes and the packaged renderings."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.library import Knowledge
from search_app.index.background import Background
from search_app.index.embedded import EmbeddedEngine
from search_app.index.generation import current
from search_app.index.query import SearchQuery, SearchResult
from search_app.index.search import IndexSearcher
from search_app.paths import DataFolder


@pytest.fixture(scope="module")
def searcher(built: DataFolder, knowledge: Knowledge) -> IndexSearcher:
    home = current(built.index)
    return IndexSearcher(EmbeddedEngine(home), knowledge, Background.open(home))


def ids(result: SearchResult) -> list[str]:
    return [hit.id for hit in result.hits]


def everything(searcher: IndexSearcher, query: SearchQuery) -> list[str]:
    found: list[str] = []
    pages = searcher.search(query).pages
    for page in range(1, pages + 1):
        found += ids(searcher.search(replace(query, page=page)))
    return found


def test_inflected_words_find_their_provision(searcher: IndexSearcher) -> None:
    assert "se-sfs-2001-1.1-1" in ids(searcher.search(SearchQuery("böckerna lånade")))


def test_words_without_diacritics_find_it_too(searcher: IndexSearcher) -> None:
    assert "cz-sb-2001-1.1" in ids(searcher.search(SearchQuery("kniha bezplatne")))


def test_a_number_finds_its_provision_first(searcher: IndexSearcher) -> None:
    assert ids(searcher.search(SearchQuery("R1-3")))[0] == "fr-loi-essai-1.r1-3"


def test_an_exact_phrase(searcher: IndexSearcher) -> None:
    assert ids(searcher.search(SearchQuery('"lånas ut till alla"'))) == ["se-sfs-2001-1.1-1"]
    assert searcher.search(SearchQuery('"alla till ut lånas"')).total == 0


def test_a_query_in_english_finds_provisions_in_other_languages(searcher: IndexSearcher) -> None:
    result = searcher.search(SearchQuery("buying sexual services", countries=("se", "fr", "ie")))
    assert {hit.country for hit in result.hits} == {"se", "fr", "ie"}
    by_concept = [hit for hit in result.hits if hit.id == "se-sfs-2001-1.2-1"]
    assert by_concept[0].reason == "purchase"


def test_renderings_are_found_where_the_original_is_not_held(searcher: IndexSearcher) -> None:
    result = searcher.search(SearchQuery("", countries=("se",), concepts=("purchase",)))
    rendered = [hit for hit in result.hits if hit.is_rendering]
    assert rendered
    assert all(hit.passage_language == "en" for hit in rendered)


def test_filters_narrow_and_every_hit_keeps_them(searcher: IndexSearcher) -> None:
    result = searcher.search(SearchQuery("", countries=("fr",), buyer=True))
    assert result.total > 0
    assert all(hit.country == "fr" and hit.buyer_liable for hit in result.hits)


def test_facet_counts_ignore_their_own_filter(searcher: IndexSearcher) -> None:
    free = searcher.search(SearchQuery("prostitution"))
    narrowed = searcher.search(SearchQuery("prostitution", countries=("se",)))
    assert {v.value: v.count for v in narrowed.facets["country"]} == {
        v.value: v.count for v in free.facets["country"]
    }
    assert sum(v.count for v in narrowed.facets["lang"]) == narrowed.total
    assert [v.value for v in narrowed.facets["country"] if v.chosen] == ["se"]


def test_pages_hold_every_hit_once(searcher: IndexSearcher) -> None:
    query = SearchQuery("", per_page=7)
    found = everything(searcher, query)
    assert len(found) == searcher.size
    assert [name for name, count in Counter(found).items() if count > 1] == []


def test_sorting_by_country(searcher: IndexSearcher) -> None:
    result = searcher.search(SearchQuery("prostitution", sort="newest"))
    dates = [hit.as_of or "" for hit in result.hits]
    assert dates == sorted(dates, reverse=True)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_can_be_searched(searcher: IndexSearcher, text: str) -> None:
    result = searcher.search(SearchQuery(text))
    assert result.total >= len(result.hits)
    for hit in result.hits:
        for start, end in hit.marks:
            assert 0 <= start < end <= len(hit.passage)
