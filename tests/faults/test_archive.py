"""Archives that are damaged, cut, or no archives: never changed, never lost, never a traceback."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.archive import Archive, Replay
from crawler.warc import ArchiveError
from search_app.cli import main
from tests.crawler.test_archive import answered
from tests.faults.conftest import LONG, Tally

BODIES = (b"first", "zweite Ä".encode() * 9, b"\x00\xff\x1f\x8b\x08" * 30)
Make = Callable[[str], Tally]
WARC = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small archive."""
    archive = Archive(tmp_path_factory.mktemp("whole") / "a.warc.gz")
    offsets = [archive.add(answered(f"https://a.b/{n}", b)).offset for n, b in enumerate(BODIES)]
    assert offsets[1:] == list(ends(archive.path.read_bytes()))
    return archive.path.read_bytes()


def ends(held: bytes) -> Iterator[int]:
    """Yield where records but the last end: cut there, an archive is whole with less in it."""
    for at in range(1, len(held)):
        if held[at:].startswith(b"\x1f\x8b\x08\x00") and gzip.decompress(held[at:])[:5] == b"WARC/":
            yield at


def replayed(
    path: Path, held: bytes, *, whole: bool = False
) -> tuple[list[bytes] | None, list[str]]:
    """Read bytes as an archive: the bodies in order (None: refused), and what went wrong."""
    path.write_bytes(held)
    before = path.stat()
    try:
        archive = Replay(path)
        found = (archive.held("GET", f"https://a.b/{n}") for n in range(len(BODIES)))
        bodies = [answer.body for answer in found if answer is not None]
    except ArchiveError as error:
        bodies = None
        wrong = [] if str(path) in str(error) and "\n" not in str(error) else [str(error)]
    else:
        wrong = (
            [] if whole or archive.fault or len(bodies) == len(BODIES) else ["answers are missing"]
        )
    after = path.stat()
    if path.read_bytes() != held or (before.st_mtime_ns, before.st_mode) != (
        after.st_mtime_ns,
        after.st_mode,
    ):
        wrong.append("the file was changed")
    return bodies, wrong


def gone_on(path: Path, held: bytes) -> list[str]:
    """Open bytes as the archive of an interrupted run; say what was lost."""
    path.write_bytes(held)
    try:
        Archive(path)
    except ArchiveError:
        lost = [] if path.read_bytes() == held else ["a refused archive was changed"]
    else:
        kept = b"".join(p.read_bytes() for p in sorted(path.parent.glob(f"{path.name}.cut-*")))
        lost = [] if path.read_bytes() + kept == held else ["bytes of an archive are lost"]
    for aside in path.parent.glob(f"{path.name}.cut-*"):
        aside.unlink()
    return lost


def test_an_archive_cut_at_each_place(tally: Make, whole: bytes, tmp_path: Path) -> None:
    cuts = tally("archive cut at each place")
    cuts.note = "read: the whole records; gone on with: nothing lost"
    between = set(ends(whole))
    for end in range(len(whole)):
        bodies, wrong = replayed(tmp_path / "a.warc.gz", whole[:end], whole=end in between)
        if bodies and bodies != list(BODIES[: len(bodies)]):
            wrong.append(f"cut at {end}: other answers")
        if LONG or not end % 4:
            wrong += gone_on(tmp_path / "b.warc.gz", whole[:end])
        cuts.count(*wrong)


def test_a_flipped_bit_at_each_place(tally: Make, whole: bytes, tmp_path: Path) -> None:
    flips = tally("archive with a flipped bit at each place")
    flips.note = "read: true answers before the fault; gone on with: nothing lost"
    for place in range(len(whole)):
        for bit in range(8) if LONG else (place % 8,):
            held = bytearray(whole)
            held[place] ^= 1 << bit
            bodies, wrong = replayed(tmp_path / "a.warc.gz", bytes(held))
            if bodies and bodies != list(BODIES[: len(bodies)]):
                wrong.append(f"bit {bit} of {place}: other answers")
            if LONG or not place % 4:
                wrong += gone_on(tmp_path / "b.warc.gz", bytes(held))
            flips.count(*wrong)


def hostile() -> st.SearchStrategy[bytes]:
    """Return bytes that are no archive, or nearly one."""
    head = st.binary(max_size=60).map(lambda b: WARC % len(b) + b + b"\r\n\r\n")
    lines = st.lists(st.sampled_from(
        [b"WARC/1.0\r\n", b"WARC/1.1", b"WARC-Type: response\r\n", b"Content-Length: 0\r\n",
         b"Content-Length: -1\r\n", b"Content-Type: application/http\r\n", b"HTTP/1.1 200 OK\r\n",
         b"WARC-Target-URI: https://a.b/0\r\n", b"X-Demandside-SHA256: 0\r\n", b"\r\n", b"\xff:\n"]
    )).map(b"".join)  # fmt: skip
    plain = st.one_of(
        st.binary(max_size=200), head, lines, lines.map(lambda b: b"WARC/1.0\r\n" + b)
    )
    packed = st.lists(plain, max_size=3).map(lambda parts: b"".join(map(gzip.compress, parts)))
    begun = st.binary(max_size=100).map(lambda b: b"\x1f\x8b\x08" + b)
    return st.one_of(plain, packed, begun)


def test_any_bytes_as_an_archive(tally: Make, tmp_path: Path) -> None:
    fuzz = tally("any bytes as an archive")
    fuzz.note = "left as they are, and refused in one sentence"

    @settings(max_examples=20_000 if LONG else 300, deadline=None, database=None)
    @given(hostile())
    def one(held: bytes) -> None:
        bodies, wrong = replayed(tmp_path / "a.warc.gz", held)
        taken = ["something was taken for an answer"] if bodies is not None else []
        fuzz.count(*wrong, *taken, *gone_on(tmp_path / "b.warc.gz", held))

    one()


def test_the_command_refuses_what_is_no_archive(tmp_path: Path, whole: bytes) -> None:
    for n, held in enumerate((b"", b"WARC/1.0\r\n", b"text" * 99, gzip.compress(b"x"), whole[9:])):
        file = tmp_path / f"{n}.warc.gz"
        file.write_bytes(held)
        arguments = ["crawl", "se", "--from-archive", str(file), "--data", str(tmp_path / "d")]
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 2, done.output
        assert str(file) in done.output
        assert len(done.output.splitlines()) <= 3
        assert file.read_bytes() == held
