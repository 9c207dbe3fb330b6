"""The archive of raw responses: a gzipped WARC file per run of a source, a record per response.

Each record is a gzip member of its own, written and flushed to disk before the response is parsed.
When a run goes on with its file, only a half-written record that it left at the end when it was
killed is cut off, and kept in a file beside it. `Replay` reads any file and changes none.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.evidence import Record
from crawler.warc import (
    ArchiveError,
    HalfWrittenError,
    RecordError,
    WarcRecord,
    opened,
    warc_records,
)

HASH = "X-Demandside-SHA256"
"""Header of a record with the SHA-256 of the body, beside the digests that warcio writes."""

ROLE = "X-Demandside-Role"
"""Header of a record with the role of the response."""

ASKED = "X-Demandside-Asked"
"""Header of a record with the address that was asked, if a redirect led to another one."""

Key = tuple[str, str, str]
"""Method, address and body of a request."""


@dataclass(frozen=True)
class Archived:
    """One archived response with what is needed to read it again.

    `first` is the address that was asked if a redirect led from there to that of the record; method
    and body (`asked`) are those of the first request.
    """

    record: Record
    method: str
    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    first: str = ""

    @property
    def key(self) -> Key:
        """The request that this is the response to."""
        return _key(self.method, self.first or self.record.url, self.asked)


class Replay:
    """The responses in a WARC file, found by request; the file is only read.

    `fault` says what is wrong with the file from some record on; those before it can be had.
    """

    def __init__(self, path: Path) -> None:
        """Find out what the file holds.

        Raises:
            ArchiveError: it is not a WARC file, is empty, or has no response that can be read.
        """
        self.path = path
        self.fault = ""
        self._offsets: dict[Key, int] = {}
        try:
            for archived in read(path):
                self._offsets[archived.key] = archived.record.offset
        except RecordError as error:
            if not self._offsets:
                raise
            self.fault = f"{error}; it and what follows was not read"
        if not self._offsets:
            raise ArchiveError(f"{path} holds no response")

    def held(self, method: str, url: str, asked: str = "") -> Archived | None:
        """Return the response to a request if the file has it, else None.

        Raises:
            ArchiveError: the file was changed since it was opened.
        """
        offset = self._offsets.get(_key(method, url, asked))
        return None if offset is None else _at(self.path, offset)


class Archive:
    """One WARC file that is being written, and what is in it already."""

    def __init__(self, path: Path) -> None:
        """Open or create the file; move a half-written record at its end to a file beside it.

        Raises:
            ArchiveError: it holds anything but whole records and a half-written one.
        """
        self.path = path
        self._offsets: dict[Key, int] = {}
        if path.exists():
            try:
                for archived in read(path):
                    self._offsets[archived.key] = archived.record.offset
            except HalfWrittenError as error:
                _cut(path, error.offset)
            except ArchiveError as error:
                raise ArchiveError(
                    f"{error}; move the file away to begin this crawl anew"
                ) from error

    def held(self, method: str, url: str, asked: str = "") -> Archived | None:
        """Return the response to a request if the file has it, else None."""
        offset = self._offsets.get(_key(method, url, asked))
        return None if offset is None else _at(self.path, offset)

    def add(self, archived: Archived) -> Record:
        """Append a response and wait until it is on the disk; return its record with the offset.

        Raises:
            ArchiveError: it cannot be written; the file is left as it was.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            offset = self.path.stat().st_size if self.path.exists() else 0
            record = replace(
                archived.record, file=self.path.name, offset=offset, digest=digest(archived.body)
            )
            _append(self.path, _packed(archived, record), offset)
        except OSError as error:
            raise ArchiveError(
                f"{self.path} cannot be written: {error.strerror or error}"
            ) from error
        self._offsets[archived.key] = offset
        return record


def read(path: Path) -> Iterator[Archived]:
    """Yield the responses in a file in the order in which they came; skip other records.

    Raises:
        ArchiveError: it cannot be read or is not a WARC file.
        RecordError: a record is damaged, or a body does not have the hash that its record names.
    """
    with opened(path) as file:
        for warc_record in warc_records(path, file):
            archived = _archived(path, warc_record)
            if archived is not None:
                yield archived


