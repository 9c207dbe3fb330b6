from __future__ import annotations

from pathlib import Path

import pytest

from corpus.coded.state import Known, load_state
from corpus.yamlfile import CorpusError

KNOWN = Known(frozenset({"xx-code"}), frozenset({"xx-src"}), frozenset({"purchase-adult"}))
HEAD = "read: {checked: 2026-11-30}\n"
GENERAL = """rules:
  - id: xx-intent
    kind: fault-default
    versions:
      - from: 1999
        fault: intent
        readings: [{instrument: xx-code, provision: "§ 1", state: 2020}]
"""
BUYER = """offences:
  - id: xx-buy
    title: Buying a sexual act
    versions:
      - from: 2016-01-01
        liable: [buyer]
        conduct: [obtain]
        payment: element
        person: {kind: any}
        sanction: none
        fault: [{of: [act], standard: intent, rule: xx-intent}]
        attempt: {value: "yes"}
        abroad: {none: true}
        readings: [{instrument: xx-code, provision: "§ 2", state: 2020}]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "xx" / "offences").mkdir(parents=True)
    (tmp_path / "xx" / "general.yaml").write_text(HEAD + GENERAL, "utf-8")
    (tmp_path / "xx" / "offences" / "buyer.yaml").write_text(HEAD + BUYER, "utf-8")
    return tmp_path


def change(home: Path, name: str, old: str, new: str) -> None:
    path = home / "xx" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def faults(home: Path) -> tuple[str, ...]:
    with pytest.raises(CorpusError) as caught:
        load_state("xx", KNOWN, home)
    return caught.value.lines


def test_a_state_is_loaded(home: Path) -> None:
    state = load_state("xx", KNOWN, home)
    assert set(state.rules) == {"xx-intent"}
    assert [offence.id for offence in state.offences] == ["xx-buy"]
    assert set(state.reads) == {"general.yaml", "offences/buyer.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("rule: xx-intent", "rule: xx-none", "there is no general rule 'xx-none'"),
        ("instrument: xx-code", "instrument: xx-act", "'xx-act' is not an instrument"),
        ("sanction: none", "sanction: severe", "is not in the list 'sanction'"),
        ("id: xx-buy", "id: yy-buy", "the id must begin with 'xx-'"),
        ("abroad: {none: true}", "abroad: {rule: xx-intent}", "is a rule of kind 'fault-default'"),
        ("    payment: element", "    paid: element", "unknown key"),
    ],
)
def test_a_fault_is_named_with_file_and_line(home: Path, old: str, new: str, line: str) -> None:
    change(home, "offences/buyer.yaml", old, new)
    found = faults(home)
    assert any(line in fault for fault in found), found
    assert all(fault.startswith("states/xx/offences/buyer.yaml:") for fault in found)


def test_versions_stand_newest_first_and_do_not_overlap(home: Path) -> None:
    older = (
        "      - {from: 1999, until: 2017, liable: [buyer], conduct: [pay], payment: element,"
        " person: {kind: any}, sanction: none, not_known: [fault, attempt, abroad],"
        " readings: [{instrument: xx-code, provision: '§ 2', state: 1999}]}\n"
    )
    path = home / "xx" / "offences" / "buyer.yaml"
    path.write_text(path.read_text("utf-8") + older, "utf-8")
    assert "it overlaps the next younger version" in faults(home)[0]


def test_an_id_stands_once(home: Path) -> None:
    change(home, "offences/buyer.yaml", "id: xx-buy", "id: xx-intent")
    assert any("stands twice" in fault for fault in faults(home))


def test_a_version_says_where_it_is_from(home: Path) -> None:
    change(
        home, "offences/buyer.yaml",
        '        readings: [{instrument: xx-code, provision: "§ 2", state: 2020}]\n', "",
    )  # fmt: skip
    assert any("needs a reading, or the sources" in fault for fault in faults(home))
