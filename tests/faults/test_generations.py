"""A damaged index is told and left for the one before; it gives no wrong answer and no panic."""

from __future__ import annotations

import dataclasses
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from corpus.library import Knowledge
from search_app.commands.site import open_site
from search_app.engines import open_engine
from search_app.index.documents import documents
from search_app.index.embedded import layout
from search_app.index.errors import EngineError, GenerationError
from search_app.index.generation import build_aside, current, generations
from search_app.index.query import SearchQuery
from search_app.index.search import IndexSearcher
from search_app.index.writing import write_index
from search_app.paths import DataFolder
from search_app.web.factory import create_app
from tests.faults.conftest import Tally
from tests.faults.forking import BrokenError, in_child, obey_modes

QUERIES = ("", "minor", "köp av sexuell tjänst", '"sexual act"', "fine for the buyer in France")
_ASKED = [SearchQuery(text) for text in QUERIES]
_ASKED.append(SearchQuery("minor", sort="newest", countries=("fr", "de")))
Answers = list[Any]
OLD, NEW = 30, 60


@dataclasses.dataclass(frozen=True)
class Whole:
    """A data folder with two generations, and what each of them answers."""

    root: Path
    old: Answers
    new: Answers

    def copy(self, target: Path) -> DataFolder:
        shutil.copytree(self.root, target)
        return DataFolder(target)


def ask(searcher: IndexSearcher) -> Answers:
    found = [searcher.search(query) for query in _ASKED]
    return [(r.total, r.relaxed, r.hits, tuple(r.facets.items())) for r in found]


def opened(folder: DataFolder, knowledge: Knowledge) -> tuple[IndexSearcher, str]:
    found = open_engine(folder, "embedded")
    return IndexSearcher(found.engine, knowledge, found.background), found.left


