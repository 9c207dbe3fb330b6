"""Reads files from outside safely: only regular files, and only up to a given size.

A folder may contain a named pipe that nobody writes to, or a device that never ends. Reading those
like files would hang, or fill the memory.
"""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path

_KINDS = {
    stat.S_IFIFO: "a named pipe", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket", stat.S_IFDIR: "a folder",
}  # fmt: skip
_CHUNK = 1 << 20


class FileError(ValueError):
    """A file cannot be read; the message says why, without its name."""


def size_of(path: Path) -> int:
    """Return the size of a regular file in bytes, links followed.

    Raises:
        FileError: it is not a regular file, is missing, or may not be accessed.
    """
    try:
        return _regular(path.stat())
    except OSError as error:
        raise FileError(_reason(error)) from error


def refuse_size(size: int, most: int) -> None:
    """Raise a `FileError` if a size exceeds a limit, both in bytes."""
    if size > most:
        raise FileError(f"{size / 2**20:.0f} MB is more than {most // 2**20} MB")


def read_regular(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file, following links; never blocks.

    Raises:
        FileError: it is not a regular file, is larger than `most` bytes, or cannot be read.
    """
    refuse_size(size_of(path), most)
    data = read_start(path, most + 1)
    refuse_size(len(data), most)
    return data


def read_start(path: Path, length: int) -> bytes:
    """Return at most the first `length` bytes of a regular file.

    Raises:
        FileError: it is not a regular file, or cannot be read.
    """
    size_of(path)  # merely opening a device can have an effect
    try:
        # the file may have been replaced since: check again, and do not block
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with io.FileIO(opened) as file:
            _regular(os.fstat(file.fileno()))
            parts: list[bytes] = []
            left = length
            while left and (part := file.read(min(left, _CHUNK))):
                parts.append(part)
                left -= len(part)
            return b"".join(parts)
    except OSError as error:
        raise FileError(_reason(error)) from error


def _regular(status: os.stat_result) -> int:
    kind = stat.S_IFMT(status.st_mode)
    if kind != stat.S_IFREG:
        raise FileError(f"{_KINDS.get(kind, 'something else')}, not a regular file")
    return status.st_size


def _reason(error: OSError) -> str:
    return f"cannot be read: {error.strerror or type(error).__name__}"
