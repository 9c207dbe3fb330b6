"""Fixtures of all tests: a data folder, self-written statutes, a small corpus of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from corpus.compiled import keep_compiled_in
from corpus.lemmas import keep_lemmas_in
from corpus.library import Knowledge, packaged_knowledge
from corpus.store import Library
from crawler.importer import candidates, import_files
from search_app.build import build
from search_app.paths import DataFolder

HERE = Path(__file__).parent
FIXTURES = HERE / "fixtures"
SHARED = HERE.parents[1] / "shared"
SLOW = tuple((HERE / "slow.txt").read_text("utf-8").split())
"""Files and folders of tests that take long, the longest first."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--fast`, which leaves out what `slow.txt` lists."""
    parser.addoption("--fast", action="store_true", help="only what tests/slow.txt does not list")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave slow files out of a fast run, unread."""
    return True if config.getoption("--fast") and slowness(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker waits long for another at the end."""
    items.sort(key=lambda item: -slowness(item.path))


@pytest.hookimpl(optionalhook=True)  # there is none without xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each worker whole files, and one worker all that need the search server."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "search server" if Path(file).name.startswith("test_elastic_") else file

    return Scheduling(config, log)


def slowness(path: Path) -> int:
    """Return the place of a file from the end of `slow.txt`, 0 when it is not listed."""
    name = path.relative_to(HERE).as_posix() if path.is_relative_to(HERE) else ""
    listed = [n for n, slow in enumerate(SLOW) if name == slow or name.startswith(f"{slow}/")]
    return len(SLOW) - listed[0] if listed else 0


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A temporary folder that all workers of a parallel run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def lemma_folder(pytestconfig: pytest.Config, run_folder: Path) -> Iterator[Path]:
    """Word lists, made once for all runs; data folders of tests get none of their own.

    Making the lists of 24 languages takes half a minute of computing. They are kept under the
    version of simplemma.
    """
    cache = getattr(pytestconfig, "cache", None)
    root = Path(cache.mkdir("lemmas")) if cache else run_folder / "lemmas"
    keep_lemmas_in(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("corpus.lemmas.keep_lemmas_in", lambda _: None)
        yield root


@pytest.fixture(scope="session", autouse=True)
def compiled_folder(run_folder: Path) -> Iterator[Path]:
    """Compiled data, made once for this run; data folders of tests get none of their own."""
    folder = run_folder / "compiled"
    keep_compiled_in(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("corpus.compiled.keep_compiled_in", lambda _: None)
        yield folder


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The packaged knowledge, as the program keeps it; what was compiled equals what is read."""
    return packaged_knowledge()


@pytest.fixture(scope="session")
def statutes() -> Path:
    """Self-written statutes in the format of law-as-git files."""
    return FIXTURES / "statutes"


@pytest.fixture(scope="session")
def imported(
    tmp_path_factory: pytest.TempPathFactory, statutes: Path, knowledge: Knowledge
) -> DataFolder:
    """A data folder with the self-written statutes imported, and nothing made from them."""
    folder = DataFolder(tmp_path_factory.mktemp("imported"))
    with Library(folder.library) as library:
        import_files(library, knowledge, candidates([statutes]))
    return folder


@pytest.fixture(scope="session")
def built(
    pytestconfig: pytest.Config,
    tmp_path_factory: pytest.TempPathFactory,
    run_folder: Path,
    lemma_folder: Path,
    imported: DataFolder,
    knowledge: Knowledge,
) -> DataFolder:
    """A data folder with the self-written statutes imported, tagged and indexed.

    One worker builds it, each has a copy. No file of a fast run uses it.
    """
    assert not pytestconfig.getoption("--fast"), "tests/slow.txt lists what uses a build"
    made = run_folder / "built"
    with FileLock(run_folder / "built.lock"):
        if not made.exists():
            aside = DataFolder(run_folder / "built.part")
            shutil.copytree(imported.root, aside.root, dirs_exist_ok=True)
            build(aside, knowledge, lambda *_: None)
            aside.root.rename(made)
    folder = DataFolder(tmp_path_factory.mktemp("data") / "built")
    shutil.copytree(made, folder.root)
    folder.lemmas.symlink_to(lemma_folder)
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
