"""The articles that an obligation stands in, in every official language of the Union that is held.

Language versions are aligned by the number of the article, which `corpus.official` reads from any
heading; a language in which an article is not held is named as missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from corpus.addresses import official_address
from corpus.model import Instrument
from corpus.official import article_number, official_languages
from corpus.policy import Obligation
from corpus.store import StoredProvision
from search_app.english import ENGLISH

Lookup = Callable[[str, Collection[str]], Iterable[StoredProvision]]
"""Returns the texts of an instrument's provisions with some numbers, in every language held."""


@dataclass(frozen=True)
class UnionArticle:
    """An article of an instrument of the Union, with its texts by language."""

    instrument: Instrument
    number: str
    texts: Mapping[str, StoredProvision]

    def official_url(self, language: str) -> str:
        """Return the address of the article in EUR-Lex, in a language; of its act if not proved."""
        number = quote(self.instrument.identifier, safe="")
        page = f"https://eur-lex.europa.eu/legal-content/{language.upper()}/TXT/?uri=CELEX:{number}"
        return official_address("eu", page, f"Article {self.number}").url

    def other_state(self, language: str) -> StoredProvision | None:
        """Return the English text if it has another date than the one in a language, else None."""
        text, english = self.texts.get(language), self.texts.get(ENGLISH)
        differs = text is not None and english is not None and text.as_of != english.as_of
        return english if differs else None


@dataclass(frozen=True)
class LanguageRow:
    """An official language with the text of each article in it, None where it is not held."""

    language: str
    texts: tuple[StoredProvision | None, ...]

    @property
    def complete(self) -> bool:
        """Whether every article is held in it."""
        return all(self.texts)

    @property
    def missing(self) -> bool:
        """Whether no article is held in it."""
        return not any(self.texts)


def union_articles(
    obligation: Obligation, instrument: Instrument, held: Lookup
) -> tuple[UnionArticle, ...]:
    """Return the articles of an obligation with the texts that are held."""
    numbers = obligation.article_numbers
    texts: dict[str, dict[str, StoredProvision]] = {number: {} for number in numbers}
    for stored in held(instrument.id, numbers):
        number = article_number(stored.provision.heading)
        if number in texts:
            texts[number].setdefault(stored.language, stored)
    return tuple(UnionArticle(instrument, number, texts[number]) for number in numbers)


def language_rows(articles: Collection[UnionArticle]) -> tuple[LanguageRow, ...]:
    """Return all 24 languages, each with what is held in it."""
    return tuple(
        LanguageRow(language, tuple(article.texts.get(language) for article in articles))
        for language in official_languages()
    )


def chosen_language(articles: Collection[UnionArticle], wanted: Iterable[str]) -> str:
    """Return the first of some languages in which an article is held, else English."""
    for language in wanted:
        if any(language in article.texts for article in articles):
            return language
    return ENGLISH
