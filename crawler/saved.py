"""Reads saved responses with the parser of a source: what `demandside parse` prints."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from crawler.formats import reader, whole
from crawler.parsing import Ask, FormatError, OtherKindError, ParsedText
from crawler.sources import SourceFile

ROLES = ("instrument", "list", "part", "block", "text", "article", "meta", "page")
"""Tried in this order when the role of a response is not given."""


def parse_saved(
    source: SourceFile, path: Path, role: str | None = None, expect: Sequence[str] = ()
) -> dict[str, object]:
    """Return title, language, dates, provisions and further requests of a response, or `error`.

    Nothing beyond the source's `response_limit` is read or unpacked.
    """
    shown: dict[str, object] = {"source": source.name, "file": str(path)}
    try:
        body = _body(path, source.limits.response_limit)
        parsed, read_as = _parsed(source, body, role, tuple(expect))
    except OSError as error:
        return shown | {"error": f"cannot be read: {error.strerror or error}"}
    except (EOFError, zlib.error) as error:
        return shown | {"error": f"cannot be unpacked: {error}"}
    except FormatError as error:
        return shown | {"error": str(error)}
    plain = asdict(parsed)
    plain["provisions"] = [
        {"number": p.number, "heading": p.heading, "length": len(p.text)} for p in parsed.provisions
    ]
    for request in plain["follow"]:
        del request["state"]  # of a type that only the format knows
    del plain["body"]
    told = {"role": read_as, "count": len(parsed.provisions), "unread": whole.unread([parsed])}
    return shown | told | plain


def _body(path: Path, limit: int) -> bytes:
    """Return a saved response, unpacked if its name ends in .gz; no more bytes than the limit."""
    if path.exists() and not path.is_file():
        raise FormatError("cannot be read: it is not a regular file")
    with path.open("rb") as file, gzip.GzipFile(fileobj=file) as packed:
        body = (packed if path.suffix == ".gz" else file).read(limit + 1)
    if len(body) > limit:
        raise FormatError(
            f"has more than {limit} bytes, the most that a response of the source has"
        )
    return body


def _parsed(
    source: SourceFile, body: bytes, role: str | None, expect: tuple[str, ...]
) -> tuple[ParsedText, str]:
    """Parse a response in its role, else in the first role in which it says something.

    If no role fits, the error is that of the first role, but for markup that of the first role that
    reads markup: a page without articles is refused as such, not because it is no JSON.
    """
    roles = (role,) if role else tuple(dict.fromkeys((source.per_instrument.role, *ROLES)))
    refused: list[FormatError] = []
    for candidate in roles:
        ask = Ask(
            country=source.country,
            identifier=source.name,
            language=source.languages[0],
            url=f"https://{source.hosts[0]}/",
            role=candidate,
            expect=expect,
            base=f"https://{source.hosts[0]}",
        )
        try:
            parsed = reader(source.format)(body, ask)
        except FormatError as error:
            refused.append(error)
            continue
        if parsed.provisions or parsed.follow or role:
            return parsed, candidate
        refused.append(FormatError("the response has neither provisions nor a list"))
    telling = [error for error in refused if not isinstance(error, OtherKindError)]
    # `<html>`, also after a byte order mark
    is_markup = re.match(rb"(?:\xef\xbb\xbf)?\s*<", body) is not None
    raise (telling if is_markup and telling else refused)[0]
