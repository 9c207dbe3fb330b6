"""Marks in a text: first it is cut at every boundary, then escaped, then marked.

Ranges may overlap; the text between two boundaries carries all labels that cover it, so that no
tag crosses another and no character is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

Range = tuple[int, int, str]
# "1. ", "(a) ", "– ", "2° "
_ITEM = re.compile(r"(?:\(?(?:\d{1,3}|[^\W\d_]{1,3})[.)]|[-–—•]|\d{1,3}[°º])\s")


@dataclass(frozen=True)
class MarkedPiece:
    """A stretch of text and the labels on it, in order."""

    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    """One line of a provision; `item` when it opens with the number or letter of a list."""

    html: Markup
    item: bool


def pieces(text: str, ranges: Iterable[Range]) -> list[MarkedPiece]:
    """Cut a text at the boundaries of labelled ranges; ranges outside of it are clipped."""
    inside = sorted({r for start, end, label in ranges if (r := _clip(text, start, end, label))})
    cuts = sorted({0, len(text), *(r[0] for r in inside), *(r[1] for r in inside)})
    cut: list[MarkedPiece] = []
    for start, end in pairwise(cuts):
        labels = tuple(dict.fromkeys(r[2] for r in inside if r[0] <= start and end <= r[1]))
        if cut and cut[-1].labels == labels:
            cut[-1] = MarkedPiece(cut[-1].text + text[start:end], labels)
        else:
            cut.append(MarkedPiece(text[start:end], labels))
    return cut


def marked(text: str, ranges: Iterable[Range], titles: Mapping[str, str] | None = None) -> Markup:
    """Return a text as HTML with `<mark>`s; a label is a class of its mark.

    Args:
        text: any text, untrusted.
        ranges: half-open ranges with labels that are class names of ours.
        titles: what a label means, shown as the mark's title.
    """
    return Markup("").join(_html(piece, titles or {}) for piece in pieces(text, ranges))


def paragraphs(
    text: str, ranges: Sequence[Range], titles: Mapping[str, str] | None = None
) -> list[Paragraph]:
    """Return the lines of a text as marked paragraphs; empty lines are left out."""
    lines = []
    start = 0
    for line in text.split("\n"):
        here = [(a - start, b - start, label) for a, b, label in ranges]
        if line.strip():
            lines.append(Paragraph(marked(line, here, titles), bool(_ITEM.match(line))))
        start += len(line) + 1
    return lines


def _clip(text: str, start: int, end: int, label: str) -> Range | None:
    start, end = max(0, start), min(len(text), end)
    return (start, end, label) if start < end else None


def _html(piece: MarkedPiece, titles: Mapping[str, str]) -> Markup:
    if not piece.labels:
        return escape(piece.text)
    names = [titles[label] for label in piece.labels if label in titles]
    title = Markup(' title="{}"').format("; ".join(names)) if names else Markup("")
    classes = " ".join(piece.labels)
    return Markup('<mark class="{}"{}>{}</mark>').format(classes, title, piece.text)
