"""The archive keeps every answer with its hash, and loses nothing when a run is killed."""

from __future__ import annotations

import errno
import gzip
import os
import random
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.evidence import Record
from crawler.archive import Archive, Archived, Replay, digest, read
from crawler.warc import ArchiveError, RecordError


def answered(
    url: str, body: bytes, method: str = "GET", asked: str = "", first: str = ""
) -> Archived:
    record = Record(url, "", 0, "", "2026-01-02T03:04:05Z", "part")
    headers = (("Content-Type", "text/html"), ("Set-Cookie", "a=b"))
    return Archived(record, method, asked, 200, headers, body, first)


BODIES = [b"first", "zweite Ä".encode(), b"", b"\x00\xff" * 5000]


def test_what_is_added_is_read_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.warc.gz")
    records = [archive.add(answered(f"https://a.b/{n}", b)) for n, b in enumerate(BODIES)]
    found = list(read(archive.path))
    assert [a.record for a in found] == records
    assert [a.body for a in found] == BODIES
    assert [a.record.digest for a in found] == [digest(body) for body in BODIES]
    assert found[0].headers == (("Content-Type", "text/html"),)


def test_requests_with_another_body_are_other_requests(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.warc.gz")
    for asked in ('{"page":  1}', '{"page": 2}'):
        archive.add(answered("https://a.b/", asked.encode(), "POST", asked))
    again = Archive(archive.path)
    held = again.held("POST", "https://a.b/", '{"page": 1}')
    assert held is not None
    assert held.body == b'{"page":  1}'
    assert again.held("GET", "https://a.b/") is None


@given(st.data())
def test_a_file_that_was_cut_anywhere_goes_on_with_its_whole_records(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("cut") / "a.warc.gz"
    archive = Archive(path)
    ends = []
    for n, body in enumerate(BODIES):
        archive.add(answered(f"https://a.b/{n}", body))
        ends.append(path.stat().st_size)
    cut = int(data.draw(st.floats(0, 1)) * ends[-1])
    with path.open("r+b") as file:
        file.truncate(cut)
    left = path.read_bytes()
    again = Archive(path)
    whole = sum(end <= cut for end in ends)
    kept = b"".join(p.read_bytes() for p in path.parent.glob("a.warc.gz.cut-*"))
    assert path.read_bytes() + kept == left
    assert [a.body for a in read(path)] == BODIES[:whole]
    again.add(answered("https://a.b/last", b"last"))
    assert [a.body for a in read(path)] == [*BODIES[:whole], b"last"]


def test_a_changed_body_is_noticed(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.warc.gz")
    archive.add(answered("https://a.b/", b"body"))
    packed = gzip.decompress(archive.path.read_bytes()).replace(b"body", b"BODY")
    archive.path.write_bytes(gzip.compress(packed))
    with pytest.raises(ArchiveError, match="does not have the hash"):
        list(read(archive.path))


def test_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"no archive at all")
    with pytest.raises(ArchiveError, match=r"a\.warc\.gz"):
        list(read(path))


def test_an_answer_behind_a_redirect_is_found_by_what_was_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    Archive(path).add(answered("https://a.b/new", b"body", "POST", "q", "https://a.b/old"))
    for archive in (Archive(path), Replay(path)):
        held = archive.held("POST", "https://a.b/old", "q")
        assert held is not None
        assert (held.record.url, held.body) == ("https://a.b/new", b"body")
        assert archive.held("GET", "https://a.b/new") is None


def foreign() -> dict[str, tuple[bytes, str]]:
    """Return files that are no archive of the program, and what is said of them."""
    plain = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nbody\r\n\r\n"
    return {
        "text": (b"no archive at all" * 9, "is not a WARC file"),
        "head only": (b"WARC/1.0\r\n", "record 1 .at byte 0. has no whole head"),
        "empty": (b"", "holds no response"),
        "gzip of text": (gzip.compress(b"text"), "is not a record of a WARC file"),
        "of another program": (plain, "record 1 .at byte 0. cannot be read"),
        "longer than it says": (plain[:-4] + b"!!!!", "does not end where it says"),
        "cut off": (plain[:-6], "is not whole"),
        "no length": (b"WARC/1.0\r\n\r\n", "has no whole head"),
        "enormous": (plain.replace(b": 4\r", b": 999999999999\r"), "more than"),
    }


@pytest.mark.parametrize("name", foreign())
def test_a_file_that_is_no_archive_is_refused_and_left_as_it_is(name: str, tmp_path: Path) -> None:
    path, (held, says) = tmp_path / "f.warc.gz", foreign()[name]
    path.write_bytes(held)
    before = path.stat()
    with pytest.raises(ArchiveError, match=says):
        Replay(path)
    assert path.read_bytes() == held
    if held:
        with pytest.raises(ArchiveError, match="move the file away"):
            Archive(path)
    assert path.read_bytes() == held
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert list(tmp_path.iterdir()) == [path]


def test_a_plain_archive_is_read_as_well(tmp_path: Path) -> None:
    packed, plain = Archive(tmp_path / "a.warc.gz"), tmp_path / "a.warc"
    for n, body in enumerate(BODIES):
        packed.add(answered(f"https://a.b/{n}", body))
    plain.write_bytes(gzip.decompress(packed.path.read_bytes()))
    assert [a.body for a in read(plain)] == BODIES
    held = Replay(plain).held("GET", "https://a.b/1")
    assert held is not None
    assert held.body == BODIES[1]


def test_records_packed_in_one_piece_are_refused_with_advice(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.warc.gz")
    for n, body in enumerate(BODIES):
        archive.add(answered(f"https://a.b/{n}", body))
    archive.path.write_bytes(gzip.compress(gzip.decompress(archive.path.read_bytes())))
    with pytest.raises(RecordError, match="unpack the file and read that"):
        Replay(archive.path)


def test_a_record_that_unpacks_to_more_than_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.warc.LARGEST", 1_000_000)
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.0\r\n" + bytes(5_000_000)))
    with pytest.raises(RecordError, match="unpacks to more than 0 MB"):
        Replay(path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ArchiveError, match="not a regular file"):
        Replay(tmp_path / "pipe")


def test_an_archive_is_opened_in_one_pass_and_bodies_are_read_on_demand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every byte is given to the decompressor about once, however many records there are."""
    fed = 0
    inflater = zlib.decompressobj

    class Counting:
        def __init__(self, bits: int) -> None:
            self._real = inflater(bits)

        def decompress(self, data: bytes, most: int = 0) -> bytes:
            nonlocal fed
            fed += len(data)
            found = self._real.decompress(data, most)
            fed -= len(self._real.unused_data) + len(self._real.unconsumed_tail)
            return found

        def __getattr__(self, name: str) -> object:
            return getattr(self._real, name)

    counting = SimpleNamespace(**{**vars(zlib), "decompressobj": Counting})
    monkeypatch.setattr("crawler.warc.zlib", counting)
    path = tmp_path / "a.warc.gz"
    archive = Archive(path)
    for n in range(200):
        archive.add(answered(f"https://a.b/{n}", random.Random(n).randbytes(500)))
    fed = 0
    again = Archive(path)
    assert fed == path.stat().st_size
    assert not [v for v in vars(again).values() if isinstance(v, bytes | Archived)]
    held = again.held("GET", "https://a.b/77")
    assert held is not None
    assert held.body == random.Random(77).randbytes(500)


def test_an_answer_that_cannot_be_written_leaves_the_archive_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path / "a.warc.gz")
    archive.add(answered("https://a.b/1", b"one"))
    before = archive.path.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("crawler.archive.os.fsync", full)
    with pytest.raises(ArchiveError, match="cannot be written: No space left on device"):
        archive.add(answered("https://a.b/2", b"two"))
    assert archive.path.read_bytes() == before
    assert archive.held("GET", "https://a.b/2") is None
