"""Turns the lines of a statute file into text: joins wrapped lines, drops Markdown marks.

    (2) A person who pays another to
    take part in a *sexual act* is liable
    to a [fine](/acts/1#fine).

Every step takes time in proportion to the text, whatever it contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.repair import mended

# 1. · (2) · a) · – · (iv)
_LIST_ITEM = re.compile(r"(?:\(?(?:\d+|[^\W\d_]{1,3})[.)]|[-–—•*|>])\s|\(\w{1,4}\)")
# the end of an address: ")" or a space, as in "(a.html "
_LINK_END = re.compile(r"[)\s]")
# F7[ , the mark of a revised text; it may be closed by ] or not
_REVISED = re.compile(r"\b[FCEIM]\d{1,3}\[\s*")
# **Art. 2**, `a`, _b_, \[
_MARKS = re.compile(r"[*`]+|\\(?=[\[\]().#*_-])|(?<!\w)_+|(?<!_)_++(?!\w)")
# </sup> without its beginning, <b>, <br/>
_TAGS = re.compile(r"</?(?:su[bp]|br?|i|em|strong)\s*/?>", re.IGNORECASE)
# two blanks, a tab
_BLANKS = re.compile(r"[ \t]{2,}|\t")
# x<sup> 2 </sup>
_SUPERSCRIPT = re.compile(r"<sup>([^<]*)</sup>")
_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WRAP = 45
_FULL = 80


def clean(lines: Iterable[str]) -> str:
    """Join wrapped lines and drop Markdown marks and layout; keep the words and paragraphs."""
    text = without_links("\n".join(_paragraphs(lines))).strip()
    return mended(plain_superscripts(text).replace("*", ""))


def _paragraphs(lines: Iterable[str]) -> list[str]:
    out: list[list[str]] = []
    length = 0
    for raw in lines:
        line = " ".join(raw.split())
        if out and line and _continues(out[-1][-1], length, line):
            out[-1].append(line)
            length += 1 + len(line)
        elif line or (out and length):
            out.append([line])
            length = len(line)
    return [" ".join(parts) for parts in out]


def _continues(previous: str, length: int, line: str) -> bool:
    """Return whether a line continues a wrapped paragraph, as in fixed-width sources.

    `length` is that of the paragraph so far, in characters; `previous` is its last line.
    """
    return (
        length >= _WRAP
        and previous[-1] not in ".:;"
        and not _LIST_ITEM.match(line)
        and (length < _FULL or line[0].islower())
    )


def plain_heading(heading: str) -> str:
    """Return a heading as it is printed: without Markdown marks, links and marks of revision.

    Superscripts are the characters ¹²³; a heading without marks is returned unchanged.
    """
    words = _TAGS.sub("", plain_superscripts(without_links(heading)))
    words = _REVISED.sub("", _MARKS.sub("", words))
    unmatched = max(0, words.count("]") - words.count("["))
    words = "".join(words.rsplit("]", unmatched)) if unmatched else words
    return _BLANKS.sub(" ", words).strip()


def without_links(text: str) -> str:
    """Return a text with `[words](address)` replaced by the words; incomplete links stay."""
    parts: list[str] = []
    kept = low = 0
    end = -1
    at = text.find("](")
    while at >= 0:
        start = text.find("[", max(low, text.rfind("]", low, at) + 1), at)
        if end < at + 2:
            closing = _LINK_END.search(text, at + 2)
            end = closing.start() if closing else len(text)
        if start >= 0 and text.startswith(")", end):
            parts += (text[kept:start], text[start + 1 : at])
            kept = low = end + 1
        else:
            low = at + 1
        at = text.find("](", low)
    return "".join((*parts, text[kept:]))


def plain_superscripts(text: str) -> str:
    """Turn `<sup>1</sup>` into the character ¹; superscripts that are not digits lose their tag."""
    return _SUPERSCRIPT.sub(_raised, text) if "<sup>" in text else text


def _raised(match: re.Match[str]) -> str:
    words = match[1].strip()
    return words.translate(_DIGITS) if words.isdigit() else words
