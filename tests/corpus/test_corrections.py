"""Corrections are public, and name only what the knowledge has."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.corrections import NAME, load_corrections, unknown_names
from corpus.library import Knowledge
from corpus.yamlfile import CorpusError

ENTRY = """
  - day: 2026-11-30
    country: se
    question: purchase-adult
    was: {was}
    now: criminal
    cause: error
    why: The text of the day had been overlooked.
"""


def _home(folder: Path, was: str) -> Path:
    (folder / NAME).write_text(f"corrections:{ENTRY.format(was=was)}", "utf-8")
    return folder


def test_the_packaged_corrections_fit_the_knowledge(knowledge: Knowledge) -> None:
    entries = load_corrections()
    assert len(entries) >= 64
    assert list(unknown_names(entries, knowledge)) == []


def test_a_folder_without_the_file_has_none(tmp_path: Path) -> None:
    assert load_corrections(tmp_path) == ()


def test_names_that_do_not_exist_are_told(tmp_path: Path, knowledge: Knowledge) -> None:
    entries = load_corrections(_home(tmp_path, "maybe"))
    assert list(unknown_names(entries, knowledge)) == [
        "corrections.yaml: se purchase-adult: there is no status 'maybe'"
    ]


def test_a_status_cannot_replace_itself(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"corrections\.yaml:2: .*are the same"):
        load_corrections(_home(tmp_path, "criminal"))
