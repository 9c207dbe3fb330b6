"""The articles of an obligation as pages show them: in one language, with the others to choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.official import official_languages
from corpus.store import StoredProvision
from search_app.articles import (
    LanguageRow,
    UnionArticle,
    chosen_language,
    language_rows,
    union_articles,
)
from search_app.contract.articles import UnionArticleData, article_data
from search_app.union import Duty
from search_app.web.marks import Paragraph
from search_app.web.provision import law_text
from search_app.web.site import provisions


@dataclass(frozen=True)
class ShownArticle:
    """An article in the language of the page's choice; `stored` is None where it is not held."""

    article: UnionArticle
    stored: StoredProvision | None
    text: list[Paragraph]


@dataclass(frozen=True)
class ArticleChoice:
    """The articles of an obligation in one language, and what is held in each of the 24."""

    language: str
    shown: tuple[ShownArticle, ...]
    rows: tuple[LanguageRow, ...]

    @property
    def held(self) -> int:
        """The number of languages in which at least one of the articles is held."""
        return sum(not row.missing for row in self.rows)

    def data(self) -> tuple[UnionArticleData, ...]:
        """Return the articles for the JSON of a page."""
        languages = official_languages()
        return tuple(article_data(one.article, self.language, languages) for one in self.shown)


def article_choice(duty: Duty, asked: str, preferred: Sequence[str]) -> ArticleChoice:
    """Return the articles of an obligation in the language asked for.

    Where none is asked for, it is the first of `preferred` in which an article is held, else
    English.
    """
    articles = union_articles(duty.obligation, duty.instrument, provisions().in_languages)
    language = asked or chosen_language(articles, preferred)
    texts = [article.texts.get(language) for article in articles]
    return ArticleChoice(
        language,
        tuple(
            ShownArticle(article, stored, law_text(stored))
            for article, stored in zip(articles, texts, strict=True)
        ),
        language_rows(articles),
    )
