"""One pure parser per wire format: `read(body, ask) -> Reading`; the registry finds it by name.

Every parser is called through `reader`, the one door: whatever an answer is, it comes back as a
`Reading` or as a `FormatError`.
"""

from __future__ import annotations

import struct
import traceback
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from lxml import etree
from pypdf.errors import PyPdfError

from crawler.formats.limits import MAX_BYTES, MAX_PROVISIONS
from crawler.reading import Ask, FormatError, Reading, UnforeseenError

Read = Callable[[bytes, Ask], Reading]
TOOLS = frozenset({"days", "eurlex", "fields", "limits", "markup", "pdf", "whole", "zipped"})
"""Modules of this package that formats share; they are no formats themselves."""
_UNFORESEEN = (
    *(LookupError, TypeError, ValueError, AttributeError, ArithmeticError, AssertionError),
    *(RecursionError, NotImplementedError, EOFError, OSError),
    *(etree.LxmlError, PyPdfError, zipfile.BadZipFile, zlib.error, struct.error),
)
"""What a parser, or a library under it, raises on an answer of a form that it does not expect."""


def formats() -> tuple[str, ...]:
    """Return the names of all formats."""
    return tuple(sorted(m.name for m in iter_modules(__path__) if m.name not in TOOLS))


def reader(name: str) -> Read:
    """Return the parser of a format: it answers a `Reading` or raises `FormatError`, nothing else.

    An answer of a form that the parser did not foresee raises `UnforeseenError`, which keeps what
    was raised as its cause.

    Raises:
        KeyError: there is no such format.
    """
    if name not in formats():
        raise KeyError(name)
    return partial(_through_the_door, name, import_module(f"{__name__}.{name}").read)


def _through_the_door(name: str, read: Read, body: bytes, ask: Ask) -> Reading:
    if len(body) > MAX_BYTES:
        raise FormatError(f"the answer has {len(body)} bytes, more than {MAX_BYTES}")
    try:
        reading = read(body, ask)
    except _UNFORESEEN as error:
        raise UnforeseenError(
            f"{ask.identifier}: the answer does not have the form of {name}"
            f" ({type(error).__name__} at {_place(error)}: {_line(error)})"
        ) from error
    if len(reading.provisions) > MAX_PROVISIONS:
        raise FormatError(
            f"{ask.identifier}: the answer has {len(reading.provisions)} provisions,"
            f" more than {MAX_PROVISIONS}"
        )
    return reading


def _place(error: BaseException) -> str:
    """Return the file and line of the parser in which it was raised: `ris.py:73`."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [each for each in frames if Path(each.filename).parent == Path(__file__).parent]
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "an unknown place"


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
