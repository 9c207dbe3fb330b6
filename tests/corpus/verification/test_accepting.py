"""Accepting a reading: seals and hashes are renewed, comments and the rest stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.coded.state import Known, load_state
from corpus.digest import digest
from corpus.verification.accepting import accept, records_of, versions_of
from corpus.verification.held import HeldText, HeldTexts
from corpus.verification.seals import FILE, read_seals, seals_of, write_seals
from corpus.yamlfile import CorpusError

OLD, NEW = "Whoever buys honey is fined.", "Whoever buys honey is fined twice."
KNOWN = Known(frozenset({"xx-code"}), frozenset(), frozenset())
FILE_TEXT = """read: {{checked: 2026-11-30, by: first, confidence: text-seen}}
offences:
  # bees first
  - id: xx-buy
    title: Buying honey
    versions:
      - from: 2010-01-01
        liable: [buyer]
        conduct: [pay]
        payment: element
        person: {{kind: any}}
        sanction: criminal
        fault: [{{of: [act], standard: not-stated}}]
        penalties: [{{case: basic, fine: {{unit: unspecified}}}}]
        attempt: {{value: not-known}}
        abroad: {{none: true}}
        readings:
          - {{instrument: xx-code, provision: "§ 5", state: 2020-01-01, sha256: {sha}}}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "xx" / "offences"
    folder.mkdir(parents=True)
    (folder / "buyer.yaml").write_text(FILE_TEXT.format(sha=digest(OLD)), encoding="utf-8")
    return tmp_path


def held() -> HeldTexts:
    texts = HeldTexts()
    for text, state in ((OLD, "2020-01-01"), (NEW, "2026-05-01")):
        texts.add(HeldText("xx-code.5", "xx-code", "5", state, "en", text, digest(text)))
    return texts


def test_a_changed_text_is_bound_anew_and_the_facts_are_sealed(home: Path) -> None:
    state = load_state("xx", KNOWN, home)
    assert accept(state, home / "xx", held(), {"xx-buy"}) == 1
    text = (home / "xx" / "offences" / "buyer.yaml").read_text(encoding="utf-8")
    assert digest(NEW) in text
    assert "state: 2026-05-01" in text
    assert "# bees first" in text
    again = load_state("xx", KNOWN, home)
    assert read_seals(home / "xx") == seals_of(again)
    assert accept(again, home / "xx", held(), {"xx-buy"}) == 0


def test_other_records_keep_their_seals(home: Path) -> None:
    state = load_state("xx", KNOWN, home)
    write_seals(
        home / "xx", {"xx-sell 2010": {"sanction": "0" * 12}, "xx-buy 1999": {"age": "1" * 12}}
    )
    accept(state, home / "xx", held(), {"xx-buy"})
    assert set(read_seals(home / "xx")) == {"xx-sell 2010", "xx-buy 2010-01-01"}


def test_nothing_is_sealed_where_nobody_has_accepted(home: Path) -> None:
    assert read_seals(home / "xx") == {}


def test_a_damaged_file_of_seals_is_named(home: Path) -> None:
    (home / "xx" / FILE).write_text("[1]", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"states/xx/accepted\.json"):
        read_seals(home / "xx")


def test_records_are_those_of_the_verdicts_or_all(home: Path) -> None:
    state = load_state("xx", KNOWN, home)
    assert records_of(state, None, ()) == {"xx-buy"}
    assert records_of(state, "purchase-adult", ["xx-buy"]) == {"xx-buy"}
    assert [name for name, _, _ in versions_of(state, {"xx-buy"})] == ["xx-buy 2010-01-01"]
