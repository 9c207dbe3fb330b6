"""Finds the parser of a source by its name, and calls it through one door.

A format that several sources share is a module of this folder (`format: feed` in `source.yaml`).
A format that only one source uses is the `format.py` in the folder of that source, and is called
what the source is called. Either way it is one pure function `read(body, ask) -> ParsedText`.

Every parser is called through `reader`: whatever the response is, it comes back as a `ParsedText`
or as a `FormatError`.
"""

from __future__ import annotations

import struct
import traceback
import zipfile
import zlib
from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from lxml import etree
from pypdf.errors import PyPdfError

from corpus.texts import Provision
from crawler.formats import doubled, lost_letters
from crawler.formats.limits import MAX_BYTES, MAX_PROVISIONS
from crawler.parsing import PYTHON_FAULTS, Ask, FormatError, ParsedText, UnforeseenError

Parser = Callable[[bytes, Ask], ParsedText]
TOOLS = frozenset((
    "akoma_ntoso", "days", "doubled", "eurlex", "fields", "limits", "lookalikes", "lost_letters",
    "marked", "markup", "pdf", "twofold", "whole", "wording", "zipped",
))  # fmt: skip
"""Modules of this folder that formats share; they are not formats themselves."""
_SHARED = Path(__file__).parent
_SOURCES = Path(__file__).parents[1] / "sources"
_UNFORESEEN = (
    *PYTHON_FAULTS,
    *(etree.LxmlError, PyPdfError, zipfile.BadZipFile, zlib.error, struct.error),
)
"""What a parser, or a library under it, raises on a response of a form that it does not expect."""


def formats() -> tuple[str, ...]:
    """Return the names of all formats, shared ones and those of one source, sorted."""
    return tuple(sorted(_modules()))


def reader(name: str) -> Parser:
    """Return the parser of a format: it returns a `ParsedText` or raises `FormatError`.

    A response of a form that the parser did not foresee raises `UnforeseenError`, whose cause is
    the exception that the parser raised.

    Raises:
        KeyError: there is no such format.
    """
    return partial(_through_the_door, name, import_module(_modules()[name]).read)


@cache
def _modules() -> dict[str, str]:
    """Return the module of each format by the format's name."""
    own = {
        path.parent.name.replace("_", "-"): f"crawler.sources.{path.parent.name}.format"
        for path in _SOURCES.glob("*/format.py")
    }
    shared = (module.name for module in iter_modules([str(_SHARED)]) if module.name not in TOOLS)
    return own | {name: f"{__name__}.{name}" for name in shared}


def _through_the_door(name: str, parse: Parser, body: bytes, ask: Ask) -> ParsedText:
    if len(body) > MAX_BYTES:
        raise FormatError(f"the response has {len(body)} bytes, more than {MAX_BYTES}")
    try:
        parsed = parse(body, ask)
    except _UNFORESEEN as error:
        raise UnforeseenError(
            f"{ask.identifier}: the response does not have the form of {name}"
            f" ({type(error).__name__} at {_place(error)}: {_line(error)})"
        ) from error
    if len(parsed.provisions) > MAX_PROVISIONS:
        raise FormatError(
            f"{ask.identifier}: the response has {len(parsed.provisions)} provisions,"
            f" more than {MAX_PROVISIONS}"
        )
    text = "\n".join((parsed.title, *(part for p in parsed.provisions for part in _words(p))))
    doubled.refuse(text)
    lost_letters.refuse(text)
    return parsed


def _words(provision: Provision) -> tuple[str, ...]:
    return (provision.heading, provision.rubric, *provision.context, provision.text)


def _place(error: BaseException) -> str:
    """Return the file and line of the parser that raised: `at/format.py:73`, `feed.py:40`."""
    places = [
        (Path(frame.filename), frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_SOURCES) or Path(frame.filename).parent == _SHARED
    ]
    # the first frame is that of the door itself
    parsers = [(path, line) for path, line in places if path != Path(__file__)]
    if not parsers:
        return "an unknown place"
    path, line = parsers[-1]
    base = _SOURCES if path.is_relative_to(_SOURCES) else _SHARED
    return f"{path.relative_to(base)}:{line}"


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
