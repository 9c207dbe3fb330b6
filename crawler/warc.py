"""Reads WARC files record by record, in one pass: where each record is, and what is wrong where.

A file is read as it is and never changed. It is either plain or a row of gzip members, one for each
record (ISO 28500, annex D). No more than one unpacked record is in memory.

    WARC/1.0
    WARC-Type: response
    WARC-Target-URI: https://portal.example/law/1
"""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest record that is read, unpacked."""

_GZIP = b"\x1f\x8b\x08"
_BEGIN = b"WARC/"
_CHUNK = 64 * 1024
_LONGEST_HEAD = 1024 * 1024
# matches `Content-Length: 1234`
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,12})[ \t]*\r?$")


class ArchiveError(Exception):
    """An archive cannot be read or written; the message is one sentence that names the file."""


class RecordError(ArchiveError):
    """A record is damaged; everything before `offset` (in bytes from the beginning) is whole."""

    def __init__(self, path: Path, number: int, offset: int, what: str) -> None:
        super().__init__(f"{path}: record {number} (at byte {offset}) {what}")
        self.offset = offset


class HalfWrittenError(RecordError):
    """The file ends within a packed record, as a killed writer leaves it; nothing follows."""


@dataclass(frozen=True)
class WarcRecord:
    """A record as it is in the file: its number from 1, its offset, and its unpacked bytes."""

    number: int
    offset: int
    data: bytes


def opened(path: Path) -> BinaryIO:
    """Open a file for reading only.

    Raises:
        ArchiveError: it cannot be read, or is not a regular file (a pipe would never end).
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ArchiveError(f"{path} is not a regular file")
        return path.open("rb")
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror or error}") from error


def warc_records(path: Path, file: BinaryIO, start: int = 0) -> Iterator[WarcRecord]:
    """Yield the records from `start` on; an empty file has none.

    Raises:
        ArchiveError: it is not a WARC file.
        RecordError: a record is damaged, or the file ends within a packed one (HalfWrittenError).
    """
    file.seek(start)
    first = file.read(len(_BEGIN))
    file.seek(start)
    if not first:
        return
    if _GZIP.startswith(first[:3]):
        yield from _packed(path, file, start)
    elif _BEGIN.startswith(first):
        yield from _plain(path, file, start)
    else:
        raise ArchiveError(f"{path} is not a WARC file: it begins with {first!r}")


def _packed(path: Path, file: BinaryIO, start: int) -> Iterator[WarcRecord]:
    number, offset, pending = 0, start, b""
    while pending or (pending := file.read(_CHUNK)):
        number += 1
        data, pending = _member(path, file, pending, number, offset)
        if not data.startswith(_BEGIN):
            raise RecordError(path, number, offset, "is not a record of a WARC file")
        yield WarcRecord(number, offset, data)
        offset = file.tell() - len(pending)


def _member(
    path: Path, file: BinaryIO, pending: bytes, number: int, offset: int
) -> tuple[bytes, bytes]:
    """Unpack one gzip member; return it with the bytes that were read beyond its end."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    unpacked = bytearray()
    while not inflater.eof:
        if not pending and not (pending := file.read(_CHUNK)):
            raise _unfinished(path, file, bytes(unpacked[: len(_BEGIN)]), number, offset)
        try:
            unpacked += inflater.decompress(pending, LARGEST + 1 - len(unpacked))
        except zlib.error as error:
            raise RecordError(path, number, offset, f"is damaged ({error})") from error
        if len(unpacked) > LARGEST:
            what = f"unpacks to more than {LARGEST // 2**20} MB and is not read"
            raise RecordError(path, number, offset, what)
        pending = inflater.unconsumed_tail
    return bytes(unpacked), inflater.unused_data


def _unfinished(path: Path, file: BinaryIO, begin: bytes, number: int, offset: int) -> ArchiveError:
    """Return what a member without an end is: half-written, or damaged and swallowing others."""
    if not _BEGIN.startswith(begin):
        return RecordError(path, number, offset, "is not a record of a WARC file, and is cut off")
    if _another(file, offset + 1):
        return RecordError(path, number, offset, "is damaged (it has no end, others follow)")
    return HalfWrittenError(path, number, offset, "is not whole: the file ends within it")


def _another(file: BinaryIO, start: int) -> bool:
    """Whether a packed record begins anywhere after `start`."""
    file.seek(start)
    window = b""
    while chunk := file.read(_CHUNK):
        window = window[-64:] + chunk
        at = window.find(_GZIP)
        while at >= 0:
            if _begins(window[at : at + 64]):
                return True
            at = window.find(_GZIP, at + 1)
    return False


def _begins(data: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, 8).startswith(_BEGIN)
    except zlib.error:
        return False


def _plain(path: Path, file: BinaryIO, start: int) -> Iterator[WarcRecord]:
    number, offset = 0, start
    while head := _head(file):
        number += 1
        length = _LENGTH.search(head)
        if not head.startswith(_BEGIN) or not length or not head.endswith(b"\r\n\r\n"):
            raise RecordError(path, number, offset, "has no whole head of a WARC record")
        size = int(length[1])
        if size > LARGEST:
            what = f"says that it has {size} bytes, more than the {LARGEST} that are read"
            raise RecordError(path, number, offset, what)
        body = file.read(size + 4)
        if len(body) < size + 4:
            raise RecordError(path, number, offset, "is not whole: the file ends within it")
        if not body.endswith(b"\r\n\r\n"):
            raise RecordError(path, number, offset, "does not end where it says")
        yield WarcRecord(number, offset, head + body)
        offset = file.tell()


def _head(file: BinaryIO) -> bytes:
    """Read up to the empty line after the head of a record."""
    head = b""
    while len(head) < _LONGEST_HEAD and not head.endswith(b"\r\n\r\n"):
        line = file.readline(_LONGEST_HEAD)
        if not line:
            break
        head += line
    return head
