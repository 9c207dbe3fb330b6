"""A small index of provisions that are held in several languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from search_app.index.documents import Document, translated, without_language

WORDS = {"en": "The hive shall be yellow.", "de": "Der Stock ist gelb, hive.", "bg": "Жълт hive.",
         "sv": "Kupan ska vara gul, hive.", "fr": "La ruche est jaune, hive."}  # fmt: skip
ARTICLES = 7
LANGUAGES = ("en", "de", "bg", "sv", "fr")
SINGLE = 5


def _document(number: int, language: str, words: str) -> Document:
    suffix = "" if language == "en" else f".{language}"
    return Document(
        id=f"eu-hives.{number}{suffix}", country="eu", instrument="eu-hives",
        instrument_title="Hives", number=str(number), heading=f"Article {number}",
        title=f"Article {number}", text=" ".join([words, *["bees"] * number]), language=language,
        kind="directive", as_of="2011-04-05", concepts=("trafficking",), actors=("victim",),
    )  # fmt: skip


def written() -> list[Document]:
    """Return the documents: articles in five languages, and sections of a law in one."""
    found = [
        _document(number, language, WORDS[language])
        for number in range(1, ARTICLES + 1)
        for language in LANGUAGES
    ]
    found += [
        replace(
            _document(number, "sv", WORDS["sv"]), id=f"se-kupor.{number}", country="se",
            instrument="se-kupor", kind="statute", as_of="2001-01-01", concepts=("purchase",),
        )
        for number in range(1, SINGLE + 1)
    ]  # fmt: skip
    return list(_grouped(found))


def _grouped(found: list[Document]) -> Iterator[Document]:
    groups = translated(document.id for document in found)
    for document in found:
        base = without_language(document.id)
        yield replace(document, group=base) if base in groups else document
