"""A query as typed: exact phrases, and the other words in order with their ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search_app.index.analysis import Word, words
from search_app.index.settings import SearchLimits

# "buying sex" in quotation marks of any kind.
_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')


@dataclass(frozen=True)
class Typed:
    """The text, its words outside phrases, and the phrases with their ranges.

    `left_out` is how many words and phrases were too many to look at; `loose` ends before them.
    """

    text: str
    loose: str
    words: tuple[Word, ...]
    phrases: tuple[tuple[tuple[int, int], tuple[str, ...]], ...]
    left_out: int = 0


def read_typed(text: str, limits: SearchLimits) -> Typed:
    """Split a query, up to the limits on words and phrases.

    `loose` keeps the places of the text.
    """
    phrases = []
    loose = text
    for match in _PHRASE.finditer(text):
        phrase = tuple(word.form for word in words(match[1]))
        if phrase:
            phrases.append((match.span(), phrase))
        start, end = match.span()
        loose = loose[:start] + " " * (end - start) + loose[end:]
    found = tuple(words(loose))
    looked_at, kept = found[: limits.words], tuple(phrases[: limits.phrases])
    if len(looked_at) < len(found):
        loose = loose[: looked_at[-1].end]
    left_out = len(found) - len(looked_at) + len(phrases) - len(kept)
    return Typed(text, loose, looked_at, kept, left_out)
