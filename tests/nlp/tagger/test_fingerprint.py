"""The fingerprint changes with what tags depend on, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import nlp
from nlp.tagger.fingerprint import ROOT


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rooms")
    for room in ("corpus", "nlp"):
        for pattern in ("*.py", "*.yaml"):
            for path in (ROOT / room).rglob(pattern):
                if "states" not in path.parts:
                    target = folder / path.relative_to(ROOT)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)
    return folder


def changed(root: Path, name: str) -> str:
    path = root / name
    before = path.read_bytes()
    path.write_bytes(before + b"\n# changed\n")
    try:
        return nlp.fingerprint(root)
    finally:
        path.write_bytes(before)


def test_a_copy_has_the_same_fingerprint(copy: Path) -> None:
    assert nlp.fingerprint(copy) == nlp.fingerprint()
    assert len(nlp.fingerprint()) == 16


@pytest.mark.parametrize(
    "name",
    [
        *("nlp/tagger/words.py", "nlp/tagger/gate/trial.py", "nlp/tagger/penalties/scales.py"),
        *("nlp/tagger/rules.yaml", "nlp/tagger/cues.yaml", "nlp/tagger/currencies.yaml"),
        *("nlp/lexicon/sv.yaml", "nlp/files.py", "corpus/letters.py", "corpus/texts.py"),
    ],
)
def test_what_tags_depend_on_changes_it(copy: Path, name: str) -> None:
    assert changed(copy, name) != nlp.fingerprint(copy)


@pytest.mark.parametrize("name", ["nlp/__init__.py", "corpus/store.py", "corpus/taxonomy.yaml"])
def test_what_tags_do_not_depend_on_leaves_it(copy: Path, name: str) -> None:
    assert changed(copy, name) == nlp.fingerprint(copy)


def test_another_spacy_changes_it(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = nlp.fingerprint(copy)
    monkeypatch.setattr("nlp.tagger.fingerprint.version", lambda _: "0")
    assert nlp.fingerprint(copy) != before
