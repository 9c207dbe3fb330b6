"""Changes between versions: by provision, and formatting is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.changes import compare, essence
from corpus.evidence import Outcome, Record
from corpus.store import Library, content_hash
from corpus.texts import Provision, Version


def provision(number: str, text: str) -> Provision:
    return Provision(number=number, heading=f"§ {number}", text=text)


def version(*texts: tuple[str, str], as_of: str = "2020-01-01") -> Version:
    return Version(
        country="se", identifier="x", title="Lag", language="sv", as_of=as_of,
        source_url="https://a.b/", provisions=tuple(provision(*t) for t in texts),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("böcker  lånas", "böcker\nlånas"),
        ("bö\u00adcker", "böcker"),
        ("„Buch“", "“Buch”"),
        ("1–3", "1-3"),
        ("l’acte", "l'acte"),
        ("a\u00a0b", "a b"),
        ("ﬁnes", "fines"),
    ],
)
def test_formatting_is_no_change(one: str, other: str) -> None:
    assert essence(one) == essence(other)


@pytest.mark.parametrize(
    ("one", "other"), [("two years", "three years"), ("1–3", "13"), ("A", "a")]
)
def test_words_numbers_and_case_are_a_change(one: str, other: str) -> None:
    assert essence(one) != essence(other)


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["x", "y"])))
def test_the_same_text_has_no_change(texts: dict[str, str]) -> None:
    held = [provision(*pair) for pair in texts.items()]
    found = compare(held, held, instrument="i", language="sv", seen_at="d", hashes=("1", "2"))
    assert found.empty


def test_a_new_version_stores_its_change_and_its_evidence(tmp_path: Path) -> None:
    old = version(("1", "one"), ("2", "two"), ("3", "three"))
    new = version(("1", "one"), ("2", "zwei"), ("4", "four"), as_of="2021-01-01")
    record = Record("https://a.b/", "a.warc.gz", 7, "ab" * 32, "2021-01-02T00:00:00Z")
    with Library(tmp_path / "l.db") as library:
        library.add(old, "se-x", "2020-01-02")
        assert library.changes() == []
        library.add(new, "se-x", "2021-01-02", [record])
        (change,) = library.changes("se-x")
        assert (change.added, change.removed, change.changed) == (("4",), ("3",), ("2",))
        assert library.evidence(content_hash(new), "se-x") == [record]
        assert library.evidence(content_hash(old), "se-x") == []
        library.rename("se-x", "se-y")
        assert [c.instrument for c in library.changes()] == ["se-y"]
        assert library.evidence(content_hash(new), "se-y") == [record]


def test_a_version_that_only_formats_differently_is_no_change(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version(("1", "one two")), "se-x", "2020-01-02")
        library.add(version(("1", "one\u00a0two"), as_of="2021-01-01"), "se-x", "2021-01-02")
        assert library.changes() == []
        assert library.counts()["versions"] == 2


def test_a_failure_keeps_the_day_of_the_last_success(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        for state, day in (("new", "01"), ("failed", "02"), ("failed", "03")):
            library.save_outcome(Outcome("se", "se-x", state, 3, "why", f"2020-01-{day}T00:00:00"))
        library.save_outcome(Outcome("se", "se-x.fi", "failed", 0, "why", "2020-01-04"))
        swedish, finnish = library.outcomes()
        assert (swedish.state, swedish.finished_at[:10]) == ("failed", "2020-01-03")
        assert (swedish.succeeded_at[:10], finnish.succeeded_at) == ("2020-01-01", "")
        library.save_outcome(Outcome("se", "se-x", "unchanged", 3, "", "2020-01-05"))
        assert library.outcomes()[0].succeeded_at == "2020-01-05"
