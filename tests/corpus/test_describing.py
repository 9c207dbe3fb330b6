"""Kinds of texts in the library: what is current, and what is said anew of the same words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.evidence import Record
from corpus.store import Library, StoredVersion
from corpus.texts import Extent, Force, Form, Provision, TextKind, Version

RECORD = Record("https://a.b/", "a.warc.gz", 7, "ab" * 32, "2026-01-02T00:00:00Z")
THEN, NOW = "2026-01-01T00:00:00", "2026-11-30T00:00:00"


def version(
    text: str | dict[str, str],
    force: Force = "in-force",
    *,
    form: Form = "consolidated",
    extent: Extent = "whole",
    as_of: str | None = "2026-01-01",
    origin: str = "a file",
) -> Version:
    return Version(
        country="se", identifier="SFS 1:1", title="Lag", language="sv", as_of=as_of,
        source_url="https://law.example/", origin=origin,
        text_kind=TextKind(extent=extent, force=force, form=form),
        provisions=tuple(
            Provision(number=number, heading=f"{number} §", text=words)
            for number, words in ({"1": text} if isinstance(text, str) else text).items()
        ),
    )  # fmt: skip


def current(library: Library) -> str:
    """The text that pages, tags and the index take for that of the act."""
    (found,) = library.provisions()
    shown = library.provision("se-x.1")
    assert shown is not None
    assert shown.provision.text == found.provision.text
    assert found.copy.current
    assert [p.provision.text for p in library.untagged("t")] == [found.provision.text]
    return found.provision.text


def only(library: Library) -> StoredVersion:
    (found,) = library.held("se")
    return found


@pytest.mark.parametrize(
    "other",
    [
        version("other", "past", as_of="2026-06-01"),
        version("other", "future", as_of="2027-06-01"),
        version("other", "repealed", as_of="2026-06-01"),
        version("other", "unknown", form="as-enacted", as_of="2026-06-01"),
        version("other", form="amending", as_of="2026-06-01"),
        version("other", "past", as_of=None),
    ],
    ids=["past", "future", "repealed", "as enacted", "amending", "no state"],
)
@pytest.mark.parametrize("law", [version("law"), version("law", "unknown", as_of=None)])
def test_no_newer_text_of_another_kind_takes_the_place_of_the_law(
    tmp_path: Path, law: Version, other: Version
) -> None:
    for name, order in (("a", (law, other)), ("b", (other, law))):
        with Library(tmp_path / f"{name}.db") as library:
            for each in order:
                library.add(each, "se-x", NOW)
            assert current(library) == "law"
            assert [p.copy.current for p in library.versions("se-x.1")].count(True) == 1


@pytest.mark.parametrize("force", ["past", "future", "repealed"])
def test_what_is_not_law_is_found_where_nothing_else_is_held_but_not_taken_for_law(
    tmp_path: Path, force: Force
) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version("old", force), "se-x", NOW)
        library.add(version("older", force, as_of="2020"), "se-x", NOW)
        assert current(library) == "old"
        found = library.provision("se-x.1")
        assert found is not None
        assert not found.copy.shows_law
        assert found.copy.force == force


def test_an_amending_act_is_held_with_its_label(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version("Ändras.", form="amending", extent="excerpt"), "se-x", NOW)
        found = only(library).copy
        assert (found.extent, found.force, found.form) == ("excerpt", "in-force", "amending")
        assert (found.origin, found.obtained) == ("a file", "imported")


def test_a_former_text_is_no_change_of_the_law(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version("law"), "se-x", NOW)
        library.add(version("old", "past", as_of="2020-01-01"), "se-x", NOW)
        library.add(version("to come", "future", as_of="2027-01-01"), "se-x", NOW)
        assert library.changes() == []
        library.add(version("new law", as_of="2026-11-01"), "se-x", NOW)
        (change,) = library.changes()
        assert change.changed == ("1",)


OLD = version({"1": "one", "2": "two", "3": "three"}, as_of="2025-01-01")
PART = version({"2": "two, changed", "4": "four"}, extent="excerpt", as_of="2026-07-16")
BOTH = {"se-x.1": "one", "se-x.2": "two, changed", "se-x.3": "three", "se-x.4": "four"}


@pytest.mark.parametrize("order", [(OLD, PART), (PART, OLD)])
def test_an_excerpt_is_current_for_what_it_has_and_hides_nothing_else(
    tmp_path: Path, order: tuple[Version, Version]
) -> None:
    with Library(tmp_path / "l.db") as library:
        for each in order:
            library.add(each, "se-x", NOW)
        assert {p.id: p.provision.text for p in library.provisions()} == BOTH
        assert {p.id: p.provision.text for p in library.untagged("t")} == BOTH
        assert sorted(library.current_ids()) == sorted(BOTH)
        assert library.count_untagged("t") == len(BOTH)
        for name, text in BOTH.items():
            found = library.provision(name)
            assert found is not None
            assert (found.provision.text, found.copy.current) == (text, True)
        (changed, unchanged) = library.versions("se-x.2")
        assert (changed.copy.current, unchanged.copy.current) == (True, False)
        assert [v.as_of for v in library.held("se")] == ["2026-07-16", "2025-01-01"]


def test_an_excerpt_changes_what_it_has_and_removes_nothing(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(OLD, "se-x", THEN)
        library.add(PART, "se-x", NOW)
        (change,) = library.changes()
        assert (change.added, change.removed, change.changed) == (("4",), (), ("2",))


def test_a_whole_text_after_an_excerpt_is_no_new_law(tmp_path: Path) -> None:
    whole = version({"1": "one", "2": "two, changed", "4": "iv"}, as_of="2026-11-01")
    with Library(tmp_path / "l.db") as library:
        library.add(PART, "se-x", THEN)
        library.add(whole, "se-x", NOW)
        (change,) = library.changes()
        assert (change.added, change.removed, change.changed) == ((), (), ("4",))
        assert [p.provision.text for p in library.provisions()] == ["one", "two, changed", "iv"]


def test_of_one_day_the_whole_text_is_current(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version({"1": "one", "2": "two"}), "se-x", THEN)
        library.add(version({"2": "two."}, extent="excerpt"), "se-x", NOW)
        assert [p.provision.text for p in library.provisions()] == ["one", "two"]


def test_an_excerpt_of_a_past_wording_gives_nothing_to_the_law(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(PART, "se-x", NOW)
        gone = version({"2": "ii", "9": "nine"}, "past", extent="excerpt", as_of="2006-01-01")
        library.add(gone, "se-x", NOW)
        assert sorted(library.current_ids()) == ["se-x.2", "se-x.4"]
        found = library.provision("se-x.9")
        assert found is not None
        assert (found.copy.current, found.copy.force) == (False, "past")


def test_the_same_words_are_described_anew(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        assert library.add(version("law", "unknown", origin=""), "se-x", THEN)
        assert not library.add(version("law", origin="here"), "se-x", NOW)
        assert only(library).copy.origin == "here"
        assert only(library).copy.force == "in-force"
        assert not library.add(version("law", "repealed", as_of="2026-06-01"), "se-x", NOW)
        assert (only(library).copy.force, only(library).as_of) == ("repealed", "2026-06-01")
        assert not library.add(version("law"), "se-x", NOW), "an older state settles nothing"
        assert only(library).copy.force == "repealed"
        assert only(library).retrieved_at == THEN
        assert library.counts()["versions"] == 1


def test_words_that_are_past_and_in_force_again_are_in_force(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version("law", "past", as_of="2006-02-04"), "se-x", NOW)
        library.add(version("law"), "se-x", NOW)
        library.add(version("law", "past", as_of="2006-02-04"), "se-x", NOW)
        assert (only(library).copy.force, only(library).as_of) == ("in-force", "2026-01-01")


def test_only_a_crawl_retrieves_and_no_import_takes_that_away(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version("law"), "se-x", THEN)
        assert only(library).copy.obtained == "imported"
        assert not library.add(version("law", origin="The publisher"), "se-x", NOW, [RECORD])
        assert (only(library).copy.obtained, only(library).retrieved_at) == ("retrieved", NOW)
        assert library.evidence(only(library).content_hash, "se-x") == [RECORD]
        library.add(version("law", "repealed", origin="a file"), "se-x", NOW)
        assert only(library).copy.origin == "The publisher"
        assert only(library).copy.force == "in-force"


@pytest.mark.parametrize(
    ("status", "as_of", "force"),
    [
        ("in-force", "2027-01-01", "in-force"),
        ("", "2027-01-01", "unknown"),
        ("not-yet-in-force", "2027", "unknown"),
        ("in-force", "2027-01-02", "future"),
        ("in-force", None, "future"),
    ],
)
def test_a_future_text_has_another_force_once_its_day_has_come(
    tmp_path: Path, status: str, as_of: str | None, force: str
) -> None:
    day = dt.date(2027, 1, 1)
    with Library(tmp_path / "l.db") as library:
        library.add(version({"1": "now", "2": "same"}), "se-x", NOW)
        later = version({"1": "then", "2": "same"}, "future", as_of=as_of)
        library.add(later.model_copy(update={"status": status}), "se-x", NOW)
        assert library.enter_into_force(dt.date(2026, 12, 31), THEN) == 0
        mark = library.mark()
        begun = force != "future"
        assert library.enter_into_force(day, "2027-01-01T04:00:00+00:00") == begun
        newest = max(library.versions("se-x.1"), key=lambda p: p.as_of or "9999")
        assert newest.copy.force == force
        assert (library.mark() != mark) == begun
        changes = library.changes("se-x")
        assert [c.changed for c in changes] == ([("1",)] if begun else [])
        assert all(c.seen_at.startswith("2027-01-01") for c in changes)
        shown = next(p for p in library.provisions() if p.provision.number == "1")
        assert shown.provision.text == ("then" if begun else "now")
        assert library.enter_into_force(day, NOW) == 0
