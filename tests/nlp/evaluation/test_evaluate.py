"""The evaluation, on a tiny gold set of its own."""

import json
from pathlib import Path

import pytest

from corpus.penalty import Duration
from nlp.evaluation.evaluate import evaluate
from nlp.evaluation.gold import GoldError, read_labels
from nlp.evaluation.gold_penalty import stated_penalty
from nlp.evaluation.leaving import leave_out, to_table
from nlp.evaluation.report import to_markdown
from nlp.evaluation.score import Score

SHARED = Path(__file__).parents[4] / "shared"
STATUTE = """---
title: Ordningslag
identifier: T 1
country: se
language: sv
source: https://example.org
last_updated: "2020-01-01"
---

# Ordningslag

## 1 §

Den som förmår någon att mot ersättning utföra en sexuell handling döms till fängelse högst ett år.

## 2 §

Den som säljer varor utan tillstånd döms till böter.

## 3 §

Den som främjar andras prostitution döms till fängelse i högst fyra år.
"""
OTHER = STATUTE.replace("language: sv", "language: tlh").replace("country: se", "country: xx")
LABELS = """
- statute: se/t.md
  provision: 1 §
  concepts: [purchase]
  buyer_liable: true
  penalty: imprisonment up to 1 year
  why: buying
- {statute: se/t.md, provision: 2 §, concepts: [], why: goods}
- {statute: se/t.md, provision: 3 §, concepts: [brothel], why: wrong on purpose}
- {statute: se/t.md, provision: 9 §, concepts: [], why: not there}
"""


@pytest.fixture
def gold(tmp_path):
    folders = tmp_path / "gold", tmp_path / "statutes"
    for folder in (folders[0], folders[1] / "se", folders[1] / "xx"):
        folder.mkdir(parents=True)
    (folders[0] / "se.yaml").write_text(LABELS, "utf-8")
    (folders[0] / "xx.yaml").write_text(
        "- {statute: xx/t.md, provision: 1, concepts: [purchase]}", "utf-8"
    )
    (folders[1] / "se" / "t.md").write_text(STATUTE, "utf-8")
    (folders[1] / "xx" / "t.md").write_text(OTHER, "utf-8")
    return folders


def test_figures(gold):
    result = evaluate(*gold)
    assert result.labels == 5
    assert result.tagged == 3
    assert result.not_tagged == {"tlh": 1}
    assert result.missing == ("se/t.md 9 §",)
    assert result.concepts["purchase"].f1 == 1
    assert result.concepts["brothel"].recall == 0
    assert result.concepts["procuring"].precision == 0
    assert result.macro_f1 == 0.5
    assert result.buyer_liable.f1 == 1
    assert result.gate_recall == 1
    assert result.penalty.parsed == result.penalty.imprisonment_agrees == 1
    (confusion,) = result.confusions
    assert confusion.provision == "3 §"
    assert any("prostitution" in evidence for evidence in confusion.evidence)


def test_json_and_markdown(gold):
    result = evaluate(*gold)
    data = json.loads(result.to_json())
    assert data["concepts"]["purchase"]["f1"] == 1
    assert data["by_language"]["sv"]["brothel"]["support"] == 1
    page = to_markdown(result)
    assert "| purchase | 1.000 | 1.000 | 1.000 | 1 |" in page
    assert "not tagged, no lexicon: tlh (1)" in page
    assert "wrong on purpose" in page


def test_each_country_is_left_out_in_turn(gold):
    (gold[0] / "fi.yaml").write_text(
        "- {statute: fi/t.md, provision: 1 §, concepts: [purchase], buyer_liable: true}", "utf-8"
    )
    (gold[1] / "fi").mkdir()
    (gold[1] / "fi" / "t.md").write_text(STATUTE, "utf-8")
    evaluation = evaluate(*gold)
    found = leave_out(evaluation.by_country)
    assert set(found) == {"fi", "se"}
    assert found["fi"].macro_alone == found["se"].macro_of_others == 1
    assert found["fi"].macro_of_others == found["se"].macro_alone == 0.5
    assert found["se"].alone.support == 2
    assert "| se | 0.500 | 0.500 | 0.500 | 2 | 0.500 | 1.000 |" in to_table("country", found)
    (language,) = leave_out(evaluation.by_language).items()
    assert language[0] == "sv"
    assert (language[1].macro_alone, language[1].macro_of_others) == (0.5, None)


def test_score_without_cases_has_no_measure():
    assert (Score().precision, Score().recall, Score().f1) == (None, None, None)


def test_labels_must_be_there_and_whole(tmp_path):
    with pytest.raises(GoldError, match="no labels"):
        read_labels(tmp_path)
    (tmp_path / "se.yaml").write_text("- {statute: se/t.md}", "utf-8")
    with pytest.raises(GoldError, match=r"se\.yaml"):
        read_labels(tmp_path)


@pytest.mark.parametrize(
    ("prose", "low", "high", "fine"),
    [
        ("imprisonment up to 1 year", None, (1, "years"), False),
        ("imprisonment 6 months-2 years; gross: 1-6 years", (6, "months"), (2, "years"), False),
        ("fine; imprisonment up to 3 years", None, (3, "years"), True),
        ("imprisonment up to 7 years and fine EUR 150,000", None, (7, "years"), True),
        ("fine (first)", None, None, True),
    ],
)  # fmt: skip
def test_gold_prose(prose, low, high, fine):
    stated = stated_penalty(prose)
    prison = stated.imprisonment
    bounds = (prison.min, prison.max) if prison else (None, None)
    assert bounds == tuple(b and Duration(value=b[0], unit=b[1]) for b in (low, high))
    assert stated.fine is fine


def test_gold_prose_of_another_form_is_left_out():
    assert stated_penalty("level 4 penalty") is None


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the real statutes are not beside the project")
def test_real_statutes(tmp_path):
    for country in ("se", "fr", "de", "ie", "fi", "nl"):
        labels = SHARED / "gold" / "dev" / f"{country}.yaml"
        (tmp_path / labels.name).write_bytes(labels.read_bytes())
    result = evaluate(tmp_path, SHARED / "statutes")
    assert result.gate_recall == 1.0, result.gate_lost
    assert result.missing == ()
    assert result.macro_f1 >= 0.90
    for concept in ("purchase", "purchase-exploited", "purchase-minor"):
        assert result.concepts[concept].f1 >= 0.90, concept
    assert result.buyer_liable.f1 >= 0.95
