"""The contract of engines, on a real server: both find, count and order the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.library import Knowledge
from corpus.store import Library
from search_app.index.background import Background
from search_app.index.documents import Document, documents
from search_app.index.elastic import engine as elastic_engine
from search_app.index.elastic.config import ElasticSettings, elastic_settings
from search_app.index.elastic.engine import ElasticEngine
from search_app.index.elastic.reindex import reindex
from search_app.index.embedded import EmbeddedEngine
from search_app.index.generation import current
from search_app.index.query import FACETS, Carried, Hit, SearchQuery, SearchResult
from search_app.index.search import IndexSearcher
from search_app.index.writing import write_index
from search_app.paths import DataFolder
from tests.search_app.languages_data import ARTICLES, SINGLE
from tests.search_app.languages_data import written as in_languages

pytest_plugins = ["tests.elasticsearch.fixtures"]

TEXTS = (
    "",
    "prostitution",
    "böckerna lånade",
    "kniha bezplatne",
    "kniha bezplatně",
    "buying sexual services",
    "purchase of sexual services from a minor",
    "procuring",
    "the of and",
    "R1-3",
    "art. 611-1",
    "6 kap. 11 §",
    "611-1",
    "1.1",
    "§ 1",
    "1 a",
    '"lånas ut till alla"',
    '"alla till ut lånas"',
    '"böcker"',
    'bibliotek "lånas ut"',
    "no-such-word-anywhere",
    "l'achat d'actes",
    "käufliche Liebe",
    "Straße",
    "έκδοση",
    "…",
    '"',
    "böcker " * 40,
    "fine for clients France",
    "köpa sex barn",
    "kopa sex barn",
    "Freier Zwangsprostituierte",
    "Sweden buying sex law",
    "prostitutionn",
    "6 kap. 11 § brottsbalken",
    "611-1 code pénal",
    "клиент на проститутка непълнолетна",
    "interpreter for victims",
    "in 2016 sex kaufen",
    "bordell mieten vermieten",
    "trafficking",
)

FILTERED = (
    SearchQuery("prostitution", countries=("se",)),
    SearchQuery("prostitution", countries=("se", "fr")),
    SearchQuery("", countries=("fr",), buyer=True),
    SearchQuery("", buyer=False),
    SearchQuery("", concepts=("purchase",)),
    SearchQuery("", concepts=("purchase", "procuring"), countries=("se", "ie")),
    SearchQuery("", languages=("en",)),
    SearchQuery("person", languages=("en", "sv"), actors=("buyer",)),
    SearchQuery("", kinds=("statute", "policy")),
    SearchQuery("", as_of_from=dt.date(2015, 6, 1)),
    SearchQuery("person", as_of_from=dt.date(2015, 6, 1), countries=("ie",)),
    SearchQuery("", countries=("zz",)),
    SearchQuery("prostitution", sort="country"),
    SearchQuery("prostitution", sort="newest"),
    SearchQuery("", sort="newest", countries=("fr",)),
    SearchQuery("prostitution", page=2),
    SearchQuery("", page=3, per_page=7),
    SearchQuery("prostitution", page=900),
    SearchQuery("buying sex", concepts=("purchase",), buyer=True, kinds=("statute", "policy")),
    SearchQuery("prostitution", language="fr"),
    SearchQuery("Sweden buying sex", removed=("country:se",)),
    SearchQuery("köpa sex barn", removed=("cue:minor", "word:barn")),
)

SHAPES = (*(SearchQuery(text) for text in TEXTS), *FILTERED)


@pytest.fixture(scope="module")
def settings(elasticsearch_url: str) -> ElasticSettings:
    values = {
        "ELASTICSEARCH_URL": elasticsearch_url,
        "ELASTICSEARCH_INDEX": "contract",
        "ELASTICSEARCH_SEARCH_TIMEOUT": "30",
    }
    return elastic_settings(values)


@pytest.fixture(scope="module")
def background(built: DataFolder) -> Background:
    return Background.open(current(built.index))


@pytest.fixture(scope="module")
def embedded(built: DataFolder, knowledge: Knowledge, background: Background) -> IndexSearcher:
    return IndexSearcher(EmbeddedEngine(current(built.index)), knowledge, background)


@pytest.fixture(scope="module")
def elastic(
    built: DataFolder, knowledge: Knowledge, settings: ElasticSettings, background: Background
) -> IndexSearcher:
    with Library(built.library) as library:
        reindex(settings, documents(knowledge, library))
    return IndexSearcher(ElasticEngine(settings), knowledge, background)


@pytest.fixture(scope="module")
def languages(
    settings: ElasticSettings, knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory
) -> tuple[IndexSearcher, IndexSearcher]:
    """Both engines with provisions that are held in several languages."""
    folder = tmp_path_factory.mktemp("languages") / "index"
    write_index(folder, in_languages())
    aside = replace(settings, index="languages")
    reindex(aside, in_languages())
    words = Background.open(folder)
    return (
        IndexSearcher(EmbeddedEngine(folder), knowledge, words),
        IndexSearcher(ElasticEngine(aside), knowledge, words),
    )


def score_of_last(hits: tuple[Hit, ...]) -> float:
    return hits[-1].score if hits else 0.0


def overlap(one: SearchResult, other: SearchResult, whole: SearchResult) -> float:
    """The share of the first ten that both have; equals in score may stand for each other.

    `whole` holds all hits of `one`.
    """
    if not one.hits:
        return 1.0
    wanted, given = {h.id for h in one.hits[:10]}, {h.id for h in other.hits[:10]}
    last = score_of_last(one.hits[:10])
    equals = {h.id for h in whole.hits if abs(h.score - last) <= 0.001 * abs(last)}
    missing = wanted - given - equals
    foreign = given - wanted - equals
    return 1 - max(len(missing), len(foreign)) / len(wanted)


@pytest.mark.parametrize("query", SHAPES, ids=str)
def test_both_engines_answer_alike(
    query: SearchQuery, embedded: IndexSearcher, elastic: IndexSearcher
) -> None:
    one, other = embedded.search(query), elastic.search(query)
    assert other.total == one.total
    assert other.facets == one.facets
    assert len(other.hits) == len(one.hits)
    if query.page == 1 and query.sort == "relevance":
        whole = embedded.search(replace(query, per_page=embedded.size))
        assert overlap(one, other, whole) >= 0.9
    if query.sort == "country":
        assert [hit.id for hit in other.hits] == [hit.id for hit in one.hits]
    if query.sort == "newest":
        assert [hit.as_of for hit in other.hits] == [hit.as_of for hit in one.hits]


def test_hits_carry_the_same_passages_and_marks(
    embedded: IndexSearcher, elastic: IndexSearcher
) -> None:
    query = SearchQuery("buying sexual services", per_page=200)
    one = {hit.id: replace(hit, score=0) for hit in embedded.search(query).hits}
    other = {hit.id: replace(hit, score=0) for hit in elastic.search(query).hits}
    assert one == other


def written(number: int) -> Document:
    """A document with words in each part, of a length of its own."""
    return Document(
        id=f"se-{number}", country="se", instrument="se-x", instrument_title="Lag",
        number=str(number), heading=f"{number} §", title=f"Lag om böcker {number} §",
        text=" ".join(["Böcker lånas ut.", *(f"Ord{n} och bok." for n in range(number % 9))]),
        language="sv", kind="act", as_of="2001-01-01",
        rendering=" ".join(["Books are lent.", *(["And more."] * (number % 5))]),
    )  # fmt: skip


def test_scores_are_those_of_the_embedded_engine(
    settings: ElasticSettings, knowledge: Knowledge, tmp_path: Path
) -> None:
    held = [written(number) for number in range(1, 60)]
    write_index(tmp_path / "index", held)
    aside = replace(settings, index="scores")
    reindex(aside, held)
    words = Background.open(tmp_path / "index")
    embedded = IndexSearcher(EmbeddedEngine(tmp_path / "index"), knowledge, words)
    elastic = IndexSearcher(ElasticEngine(aside), knowledge, words)
    for text in ("bok", "böcker låna", "books lent", "ord3", '"lånas ut"', "5", "lag 7 §"):
        query = SearchQuery(text, per_page=100)
        one = {hit.id: hit.score for hit in embedded.search(query).hits}
        other = {hit.id: hit.score for hit in elastic.search(query).hits}
        assert one, text
        assert other == pytest.approx(one, rel=0.001), text


@pytest.mark.parametrize(
    "query",
    [
        SearchQuery('"hive"', per_page=4),
        SearchQuery('"hive"', per_page=4, page=2),
        SearchQuery('"hive"', per_page=4, page=3, sort="country"),
        SearchQuery("", per_page=5, page=2, reader="bg"),
        SearchQuery("", per_page=5, sort="country", reader="de"),
        SearchQuery("", per_page=5, sort="newest", reader="de"),
        SearchQuery("gelb", reader="fr"),
        SearchQuery('"hive"', languages=("de", "bg"), countries=("eu",)),
        SearchQuery('"hive"', language="sv", concepts=("trafficking",)),
        SearchQuery("", per_page=3, page=9),
    ],
    ids=str,
)
def test_a_provision_in_several_languages_is_one_hit_in_both(
    query: SearchQuery, languages: tuple[IndexSearcher, IndexSearcher]
) -> None:
    one, other = (searcher.search(query) for searcher in languages)
    assert (other.total, other.facets) == (one.total, one.facets)
    assert one.total <= ARTICLES + SINGLE
    assert [(hit.id, hit.others) for hit in other.hits] == [(h.id, h.others) for h in one.hits]


def test_pages_of_languages_beyond_the_window_follow_on(
    languages: tuple[IndexSearcher, IndexSearcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    query = SearchQuery("", per_page=5, sort="country", reader="sv")
    straight = [languages[0].search(replace(query, page=page)).hits for page in (1, 2, 3, 4)]
    monkeypatch.setattr(elastic_engine, "WINDOW", 6)
    monkeypatch.setattr(elastic_engine, "_TEXTS", 1000)
    walked = [languages[1].search(replace(query, page=page)).hits for page in (1, 2, 3, 4)]
    assert [[hit.id for hit in hits] for hits in walked] == [
        [hit.id for hit in hits] for hits in straight
    ]


def test_sizes_and_values_of_facets(built: DataFolder, settings: ElasticSettings) -> None:
    one, other = EmbeddedEngine(current(built.index)), ElasticEngine(settings)
    assert other.size == one.size
    for facet in FACETS:
        assert other.values(facet) == one.values(facet)


def test_pages_hold_every_hit_once(elastic: IndexSearcher) -> None:
    query = SearchQuery("", per_page=17)
    pages = range(1, elastic.search(query).pages + 1)
    found = [hit for page in pages for hit in elastic.search(replace(query, page=page)).hits]
    assert len(found) == len({hit.id for hit in found}) == elastic.search(query).total
    texts = {hit.id for hit in found} | {other.id for hit in found for other in hit.others}
    assert len(texts) == elastic.size


@pytest.mark.parametrize("sort", ["relevance", "country", "newest"])
@pytest.mark.parametrize("text", ["", "prostitution"])
def test_pages_beyond_the_window_follow_on(
    elastic: IndexSearcher, monkeypatch: pytest.MonkeyPatch, sort: str, text: str
) -> None:
    query = SearchQuery(text, per_page=5, sort=sort)  # type: ignore[arg-type]
    pages = range(1, elastic.search(query).pages + 2)
    straight = [elastic.search(replace(query, page=page)).hits for page in pages]
    monkeypatch.setattr(elastic_engine, "WINDOW", 12)
    walked = [elastic.search(replace(query, page=page)) for page in pages]
    assert [result.hits for result in walked] == straight
    assert len({result.total for result in walked}) == 1


@pytest.mark.parametrize(
    ("concepts", "buyer"),
    [
        (("purchase",), True),
        (("procuring", "purchase"), False),
        (("trafficking",), False),
        ((), True),
    ],
)
def test_similar_provisions_are_the_same(
    embedded: IndexSearcher, elastic: IndexSearcher, concepts: tuple[str, ...], buyer: bool
) -> None:
    wanted = Carried("se", concepts, buyer)
    one, other = embedded.similar(wanted, 20), elastic.similar(wanted, 20)
    assert one == other
    assert bool(one) == bool(concepts)
    assert all(hit.country != "se" and set(hit.concepts) <= set(concepts) for hit in one)
    assert len({hit.country for hit in one}) == len(one)
