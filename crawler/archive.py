"""The archive of raw answers: one gzipped WARC file per run of a source, one record an answer.

Each record is a gzip member of its own, written and flushed to disk before the answer is parsed.
What a killed run left half-written at the end is cut off when the file is opened again, so that an
interrupted run goes on with every answer that it had.
"""

from __future__ import annotations

import hashlib
import io
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.evidence import Record

HASH = "X-Demandside-SHA256"
"""Header of a record with the SHA-256 of the body, beside the digests that warcio writes."""

ROLE = "X-Demandside-Role"
"""Header of a record that tells the role of the answer."""


class ArchiveError(Exception):
    """An archive cannot be read; the message names the file."""


@dataclass(frozen=True)
class Archived:
    """One archived answer with what is needed to read it again."""

    record: Record
    method: str
    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Archive:
    """One WARC file that is being written, and what stands in it already."""

    def __init__(self, path: Path) -> None:
        """Open or create the file; a half-written record at its end is cut off."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._held: dict[tuple[str, str, str], Archived] = {}
        if path.exists():
            _cut(path)
            self._held = {_key(a.method, a.record.url, a.asked): a for a in read(path)}

    def held(self, method: str, url: str, asked: str = "") -> Archived | None:
        """Return the answer to a request that this file holds already."""
        return self._held.get(_key(method, url, asked))

    def add(self, answer: Archived) -> Record:
        """Append an answer and wait until it is on the disk; return its record with the offset."""
        offset = self.path.stat().st_size if self.path.exists() else 0
        record = Record(
            url=answer.record.url,
            file=self.path.name,
            offset=offset,
            digest=digest(answer.body),
            retrieved_at=answer.record.retrieved_at,
            role=answer.record.role,
        )
        with self.path.open("ab") as file:
            file.write(_packed(answer, record))
            file.flush()
            os.fsync(file.fileno())
        kept = Archived(
            record, answer.method, answer.asked, answer.status, answer.headers, answer.body
        )
        self._held[_key(answer.method, record.url, answer.asked)] = kept
        return record


def read(path: Path) -> Iterator[Archived]:
    """Yield the answers of a file in the order in which they came.

    Raises:
        ArchiveError: it is no WARC file, or a body does not have the hash that its record names.
    """
    try:
        if path.stat().st_size == 0:
            return
        with path.open("rb") as stream:
            records = ArchiveIterator(stream)
            for record in records:
                if record.rec_type == "response":
                    body = record.content_stream().read()
                    # Only now: asking for the offset reads the record to its end.
                    yield _answer(path, record, body, records.get_record_offset())
    except (ArchiveLoadFailed, OSError, zlib.error) as error:
        raise ArchiveError(f"{path} cannot be read as a WARC file: {error}") from error


def digest(body: bytes) -> str:
    """Return the SHA-256 of a body."""
    return hashlib.sha256(body).hexdigest()


def _answer(path: Path, record: Any, body: bytes, offset: int) -> Archived:
    headers = record.rec_headers
    found = digest(body)
    if headers.get_header(HASH) != found:
        raise ArchiveError(f"{path}: the record at {offset} does not have the hash that it names")
    http = record.http_headers
    return Archived(
        record=Record(
            url=headers.get_header("WARC-Target-URI"),
            file=path.name,
            offset=offset,
            digest=found,
            retrieved_at=headers.get_header("WARC-Date"),
            role=headers.get_header(ROLE) or "act",
        ),
        method=headers.get_header("X-Demandside-Method") or "GET",
        asked=headers.get_header("X-Demandside-Body") or "",
        status=int(http.get_statuscode()),
        headers=tuple(http.headers),
        body=body,
    )


def _packed(answer: Archived, record: Record) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    kept = [(n, v) for n, v in answer.headers if n.lower() not in _LOST_HEADERS]
    extra = {
        ROLE: record.role,
        "X-Demandside-Method": answer.method,
        "WARC-Date": record.retrieved_at,
        HASH: record.digest,
    }
    if answer.asked:
        extra["X-Demandside-Body"] = " ".join(answer.asked.split())
    writer.write_record(
        writer.create_warc_record(
            record.url,
            "response",
            payload=io.BytesIO(answer.body),
            http_headers=StatusAndHeaders(f"{answer.status} OK", kept, protocol="HTTP/1.1"),
            warc_headers_dict=extra,
        )
    )
    return buffer.getvalue()


_LOST_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length", "set-cookie"})
"""Headers that no longer hold for the body as it is kept, and cookies."""


def _key(method: str, url: str, asked: str) -> tuple[str, str, str]:
    return method, url, " ".join(asked.split())


def _cut(path: Path) -> None:
    """Cut off the last gzip member when it is not whole."""
    whole, data = 0, path.read_bytes()
    while whole < len(data):
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            inflater.decompress(data[whole:])
        except zlib.error:
            break
        if not inflater.eof:
            break
        whole = len(data) - len(inflater.unused_data)
    if whole < len(data):
        with path.open("r+b") as file:
            file.truncate(whole)
            file.flush()
            os.fsync(file.fileno())
