"""Compares a quotation with a text: the same words, the same but for typography, or not there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from corpus.changes import essence

Likeness = Literal["exact", "normalised", "not-found"]
LEAST = 12
"""A shorter quotation proves nothing."""
# "[…]", "(...)" or "…": words that the quotation leaves out
_LEFT_OUT = re.compile(r"\s*[\[(]?(?:…|\.\.\.)[\])]?\s*")
# "**", "_" of Markdown, which published texts do not print
_MARKS = re.compile(r"[*_`]+")
# "a-", the end of a passage at the next space or line
_EDGE = re.compile(r"[\s]")


@dataclass(frozen=True)
class QuoteMatch:
    """How far a quotation is in a text; `passage` is the passage of the text that is nearest.

    `score` is the likeness of quotation and passage from 0 to 100.
    """

    likeness: Likeness
    passage: str
    score: float


def match_quote(quote: str, text: str) -> QuoteMatch:
    """Return how far a quotation is in a text.

    `exact`: character by character. `normalised`: but for white space, quotation marks, dashes,
    letter case and Markdown. A quotation may leave words out with `[…]`; its parts must then stand
    in the text in their order.
    """
    wanted = quote.strip()
    if wanted in text:
        return QuoteMatch("exact", wanted, 100.0)
    parts = [_plain(part) for part in _LEFT_OUT.split(wanted) if part.strip()]
    if parts and _in_order(parts, _plain(text)):
        return QuoteMatch("normalised", _nearest(wanted, text)[0], 100.0)
    passage, score = _nearest(wanted, text)
    return QuoteMatch("not-found", passage, score)


def _plain(text: str) -> str:
    return essence(_MARKS.sub("", text)).casefold()


def _in_order(parts: list[str], text: str) -> bool:
    at = 0
    for part in parts:
        start = text.find(part, at)
        if start < 0:
            return False
        at = start + len(part)
    return True


def _nearest(quote: str, text: str) -> tuple[str, float]:
    """Return the passage of a text that is most like a quotation, to whole words, and its score."""
    folded = text.casefold()
    if not quote or not text or len(folded) != len(text):
        folded = text
    alignment = fuzz.partial_ratio_alignment(quote.casefold(), folded)
    if alignment is None or alignment.dest_start == alignment.dest_end:
        return "", 0.0
    start, end = alignment.dest_start, alignment.dest_end
    while start > 0 and not _EDGE.match(text[start - 1]):
        start -= 1
    while end < len(text) and not _EDGE.match(text[end]):
        end += 1
    return text[start:end].strip(), round(alignment.score, 1)
