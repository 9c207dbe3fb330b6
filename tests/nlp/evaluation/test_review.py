"""Candidates for a reader, the reader's judgments, and what they come to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.library import packaged_knowledge
from corpus.texts import Span, Tag
from nlp.evaluation.candidates import (
    Candidate,
    candidates,
    evidence_points,
    sample,
    to_markdown,
)
from nlp.evaluation.gold import GoldError
from nlp.evaluation.review import GROUPS, Judgment, reviewed, still_made, wilson
from search_app.cli import main

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

Den som förmår någon att mot ersättning utföra en sexuell handling döms till böter.

## 2 §

Den som främjar andras prostitution döms till fängelse. Den som främjar prostitution döms.

## 3 §

Den som säljer varor utan tillstånd döms till böter.
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    gold, statutes = tmp_path / "gold", tmp_path / "statutes"
    for folder in (gold, statutes / "se"):
        folder.mkdir(parents=True)
    (gold / "se.yaml").write_text(
        "- {statute: se/t.md, provision: 1 §, concepts: [purchase], buyer_liable: true}", "utf-8"
    )
    (statutes / "se" / "t.md").write_text(STATUTE, "utf-8")
    (statutes / "README.md").write_text("no statute", "utf-8")
    return gold, statutes


def test_only_provisions_without_labels_are_candidates(folders: tuple[Path, Path]) -> None:
    skipped: list[str] = []
    (found,) = candidates(*folders, skip=skipped.append)
    assert [line.partition(": ")[2][:15] for line in skipped] == ["no front matter"]
    assert found.key == ("se/t.md", "2", "procuring")
    assert found.evidence > 0
    assert "prostitution" in " ".join(found.passages)
    assert "**se/t.md 2** procuring" in to_markdown([found])
    assert candidates(*folders, most=0) == []


def test_what_was_read_counts_while_the_tagger_finds_it(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [
        ("1", "purchase", "right"), ("2", "procuring", "wrong"), ("2", "selling", "wrong"),
        ("3", "procuring", "right"),
    ]  # fmt: skip
    judgments = tuple(Judgment("se/t.md", *judgment) for judgment in said)
    review = reviewed().model_copy(update={"judgments": judgments})
    monkeypatch.setattr("nlp.evaluation.review.reviewed", lambda: review)
    found = still_made(folders[1])
    assert (found.right, found.read, found.share) == (1, 2, 0.5)
    with pytest.raises(GoldError, match=r"t\.md"):
        still_made(folders[0])


def test_points_count_independent_evidence() -> None:
    def tag(*spans: tuple[str, str]) -> Tag:
        made = tuple(
            Span.model_validate({"start": i, "end": i + 1, "kind": kind, "label": label})
            for i, (kind, label) in enumerate(spans)
        )
        return Tag(concept="procuring", actor="third-party", spans=made)

    one = tag(("cue", "prostitution"), ("concept", "procuring"))
    twice = tag(("cue", "prostitution"), ("cue", "prostitution"), ("concept", "procuring"))
    both = tag(("cue", "prostitution"), ("cue", "offence"), ("concept", "procuring"))
    often = tag(("cue", "prostitution"), *[("concept", "procuring")] * 9)
    assert [evidence_points(t) for t in (one, twice, both, often)] == [2, 2, 3, 5]


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    found = [
        Candidate(
            statute="x", provision=str(i), concept="support", buyer_liable=False, evidence=1,
            cues=(), heading="", context=(), passages=(),
        )
        for i in range(50)
    ]  # fmt: skip
    assert sample(found, 10, 7) == sample(found, 10, 7)
    assert sample(found, 10, 7) != sample(found, 10, 8)
    assert sample(found, 99, 7) == found


def test_the_command_lists_them(folders: tuple[Path, Path]) -> None:
    gold, statutes = map(str, folders)
    arguments = ["review", "--gold", gold, "--statutes", statutes]
    assert "procuring" in CliRunner().invoke(main, arguments).output
    drawn = CliRunner().invoke(main, [*arguments, "--json", "--sample", "5", "--seed", "1"]).stdout
    assert [row["provision"] for row in json.loads(drawn)] == ["2"]
    refused = CliRunner().invoke(main, ["review", "--gold", "no", "--statutes", statutes])
    assert refused.exit_code == 2
    assert "is not a folder" in refused.output


def test_judgments_are_whole_and_hold_no_sentence_of_a_law() -> None:
    found = reviewed()
    concepts = set(packaged_knowledge().concepts)
    assert len(found.judgments) == 200
    assert len({j[:3] for j in found.judgments}) == 200
    for judgment in found.judgments:
        assert judgment.concept in concepts
        assert len(judgment.provision) <= 24


def test_precision_is_told_with_its_interval() -> None:
    found = reviewed().precision()
    assert found["all"].read == sum(found[name].read for name in (*GROUPS, "other"))
    for precision in found.values():
        assert 0 <= precision.low <= precision.share <= precision.high <= 1


@pytest.mark.parametrize(
    ("right", "read", "low", "high"),
    [(0, 0, 0.0, 1.0), (10, 10, 0.722, 1.0), (0, 10, 0.0, 0.278), (151, 200, 0.691, 0.809)],
)
def test_wilson(right: int, read: int, low: float, high: float) -> None:
    assert wilson(right, read) == pytest.approx((low, high), abs=0.001)
