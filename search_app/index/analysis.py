"""Words and lemmas: the same in the index and in the query, whatever the engine.

A word is a run of letters and digits with inner hyphens, apostrophes, dots, colons or slashes
between digits. Its lemma comes from `corpus.lemmas` in the language of the provision, then
loses its diacritics, so that a query typed without them still finds it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from corpus import lemmas as lemmas_of

_WORD = re.compile(r"\w+(?:(?:\u00ad+[-'’.:/^]?\u00ad*|[-'’.:/^]\u00ad*)\w+)*")
_HYPHENS = str.maketrans({"\u00ad": None, "\u2011": "-", "\u2010": "-", "’": "'"})
_JOINED = re.compile(r"\w[.:/^]\w")
_DIGIT_JOIN = re.compile(r"\d[.:/^]\d")
_MOST_KNOWN = 300_000
_known: dict[str, dict[str, str]] = {}


class Word(NamedTuple):
    """A word of a text: half-open range and lower-case form without soft hyphens."""

    start: int
    end: int
    form: str


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order."""
    for match in _WORD.finditer(text):
        form = normal(match[0])
        if _JOINED.search(form) and not _DIGIT_JOIN.search(form):
            yield from _parts(match.start(), match[0])
        else:
            yield Word(match.start(), match.end(), form)


def forms(text: str) -> list[str]:
    """Return the forms of the words of a text, in order: as `words` does, faster, no ranges."""
    clean = normal(text)
    if not _JOINED.search(clean):
        return _WORD.findall(clean)
    return [piece for form in _WORD.findall(clean) for piece in _pieces(form)]


def normal(form: str) -> str:
    """Return a word in lower case, composed, without soft hyphens."""
    return unicodedata.normalize("NFC", form.translate(_HYPHENS).lower())


def fold(form: str) -> str:
    """Return a word without its diacritics (ö as o, ß as ss, final sigma as sigma)."""
    if form.isascii():
        return form
    spread = unicodedata.normalize("NFKD", form.casefold())
    return (
        "".join(c for c in spread if not unicodedata.combining(c))
        .replace("ø", "o")
        .replace("ł", "l")
    )


def lemma(form: str, language: str) -> str:
    """Return the folded lemma of a normal word in a language; the folded word when unknown."""
    known = _known.setdefault(language, {})
    found = known.get(form)
    if found is None:
        if len(known) > _MOST_KNOWN:
            known.clear()
        found = known[form] = fold(lemmas_of.lemma(form, language) if form.isalpha() else form)
    return found


def lemmas(text: str, language: str) -> list[str]:
    """Return the lemmas of a text, in order."""
    known = _known.setdefault(language, {})
    return [known.get(form) or lemma(form, language) for form in forms(text)]


def tokens(text: str, language: str) -> str:
    """Return the lemmas of a text, each with its language, parted by spaces: what is indexed."""
    prefix = f"{language}|"
    return " ".join([prefix + value for value in lemmas(text, language)])


def _pieces(form: str) -> list[str]:
    if _JOINED.search(form) and not _DIGIT_JOIN.search(form):
        return re.findall(r"[^.:/^]+", form)
    return [form]


def _parts(start: int, form: str) -> Iterator[Word]:
    for piece in re.finditer(r"[^.:/^]+", form):
        yield Word(start + piece.start(), start + piece.end(), normal(piece[0]))
