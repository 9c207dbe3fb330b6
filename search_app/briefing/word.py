"""Writes a briefing as DOCX with real footnotes, by pandoc.

Pandoc gets its own tree as JSON, so that no text is ever read as markup:

    {"t": "Para", "c": [{"t": "Str", "c": "Since 1999."},
                        {"t": "Note", "c": [{"t": "Para", "c": [...]}]}]}
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from search_app.briefing.document import (
    Block,
    BriefingDocument,
    Footnote,
    HeadingBlock,
    Line,
    ListBlock,
    ParagraphBlock,
    PictureBlock,
    TableBlock,
    TextRun,
)
from search_app.briefing.tools import seconds_of, tool
from search_app.maps.png import can_be_made, png
from search_app.wording import gettext

_VERSION = [1, 23, 1]
"""Version of the types of pandoc 3."""
_SECONDS = 60
_PICTURE_SCALE = 2
_PICTURE_SIZE: list[Any] = ["", [], [["width", "15cm"]]]
_CORE = "docProps/core.xml"
# "<dc:creator></dc:creator>", "<dc:creator />"
_CREATOR = re.compile(rb"<dc:creator>[^<]*</dc:creator>|<dc:creator */>")
Node = dict[str, Any]
_NO_ATTRIBUTES: list[Any] = ["", [], []]
_DEFAULT: Node = {"t": "AlignDefault"}


def word_file(document: BriefingDocument) -> bytes:
    """Return a document as DOCX; the same document gives the same bytes.

    Without `--sandbox`, in which pandoc does not know the date of the document; the tree names no
    file but its own pictures, which lie in a folder made for them.

    Raises:
        MissingToolError: pandoc is not installed.
        CalledProcessError: pandoc failed.
    """
    pandoc = tool("pypandoc", "pypandoc-binary").get_pandoc_path()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(seconds_of(document.day))}
    with tempfile.TemporaryDirectory() as folder:
        _put_pictures(document, Path(folder))
        written = subprocess.run(  # noqa: S603 - no part of the command is from outside
            [pandoc, "--data-dir=/dev/null", "-f", "json", "-t", "docx", "-o", "-"],
            input=json.dumps(pandoc_tree(document)).encode(),
            env=environment,
            cwd=folder,
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        ).stdout
    return _with_creator(written)


def _with_creator(file: bytes) -> bytes:
    """Return a DOCX with its creator named in its properties (ECMA-376, part 2, core properties).

    Pandoc names one only with a line of authors below the title, which is the reader's to write.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as given, zipfile.ZipFile(out, "w") as named:
        for entry in given.infolist():
            part = given.read(entry)
            if entry.filename == _CORE:
                part = _CREATOR.sub(b"<dc:creator>demandside</dc:creator>", part)
            named.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _put_pictures(document: BriefingDocument, folder: Path) -> None:
    if not can_be_made():
        return
    for block in document.blocks:
        if isinstance(block, PictureBlock):
            (folder / _file(block)).write_bytes(png(block.svg, _PICTURE_SCALE))


def pandoc_tree(document: BriefingDocument) -> Node:
    """Return a document as the tree of pandoc."""
    return {
        "pandoc-api-version": _VERSION,
        "meta": {
            "title": {"t": "MetaInlines", "c": [_string(document.title)]},
            "lang": {"t": "MetaString", "c": document.language},
        },
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> Node:
    match block:
        case HeadingBlock():
            return {"t": "Header", "c": [block.level, _NO_ATTRIBUTES, [_run(block.text)]]}
        case ParagraphBlock():
            paragraph = _paragraph(block.line)
            return {"t": "BlockQuote", "c": [paragraph]} if block.quoted else paragraph
        case ListBlock():
            return {"t": "BulletList", "c": [[_paragraph(line)] for line in block.lines]}
        case TableBlock():
            return _table(block)
        case PictureBlock():
            return _picture(block)


def _table(table: TableBlock) -> Node:
    columns = [[_DEFAULT, {"t": "ColWidth", "c": 1 / len(table.head)}] for _ in table.head]
    head = [_NO_ATTRIBUTES, [_row(table.head)]]
    body = [_NO_ATTRIBUTES, 1, [], [_row(row) for row in table.rows]]
    foot: list[Any] = [_NO_ATTRIBUTES, []]
    return {"t": "Table", "c": [_NO_ATTRIBUTES, [None, []], columns, head, [body], foot]}


def _row(cells: Iterable[str]) -> list[Any]:
    return [
        _NO_ATTRIBUTES,
        [[_NO_ATTRIBUTES, _DEFAULT, 1, 1, [_paragraph((TextRun(cell),))]] for cell in cells],
    ]


def _picture(picture: PictureBlock) -> Node:
    """The picture as PNG with its caption; a sentence where the tool for pictures is missing."""
    caption = _paragraph(picture.caption)
    if not can_be_made():
        return {"t": "Div", "c": [_NO_ATTRIBUTES, [_paragraph((_missing(picture),)), caption]]}
    image = {"t": "Image", "c": [_PICTURE_SIZE, [_string(picture.text)], [_file(picture), ""]]}
    shown = {"t": "Plain", "c": [image]}
    return {"t": "Figure", "c": [_NO_ATTRIBUTES, [None, [caption]], [shown]]}


def _file(picture: PictureBlock) -> str:
    """The name of the file of a picture, after its content."""
    return f"picture-{hashlib.sha256(picture.svg.encode()).hexdigest()[:16]}.png"


def _missing(picture: PictureBlock) -> TextRun:
    return TextRun(
        gettext(
            "The picture is not in this file, because the extra [pictures] is not installed here."
            " It shows: %(text)s",
            text=picture.text,
        )
    )


def _paragraph(line: Line) -> Node:
    return {"t": "Para", "c": [_inline(part) for part in line]}


def _inline(part: TextRun | Footnote) -> Node:
    if isinstance(part, Footnote):
        return {"t": "Note", "c": [_paragraph(part.runs)]}
    return _run(part)


def _run(run: TextRun) -> Node:
    node = _string(run.text)
    if run.language:
        node = {"t": "Span", "c": [["", [], [["lang", run.language]]], [node]]}
    if run.url:
        node = {"t": "Link", "c": [_NO_ATTRIBUTES, [node], [run.url, ""]]}
    return {"t": "Strong", "c": [node]} if run.strong else node


def _string(text: str) -> Node:
    return {"t": "Str", "c": text}
