"""The library file: nothing twice, nothing lost, nothing half."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.instruments import adopt
from corpus.integrity import examine
from corpus.library import Knowledge
from corpus.store import Library, LibraryError, public_id
from corpus.texts import Provision, ProvisionTags, Span, Tag, Version


def version(*texts: str, as_of: str = "2026-01-01") -> Version:
    return Version(
        country="se",
        identifier="SFS 1:1",
        title="Lag",
        language="sv",
        as_of=as_of,
        source_url="https://law.example/",
        provisions=tuple(
            Provision(number=str(i), heading=f"{i} §", text=text)
            for i, text in enumerate(texts, start=1)
        ),
    )


def test_the_same_text_twice_changes_nothing(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        assert library.add(version("a", "b"), "se-x", "2026-01-01T00:00:00")
        before = library.counts()
        assert not library.add(version("a", "b"), "se-x", "2026-02-01T00:00:00")
        assert library.counts() == before == {"instruments": 1, "versions": 1, "provisions": 2}


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version("old"), "se-x", "2026-01-01T00:00:00")
        library.add(version("new", as_of="2026-06-01"), "se-x", "2026-06-02T00:00:00")
        found = library.provision("se-x.1")
        assert found is not None
        assert found.provision.text == "new"
        assert [p.provision.text for p in library.versions("se-x.1")] == ["new", "old"]
        assert [p.provision.text for p in library.provisions()] == ["new"]


def identified(*names: str) -> Version:
    """Two provisions with what the publisher calls them."""
    plain = version("a", "b")
    named = zip(plain.provisions, names, strict=True)
    provisions = tuple(p.model_copy(update={"portal_id": name}) for p, name in named)
    return plain.model_copy(update={"provisions": provisions})


def test_what_the_publisher_calls_a_provision_is_kept_and_comes_later_too(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version("a", "b"), "se-x", "2026-01-01T00:00:00")
        assert [p.provision.portal_id for p in library.provisions()] == ["", ""]
        # the same words again, now with identifiers: no new version
        assert not library.add(identified("P1", ""), "se-x", "2026-02-01T00:00:00")
        assert [p.provision.portal_id for p in library.provisions()] == ["P1", ""]
        # a copy without identifiers takes none away
        assert not library.add(version("a", "b"), "se-x", "2026-03-01T00:00:00")
        assert not library.add(identified("K1P1", "P2"), "se-x", "2026-04-01T00:00:00")
        assert [p.provision.portal_id for p in library.provisions()] == ["K1P1", "P2"]
        library.rename("se-x", "se-y")
        assert [p.provision.portal_id for p in library.provisions()] == ["K1P1", "P2"]


def test_a_renamed_double_leaves_no_identifier_behind(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(identified("P1", "P2"), "se-x", "2026-01-01T00:00:00")
        library.add(identified("P1", "P2"), "se-y", "2026-01-01T00:00:00")
        library.rename("se-x", "se-y")
    assert examine(tmp_path / "l.db", lambda *_: None).counts["portal_ids"] == 2


def test_an_older_text_that_comes_later_is_not_the_current_one(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version("new", as_of="2026"), "se-x", "2026-01-01T00:00:00")
        library.add(version("old", as_of="2020-01-01"), "se-x", "2026-06-02T00:00:00")
        assert [p.provision.text for p in library.provisions()] == ["new"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3), max_size=6))
def test_import_is_idempotent(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]]
) -> None:
    with Library(tmp_path_factory.mktemp("l") / "l.db") as library:
        for text in texts + texts:
            library.add(version(*text), "se-x", "2026-01-01T00:00:00")
        assert library.counts()["versions"] == len({tuple(text) for text in texts})


def test_tags_are_kept_per_tagger(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version("a", "b"), "se-x", "2026-01-01T00:00:00")
        first, second = library.untagged("t1")
        span = Span(start=0, end=1, kind="concept", label="purchase")
        tag = Tag(concept="purchase", actor="buyer", buyer_liable=True, spans=(span,))
        library.save_tags(
            "t1",
            [
                (first.row, ProvisionTags(tags=(tag,)), {"client": ((0, 1),)}),
                (second.row, ProvisionTags(), {}),
            ],
        )
        assert list(library.untagged("t1")) == []
        assert len(list(library.untagged("t2"))) == 2
        found = library.provision("se-x.1")
        assert found is not None
        assert found.tags is not None
        assert found.tags.buyer_liable
        assert found.cues == {"client": ((0, 1),)}
        library.save_tags("t2", [(first.row, ProvisionTags(), {})])
        again = library.provision("se-x.1")
        assert again is not None
        assert again.cues == {}


@pytest.mark.parametrize(
    ("number", "language", "expected"),
    [
        ("6:11", "sv", "se-x.6-11"),
        ("133^1", "sv", "se-x.133_1"),
        ("4/a", "sv", "se-x.4_a"),
        ("7", "en", "se-x.7.en"),
    ],
)
def test_public_id(number: str, language: str, expected: str) -> None:
    assert public_id("se-x", number, language, "se") == expected


def test_doubles_in_one_version_get_ids_of_their_own(tmp_path: Path) -> None:
    text = version("a", "b").model_copy(
        update={"provisions": tuple(Provision(number="1", heading="1 §", text=t) for t in "ab")}
    )
    with Library(tmp_path / "l.db") as library:
        library.add(text, "se-x", "2026-01-01T00:00:00")
        assert [p.id for p in library.provisions()] == ["se-x.1", "se-x.1.2"]


def test_what_is_no_library_is_refused(tmp_path: Path) -> None:
    (tmp_path / "l.db").write_text("no database at all, but long enough to be looked at" * 9)
    with pytest.raises(LibraryError, match="is not a library"):
        Library(tmp_path / "l.db")
    with pytest.raises(LibraryError, match="is missing"):
        Library(tmp_path / "missing.db", readonly=True)


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "l.db") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="schema 99"):
        Library(tmp_path / "l.db")


_KILLED = """
import sys, itertools
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.corpus.test_store import version
from corpus.instruments import adopt
from corpus.integrity import examine
from corpus.library import Knowledge
from corpus.store import Library
with Library(Path(sys.argv[1])) as library:
    print("ready", flush=True)
    for n in itertools.count():
        library.add(version(*[f"{n} {i}" for i in range(400)]), f"se-{n}", "2026-01-01T00:00:00")
