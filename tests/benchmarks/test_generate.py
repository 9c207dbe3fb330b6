"""Made provisions are like the real ones that were measured, repeatable, and take no room."""

from __future__ import annotations

import math
import tracemalloc
from collections import Counter
from itertools import islice

import pytest

from benchmarks import measure
from benchmarks.figures import Shape, shape
from benchmarks.generate import generate, split
from benchmarks.traffic import Seen
from corpus.library import Knowledge
from search_app.index.documents import Document

COUNT = 3_000


@pytest.fixture(scope="module")
def figures() -> Shape:
    return shape()


@pytest.fixture(scope="module")
def made() -> list[Document]:
    return list(generate(COUNT))


def test_the_number_is_exact_and_ids_are_one_each(made: list[Document]) -> None:
    assert len({document.id for document in made}) == len(made) == COUNT
    assert [sum(1 for _ in generate(count)) for count in (0, 1, 27)] == [0, 1, 27]


def test_the_same_seed_makes_the_same(made: list[Document]) -> None:
    assert list(islice(generate(COUNT), 300)) == made[:300]
    assert list(islice(generate(COUNT, seed=2), 300)) != made[:300]


def test_a_mark_stands_in_every_title_and_changes_nothing_else(made: list[Document]) -> None:
    marked = list(islice(generate(COUNT, mark="seventh"), 300))
    assert {document.title.rsplit(maxsplit=1)[-1] for document in marked} == {"seventh"}
    assert [document.text for document in marked] == [document.text for document in made[:300]]


def test_countries_and_languages_have_their_shares(made: list[Document], figures: Shape) -> None:
    counts = Counter(document.country for document in made)
    for country, languages in figures.countries.items():
        wanted = COUNT * sum(languages.values()) / figures.provisions
        assert counts[country] == pytest.approx(wanted, abs=3)
    assert {document.language for document in made} == set(figures.languages)


def test_facets_have_their_shares(made: list[Document], figures: Shape) -> None:
    carried = sum(bool(document.concepts) for document in made)
    wanted = COUNT * (1 - figures.carrying.none / figures.provisions)
    assert carried == pytest.approx(wanted, abs=4 * math.sqrt(wanted))
    assert all(d.buyer_liable == ("buyer" in d.actors) for d in made)
    assert all(d.concepts or not (d.actors or d.cited_for) for d in made)
    assert any(document.rendering for document in made)


@pytest.mark.parametrize("language", ["fr", "de", "el", "fi"])
def test_words_are_as_long_and_as_many_as_measured(
    made: list[Document], figures: Shape, language: str
) -> None:
    held = [document for document in made if document.language == language]
    found, wanted = measure.language(held), figures.languages[language]
    assert found["words"][0] == pytest.approx(wanted.words[0], abs=0.35)
    assert found["length"][2] == pytest.approx(wanted.length[2], rel=0.2)
    assert found["digits"] == pytest.approx(wanted.digits, abs=0.01)
    letters = set("".join(document.text.lower() for document in held)) - set(" .\n/-0123456789")
    assert len(letters) > 20


def test_concepts_are_named_in_the_text(made: list[Document], knowledge: Knowledge) -> None:
    carrying = [document for document in made if document.concepts]
    assert carrying
    for document in carrying:
        for concept in document.concepts:
            labels = knowledge.concepts[concept].labels
            assert labels.get(document.language, labels["en"])[0] in document.text


def test_memory_stays_flat() -> None:
    """What is held does not grow with what was made: ten times as many take no more room."""
    tracemalloc.start()
    try:
        peaks = []
        source = generate(6_000)
        for part in (400, 4_000):
            tracemalloc.reset_peak()
            for _ in islice(source, part):
                pass
            peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0] + 4_000_000


def test_parts_add_up() -> None:
    shares = {"a": 1, "b": 1, "c": 1, "d": 0}
    assert [sum(split(count, shares).values()) for count in range(10)] == list(range(10))
    assert split(9, shares) == {"a": 3, "b": 3, "c": 3, "d": 0}


def test_measures_of_known_numbers() -> None:
    assert measure.lognormal([math.e**2] * 3) == [2.0, 0.0]  # type: ignore[list-item]
    falling = [1_000_000 / rank**1.2 for rank in range(1, 6_000)]
    assert measure.slope(falling) == pytest.approx(1.2)  # type: ignore[arg-type]
    texts = [[f"{n}-{m}" for m in range(5)] for n in range(20)]
    assert measure.growth(texts) == pytest.approx(1.0)
    assert measure.growth([["same", "words"]] * 20) == 0.0


def test_what_readers_saw() -> None:
    seen = Seen(seconds=[0.1, 0.3], failures=Counter({"KeyError": 1}))
    seen.moments["embedded"] = [1.0, 5.0, 7.5]
    assert (seen.requests, seen.failed, seen.longest) == (2, 1, 0.3)
    assert (seen.first_after("embedded", 4.0), seen.first_after("embedded", 8.0)) == (1.0, None)
    assert seen.first_after("Elasticsearch", 0.0) is None
