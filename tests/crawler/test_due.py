"""What is due: by the days since the last success or a failure, and what has to wait."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.evidence import Outcome
from corpus.store import Library
from crawler.due import DueCrawl, Postponed, due_crawl
from crawler.plan import host_loads, plan
from crawler.sources import SourceFile, sources
from tests.crawler import answers

NOW = dt.datetime(2026, 11, 30, 12, 0, tzinfo=dt.UTC)


def source(name: str = "se", **changes: object) -> SourceFile:
    """Return a source with two imaginary instruments, due every seven days."""
    found, instrument = answers.imaginary(name)
    other = instrument.model_copy(update={"id": "se-other"})
    given = {"instruments": (instrument, other), "frequency_days": 7, **changes}
    return found.model_copy(update=given)


def outcome(state: str, succeeded: str, name: str = "se-lanelag") -> Outcome:
    return Outcome("se", name, state, 5, "", "2026-11-30T00:00:00", succeeded)


def due(*outcomes: Outcome, wanted: bool = True, **changes: object) -> DueCrawl:
    return due_crawl([source(**changes)], outcomes, lambda *_: wanted, NOW, (), {})


def names(found: DueCrawl) -> list[str]:
    return [i.name for planned in found.plans for i in planned.instruments]


def test_what_nobody_has_collected_is_due() -> None:
    assert names(due()) == ["se-lanelag", "se-other"]
    assert due().instruments == 2
    assert due(wanted=False).plans == ()


@pytest.mark.parametrize(
    ("state", "succeeded", "is_due"),
    [
        ("new", "2026-11-24T00:00:00+00:00", False),
        ("unchanged", "2026-11-23T23:59:59+00:00", True),
        ("unchanged", "2026-11-30T11:59:00+00:00", False),
        ("failed", "2026-11-30T11:59:00+00:00", True),
        ("failed", "", True),
    ],
)
def test_an_instrument_is_due_after_the_days_of_its_source_or_a_failure(
    state: str, succeeded: str, is_due: bool
) -> None:
    other = outcome("new", "2026-11-30T00:00:00+00:00", "se-other")
    assert names(due(outcome(state, succeeded), other)) == (["se-lanelag"] if is_due else [])


def test_a_source_without_its_key_waits() -> None:
    found = due(key_variables=("PISTE_CLIENT_ID", "PISTE_CLIENT_SECRET"))
    assert found.plans == ()
    why = "needs a key: PISTE_CLIENT_ID and PISTE_CLIENT_SECRET not set"
    assert found.postponed == (Postponed("se", why),)


def test_a_source_waits_for_its_hours() -> None:
    limits = source().limits.model_copy(update={"hours": ("20:00", "06:00"), "timezone": "UTC"})
    found = due(limits=limits)
    assert found.plans == ()
    assert "from 20:00 to 06:00 (UTC) only" in found.postponed[0].reason
    by_night = dt.datetime(2026, 11, 30, 23, 0, tzinfo=dt.UTC)
    assert (
        due_crawl([source(limits=limits)], [], lambda *_: True, by_night, (), {}).instruments == 2
    )


def test_translations_are_asked_for_by_language_and_kept_current_once_collected() -> None:
    union = sources()["eu"]
    (first, *_) = union.translations(("de",))

    def found(languages: tuple[str, ...], *outcomes: Outcome) -> set[str]:
        planned = due_crawl([union], outcomes, lambda *_: True, NOW, languages, {}).plans
        return {i.name for p in planned for i in p.instruments if i.language == "de"}

    held = Outcome("eu", first.name, "new", 5, "", "2026-11-01", "2026-11-01T00:00:00+00:00")
    assert found(()) == set()
    assert len(found(("de",))) > 1
    assert found((), held) == {first.name}


def test_requests_are_counted_by_host() -> None:
    planned = due().plans
    (load,) = host_loads([*planned, *planned])
    assert load.host == "data.riksdagen.se"
    assert load.requests == 2 * planned[0].requests
    assert load.seconds == 2 * planned[0].seconds


def test_a_crawl_since_a_day_leaves_out_what_was_read_since(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    first = sources()["se"].instruments[0]
    with Library(path) as library:
        read = Outcome("se", first.id, "new", 9, "", "2026-11-20T00:00:00+00:00")
        library.save_outcome(read)
    for day, left_out in (("2026-11-20", 1), ("2026-11-21", 0)):
        (planned,) = plan(["se"], path, dt.date.fromisoformat(day))
        assert len(planned.instruments) == len(sources()["se"].instruments) - left_out
