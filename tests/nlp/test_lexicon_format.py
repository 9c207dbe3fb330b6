"""The form of lexicons: every packaged one has it, and nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nlp.files import LexiconError
from nlp.lexicon_format import format_lexicon, main, scalar
from nlp.tagger.lexicon import LEXICA, languages, read_lexicon

MESSY = """# Klingon: no state.
# Written for this test.
numbers:
  values: {two: 2, one: 1, uno: 1}
  joined: true
penalty: {fine: [fine], imprisonment: [prison, "*gaol"]}
cues:
  prostitution: {entries: [ prostitut*, '<SELL>: sex', "no", 18 ], source: "a statute: § 1"}
  payment: {source: another, entries: [pay, 'a "tip"']}
families: {SELL: [sells, "on", offers]}
language: xx
accents: false
"""
TIDY = """# Klingon: no state.
# Written for this test.
language: xx
accents: false
families:
  SELL:
    - offers
    - "on"
    - sells
cues:
  payment:
    source: another
    entries:
      - a "tip"
      - pay
  prostitution:
    source: "a statute: § 1"
    entries:
      - "18"
      - "<SELL>: sex"
      - "no"
      - prostitut*
penalty:
  imprisonment:
    - "*gaol"
    - prison
  fine:
    - fine
numbers:
  values:
    one: 1
    uno: 1
    two: 2
  joined: true
"""


@pytest.mark.parametrize("language", languages())
def test_every_lexicon_has_the_form(language: str) -> None:
    path = LEXICA / f"{language}.yaml"
    assert format_lexicon(path) == path.read_text("utf-8"), "run python -m nlp.lexicon_format"


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "xx.yaml"
    path.write_text(MESSY, "utf-8")
    return path


def test_a_lexicon_gets_the_form_and_keeps_its_content(
    messy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_lexicon(messy)
    assert main(["--check", str(messy)]) == 1
    assert messy.read_text("utf-8") == MESSY
    assert main([str(messy)]) == 0
    assert messy.read_text("utf-8") == TIDY
    assert main(["--check", str(messy)]) == 0
    assert capsys.readouterr().out == "not in the form: xx.yaml\nformatted: xx.yaml\n"
    after = read_lexicon(messy)
    assert after.numbers == before.numbers
    assert {name: set(cue.entries) for name, cue in after.cues.items()} == {
        name: set(cue.entries) for name, cue in before.cues.items()
    }


@pytest.mark.parametrize("remark", ["  # a remark", "one: 1  # a remark"])
def test_a_comment_that_would_be_lost_is_refused(messy: Path, remark: str) -> None:
    messy.write_text(MESSY.replace("numbers:", f"{remark}\nnumbers:"), "utf-8")
    with pytest.raises(LexiconError, match=r"xx\.yaml: a comment below the head: '.*# a remark'"):
        format_lexicon(messy)


def test_a_broken_lexicon_is_not_formatted(messy: Path) -> None:
    messy.write_text(MESSY.replace("prostitution:", "prostitutoin:"), "utf-8")
    with pytest.raises(LexiconError, match="unknown cue: prostitutoin"):
        format_lexicon(messy)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1))
@pytest.mark.parametrize("place", ["- {}", "name: {}"])
def test_any_entry_is_read_as_it_was_written(place: str, entry: str) -> None:
    read = yaml.safe_load(place.format(scalar(entry)))
    assert read in ([entry], {"name": entry})


def test_what_is_empty_stays_valid(tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    numbers = "numbers:\n  values: {two: 2, one: 1, uno: 1}\n  joined: true"
    bare = MESSY.replace(numbers, "numbers: {}")
    path.write_text(bare, encoding="utf-8")
    assert main([str(path)]) == 0
    assert "numbers: {}\n" in path.read_text("utf-8")
    read_lexicon(path)


def test_a_broken_lexicon_is_one_sentence_and_the_others_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, good = tmp_path / "broken.yaml", tmp_path / "xx.yaml"
    broken.write_text("language: xx\ncues: {}\n", encoding="utf-8")
    good.write_text(MESSY, encoding="utf-8")
    assert main([str(broken), str(good)]) == 2
    assert good.read_text("utf-8") == TIDY
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("broken.yaml: ") and "penalty" in line
