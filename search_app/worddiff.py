"""Compares two wordings word by word, so that a reader sees what an amendment took out and put in.

    – liable to a [-fine-] {+term of imprisonment+} of up to one year

Longer texts are first compared paragraph by paragraph, and then the words of those that differ,
which bounds the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# "karistatakse", " ", ",", "(1)": a word, white space, or one other character
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_SHORT = 400
"""Texts with more words than this are compared by paragraphs first."""
_MOST_TOKENS = 6_000
"""Paragraphs with more words are shown whole, as removed and added."""
_MOST_PARAGRAPHS = 3_000
_MOST_CHARACTERS = 400_000
"""Two texts that are longer together are shown whole, as removed and added."""
DiffKind = Literal["kept", "removed", "added"]


@dataclass(frozen=True)
class DiffPiece:
    """A stretch of text that both wordings have, or only the earlier or only the later one."""

    kind: DiffKind
    text: str


def word_diff(before: str, after: str) -> list[DiffPiece]:
    """Return the pieces of two texts in order: what stays, what was taken out, what was put in.

    The kept and removed pieces make the earlier text and the kept and added ones the later text,
    except that white space is that of the later one.
    """
    if len(before) + len(after) > _MOST_CHARACTERS and before != after:
        return [DiffPiece("removed", before), DiffPiece("added", after)]
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) <= _SHORT:
        return _joined(_compared(old, new))
    return _joined(_by_paragraph(before, after))


def marked_changes(before: str, after: str) -> Iterator[str]:
    """Yield the lines that differ, with what was taken out and put in: `a [-fine-]{+year+} of`."""
    marks = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    marked = "".join(
        "\n".join(marks[piece.kind].format(line) if line else "" for line in lines)
        for piece in word_diff(before, after)
        for lines in [piece.text.split("\n")]
    )
    yield from (line for line in marked.split("\n") if "[-" in line or "{+" in line)


def _by_paragraph(before: str, after: str) -> Iterator[DiffPiece]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) + len(new) > _MOST_PARAGRAPHS:
        yield from (DiffPiece("removed", before), DiffPiece("added", after))
        return
    for kind, lines, others in _opcodes(old, new):
        taken, put = "".join(lines), "".join(others)
        if kind != "replace":
            yield from _pieces(kind, [taken], [put])
            continue
        words = _TOKEN.findall(taken), _TOKEN.findall(put)
        if sum(map(len, words)) <= _MOST_TOKENS:
            yield from _compared(*words)
        else:
            yield from (DiffPiece("removed", taken), DiffPiece("added", put))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffPiece]:
    for kind, taken, put in _opcodes(old, new):
        yield from _pieces(kind, taken, put)


def _opcodes(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield what to do with each run of items; white space is compared as one blank."""
    before, after = [_same(item) for item in old], [_same(item) for item in new]
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    if head:
        yield "equal", old[:head], new[:head]
    for kind, i, j, k, m in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
        yield kind, old[head + i : head + j], new[head + k : head + m]
    if tail:
        yield "equal", old[len(old) - tail :], new[len(new) - tail :]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many items two sequences have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _same(token: str) -> str:
    return " " if token.isspace() else token.rstrip("\n")


def _pieces(kind: str, taken: Sequence[str], put: Sequence[str]) -> Iterator[DiffPiece]:
    if kind == "equal":
        yield DiffPiece("kept", "".join(put))
        return
    if words := "".join(taken):
        yield DiffPiece("removed", words)
    if words := "".join(put):
        yield DiffPiece("added", words)


def _joined(pieces: Iterator[DiffPiece]) -> list[DiffPiece]:
    """Join pieces, so that a blank kept between two changed words does not tear them apart."""
    joined: list[DiffPiece] = []
    for run in _runs(pieces):
        for piece in run:
            if joined and joined[-1].kind == piece.kind:
                joined[-1] = DiffPiece(piece.kind, joined[-1].text + piece.text)
            else:
                joined.append(piece)
    return joined


def _runs(pieces: Iterator[DiffPiece]) -> Iterator[tuple[DiffPiece, ...]]:
    """Yield runs of changes as what they took out and put in, and the kept pieces between them."""
    taken = put = ""
    blank: DiffPiece | None = None
    for piece in pieces:
        if piece.kind == "kept" and (piece.text.strip() or not (taken or put)):
            yield tuple(_run(taken, put))
            taken = put = ""
            if blank:
                yield (blank,)
                blank = None
            yield (piece,)
            continue
        if piece.kind == "kept":
            blank = piece
            continue
        if blank:
            taken, put, blank = taken + blank.text, put + blank.text, None
        taken += piece.text if piece.kind == "removed" else ""
        put += piece.text if piece.kind == "added" else ""
    yield tuple(_run(taken, put))
    if blank:
        yield (blank,)


def _run(taken: str, put: str) -> Iterator[DiffPiece]:
    if taken.strip():
        yield DiffPiece("removed", taken)
    if put.strip() or (put and not taken):
        yield DiffPiece("added", put)
