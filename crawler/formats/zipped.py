r"""Files of a ZIP read safely: bounded in number and size, with one clear error for a broken one.

PK\x03\x04 … BJNR001270871.xml …      the file, packed
PK\x01\x02 … BJNR001270871.xml …      the table of files at the end
PK\x05\x06 …                          the end of the ZIP
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from crawler.formats.limits import MAX_BYTES, MAX_FILES
from crawler.parsing import FormatError

# what `zipfile` and the decompressors under it raise on wrong bytes (bzip2: OSError).
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
            listed = sorted(archive.infolist(), key=lambda info: info.filename)
            chosen = [info for info in listed if wanted.search(info.filename)]
            if len(chosen) > MAX_FILES or sum(info.file_size for info in chosen) > MAX_BYTES:
                raise FormatError("the ZIP unpacks to more than is read")
            return [_unpacked(archive, info) for info in chosen]
    except _BROKEN as error:
        raise FormatError(f"the ZIP is broken and cannot be opened: {error}") from error


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a file, unpacking no more bytes than it says it has."""
    with archive.open(info) as file:
        unpacked = file.read(info.file_size)
        # `zipfile` checks the sum only at the end of the packed data, which a wrong size hides
        if len(unpacked) != info.file_size or zlib.crc32(unpacked) != info.CRC:
            raise FormatError(f"the ZIP is broken and cannot be opened: {info.filename} is cut off")
        return unpacked
