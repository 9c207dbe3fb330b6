"""The official languages of the Union, and what an article is called in each of them.

The language versions of an act have the same articles, but number those that were inserted later in
their own way. Here each has the number that it has in English:

    Article 18a · Articolo 18 bis · Член 18а · Artigo 18.o-A · 18 a artikla  →  18a
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pydantic import Field

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile

_FILE = Path(__file__).with_suffix(".yaml")
_FIRST = ord("a")
# `18`, `18.o`, `1º`: the number with the sign of an ordinal
_NUMBER = r"(?P<number>\d{1,3})(?:\s?\.?\s?[oº°](?![^\W_]))?"


class OfficialLanguage(Strict):
    """A language with its code in Cellar, its words for an article, and how an act closes."""

    authority: str = Field(pattern=r"^[A-Z]{3}$")
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    closing: tuple[str, ...] = Field(min_length=1)


class _Official(Strict):
    languages: dict[str, OfficialLanguage]
    suffixes: tuple[tuple[str, ...], ...]
    recitals: tuple[str, ...]
    words: dict[str, str]


@cache
def _official() -> _Official:
    return YamlFile(_FILE, f"corpus/{_FILE.name}").parse(_Official)


def official_languages() -> tuple[str, ...]:
    """Return the codes (ISO 639-1) of the 24 languages, in the order of the Official Journal."""
    return tuple(_official().languages)


def authority_code(language: str) -> str:
    """Return the code that the Publications Office has for a language: `BUL` for `bg`.

    Raises:
        KeyError: it is no official language of the Union.
    """
    return _official().languages[language].authority


def article_number(heading: str) -> str | None:
    """Return the number of an article, as in English, from its heading in any official language.

    None if the heading is that of no article (a recital, an annex, a rubric).
    """
    before, after = _shapes()
    match = before.match(heading.lstrip()) or after.match(heading.lstrip())
    if match is None:
        return None
    groups = match.groupdict()
    if word := groups.get("word"):
        return _official().words[word.casefold()]
    return groups["number"] + _letter(groups["suffix"] or "")


def union_number(heading: str) -> str | None:
    """Return the number of an article, or that of a recital as `recital-12`; None for the rest.

    A recital and an article may have the same number; each keeps an id of its own.
    """
    if recital := _recital().match(heading.lstrip()):
        return f"recital-{recital[1]}"
    return article_number(heading)


@cache
def _recital() -> re.Pattern[str]:
    # `Recital 12`
    return re.compile(rf"(?:{'|'.join(_official().recitals)})\s++(\d{{1,3}})\b", re.IGNORECASE)


def anchored_number(anchor: str) -> str | None:
    """Return the number of the article that an anchor of the Publications Office belongs to.

    `art_18a` of a page and `018A` of Formex are both 18a, in every language. None if the anchor is
    that of something else.
    """
    # `art_18a`, `018A`
    match = re.fullmatch(r"(?:art_)?0*([1-9]\d{0,2})([a-z]{0,2})", anchor, re.IGNORECASE)
    return match and match[1] + match[2].lower()


def is_closing(line: str) -> bool:
    """Return whether a line is the one below the last article: `Done at Brussels, …`."""
    return line.startswith(_closings())


@cache
def _closings() -> tuple[str, ...]:
    return tuple(words for language in _official().languages.values() for words in language.closing)


def _letter(suffix: str) -> str:
    """Return the letter of the English text for what follows the number of an article."""
    plain = suffix.casefold()
    for place, forms in enumerate(_official().suffixes):
        if plain in forms:
            return chr(_FIRST + place)
    return plain


@cache
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the shapes of headings: word before the number, and word after it."""
    languages = _official().languages.values()
    before = "|".join(word for language in languages for word in language.before)
    after = "|".join(word for language in languages for word in language.after)
    latin = "|".join(f for forms in _official().suffixes for f in forms if f.isascii())
    words = "|".join(_official().words)
    # ` bis`, `bis`, `-A`, `.a`, `α`
    suffix = rf"(?:(?:[-\s.]+(?=(?:{latin})\b)|[-.]?)(?P<suffix>(?:{latin})\b|[^\W\d_]{{1,2}}))?"
    return (
        # `Articolo 18 bis`, `Article premier`
        re.compile(
            rf"(?:{before})\s++(?:(?P<word>{words})\b|{_NUMBER}{suffix}(?![^\W_]))",
            re.IGNORECASE,
        ),
        # `18 a artikla`, `18a. cikk`, `1. pants`
        re.compile(
            rf"{_NUMBER}(?:[-\s.]*+(?P<suffix>[^\W\d_]{{1,2}}))?[\s.]*+(?:{after})\b",
            re.IGNORECASE,
        ),
    )
