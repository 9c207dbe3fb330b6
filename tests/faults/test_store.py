"""The library in trouble: no room, no rights, damage, two at once. Sentences, and nothing lost."""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import resource
import shutil
import subprocess
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import corpus
import crawler
import nlp
import search_app
from corpus.integrity import examine
from corpus.library import Knowledge
from corpus.lock import writing
from corpus.store import Library
from crawler.importer import candidates
from search_app.commands.site import open_site
from search_app.commands.texts import tag_lines
from search_app.paths import DataFolder
from search_app.web.factory import create_app
from tests.faults.commands import Child, content, hashes, write_statutes
from tests.faults.conftest import LONG, Tally

Make = Callable[[str], Tally]
Trials = Callable[[int, int], int]
NOBODY = 65534


def quiet(*_: object) -> None:
    """Told of progress, says nothing."""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> Path:
    """A folder with statutes, a data folder `data` and a backup of it; knowledge is loaded."""
    monkeypatch.setattr("corpus.library.packaged_knowledge", lambda: knowledge)
    monkeypatch.setattr("corpus.lemmas.keep_lemmas_in", lambda _: None)
    statutes = write_statutes(tmp_path / "statutes", 4, 20)
    assert tag_lines(next(iter(candidates([statutes / "lag-0.md"]))))[
        0
    ]  # children need not load the language
    for arguments in (("import", statutes), ("tag",), ("backup", tmp_path / "b.zip")):
        ended = Child(tmp_path / "out", *arguments, "--data", tmp_path / "data").wait()
        assert ended.code == 0, ended.said
    write_statutes(tmp_path / "more", 8, 60)
    return tmp_path


def writers(work: Path) -> list[tuple[object, ...]]:
    """The commands that write, each with something to write."""
    return [
        ("import", work / "more"),
        ("tag", "--anew"),
        ("build", "--jobs", "1", "--engine", "embedded", "--statutes", work / "more"),
        ("restore", work / "b.zip"),
    ]


def test_no_room_for_larger_files(work: Path, tally: Make, trials: Trials) -> None:
    told, chance = tally("disk full (limit on the size of files)"), random.Random(1)
    library = work / "data" / "library.db"
    before, size = content(library), library.stat().st_size
    commands = [*writers(work)[:2], ("backup", work / "new.zip"), ("restore", work / "b.zip")]
    for n in range(trials(4, 200)):
        most = chance.randrange(4096, size)
        data = Path(shutil.copytree(work / "data", work / "full"))
        command = commands[n % len(commands)]

        def limit(most: int = most) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        ended = Child(work / "out", *command, "--data", data, before=limit).wait()
        # A limit may leave room for a small write, e.g. of a backup, which is compressed.
        faults = list(ended.faults(0, 2))
        examine(data / "library.db", quiet)
        with Library(data / "library.db", readonly=True) as held:
            if held.counts()["provisions"] < 80:
                faults.append(f"texts were lost: {held.counts()}")
        if command[0] in {"backup", "restore"} and ended.code:
            faults += [] if content(data / "library.db") == before else ["the library changed"]
        if (work / "new.zip").exists() and ended.code:
            faults.append("a refused backup is there")
        told.count(*faults)
        (work / "new.zip").unlink(missing_ok=True)
        shutil.rmtree(data)
    told.note = "one sentence; the library is sound and has all texts that it had"


_NEW_NAMESPACE = 0x00020000
"""CLONE_NEWNS of Linux: what is mounted from then on is seen by this process alone."""


def mounting(*mounts: str) -> Callable[[], None]:
    """Return what mounts something for a child alone; skip where that is not allowed."""
    probe = ["unshare", "--mount", "true"]
    if not shutil.which("unshare") or subprocess.run(probe, capture_output=True).returncode:
        pytest.skip("only root can mount a file system for a trial")

    def mount() -> None:
        if ctypes.CDLL(None, use_errno=True).unshare(_NEW_NAMESPACE):
            raise OSError(ctypes.get_errno(), "no namespace of its own")
        for arguments in ("--make-rprivate /", *mounts):
            subprocess.run(["mount", *arguments.split()], check=True)

    return mount


def test_a_full_file_system(work: Path, tally: Make, trials: Trials) -> None:
    told = tally("disk full (a small file system)")
    (work / "at").mkdir()
    small = mounting(f"-t tmpfs -o size=300k none {work}/at")

    def full() -> None:
        small()
        shutil.copy(work / "data" / "library.db", work / "at" / "library.db")
        with contextlib.suppress(OSError), (work / "at" / "filler").open("wb") as filler:
            filler.write(bytes(300_000))

    commands = [*writers(work), ("backup", work / "at" / "new.zip")]
    for n in range(trials(len(commands), 50)):
        command = commands[n % len(commands)]
        ended = Child(work / "out", *command, "--data", work / "at", before=full).wait()
        told.count(*(f"{command[0]}: {fault}" for fault in ended.faults(2)))
    told.note = "one sentence, exit code 2"


def test_a_read_only_file_system(work: Path, tally: Make, trials: Trials) -> None:
    told = tally("read-only file system")
    (work / "at").mkdir()
    mount = mounting(f"--bind {work}/data {work}/at", f"-o remount,ro,bind {work}/at")
    cases = [(2, command) for command in writers(work)]
    cases += [(0, ("changes",)), (0, ("verify",)), (0, ("backup", work / "new.zip"))]
    before = hashes(work / "data")
    for n in range(trials(len(cases), 50)):
        code, command = cases[n % len(cases)]
        ended = Child(work / "out", *command, "--data", work / "at", before=mount).wait()
        told.count(*(f"{command[0]}: {fault}" for fault in ended.faults(code)))
        (work / "new.zip").unlink(missing_ok=True)
    assert hashes(work / "data") == before
    told.note = "readers answer, writers are refused in one sentence"


