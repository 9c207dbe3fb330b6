"""A provision that is held in several languages is one hit, in the language of the reader."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.library import Knowledge
from search_app.index.background import Background
from search_app.index.documents import translated, without_language
from search_app.index.embedded import EmbeddedEngine
from search_app.index.engine import PlacedHit, best_language, leading
from search_app.index.query import OtherLanguage, SearchQuery
from search_app.index.search import IndexSearcher
from search_app.index.writing import write_index
from tests.search_app.languages_data import ARTICLES, LANGUAGES, SINGLE, written


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> IndexSearcher:
    folder = tmp_path_factory.mktemp("languages") / "index"
    write_index(folder, written())
    return IndexSearcher(EmbeddedEngine(folder), knowledge, Background.open(folder))


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("eu-hives.18a.de", "eu-hives.18a"),
        ("eu-hives.18a.de.2", "eu-hives.18a.2"),
        ("eu-hives.18a", "eu-hives.18a"),
        ("se-kupor.6-11", "se-kupor.6-11"),
        ("se-kupor.ab", "se-kupor.ab"),
        ("se-kupor.1.2", "se-kupor.1.2"),
    ],
)
def test_the_id_of_a_provision_without_its_language(name: str, base: str) -> None:
    assert without_language(name) == base


def test_only_provisions_in_several_languages_are_grouped() -> None:
    names = ["a.1", "a.1.de", "a.2", "a.3.de", "a.4.de", "a.4.sv"]
    assert translated(names) == {"a.1", "a.4"}


@pytest.mark.parametrize("text", ["", '"hive"'])
@pytest.mark.parametrize("sort", ["relevance", "country", "newest"])
def test_each_provision_is_one_hit_and_counts_and_pages_are_right(
    searcher: IndexSearcher, text: str, sort: str
) -> None:
    query = SearchQuery(text, per_page=4, sort=sort)  # type: ignore[arg-type]
    first = searcher.search(query)
    assert (first.total, first.pages) == (ARTICLES + SINGLE, 3)
    hits = [hit for page in (1, 2, 3, 4) for hit in searcher.search(replace(query, page=page)).hits]
    assert len(hits) == len({without_language(hit.id) for hit in hits}) == first.total
    counts = {name: {v.value: v.count for v in values} for name, values in first.facets.items()}
    assert counts["country"] == {"eu": ARTICLES, "se": SINGLE}
    assert counts["concept"] == {"trafficking": ARTICLES, "purchase": SINGLE}
    assert counts["lang"] == {
        **dict.fromkeys(LANGUAGES, ARTICLES), "sv": ARTICLES + SINGLE
    }  # fmt: skip


def test_a_filter_by_language_or_country_counts_provisions_too(searcher: IndexSearcher) -> None:
    german = searcher.search(SearchQuery('"hive"', languages=("de",)))
    assert (german.total, {hit.language for hit in german.hits}) == (ARTICLES, {"de"})
    both = searcher.search(SearchQuery('"hive"', languages=("de", "bg"), countries=("eu",)))
    assert both.total == ARTICLES
    assert {v.value: v.count for v in both.facets["country"]} == {"eu": ARTICLES}
    assert {v.value: v.count for v in both.facets["lang"]}["fr"] == ARTICLES


def of_union(searcher: IndexSearcher, query: SearchQuery) -> set[str]:
    return {hit.language for hit in searcher.search(query).hits if hit.country == "eu"}


def test_the_language_is_that_of_the_reader_then_of_the_query_then_english(
    searcher: IndexSearcher,
) -> None:
    assert of_union(searcher, SearchQuery('"hive"', reader="fr", language="sv")) == {"fr"}
    assert of_union(searcher, SearchQuery('"hive"', reader="pl", language="sv")) == {"sv"}
    assert of_union(searcher, SearchQuery('"hive"', reader="pl")) == {"en"}
    assert of_union(searcher, SearchQuery("gelb", reader="fr")) == {"de"}, "what matches is shown"
    assert of_union(searcher, SearchQuery("", reader="bg")) == {"bg"}


def test_a_hit_names_the_other_languages(searcher: IndexSearcher) -> None:
    hits = searcher.search(SearchQuery("gelb")).hits
    (hit,) = [hit for hit in hits if hit.provision == "3"]
    assert hit.others == tuple(
        OtherLanguage(code, "eu-hives.3" if code == "en" else f"eu-hives.3.{code}")
        for code in ("bg", "en", "fr", "sv")
    )
    swedish = searcher.search(SearchQuery("kupan", countries=("se",))).hits
    assert swedish and all(hit.others == () for hit in swedish)


def test_the_first_hit_of_a_provision_leads() -> None:
    hits = [PlacedHit(n, 9 - n, "a", "eu", group) for n, group in enumerate((1, None, 1, 2, None))]
    assert [hit.place for hit in leading(hits)] == [0, 1, 3, 4]
    texts = [OtherLanguage("sv", "a.sv"), OtherLanguage("bg", "a.bg")]
    assert best_language(texts, ("fr", "sv")).id == "a.sv"
    assert best_language(texts, ("fr",)).id == "a.bg"
