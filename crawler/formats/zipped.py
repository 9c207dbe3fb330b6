"""Files of a ZIP read safely: bounded in number and size, and one clear error for a broken one."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from crawler.formats.limits import MAX_BYTES, MAX_FILES
from crawler.parsing import FormatError

# What `zipfile` and the decompressors under it raise on wrong bytes (bzip2: OSError).
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(RuntimeError, ValueError),
)


def files(body: bytes, wanted: re.Pattern[str]) -> list[bytes]:
    """Return the files of a ZIP whose name holds the expression, by name.

    Raises:
        FormatError: the ZIP is broken, is locked, or unpacks to more than is read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            held = sorted(archive.infolist(), key=lambda i: i.filename)
            chosen = [i for i in held if wanted.search(i.filename)]
            if len(chosen) > MAX_FILES or sum(i.file_size for i in chosen) > MAX_BYTES:
                raise FormatError("the ZIP unpacks to more than is read")
            return [_unpacked(archive, i) for i in chosen]
    except _BROKEN as error:
        raise FormatError(f"the ZIP is broken and cannot be opened: {error}") from error


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A file, with no more bytes unpacked than it says that it has."""
    with archive.open(info) as file:
        found = file.read(info.file_size)
        # `zipfile` compares the sum only at the end of what was packed, which a wrong size hides.
        if len(found) != info.file_size or zlib.crc32(found) != info.CRC:
            raise FormatError(f"the ZIP is broken and cannot be opened: {info.filename} is cut off")
        return found
