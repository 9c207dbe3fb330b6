"""Named mutations: what can become of a good response on its way, or in the hands of a publisher.

`routes.yaml` says of a broken or variant response what it is made `of`, and how:

    - what: the same words with other classes
      of: act.html
      made: {replace: {full-section: part-section}}
      says: has no act with sections

Every mutation takes the body, what `routes.yaml` gives it, and the charset of the response. One
that changes nothing fails, so that a case cannot lose its fault unseen.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter

Mutation = Callable[[bytes, Any, str], bytes]
MUTATIONS: dict[str, Mutation] = {}
PAGE = """<!DOCTYPE html>
<html><head><title>Please wait</title></head>
<body><p>This site needs a browser<br/>that runs scripts.</p></body></html>
"""


def mutated(body: bytes, made: dict[str, Any], charset: str) -> bytes:
    """Return a response with mutations, each applied to what the one before has left.

    Raises:
        AssertionError: a mutation changes nothing.
        KeyError: there is no such mutation, or no such field.
    """
    for name, given in made.items():
        before, body = body, MUTATIONS[name](body, given, charset)
        assert body != before, f"{name} changes nothing"
    return body


def _named(mutation: Mutation) -> Mutation:
    MUTATIONS[mutation.__name__] = mutation
    return mutation


def in_text(
    body: bytes, charset: str, change: Callable[[str], str], written: str | None = None
) -> bytes:
    """Change the text of a response, or of the first file of a ZIP.

    `written` is the charset of the result where it is another; what that cannot write is a
    question mark.
    """

    def changed(file: bytes) -> bytes:
        text = change(file.decode(charset))
        return text.encode(written, "replace") if written else text.encode(charset)

    return _repacked(body, changed) if body.startswith(b"PK") else changed(body)


def _repacked(body: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change the first file of a ZIP; the others stay."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        first, *others = [(name, archive.read(name)) for name in archive.namelist()]
    return _packed([(first[0], change(first[1])), *others])


def _packed(files: list[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files:
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), body)
    return packed.getvalue()


@_named
def sent(body: bytes, given: str, charset: str) -> bytes:
    """The publisher sends something else altogether."""
    return given.encode(charset)


@_named
def page(body: bytes, given: str, charset: str) -> bytes:
    """The publisher sends a page for people with status 200; only `xhtml` is well-formed XML."""
    return (PAGE if given == "xhtml" else PAGE.replace("<br/>", "<br>")).encode(charset)


@_named
def cut(body: bytes, given: float, charset: str) -> bytes:
    """The response breaks off after a share of its bytes."""
    return body[: int(len(body) * given)]


@_named
def replace(body: bytes, given: dict[str, str], charset: str) -> bytes:
    """Words or markup stand otherwise, wherever they stand."""

    def change(text: str) -> str:
        for old, new in given.items():
            assert str(old) in text, f"“{old}” is not there"
            text = text.replace(str(old), str(new))
        return text

    return in_text(body, charset, change)


@_named
def remove(body: bytes, given: list[list[str]], charset: str) -> bytes:
    """Parts are missing, each from its first words up to others, which stay, or to the end."""

    def change(text: str) -> str:
        for start, end in given:
            first = text.index(start)
            rest = text.index(end, first + len(start)) if end else len(text)
            text = text[:first] + text[rest:]
        return text

    return in_text(body, charset, change)


@_named
def fields(body: bytes, given: dict[str, Any], charset: str) -> bytes:
    """Fields of the JSON have other values; a path names the keys and places down to a field."""
    return _in_json(body, given, lambda holder, key, value: holder.__setitem__(key, value))


@_named
def lacks(body: bytes, given: list[str], charset: str) -> bytes:
    """Fields of the JSON, or members of its lists, are missing."""
    return _in_json(body, dict.fromkeys(given), lambda holder, key, _: holder.__delitem__(key))


@_named
def listed(body: bytes, given: list[str], charset: str) -> bytes:
    """Values of the JSON stand in a list of one, as some writers have it; `*` is every member."""
    return _in_json(
        body, dict.fromkeys(given), lambda holder, key, _: holder.__setitem__(key, [holder[key]])
    )


@_named
def unlisted(body: bytes, given: list[str], charset: str) -> bytes:
    """Lists of one come as their member, as JSON made from XML has it."""
    return _in_json(
        body, dict.fromkeys(given), lambda holder, key, _: holder.__setitem__(key, *holder[key])
    )


def _in_json(body: bytes, given: dict[str, Any], change: Callable[[Any, Any, Any], None]) -> bytes:
    data = json.loads(body.decode("utf-8-sig"))
    for path, value in given.items():
        for holder, key in _holders(data, path.split("/")):
            change(holder, key, value)
    return json.dumps(data, ensure_ascii=False).encode()


def _holders(data: Any, path: list[str]) -> Iterator[tuple[Any, Any]]:
    """Yield the objects or lists that hold a field, and its key there: `data/0/title`."""
    if path[0] == "*":
        for place in range(len(data)):
            yield from _holders(data, [str(place), *path[1:]])
        return
    key = int(path[0]) if isinstance(data, list) else path[0]
    if len(path) == 1:
        yield data, key
    else:
        yield from _holders(data[key], path[1:])


@_named
def encode(body: bytes, given: str, charset: str) -> bytes:
    """The response is in another encoding; what that cannot write is a question mark."""
    return in_text(body, charset, lambda text: text, given)


@_named
def zipped(body: bytes, given: str, charset: str) -> bytes:
    """The response is packed into a ZIP, under a name."""
    return _packed([(given, body)])


@_named
def unzipped(body: bytes, given: str, charset: str) -> bytes:
    """The first file of the ZIP comes without its ZIP."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return archive.read(archive.namelist()[0])


@_named
def letters(body: bytes, given: dict[str, str], charset: str) -> bytes:
    """The fonts of a PDF tell another letter for a glyph."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    for each in _letter_tables(writer):
        table = each.get_data()
        for old, new in given.items():
            # `<24> <0386>`: a glyph and its letter
            glyph = rb"(<[0-9A-Fa-f]+>\s*)<%04X>" % ord(old)
            table = re.sub(glyph, rb"\1<%04X>" % ord(new), table, flags=re.IGNORECASE)
        each.set_data(table)
    return _written(writer)


def _letter_tables(writer: PdfWriter) -> list[Any]:
    """Return the table of letters of every font."""
    resources: list[Any] = [sheet["/Resources"] for sheet in writer.pages]
    fonts = [font.get_object() for each in resources for font in each["/Font"].values()]
    tables = [font["/ToUnicode"].get_object() for font in fonts]
    return list({id(table): table for table in tables}.values())


@_named
def textless(body: bytes, given: str, charset: str) -> bytes:
    """The pages of a PDF hold no text, as scanned ones."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    for sheet in writer.pages:
        sheet.pop("/Contents", None)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
