"""Work in processes: in order, with bounded look-ahead, faults passed on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store import Library
from corpus.texts import Provision, Version
from search_app.build import tag_library
from search_app.parallel import in_order


def double(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen")
    return 2 * number


def run(items: Iterator[int] | range, jobs: int) -> Iterator[tuple[int, int]]:
    return in_order(double, items, jobs, kind=lambda n: str(n % 3), size=lambda _: 1, loading=5)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs: int) -> None:
    found = list(run(range(20, 120), jobs))
    assert found == [(n, 2 * n) for n in range(20, 120)]
    assert list(run(range(0), jobs)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_is_passed_on(jobs: int) -> None:
    with pytest.raises(ValueError, match="thirteen"):
        list(run(range(10, 20), jobs))


def test_items_are_not_all_taken_at_once() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(20, 1020):
            taken += 1
            yield number

    results = run(items(), 2)
    next(results)
    assert taken < 100
    results.close()  # type: ignore[attr-defined]


def test_the_library_is_tagged_alike_by_one_and_by_two_processes(tmp_path: Path) -> None:
    texts = {"sv": "Den som köper en sexuell tjänst döms till böter.", "en": "Nothing is said."}
    found = []
    for jobs in (1, 2):
        with Library(tmp_path / f"{jobs}.db") as library:
            for language, text in texts.items():
                provision = Provision(number="1", heading="1", text=text)
                version = Version(
                    country="se", identifier=language, title="x", language=language, as_of=None,
                    source_url="", provisions=(provision,),
                )  # fmt: skip
                library.add(version, f"se-{language}", "2026-01-01T00:00:00")
            told: list[tuple[str, int, int]] = []
            assert tag_library(library, lambda *step, told=told: told.append(step), jobs) == 2
            assert told[-1] == ("tag", 2, 2)
            assert tag_library(library, lambda *_: None, jobs) == 0
            assert tag_library(library, lambda *_: None, jobs, anew=True) == 2
            found.append([p.tags for p in library.provisions()])
    assert found[0] == found[1]
    assert [bool(tags and tags.tags) for tags in found[0]] == [True, False]