def outcome(folder: DataFolder, knowledge: Knowledge) -> tuple[Answers, str] | str:
    """What a reader gets: answers and why they are older ones, or one sentence."""
    try:
        searcher, left = opened(folder, knowledge)
    except GenerationError as error:
        return str(error)
    return ask(searcher), left


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Whole:
    folder = DataFolder(tmp_path_factory.mktemp("whole"))
    held = list(islice(documents(knowledge, None), NEW))
    answers = []
    for count in (OLD, NEW):
        some = held[:count]
        build_aside(folder.index, lambda aside, some=some: write_index(aside, some), layout())
        answers.append(ask(opened(folder, knowledge)[0]))
    assert answers[0] != answers[1]
    return Whole(folder.root, *answers)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files, in which nothing may be left over."""
    home = tmp_path / "temporary"
    home.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    yield home
    assert list(home.iterdir()) == []


def flip(file: Path, chance: random.Random) -> None:
    held = bytearray(file.read_bytes())
    if held:
        held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
        file.write_bytes(held)


def shorten(file: Path, chance: random.Random) -> None:
    size = file.stat().st_size
    os.truncate(file, chance.randrange(size) if size else 0)


def empty(file: Path, _: random.Random) -> None:
    os.truncate(file, 0)


def lose(file: Path, _: random.Random) -> None:
    file.unlink()


def fill(file: Path, chance: random.Random) -> None:
    file.write_bytes(chance.randbytes(max(1, file.stat().st_size)))


def lengthen(file: Path, chance: random.Random) -> None:
    with file.open("ab") as end:
        end.write(chance.randbytes(20))


DAMAGES = (flip, shorten, empty, lose, fill, lengthen)


def faults(result: tuple[Answers, str] | str, whole: Whole) -> str:
    """Return what is wrong with what a reader got after a damage to the newer generation."""
    if isinstance(result, str):
        return f"no answer although the older generation is whole: {result}"
    answers, left = result
    if answers == whole.new:
        return ""
    if answers != whole.old:
        return "other answers than either generation gave"
    return "" if left and "\n" not in left else "older answers, and it is not said"


def test_damage_is_told_or_harmless(
    whole: Whole,
    knowledge: Knowledge,
    tmp_path: Path,
    temporary: Path,
    trials: Callable[[int, int], int],
    tally: Callable[[str], Tally],
) -> None:
    tried = tally("damage to a file of the current generation, or to the pointer")
    tried.note = "answers equal those of the newer or the older generation, which is then said"
    chance = random.Random(12)
    names = sorted(f.name for f in current(whole.root / "index").iterdir())
    assert len(names) > 9
    for number in range(trials(len(names) + 1, 500)):
        folder = whole.copy(tmp_path / "damaged")
        place = (*names, "")[number % (len(names) + 1)]
        file = current(folder.index) / place if place else folder.index / "current"
        damage = DAMAGES[number % len(DAMAGES)] if number < 60 else chance.choice(DAMAGES)
        damage(file, chance)
        wrong = ""
        try:
            wrong = faults(in_child(lambda f=folder: outcome(f, knowledge)), whole)
        except BrokenError as error:
            wrong = str(error)
        tried.count(*([f"{damage.__name__} {place or 'pointer'}: {wrong}"] if wrong else ()))
        shutil.rmtree(folder.root)


def test_without_a_good_generation_it_is_one_sentence(
    whole: Whole,
    knowledge: Knowledge,
    tmp_path: Path,
    temporary: Path,
    trials: Callable[[int, int], int],
    tally: Callable[[str], Tally],
) -> None:
    tried = tally("damage to every generation")
    tried.note = "one sentence that says what to do"
    chance = random.Random(13)
    for number in range(trials(6, 60)):
        folder = whole.copy(tmp_path / "damaged")
        damage = DAMAGES[number % len(DAMAGES)]
        for generation in generations(folder.index):
            kept = [f for f in generation.iterdir() if not f.name.startswith(".")]
            damage(chance.choice(sorted(kept)), chance)
        try:
            result = in_child(lambda f=folder: outcome(f, knowledge))
        except BrokenError as error:
            tried.count(f"{damage.__name__}: {error}")
        else:
            # a flipped bit of a manifest may only change the moment of the build
            good = isinstance(result, tuple) and result[0] in (whole.old, whole.new)
            said = isinstance(result, str) and result.endswith("run 'demandside build'")
            tried.count(*([] if good or (said and "\n" not in result) else [str(result)]))
        shutil.rmtree(folder.root)


def overwrite(generation: Path, chance: random.Random) -> None:
    """Change files in place without making them shorter, which would end the process (SIGBUS)."""
    for file in generation.iterdir():
        with file.open("r+b") as held:
            held.write(chance.randbytes(file.stat().st_size))


def asked_while(folder: DataFolder, knowledge: Knowledge, change: Callable[[Path], None]) -> str:
    """Open an index, change it, and ask: whether the answers stay, or why there are none."""
    searcher, _ = opened(folder, knowledge)
    before = ask(searcher)
    change(current(folder.index))
    said = []
    for _ in range(3):
        try:
            said.append("same" if ask(searcher) == before else "other")
        except EngineError as error:
            said.append(f"told: {error}")
    return said[0] if len({s[:4] for s in said}) == 1 else " / ".join(said)


def test_files_overwritten_in_use_are_told(
    whole: Whole,
    knowledge: Knowledge,
    tmp_path: Path,
    trials: Callable[[int, int], int],
    tally: Callable[[str], Tally],
) -> None:
    tried = tally("all files of a generation overwritten while it is served")
    tried.note = "an error of the engine each time; no panic, no hang"
    for number in range(trials(3, 60)):
        folder = whole.copy(tmp_path / "overwritten")
        chance = random.Random(number)
        try:
            said = in_child(
                lambda f=folder, c=chance: asked_while(f, knowledge, lambda g: overwrite(g, c))
            )
        except BrokenError as error:
            said = str(error)
        tried.count(*([] if said.startswith("told: the search index cannot be read") else [said]))
        shutil.rmtree(folder.root)


def test_a_generation_deleted_in_use_keeps_answering(
    whole: Whole, knowledge: Knowledge, tmp_path: Path
) -> None:
    folder = whole.copy(tmp_path / "deleted")
    assert in_child(lambda: asked_while(folder, knowledge, shutil.rmtree)) == "same"


def test_a_folder_that_cannot_be_written_is_served_and_left_as_it_is(
    whole: Whole, knowledge: Knowledge, lemma_folder: Path, tmp_path: Path, temporary: Path
) -> None:
    folder = whole.copy(tmp_path / "read-only")
    listed = sorted(folder.root.rglob("*"))
    for path in (folder.root, *listed):
        path.chmod(0o555 if path.is_dir() else 0o444)

    def serve() -> tuple[list[int], Answers] | str:
        if why := obey_modes():
            return why
        with pytest.raises(PermissionError):
            (folder.root / "new").touch()
        client = create_app(open_site(folder, knowledge)).test_client()
        paths = ("/", "/readyz", "/healthz", "/search?q=minor", "/search.json?q=minor")
        return [client.get(path).status_code for path in paths], ask(opened(folder, knowledge)[0])

    stamps = [path.stat().st_mtime_ns for path in listed]
    found = in_child(serve)
    if isinstance(found, str):
        pytest.skip(f"this process writes whatever the modes are: {found}")
    assert found == ([200] * 5, whole.new)
    assert sorted(folder.root.rglob("*")) == listed
    assert [path.stat().st_mtime_ns for path in listed] == stamps
    for path in (folder.root, *(p for p in listed if p.is_dir())):
        path.chmod(0o755)


def test_the_site_tells_that_an_older_index_answers(
    whole: Whole, knowledge: Knowledge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = whole.copy(tmp_path / "left")
    newer = current(folder.index)
    flip(newer / "documents.db", random.Random(1))
    client = create_app(open_site(folder, knowledge)).test_client()
    why = f"{newer.name}: documents.db is not as it was written"
    assert f"warning: {why}; generation-" in capsys.readouterr().err
    assert "The newest search index is damaged" in client.get("/about").text
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json) == (
        200,
        {"status": "degraded", "engine": "embedded", "index": why},
    )
    assert client.get("/healthz").json["provisions"] == OLD  # type: ignore[index]


def test_the_site_answers_503_when_its_index_breaks(
    whole: Whole, knowledge: Knowledge, tmp_path: Path
) -> None:
    folder = whole.copy(tmp_path / "broken")

    def serve() -> tuple[list[tuple[int, bool]], list[int]]:
        client = create_app(open_site(folder, knowledge)).test_client()
        overwrite(current(folder.index), random.Random(2))
        pages = ("/search?q=minor", "/search.json?q=minor", "/search.csv?q=minor")
        got = [client.get(path) for path in pages * 2]
        others = [client.get(path).status_code for path in ("/readyz", "/healthz", "/about")]
        assert not any("Traceback" in response.text for response in got)
        return [(r.status_code, "Retry-After" in r.headers) for r in got], others

    assert in_child(serve) == ([(503, True)] * 6, [503, 200, 200])