def digest(body: bytes) -> str:
    """Return the SHA-256 of a body."""
    return hashlib.sha256(body).hexdigest()


def _at(path: Path, offset: int) -> Archived:
    with opened(path) as file:
        for warc_record in warc_records(path, file, offset):
            archived = _archived(path, warc_record)
            if archived is not None:
                return archived
    raise ArchiveError(f"{path} was changed while it was read: no response is at byte {offset}")


def _archived(path: Path, warc_record: WarcRecord) -> Archived | None:
    """Return the response in a record, None for a record of another kind."""
    records = ArchiveIterator(io.BytesIO(warc_record.data))
    try:
        record = next(records)
        if record.rec_type != "response":
            return None
        archived = _response(record, record.raw_stream.read(), path.name, warc_record.offset)
        if next(records, None) is not None:
            raise ValueError("it is packed together with others: unpack the file and read that")
    except Exception as error:  # warcio raises many kinds on bytes of others
        what = f"cannot be read: {error or type(error).__name__}"
        raise RecordError(path, warc_record.number, warc_record.offset, what) from error
    return archived


def _response(record: Any, body: bytes, file: str, offset: int) -> Archived:
    headers, http = record.rec_headers, record.http_headers
    named, computed = headers.get_header(HASH), digest(body)
    if named is None:
        raise ValueError(f"it has no {HASH}, so it was not written by demandside")
    if named != computed:
        raise ValueError("its body does not have the hash that it names")
    url, day = headers.get_header("WARC-Target-URI"), headers.get_header("WARC-Date")
    if http is None or not url or not day:
        raise ValueError("it names no address or no day, or has no head of a response")
    return Archived(
        record=Record(url, file, offset, computed, day, headers.get_header(ROLE) or "instrument"),
        method=headers.get_header("X-Demandside-Method") or "GET",
        asked=headers.get_header("X-Demandside-Body") or "",
        status=int(http.get_statuscode()),
        headers=tuple(http.headers),
        body=body,
        first=headers.get_header(ASKED) or "",
    )


def _packed(archived: Archived, record: Record) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    kept = [(n, v) for n, v in archived.headers if n.lower() not in _LOST_HEADERS]
    extra = {
        ROLE: record.role,
        "X-Demandside-Method": archived.method,
        "WARC-Date": record.retrieved_at,
        HASH: record.digest,
    }
    if archived.asked:
        extra["X-Demandside-Body"] = " ".join(archived.asked.split())
    if archived.first and archived.first != record.url:
        extra[ASKED] = archived.first
    writer.write_record(
        writer.create_warc_record(
            record.url,
            "response",
            payload=io.BytesIO(archived.body),
            http_headers=StatusAndHeaders(f"{archived.status} OK", kept, protocol="HTTP/1.1"),
            warc_headers_dict=extra,
        )
    )
    return buffer.getvalue()


_LOST_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length", "set-cookie"})
"""Headers that no longer hold for the body as it is kept, and cookies."""


def _key(method: str, url: str, asked: str) -> Key:
    return method, url, " ".join(asked.split())


def _append(path: Path, data: bytes, offset: int) -> None:
    """Write at the end of a file and wait for the disk; take back what was written in part."""
    # without a buffer, as closing would write the rest of it after the file was mended
    with path.open("ab", buffering=0) as file:
        try:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), offset)
            raise


def _cut(path: Path, offset: int) -> None:
    """Move what stands from `offset` on into a file beside the archive, and end the archive there.

    Killed in between, it is done again; the part may then stand in two files, never in none.
    """
    number, aside = 1, path.with_name(f"{path.name}.cut-{offset}")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.cut-{offset}-{number}")
    try:
        with path.open("r+b") as file:
            file.seek(offset)
            with aside.open("xb") as kept:
                shutil.copyfileobj(file, kept)
                kept.flush()
                os.fsync(kept.fileno())
            file.truncate(offset)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ArchiveError(
            f"{path} ends half-written and cannot be mended: {error.strerror or error}"
        ) from error
