"""Writes a briefing as HTML: the body of a page, with footnotes that link forth and back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from markupsafe import Markup

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
from search_app.wording import gettext

_EMPTY = Markup("")


def markup(document: BriefingDocument) -> Markup:
    """Return the blocks and footnotes of a document, below the title, as HTML."""
    numbers = count(1)
    body = _EMPTY.join(_block(block, numbers) for block in document.blocks)
    return body + _footnotes(document.footnotes)


def _footnotes(notes: tuple[Footnote, ...]) -> Markup:
    if not notes:
        return _EMPTY
    items = _EMPTY.join(
        Markup(
            '<li id="note-{n}">{text}'
            ' <a class="back" href="#ref-{n}" aria-label="{back}">↩</a></li>'
        ).format(
            n=n, text=_line(note.runs, iter(())), back=gettext("Back to place %(number)s", number=n)
        )
        for n, note in enumerate(notes, 1)
    )
    return Markup('<h2 id="notes">{title}</h2><ol class="footnotes">{items}</ol>').format(
        title=gettext("Notes"), items=items
    )


def _block(block: Block, numbers: Iterator[int]) -> Markup:
    match block:
        case HeadingBlock():
            return Markup("<h{n}>{text}</h{n}>").format(n=block.level + 1, text=_run(block.text))
        case ParagraphBlock():
            frame = "<blockquote><p>{}</p></blockquote>" if block.quoted else "<p>{}</p>"
            return Markup(frame).format(_line(block.line, numbers))  # noqa: S704 - own tags only
        case ListBlock():
            items = (Markup("<li>{}</li>").format(_line(line, numbers)) for line in block.lines)
            return Markup("<ul>{}</ul>").format(_EMPTY.join(items))
        case TableBlock():
            return _table(block)
        case PictureBlock():
            return _picture(block, numbers)


def _table(table: TableBlock) -> Markup:
    head = _EMPTY.join(Markup('<th scope="col">{}</th>').format(cell) for cell in table.head)
    rows = _EMPTY.join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            row[0], _EMPTY.join(Markup("<td>{}</td>").format(cell) for cell in row[1:])
        )
        for row in table.rows
    )
    return Markup(
        '<div class="scroll" role="region" tabindex="0" aria-label="{}"><table class="list">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(gettext("Table"), head, rows)


def _picture(picture: PictureBlock, numbers: Iterator[int]) -> Markup:
    """The picture by its address, as a link to itself, where it can be seen larger."""
    return Markup(
        '<figure class="briefing-picture"><a href="{address}"><picture>'
        '<source media="screen and (prefers-color-scheme: dark)" srcset="{dark}">'
        '<img src="{address}" alt="{text}" width="{width}" height="{height}"></picture></a>'
        "<figcaption>{caption}</figcaption></figure>"
    ).format(
        address=picture.address,
        dark=picture.dark,
        text=picture.text,
        width=picture.width,
        height=picture.height,
        caption=_line(picture.caption, numbers),
    )


def _line(line: Line, numbers: Iterator[int]) -> Markup:
    return _EMPTY.join(
        _reference(next(numbers)) if isinstance(part, Footnote) else _run(part) for part in line
    )


def _reference(number: int) -> Markup:
    return Markup(
        '<sup><a id="ref-{n}" href="#note-{n}" aria-label="{label}">{n}</a></sup>'
    ).format(n=number, label=gettext("Note %(number)s", number=number))


def _run(run: TextRun) -> Markup:
    text = Markup.escape(run.text)
    if run.language:
        text = Markup('<span lang="{}">{}</span>').format(run.language, text)
    if run.url:
        text = Markup('<a href="{}" rel="noopener">{}</a>').format(run.url, text)
    return Markup("<strong>{}</strong>").format(text) if run.strong else text
