"""kill -9 at random moments of every command that writes: nothing half, nothing lost."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.integrity import examine
from corpus.library import Knowledge
from corpus.packing import verify
from corpus.store import Library
from crawler.importer import candidates
from search_app.commands.texts import tag_lines
from search_app.paths import DataFolder
from tests.faults.commands import Child, content, hashes, kill_at_random, write_statutes
from tests.faults.conftest import Tally

FILES, PROVISIONS = 12, 30
Make = Callable[[str], Tally]
Trials = Callable[[int, int], int]


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge, lemma_folder: Path
) -> Path:
    """A folder with statute files; children take the knowledge that is loaded already."""
    monkeypatch.setattr("corpus.library.packaged_knowledge", lambda: knowledge)
    monkeypatch.setattr("corpus.lemmas.keep_lemmas_in", lambda _: None)
    write_statutes(tmp_path / "statutes", FILES, PROVISIONS)
    # Children need not load the language.
    assert tag_lines(candidates([tmp_path / "statutes" / "lag-0.md"])[0])[0]
    return tmp_path


def run(work: Path, *arguments: object) -> float:
    """Run a command to its end, without an error; return how long it took."""
    begun = time.monotonic()
    ended = Child(work / "out", *arguments).wait()
    assert ended.code == 0, ended.said
    return time.monotonic() - begun


class Reader:
    """Reads a library again and again while others write; what it sees must be whole."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.reads = 0
        self.faults: list[str] = []

    def __call__(self) -> None:
        if not self.library.exists():
            time.sleep(0.005)
            return
        with Library(self.library, readonly=True) as library:
            counts = library.counts()
        self.reads += 1
        if counts["provisions"] != PROVISIONS * counts["versions"]:
            self.faults.append(f"a reader saw half a text: {counts}")


def trial(work: Path, start: Path | None, seconds: float, chance: random.Random, clean: str,
          *arguments: object) -> list[str]:  # fmt: skip
    """Kill a command that starts from a copy of a folder, repeat it, compare with a clean run."""
    data = DataFolder(work / "data")
    shutil.rmtree(data.root, ignore_errors=True)
    if start:
        shutil.copytree(start, data.root)
    before = hashes(work / "statutes")
    reader = Reader(data.library)
    child = Child(work / "killed", *arguments, "--data", data.root)
    kill_at_random(child, seconds, chance, reader)
    faults = list(reader.faults)
    if data.library.exists():
        reader()
        examine(data.library, lambda *_: None)
    faults += Child(work / "again", *arguments, "--data", data.root).wait().faults(0)
    if not faults and content(data.library) != clean:
        faults.append("the repeated run differs from a clean one")
    if hashes(work / "statutes") != before:
        faults.append("files of the user changed")
    return faults + [f"{p} was left" for p in data.root.glob("*.new-*")]


def test_kill_of_import(work: Path, tally: Make, trials: Trials) -> None:
    chance, told = random.Random(1), tally("kill -9 of import while a reader reads")
    seconds = run(work, "import", work / "statutes", "--data", work / "clean")
    clean = content(work / "clean" / "library.db")
    for _ in range(trials(2, 100)):
        told.count(*trial(work, None, seconds, chance, clean, "import", work / "statutes"))
    told.note = "integrity, readers, hash of content after repeating, files of the user"


def test_kill_of_tag(work: Path, tally: Make, trials: Trials) -> None:
    chance, told = random.Random(2), tally("kill -9 of tag while a reader reads")
    run(work, "import", work / "statutes", "--data", work / "start")
    shutil.copytree(work / "start", work / "clean")
    seconds = run(work, "tag", "--data", work / "clean")
    clean = content(work / "clean" / "library.db")
    for _ in range(trials(2, 100)):
        told.count(*trial(work, work / "start", seconds, chance, clean, "tag"))
    told.note = "as above"


def test_kill_of_build(work: Path, built: DataFolder, tally: Make, trials: Trials) -> None:
    chance, told = random.Random(3), tally("kill -9 of build while a reader reads")
    arguments = ("build", "--jobs", "1", "--engine", "embedded", "--statutes", work / "statutes")
    seconds = run(work, *arguments, "--data", work / "clean")
    clean = content(work / "clean" / "library.db")
    for _ in range(trials(2, 100)):
        told.count(*trial(work, None, seconds, chance, clean, *arguments))
    told.note = "as above"


def test_kill_of_backup(work: Path, tally: Make, trials: Trials) -> None:
    chance, told = random.Random(4), tally("kill -9 of backup over an older one")
    run(work, "import", work / "statutes", "--data", work / "data")
    library, file = work / "data" / "library.db", work / "b.zip"
    arguments = ("backup", file, "--replace", "--data", work / "data")
    seconds = run(work, *arguments)
    before = hashes(work / "data")["library.db"]
    for _ in range(trials(2, 100)):
        kill_at_random(Child(work / "killed", *arguments), seconds, chance, Reader(library))
        faults = [] if verify(file, lambda *_: None).counts["versions"] == FILES else ["lost"]
        faults += Child(work / "again", *arguments).wait().faults(0)
        if list(work.glob(".b.zip.part")):
            faults.append("work files were left")
        if hashes(work / "data")["library.db"] != before:
            faults.append("the library changed")
        told.count(*faults)
    told.note = "the older or the newer backup stands whole; the library is not changed"


def test_kill_of_restore(work: Path, tally: Make, trials: Trials) -> None:
    chance, told = random.Random(5), tally("kill -9 of restore over another library")
    run(work, "import", work / "statutes", "--data", work / "full")
    full, file = content(work / "full" / "library.db"), work / "b.zip"
    run(work, "backup", file, "--data", work / "full")
    run(work, "import", work / "statutes" / "lag-0.md", "--data", work / "old")
    old = content(work / "old" / "library.db")
    library = work / "data" / "library.db"
    shutil.copytree(work / "old", work / "data")
    seconds = run(work, "restore", file, "--data", work / "data")
    for _ in range(trials(2, 100)):
        shutil.rmtree(work / "data")
        shutil.copytree(work / "old", work / "data")
        arguments = ("restore", file, "--data", work / "data")
        kill_at_random(Child(work / "killed", *arguments), seconds, chance, Reader(library))
        faults = [] if content(library) in {old, full} else ["neither the old nor the new library"]
        faults += Child(work / "again", *arguments).wait().faults(0)
        kept = [content(path) for path in (work / "data").glob("*.before-restore-*Z")]
        if content(library) != full or old not in kept:
            faults.append("the backup is not back, or what stood there is lost")
        if list((work / "data").glob("*.restoring*")):
            faults.append("work files were left")
        told.count(*faults)
    told.note = "the old or the new library stands whole; the old one is kept"
