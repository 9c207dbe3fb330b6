"""Where the sentences and paragraphs of a provision end.

A list with its lead-in ("is liable who: 1. …; 2. …") is one sentence, because only together they
say who is liable for what. A sentence ends at a full stop that belongs to neither an abbreviation
nor the number of an item; a paragraph ends where the text begins a new numbered paragraph or leaves
a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# the full stop of `act.`, `act.»`, `act."]`
_END = re.compile(r"[.!?…](?=[\"'»”’)\]]*$)")
# the full stop of `act. The`
_SURE_END = re.compile(r"[.!?…](?=\s)")
_CLOSING = "\"'»”’)]*_"
_BETWEEN = " \t\n\r" + _CLOSING
_LONGEST_ITEM = 5
_STOPS = ".!?…"
_STRETCH = 1024
_WINDOW = 40
"""So many characters around a full stop decide whether a sentence ends there."""
# at the start of a line, before the full stop: `12`, `§ 3`, `(a`, `iv`, `**2`
_LIST_STOP = re.compile(r"(?:^|\n)[\s*_>-]*(?:§\s*)?\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\.?\d*$")
# `March 2020`, `janv. 1999`
_MONTH_AND_YEAR = re.compile(r"[^\W\d_]+\.?\s+\d{4}\b")
# a blank line, or the line break before `(2) …`, `**(2a)** …`, `§ 3 …`
_PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?=(?:\*\*)?\(\d{1,3}[a-zA-Z]?\)|§\s*\d)")


def paragraph_numbers(text: str, starts: Sequence[int]) -> tuple[int, ...]:
    """Return the number of the paragraph of each offset in `starts` (ascending)."""
    cuts = [match.start() for match in _PARAGRAPH.finditer(text)]
    numbers = []
    paragraph = 0
    for start in starts:
        while paragraph < len(cuts) and cuts[paragraph] < start:
            paragraph += 1
        numbers.append(paragraph)
    return tuple(numbers)


def may_end(token: str) -> bool:
    """Return whether a token carries a sign that can end a sentence."""
    return _END.search(token) is not None


def ends_sentence(text: str, end: int, abbreviations: frozenset[str]) -> bool:
    """Return whether a sentence ends at `end`, the offset right after a full stop or the like."""
    after = text[end : end + _WINDOW]
    if after and not after[0].isspace() and after[0] not in _CLOSING:
        return False
    following = after.lstrip(_BETWEEN)
    if following and following[0].islower():
        return False
    before = text[max(0, end - _WINDOW) : end - 1]
    word = _last_word(before)
    if len(word) <= 1 or word.casefold() in abbreviations:
        return False
    if (len(word) <= _LONGEST_ITEM or not word.isalpha()) and _LIST_STOP.search(before):
        return False
    if not word.isdigit():
        return True
    # "the Code's 164. §", "of 3. March 2020"
    return not (following.startswith("§") or _MONTH_AND_YEAR.match(following))


def _last_word(before: str) -> str:
    if not before or before[-1].isspace():
        return ""
    word = before.rsplit(None, 1)[-1]
    for sign in "([*/":
        word = word.rpartition(sign)[2]
    return word


def sentence_around(text: str, place: int, abbreviations: frozenset[str]) -> tuple[int, int]:
    """Return the half-open range of the sentence at an offset, without tokenizing the text.

    Only ends that hold whatever a tokenizer makes of quotation marks count, so the range may cover
    more than one sentence, never less.
    """
    first = place
    while first:
        stop = _stop_before(text, first)
        first = stop + 1
        if first == 0 or (
            first <= place
            and _SURE_END.match(text, stop)
            and ends_sentence(text, first, abbreviations)
        ):
            break
        first = stop
    for match in _SURE_END.finditer(text, place):
        if ends_sentence(text, match.end(), abbreviations):
            return first, match.end()
    return first, len(text)


def _stop_before(text: str, end: int) -> int:
    """The offset of the last stop before `end`; -1 where there is none."""
    while end > 0:
        start = max(0, end - _STRETCH)
        stop = max(text.rfind(sign, start, end) for sign in _STOPS)
        if stop >= 0:
            return stop
        end = start
    return -1
