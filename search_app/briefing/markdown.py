r"""Writes a briefing as Markdown with footnotes, as GitHub and pandoc read them.

    ## Sweden: Buying sex

    **Criminal offence**. Since 1 January 1999.[^1]

    [^1]: 6 kap. 11 § brottsbalken \(1962:700\). <https://law.example/>

No text from outside can become markup: every mark that Markdown knows has a backslash before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

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

# "*", "[", "$", "<": what Markdown, or an extension of it, gives a meaning
_MARKS = re.compile(r"[\\`*_{}\[\]<>#$|~^@&!]")
# "1. ", "+ ", "-", ":", "=": what makes a list, a rule or a definition at the beginning of a line
_BEGINNING = re.compile(r"^(\s*\d+)([.)])|^(\s*)([-+=:%])")


def markdown(document: BriefingDocument) -> str:
    """Return a document as Markdown."""
    numbers = count(1)
    parts = [f"# {_escaped(document.title)}"]
    parts += [text for block in document.blocks for text in _block(block, numbers)]
    parts += [f"[^{n}]: {_runs(note.runs)}" for n, note in enumerate(document.footnotes, 1)]
    return "\n\n".join(parts) + "\n"


def _block(block: Block, numbers: Iterator[int]) -> Iterator[str]:
    match block:
        case HeadingBlock():
            yield f"{'#' * (block.level + 1)} {_run(block.text)}"
        case ParagraphBlock():
            yield f"{'> ' if block.quoted else ''}{_line(block.line, numbers)}"
        case ListBlock():
            yield "\n".join(f"- {_line(line, numbers)}" for line in block.lines)
        case TableBlock():
            rows = (block.head, ("---",) * len(block.head), *block.rows)
            yield "\n".join(_row(row, plain=i == 1) for i, row in enumerate(rows))
        case PictureBlock():
            yield f"![{_escaped(block.text)}](<{block.address}>)"
            yield _line(block.caption, numbers)


def _row(cells: tuple[str, ...], *, plain: bool) -> str:
    texts = cells if plain else [_escaped(TextRun(cell).text) for cell in cells]
    return f"| {' | '.join(texts)} |"


def _line(line: Line, numbers: Iterator[int]) -> str:
    return _begun(
        "".join(f"[^{next(numbers)}]" if isinstance(p, Footnote) else _run(p) for p in line)
    )


def _runs(runs: tuple[TextRun, ...]) -> str:
    return _begun("".join(map(_run, runs)).strip())


def _run(run: TextRun) -> str:
    text = _escaped(run.text)
    if run.url:
        text = (
            f"<{run.url}>" if run.url == run.text and "://" in run.url else f"[{text}](<{run.url}>)"
        )
    if run.strong and text.strip():
        inner = text.strip()
        return text.replace(inner, f"**{inner}**", 1)
    return text


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _begun(text: str) -> str:
    """A line whose beginning cannot be taken for a list, a rule or a definition."""
    return _BEGINNING.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"{m[3]}\\{m[4]}", text.lstrip(), count=1
    )
