"""Words, lemmas and stems, the same for the index and the query, whatever the engine.

A word is a run of letters, or one with digits and what stands between them (`600-bis`, `2011/36`);
`l'homme` is two words. It is indexed by its stems in the language of the text: that of its lemma
(from `corpus.lemmas`) and that of the form as it stands, so that an irregular form and one that no
word list knows both meet their family. Stems lose their diacritics and carry their language
(`sv|kop`), so that no word is taken for one of another language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import Stemmer

from corpus import lemmas as lemmas_of
from corpus.letters import normalized

# "l'homme", "600-bis", "2011/36"; soft hyphens may stand inside a word
_WORD = re.compile(r"\w+(?:(?:\u00ad+[-'’.:/^]?\u00ad*|[-'’.:/^]\u00ad*)\w+)*")
_HYPHENS = str.maketrans({"\u00ad": None, "\u2011": "-", "\u2010": "-", "’": "'"})
# "and/or", "l'homme", "ord:et" and "fil-belgju" are cut; whatever has a digit is not: "600-bis".
_JOINED = re.compile(r"[^\W\d][-'.:/^][^\W\d]")
_DIGIT = re.compile(r"\d")
# "fil" and "belgju" of "fil-belgju"
_PIECE = re.compile(r"[^-'’\u2010\u2011.:/^]+")
_ALGORITHMS = {
    "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "fi": "finnish", "fr": "french", "ga": "irish", "hr": "serbian",
    "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nl": "dutch", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "sv": "swedish",
}  # fmt: skip
_KEPT_LETTERS, _LEAST_LETTERS = 7, 4
_VOWELS = frozenset("aeiouyаеиоуъюяъė")
_MOST_KNOWN = 300_000


class Word(NamedTuple):
    """A word of a text: half-open range and lower-case form without soft hyphens."""

    start: int
    end: int
    form: str


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order."""
    for match in _WORD.finditer(text):
        form = normal(match[0])
        if _is_joined(form):
            yield from _parts(match.start(), match[0])
        else:
            yield Word(match.start(), match.end(), form)


def forms(text: str) -> list[str]:
    """Return the forms of the words of a text, in order: as `words` does, faster, no ranges."""
    return list(chain.from_iterable(map(_PIECES_OF.__getitem__, raw_words(text))))


@lru_cache(maxsize=200_000)
def known_by(form: str, language: str) -> frozenset[str]:
    """Return every form that finds a normal word: its stems, and itself without diacritics."""
    return frozenset({without_diacritics(form), *stems(form, language)})


def raw_words(text: str) -> list[str]:
    """Return the words of a text with joined ones still whole, for `forms_of` and `tokens_of`."""
    return _WORD.findall(normal(text))


def forms_of(raw: Iterable[str]) -> Iterator[str]:
    """Yield the forms in raw words: one each, several for a joined word."""
    return chain.from_iterable(map(_PIECES_OF.__getitem__, raw))


def normal(text: str) -> str:
    """Return text in lower case, composed, without soft hyphens."""
    text = text.lower()
    if text.isascii():
        return text
    if "\u00ad" in text or "’" in text or "\u2011" in text or "\u2010" in text:
        text = text.translate(_HYPHENS)
    return text if unicodedata.is_normalized("NFC", text) else normalized("NFC", text)


def without_diacritics(form: str) -> str:
    """Return a word without its diacritics (ö as o, ß as ss, final sigma as sigma)."""
    if form.isascii():
        return form
    spread = normalized("NFKD", form.casefold())
    return (
        "".join(c for c in spread if not unicodedata.combining(c))
        .replace("ø", "o")
        .replace("ł", "l")
    )


def lemma_of(form: str, language: str) -> str:
    """Return the lemma of a normal word; the word itself when no list has it."""
    return lemmas_of.lemma(form, language) if form.isalpha() else form


def stem(form: str, language: str) -> str:
    """Return the folded stem of a normal word.

    Snowball where it has the language. Elsewhere (Bulgarian, Latvian, Maltese, Slovak, Slovene) the
    first seven letters without their last vowels, but at least four letters.
    """
    if not form.isalpha():
        return without_diacritics(form)
    algorithm = _stemmer(language)
    return (
        without_diacritics(algorithm(form)) if algorithm else _truncated(without_diacritics(form))
    )


def stems(form: str, language: str) -> tuple[str, ...]:
    """Return the one or two stems of a normal word: that of its lemma and its own."""
    return _known(language).of(form)


def tokens_of(raw: Iterable[str], language: str) -> str:
    """Return the stems of raw words as they are indexed: `sv|kop sv|sexuel`."""
    return " ".join(map(_known(language).__getitem__, raw))


def token(value: str, language: str) -> str:
    """Return a stem as it stands in the index."""
    return f"{language}|{value}"


class _Pieces(dict[str, tuple[str, ...]]):
    """A cache of the forms in each raw word seen so far."""

    def __missing__(self, raw: str) -> tuple[str, ...]:
        if len(self) > _MOST_KNOWN:
            self.clear()
        made = self[raw] = tuple(_pieces(raw))
        return made


_PIECES_OF = _Pieces()


class _Known(dict[str, str]):
    """A cache of the tokens of each word seen so far in a language, joined words included."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, form: str) -> str:
        if len(self) > _MOST_KNOWN:
            self.clear()
        pieces = _pieces(form)
        values = [token(s, self._language) for piece in pieces for s in self.of(piece)]
        made = self[form] = " ".join(values)
        return made

    def of(self, form: str) -> tuple[str, ...]:
        """The stems of a word, without duplicates."""
        by_lemma = stem(lemma_of(form, self._language), self._language)
        return tuple(dict.fromkeys((by_lemma, stem(form, self._language))))


@cache
def _known(language: str) -> _Known:
    return _Known(language)


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    name = _ALGORITHMS.get(language)
    if name is None:
        return None
    stem_word: Callable[[str], str] = Stemmer.Stemmer(name, 0).stemWord
    return stem_word


def _truncated(form: str) -> str:
    kept = form[:_KEPT_LETTERS]
    while len(kept) > _LEAST_LETTERS and kept[-1] in _VOWELS:
        kept = kept[:-1]
    return kept


def _is_joined(form: str) -> bool:
    return bool(_JOINED.search(form)) and not _DIGIT.search(form)


def _pieces(form: str) -> list[str]:
    return _PIECE.findall(form) if not form.isalpha() and _is_joined(form) else [form]


def _parts(start: int, form: str) -> Iterator[Word]:
    for piece in _PIECE.finditer(form):
        yield Word(start + piece.start(), start + piece.end(), normal(piece[0]))