def as_nobody() -> None:
    """Drop all rights. What is imported later could lie where nobody may read, so it is now."""
    for package in (corpus, crawler, nlp, search_app):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    if not os.getuid():
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def reachable(folder: Path) -> None:
    """Let anybody enter the folders above a trial's."""
    for parent in (folder, *folder.parents):
        if parent.owner() == folder.owner() and "pytest" in str(parent):
            parent.chmod(0o755)


@pytest.mark.parametrize("state", ["at rest", "written to", "left by a killed writer"])
def test_a_reader_without_rights_to_write(work: Path, tally: Make, state: str) -> None:
    told = tally("reader without rights to write")
    data, writer = work / "data", Library(work / "data" / "library.db")
    if state != "at rest":
        writer.rename("se-2020-0", "se-other")
    else:
        writer.close()
    if state == "left by a killed writer":
        data = work / "left"
        data.mkdir()
        for name in ("library.db", "library.db-wal"):
            shutil.copy(work / "data" / name, data / name)
    reachable(data)
    (work / "out").unlink()
    (work / "out").touch(0o666)
    (work / "out").chmod(0o666)
    data.chmod(0o555)
    before = sorted(path.name for path in data.iterdir())
    ended = Child(work / "out", "changes", "--data", data, before=as_nobody).wait()
    faults = list(ended.faults(2 if "killed" in state else 0))
    if "killed" in state and "library.db-wal" not in ended.said:
        faults.append(f"does not say where the texts wait: {ended.said}")
    if sorted(path.name for path in data.iterdir()) != before:
        faults.append("a reader wrote")
    data.chmod(0o755)
    writer.close()
    told.count(*faults)
    told.note = "reads, or says where the newest texts wait"


def replace(library: Path, data: bytes) -> None:
    for side in ("-wal", "-shm"):
        Path(f"{library}{side}").unlink(missing_ok=True)
    library.write_bytes(data)


def test_flipped_bytes(
    work: Path, built: DataFolder, tally: Make, trials: Trials, knowledge: Knowledge
) -> None:
    told, chance = tally("a flipped byte in the library"), random.Random(7)
    sound = built.library.read_bytes()
    data = DataFolder(work / "flipped")
    data.root.mkdir()
    shutil.copytree(built.index, data.index)
    with Library(built.library, readonly=True) as library:
        ids = [provision.id for provision in library.provisions()]
    commands = [("changes",), ("verify", "--country", "se"), ("tag", "--anew"),
                ("import", work / "statutes"), ("backup", work / "f.zip", "--replace")]  # fmt: skip
    if LONG:
        commands.append(("build", "--jobs", "1", "--engine", "embedded"))
    pages = create_app(open_site(data, knowledge)).test_client()
    refused = 0
    for n in range(trials(50, 500)):
        place = chance.randrange(len(sound)) if n % 5 else chance.randrange(200)
        damaged = bytearray(sound)
        damaged[place] ^= chance.randrange(1, 256)
        faults: list[str] = []
        codes: list[int] = []
        for command in (commands[n % len(commands)], chance.choice(commands))[: 1 + LONG]:
            replace(data.library, damaged)
            ended = Child(work / "out", *command, "--data", data.root).wait()
            codes.append(ended.code)
            faults += ended.faults(0, 1, 2)
        replace(data.library, damaged)
        page = pages.get(f"/provision/{chance.choice(ids)}")
        if page.status_code not in {200, 404, 503}:
            faults.append(f"a page answered {page.status_code}")
        told.count(*(f"byte {place}: {fault}" for fault in faults))
        refused += sum(code == 2 for code in codes) + (page.status_code == 503)
    assert refused, "no damage was ever noticed"
    told.note = "commands and a page: an answer or one sentence, never a traceback"


def test_two_at_once(work: Path, tally: Make, trials: Trials) -> None:
    told, chance = tally("two writers at once"), random.Random(9)
    choice = writers(work) if LONG else writers(work)[:2]
    for _ in range(trials(2, 60)):
        data = Path(shutil.copytree(work / "data", work / "both"))
        pair = [Child(work / f"out{n}", *chance.choice(choice), "--data", data) for n in range(2)]
        ended = [child.wait() for child in pair]
        faults = [fault for one in ended for fault in one.faults(0, 2)]
        if any(one.code == 2 and "is in use: " not in one.said for one in ended):
            faults.append("refused for another reason")
        if all(one.code for one in ended):
            faults.append("nobody could write")
        examine(data / "library.db", quiet)
        told.count(*faults)
        shutil.rmtree(data)
    told.note = "one works, the other works after it or is told who is at work"


def test_each_writer_takes_the_lock(work: Path, tally: Make) -> None:
    told = tally("a writer while another one holds the lock")
    with writing(work / "data", "import elsewhere"):
        before = hashes(work / "data")
        for command in writers(work):
            ended = Child(work / "out", *command, "--data", work / "data").wait()
            faults = list(ended.faults(2))
            if "'demandside import elsewhere'" not in ended.said:
                faults.append(f"does not say who is at work: {ended.said}")
            told.count(*faults)
        assert hashes(work / "data") == before
    told.note = "told who is at work; nothing is written"
