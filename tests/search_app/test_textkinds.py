"""One text has one kind, whether the reader of a fact or the library speaks of it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from corpus.coded.basics import LawReading
from corpus.kinds import text_kinds
from corpus.library import Knowledge
from corpus.store import Library
from corpus.texts import Extent, Force, Form, Provision, TextKind, Version
from search_app.facts.room import Facts
from search_app.provisions import Provisions
from search_app.textkinds import AgreedKind, kinds_read, with_library_kinds

STATE = "2026-04-16"
"""The state of the Swedish Criminal Code that was read."""
TEXT = ("se-brottsbalk", STATE)


def library(
    tmp_path: Path, extent: Extent = "whole", force: Force = "unknown", form: Form = "consolidated"
) -> Path:
    path = tmp_path / "library.db"
    version = Version(
        country="se",
        identifier="SFS 1962:700",
        title="Brottsbalk",
        language="sv",
        as_of=STATE,
        source_url="https://law.example/",
        status="",
        provisions=(Provision(number="6:11", heading="6 kap. 11 §", text="Words."),),
        text_kind=TextKind(extent=extent, force=force, form=form),
    )
    with Library(path) as opened:
        opened.add(version, "se-brottsbalk", "2026-11-30T09:00:00Z")
    assert text_kinds(path) == {TEXT: version.text_kind}
    return path


def readings(knowledge: Knowledge) -> list[LawReading]:
    """Return the readings of the Swedish rule on buying in force."""
    offence = next(o for o in knowledge.coded["se"].offences if o.id == "se-buy")
    return [r for r in offence.versions[0].readings if (r.instrument, r.state) == TEXT]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (("whole", "unknown", "consolidated"), ("whole", "in-force", "consolidated")),
        (("whole", "in-force", "consolidated"), ("whole", "in-force", "consolidated")),
        (("excerpt", "past", "as-enacted"), ("excerpt", "past", "as-enacted")),
    ],
)
def test_a_text_that_is_held_has_the_kind_of_its_copy_everywhere(
    tmp_path: Path, knowledge: Knowledge, kind: tuple[Extent, Force, Form], told: tuple[str, ...]
) -> None:
    path = library(tmp_path, *kind)
    resolved = with_library_kinds(knowledge, path)
    assert readings(resolved)
    for reading in readings(resolved):
        assert (reading.extent, reading.force, reading.form) == told
    rows = [f.values for f in Facts(resolved).rows("offences") if f.values["record"] == "se-buy"]
    newest = max(rows, key=lambda row: int(str(row["version"])))
    assert (newest["text_extent"], newest["text_force"], newest["text_form"]) == told
    record = Provisions(resolved, path).find("se-brottsbalk.6-11")
    assert record is not None and record.stored is not None
    copy = record.stored.copy
    assert (copy.extent, copy.force, copy.form) == told


def test_without_the_text_the_words_of_the_reader_stand(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    assert with_library_kinds(knowledge, None) is knowledge
    other = with_library_kinds(knowledge, library(tmp_path))
    assert other.coded["hr"] == knowledge.coded["hr"]


def with_reading(knowledge: Knowledge, **kind: str) -> Knowledge:
    """Return the knowledge with one Swedish offence whose text was read as being of a kind."""
    state = knowledge.coded["se"]
    offence = next(o for o in state.offences if o.id == "se-buy")
    told = tuple(r.model_copy(update=kind) for r in readings(knowledge))
    newest = offence.versions[0].model_copy(update={"readings": told})
    only = offence.model_copy(update={"versions": (newest,)})
    alone = dataclasses.replace(state, offences=(only,), schemes=(), rules={})
    return dataclasses.replace(knowledge, coded={"se": alone})


def test_a_reader_who_says_that_a_wording_is_past_is_believed(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    read = with_reading(knowledge, force="past")
    resolved = with_library_kinds(read, library(tmp_path, force="in-force"))
    assert {r.force for r in readings(resolved)} == {"past"}


def test_a_form_that_the_import_took_for_granted_gives_way_to_that_of_the_readers(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    read = with_reading(knowledge, form="as-enacted")
    assert kinds_read(read) == {TEXT: AgreedKind("in-force", "as-enacted")}
    path = library(tmp_path)
    resolved = with_library_kinds(read, path)
    assert {r.form for r in readings(resolved)} == {"as-enacted"}
    record = Provisions(resolved, path).find("se-brottsbalk.6-11")
    assert record is not None and record.stored is not None
    assert record.stored.copy.form == "as-enacted"
