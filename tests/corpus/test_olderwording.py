"""Provisions that are older than their copy: they have their own day, force and note."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.library import Knowledge
from corpus.numbers import citing_number
from corpus.olderwording import OlderWording, older_wording
from corpus.store import Library, StoredProvision
from corpus.texts import Provision, TextKind, Version
from corpus.verification.held import HeldTexts

NOTE = (
    "Wording older than last_updated says: articles 222-22 and 222-23 lack the changes of Loi "
    "2025-1057 of 6 November 2025, so treat the text as of before 8 November 2025."
)
FINNISH = (
    "Consolidated text of 2018-08-24 with later amendments worked in: chapter 20, 1:11 and 25:3. "
    "All other sections stand as of 2018-08-24."
)


CROATIAN = "Text as published in Narodne novine 125/11. Later amendments are NOT consolidated here."


def _version(country: str, identifier: str, note: str, numbers: tuple[str, ...]) -> Version:
    return Version(
        country=country,
        identifier=identifier,
        title="Code",
        language=country,
        as_of="2026-04-02",
        source_url="https://example.org/",
        text_kind=TextKind(force="in-force"),
        note=note,
        provisions=tuple(
            Provision(number=number, heading=number, text=f"Text of {number}.")
            for number in numbers
        ),
    )


@pytest.fixture
def held(tmp_path: Path) -> Iterator[dict[str, StoredProvision]]:
    """Provisions by id, of a French and a Finnish copy."""
    with Library(tmp_path / "library.db") as library:
        french = _version("fr", "Code pénal", NOTE, ("222-22", "222-23", "611-1"))
        finnish = _version("fi", "39/1889", FINNISH, ("6:1", "20:8", "1:11", "25:3", "25:3a"))
        library.add(french, "fr-code-penal", "2026-11-30T00:00:00Z")
        croatian = _version("hr", "NN 125/11", CROATIAN, ("106",))
        library.add(croatian, "hr-kazneni-zakon", "2026-11-30T00:00:00Z")
        library.add(finnish, "fi-rikoslaki", "2026-11-30T00:00:00Z")
        yield {one.id: one for one in library.provisions()}


def test_an_older_article_has_its_own_day_force_and_note(held: dict[str, StoredProvision]) -> None:
    older = held["fr-code-penal.222-22"]
    assert (older.as_of, older.version_as_of) == ("2025-11-07", "2026-04-02")
    assert (older.copy.force, older.copy.before) == ("past", "2025-11-08")
    assert not older.copy.shows_law
    assert "6 November 2025" in older.copy.note
    assert "last_updated" not in older.copy.note


def test_other_articles_do_not_have_a_note_that_is_not_theirs(
    held: dict[str, StoredProvision],
) -> None:
    other = held["fr-code-penal.611-1"]
    assert (other.as_of, other.copy.force) == ("2026-04-02", "in-force")
    assert (other.copy.note, other.copy.before) == ("", "")


def test_sections_of_an_older_text_have_its_day_but_may_still_be_law(
    held: dict[str, StoredProvision],
) -> None:
    days = {name.partition(".")[2]: one.as_of for name, one in held.items() if "fi-" in name}
    assert days == {
        "6-1": "2018-08-24",
        "25-3a": "2018-08-24",
        "20-8": "2026-04-02",
        "1-11": "2026-04-02",
        "25-3": "2026-04-02",
    }
    assert {one.copy.force for name, one in held.items() if "fi-" in name} == {"in-force"}


def test_a_copy_of_the_first_text_is_as_enacted(held: dict[str, StoredProvision]) -> None:
    first = held["hr-kazneni-zakon.106"]
    assert (first.as_of, first.copy.force) == ("2026-04-02", "in-force")
    assert first.copy.form == "as-enacted"
    assert "136/25" in first.copy.note


def test_a_version_of_the_first_text_is_as_enacted_too(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        croatian = _version("hr", "NN 125/11", CROATIAN, ("106",))
        library.add(croatian, "hr-kazneni-zakon", "2026-11-30T00:00:00Z")
        (version,) = library.held("hr")
    assert version.copy.form == "as-enacted"
    assert "136/25" in version.copy.note


def test_a_mixed_copy_stays_one_version_when_facts_are_checked(
    held: dict[str, StoredProvision],
) -> None:
    texts = HeldTexts.of(held.values())
    day, sections = texts.newest("fi-rikoslaki")
    assert day == "2026-04-02"
    assert len(sections) == 5
    (older,) = texts.provision("fi-rikoslaki", "6 luku 1 §", "fi")
    assert older.state == "2018-08-24"
    assert not texts.is_gone(older)


def test_a_copy_with_another_note_is_left_as_it_is() -> None:
    assert older_wording("fr-code-penal", "Whole code.") is None
    assert older_wording("se-brottsbalk", NOTE) is None


def test_the_facts_that_were_read_in_them_say_the_same_day(knowledge: Knowledge) -> None:
    notes = {"fr-code-penal": NOTE, "fi-rikoslaki": FINNISH}
    for code, name in (("fr", "fr-code-penal"), ("fi", "fi-rikoslaki")):
        entry = older_wording(name, notes[name])
        assert entry is not None
        state = knowledge.coded[code]
        for record in (*state.offences, *state.schemes, *state.rules.values()):
            for reading in (r for v in record.versions for r in v.readings):
                number = citing_number(reading.provision, code) or ""
                if reading.instrument == name and entry.has(number) and reading.sha256:
                    assert reading.state == entry.day, (record.id, reading.provision)


def test_an_entry_says_one_thing() -> None:
    with pytest.raises(ValueError, match="say one of"):
        OlderWording(instrument="fr-x", says="words of the note here", note="Why.")