"""


def test_a_killed_import_leaves_whole_versions_only(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    root = Path(__file__).parents[2]
    for _ in range(3):
        command = [sys.executable, "-c", _KILLED, str(path), str(root)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root)
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(timeout=0.4)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        process.stdout.close()
    with Library(path) as library:
        counts = library.counts()
    assert counts["versions"] >= 1
    assert counts["provisions"] == 400 * counts["versions"]


def test_a_renamed_instrument_takes_its_provisions_along(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version("a"), "se-old", "2026-01-01T00:00:00")
        library.add(version("b", as_of="2026-02-01"), "se-old", "2026-02-01T00:00:00")
        library.add(version("b", as_of="2026-02-01"), "se-new", "2026-03-01T00:00:00")
        library.rename("se-old", "se-new")
        assert library.counts() == {"instruments": 1, "versions": 2, "provisions": 2}
        assert [p.provision.text for p in library.versions("se-new.1")] == ["b", "a"]
        assert library.provision("se-old.1") is None


def test_many_provisions_are_found_as_one_is(tmp_path: Path) -> None:
    with Library(tmp_path / "l.db") as library:
        library.add(version("a", as_of="2026-01-01"), "se-one", "2026-01-01T00:00:00")
        library.add(version("b", as_of="2026-02-01"), "se-one", "2026-02-01T00:00:00")
        library.add(
            version("c").model_copy(update={"language": "en"}), "se-one", "2026-03-01T00:00:00"
        )
        library.add(version("d", as_of="2026-01-01"), "se-two", "2026-01-01T00:00:00")
        newer = Version.model_validate(
            {**version("e", as_of="2026-02-01").model_dump(), "provisions": []}
        )
        library.add(newer, "se-two", "2026-02-01T00:00:00")
        names = ["se-one.1", "se-two.1", "se-three.1"]
        one_by_one = {name: library.provision(name) for name in names}
        assert library.named(names) == {name: p for name, p in one_by_one.items() if p}
        assert one_by_one["se-one.1"] and one_by_one["se-one.1"].provision.text == "b"


def test_texts_are_adopted_when_the_corpus_comes_to_know_them(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    known = version("a").model_copy(update={"identifier": "sfs-1962-700"})
    with Library(tmp_path / "l.db") as library:
        library.add(known, "se-sfs-1962-700", "2026-01-01T00:00:00")
        assert adopt(knowledge, library) == 1
        assert adopt(knowledge, library) == 0
        assert library.provision("se-brottsbalk.1") is not None
