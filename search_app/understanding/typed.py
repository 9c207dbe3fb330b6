"""A query as it was typed: exact phrases apart, the other words in order with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search_app.index.analysis import Word, words

# "buying sex" in quotation marks of any kind.
_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')


@dataclass(frozen=True)
class Typed:
    """The text, its words outside of phrases, and the phrases with their places."""

    text: str
    loose: str
    words: tuple[Word, ...]
    phrases: tuple[tuple[tuple[int, int], tuple[str, ...]], ...]


def read_typed(text: str, most: int) -> Typed:
    """Cut a query; at most `most` words are looked at. `loose` keeps the places of the text."""
    phrases = []
    loose = text
    for match in _PHRASE.finditer(text):
        found = tuple(word.form for word in words(match[1]))
        if found:
            phrases.append((match.span(), found))
        start, end = match.span()
        loose = loose[:start] + " " * (end - start) + loose[end:]
    return Typed(text, loose, tuple(words(loose))[:most], tuple(phrases))
