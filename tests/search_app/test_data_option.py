"""The option `--data`: what a command keeps, it keeps in that folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from search_app.cli import main
from search_app.paths import DataFolder


def test_word_lists_and_compiled_data_are_kept_in_the_data_folder(
    imported: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Path] = []
    monkeypatch.setattr("corpus.lemmas.keep_lemmas_in", kept.append)
    monkeypatch.setattr("corpus.compiled.keep_compiled_in", kept.append)
    done = CliRunner().invoke(main, ["read", "se", "purchase-adult", "--data", str(imported.root)])
    assert done.exit_code == 0, done.output
    assert kept == [imported.root / "compiled", imported.root / "lemmas"]
