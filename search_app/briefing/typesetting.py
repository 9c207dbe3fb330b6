r"""Writes a briefing as PDF/UA-1 (ISO 14289-1), tagged, by typst.

All text is written as strings of typst, which know four escapes, so that none is read as markup:

    #heading(level: 1)[#"Sweden"]
    #par[#strong[#"Criminal offence"]#". Since 1999."#footnote[#"6 kap. 11 §"]]
"""

from __future__ import annotations

import re
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
from search_app.maps.png import font_folders

_STANDARD = "ua-1"
_HEAD = """\
#set document(title: {title}, author: "demandside", date: datetime({date}))
#set page(paper: "a4", margin: (x: 25mm, y: 25mm), numbering: "1")
#set text(font: ("Libertinus Serif", "New Computer Modern"), size: 10.5pt, lang: {language})
#set par(leading: 0.65em)
#show heading: set block(above: 1.4em, below: 0.7em)
#show footnote.entry: set text(size: 8.5pt)
#show table.cell.where(y: 0): set text(weight: "bold")
#show figure.caption: set text(size: 9pt)
#show figure.caption: set align(left)
#set table(stroke: 0.4pt + luma(140), inset: 5pt)
#title()
"""
# the text `"😀"` could not be displayed with font
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ROUNDS = 5
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def pdf_file(document: BriefingDocument) -> bytes:
    """Return a document as PDF; the same document gives the same bytes.

    The standard asks that each character can be shown; one that the fonts of typst do not have is
    written as its code point: `[U+1F600]`.

    Raises:
        MissingToolError: typst is not installed.
        TypstError: typst could not write the document.
    """
    typst = tool("typst", "typst")
    source = typst_source(document)
    for _ in range(_ROUNDS):
        try:
            return _compiled(typst, source, document)
        except typst.TypstError as error:
            missing = _missing(str(error.diagnostic))
            if not missing:
                raise
            source = source.translate({ord(c): f"[U+{ord(c):04X}]" for c in missing})
    return _compiled(typst, source, document)


def _missing(diagnostic: str) -> set[str]:
    """The characters that no font has; ASCII is always there."""
    texts = _MISSING.findall(diagnostic)
    return {character for text in texts for character in text if not character.isascii()}


def _compiled(typst: Any, source: str, document: BriefingDocument) -> bytes:
    pdf: bytes = typst.compile(
        source.encode(),
        format="pdf",
        pdf_standards=[_STANDARD],
        ignore_system_fonts=True,
        font_paths=font_folders(),
        timestamp=seconds_of(document.day),
    )
    return pdf


def typst_source(document: BriefingDocument) -> str:
    """Return a document as a source of typst."""
    day = document.day
    head = _HEAD.format(
        title=_string(document.title),
        language=_string(document.language),
        date=f"year: {day.year}, month: {day.month}, day: {day.day}",
    )
    return head + "\n".join(map(_block, document.blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case HeadingBlock():
            return f"#heading(level: {block.level})[{_run(block.text)}]"
        case ParagraphBlock():
            paragraph = f"#par[{_line(block.line)}]"
            return f"#quote(block: true)[{paragraph}]" if block.quoted else paragraph
        case ListBlock():
            return _list(block)
        case TableBlock():
            return _table(block)
        case PictureBlock():
            return _picture(block)


def _list(block: ListBlock) -> str:
    """A list, or paragraphs with a sign where lines have footnotes.

    Typst 0.15 puts a footnote of a list item on the wrong page (its issue 8792), and tags such a
    list wrongly where an item goes over a page: "list (L) may not contain label (Lbl)".
    """
    if any(isinstance(part, Footnote) for line in block.lines for part in line):
        sign = _string("– ")
        return "\n".join(f"#par(hanging-indent: 1em)[#{sign}{_line(line)}]" for line in block.lines)
    return f"#list({', '.join(f'[{_line(line)}]' for line in block.lines)})"


def _table(table: TableBlock) -> str:
    head = f"table.header({', '.join(map(_cell, table.head))})"
    rows = (", ".join(map(_cell, row)) for row in table.rows)
    return f"#table(columns: (1fr,) * {len(table.head)}, {', '.join((head, *rows))})"


def _picture(picture: PictureBlock) -> str:
    image = (
        f'image(bytes({_string(picture.svg)}), format: "svg", width: 88%,'
        f" alt: {_string(picture.text)})"
    )
    return (
        f"#figure({image}, numbering: none, supplement: none, caption: [{_line(picture.caption)}])"
    )


def _cell(text: str) -> str:
    return f"[{_run(TextRun(text))}]"


def _line(line: Line) -> str:
    return "".join(
        f"#footnote[{_line(part.runs)}]" if isinstance(part, Footnote) else _run(part)
        for part in line
    )


def _run(run: TextRun) -> str:
    # A long address of this site can break before each "&": U+200B, which is not shown.
    shown = run.text.replace("&", "\u200b&") if run.url else run.text
    text = f"#{_string(shown)}"
    if run.language:
        text = f"#text(lang: {_string(run.language[:2])})[{text}]"
    if run.url:
        text = f"#link({_string(run.url)})[{text}]"
    return f"#strong[{text}]" if run.strong else text


def _string(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
