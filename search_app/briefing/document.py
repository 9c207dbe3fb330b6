"""The tree of a briefing, which every file format is written from.

A line is made of text runs and footnotes. Runs are clean: one kind of space, direction and control
characters shown instead of obeyed, and links only to the web or to this site.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.printable import printable

# "a  b", "a\n b": any run of blanks and line ends
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
# "https://law.example/x?y=1", "/answer/se/purchase-adult"
_LINK = re.compile(r"(?:https?://[^\s\"<>\\`{}|^]+|/(?!/)[^\s\"<>\\`{}|^]*)")


@dataclass(frozen=True)
class TextRun:
    """A piece of text; `language` is set where it is not that of the document."""

    text: str
    language: str = ""
    url: str = ""
    strong: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", printable(_SPACE.sub(" ", self.text)))
        object.__setattr__(self, "url", self.url if _LINK.fullmatch(self.url) else "")


@dataclass(frozen=True)
class Footnote:
    """A footnote, at the place in a line where its number stands; no two blanks follow another."""

    runs: tuple[TextRun, ...]

    def __post_init__(self) -> None:
        runs: list[TextRun] = []
        for run in self.runs:
            after_blank = not runs or runs[-1].text.endswith(" ")
            text = run.text.lstrip(" ") if after_blank else run.text
            if text:
                runs.append(replace(run, text=text))
        object.__setattr__(self, "runs", tuple(runs))

    @property
    def text(self) -> str:
        """The words of the footnote."""
        return "".join(run.text for run in self.runs)


Line = tuple[TextRun | Footnote, ...]


@dataclass(frozen=True)
class HeadingBlock:
    """A heading; level 1 is that of a section, the title stands above it."""

    level: int
    text: TextRun


@dataclass(frozen=True)
class ParagraphBlock:
    """A paragraph; `quoted` sets a text of law or a remark of the reader apart."""

    line: Line
    quoted: bool = False


@dataclass(frozen=True)
class ListBlock:
    """A list without numbers."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class TableBlock:
    """A table: the head, and rows whose first cell names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PictureBlock:
    """A picture, the words for those who do not see it, and its caption.

    `svg` is the whole picture in its own colours, `width` and `height` its size. `address` is where
    it stands for good, `dark` the same picture for dark screens.
    """

    svg: str
    width: int
    height: int
    text: str
    caption: Line
    address: str
    dark: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", TextRun(self.text).text)
        for name in ("address", "dark"):
            object.__setattr__(self, name, TextRun("", url=getattr(self, name)).url)


Block = HeadingBlock | ParagraphBlock | ListBlock | TableBlock | PictureBlock


@dataclass(frozen=True)
class BriefingDocument:
    """A briefing: `day` is the day of its release, which files are dated with."""

    title: str
    language: str
    day: dt.date
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> Iterator[Line]:
        """The lines of paragraphs, lists and captions, in order."""
        for block in self.blocks:
            if isinstance(block, ParagraphBlock):
                yield block.line
            elif isinstance(block, ListBlock):
                yield from block.lines
            elif isinstance(block, PictureBlock):
                yield block.caption

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        """The footnotes in the order of their numbers."""
        return tuple(part for line in self.lines for part in line if isinstance(part, Footnote))


def plain_words(line: Line) -> str:
    """Return the words of a line without its footnotes."""
    return "".join(part.text for part in line if isinstance(part, TextRun)).strip()
