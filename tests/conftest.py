"""Fixtures of all tests: a data folder, self-written statutes, a small corpus of its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from corpus.compiled import keep_compiled_in
from corpus.lemmas import keep_lemmas_in
from corpus.library import Knowledge, load_knowledge
from corpus.store import Library
from crawler.importer import candidates, import_files
from search_app.build import build
from search_app.paths import DataFolder

HERE = Path(__file__).parent
FIXTURES = HERE / "fixtures"
SHARED = HERE.parents[1] / "shared"


@pytest.fixture(scope="session", autouse=True)
def lemma_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep word lists and compiled data out of the user's folders; parallel runs share lists."""
    root = Path(os.environ.get("DEMANDSIDE_TEST_LEMMAS", tmp_path_factory.mktemp("lemmas")))
    keep_lemmas_in(root)
    keep_compiled_in(tmp_path_factory.mktemp("data") / "compiled")
    return root


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def statutes() -> Path:
    """Self-written statutes in the format of law-as-git files."""
    return FIXTURES / "statutes"


@pytest.fixture(scope="session")
def built(
    tmp_path_factory: pytest.TempPathFactory, statutes: Path, knowledge: Knowledge
) -> DataFolder:
    """A data folder with the self-written statutes imported, tagged and indexed."""
    folder = DataFolder(tmp_path_factory.mktemp("data"))
    with Library(folder.library) as library:
        import_files(library, knowledge, candidates([statutes]))
    build(folder, knowledge, lambda *_: None)
    return folder


@pytest.fixture
def corpus_home(tmp_path: Path) -> Path:
    """A copy of the packaged corpus with one small jurisdiction, to break at will."""
    import corpus

    home = tmp_path / "corpus"
    home.mkdir()
    source = Path(corpus.__file__).parent
    for name in ("taxonomy.yaml", "questions.yaml"):
        shutil.copy(source / name, home / name)
    shutil.copytree(source / "glossary", home / "glossary")
    shutil.copytree(FIXTURES / "corpus" / "xx", home / "states" / "xx")
    return home


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real statutes beside the project, where it is there."""
    if not SHARED.is_dir():
        pytest.skip("the real statutes are not beside the project")
    return SHARED
