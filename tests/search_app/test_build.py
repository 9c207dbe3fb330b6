"""What a build makes ready besides the index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.library import Knowledge
from search_app.build import build
from search_app.paths import DataFolder
from search_app.verification import read_shelf


def test_word_lists_are_ready_before_the_first_search(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready: set[str] = set()

    def prepare(languages: Sequence[str], *_: object) -> None:
        ready.update(languages)

    monkeypatch.setattr("search_app.build.prepare_languages", prepare)
    build(DataFolder(tmp_path), knowledge, lambda *_: None)
    labels = {language for concept in knowledge.concepts.values() for language in concept.labels}
    assert labels | {"en"} <= ready


def test_the_build_leaves_the_findings_in_the_data_folder(built: DataFolder) -> None:
    assert read_shelf(built.findings) is not None
