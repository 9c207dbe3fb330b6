"""The archive keeps every answer with its hash, and loses nothing when a run is killed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.evidence import Record
from crawler.archive import Archive, Archived, ArchiveError, digest, read


def answered(url: str, body: bytes, method: str = "GET", asked: str = "") -> Archived:
    record = Record(url, "", 0, "", "2026-01-02T03:04:05Z", "part")
    headers = (("Content-Type", "text/html"), ("Set-Cookie", "a=b"))
    return Archived(record, method, asked, 200, headers, body)


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
    again = Archive(path)
    whole = sum(end <= cut for end in ends)
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
