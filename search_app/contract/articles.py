"""The contract of articles of Union law in the official languages, and of a state's law beside."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from corpus.store import StoredProvision
from search_app.articles import UnionArticle
from search_app.contract.base import Data
from search_app.contract.choices import official_language_codes
from search_app.contract.copies import CopyData, copy_values
from search_app.contract.fields import (
    Code,
    InstrumentId,
    LanguageCode,
    OfficialUrl,
    PagePath,
    PartialDay,
)
from search_app.contract.parameters import Choice, Parameters
from search_app.contract.union import NationalAnswerData, ObligationData
from search_app.provisions import ProvisionRecord


class ArticleParameters(Parameters):
    """In which language the text of the Union is shown."""

    lang: Annotated[str, Choice(official_language_codes)] = Field(
        "",
        description="Official language of the text; by default that of the reader or of the state,"
        " where it is held, else English.",
    )


class _LawText(Data):
    heading: str = Field(description="The heading as it stands.")
    rubric: str = Field(description="The rubric; empty: it has none.")
    text: str = Field(description="The original text.")
    language: LanguageCode
    as_of: PartialDay | None
    url: PagePath


class LawTextData(CopyData, _LawText):
    """The text of a provision with the copy that it stands in."""


class _HeldText(Data):
    language: LanguageCode
    as_of: PartialDay | None
    url: PagePath


class HeldTextData(CopyData, _HeldText):
    """A language in which an article is held."""


class UnionArticleData(Data):
    """An article of Union law in one language, and the languages in which it is held."""

    instrument: InstrumentId
    number: str = Field(description="Number of the article, as in English: `18a`.")
    language: LanguageCode
    text: LawTextData | None = Field(description="The text; null: not held in this language.")
    official_url: OfficialUrl
    held: tuple[HeldTextData, ...] = Field(description="Every language in which it is held.")
    missing: tuple[str, ...] = Field(description="Official languages in which it is not held.")


class ObligationTextData(ObligationData):
    """An obligation with its articles in one language."""

    texts: tuple[UnionArticleData, ...] = Field(description="The articles that it stands in.")


class NationalTextData(Data):
    """A national provision beside the article."""

    label: str = Field(description="The citation in full.")
    rules: tuple[str, ...] = Field(description="Ids of the rules that it was read for.")
    text: LawTextData | None = Field(description="The text; null: it is not held.")
    official_url: OfficialUrl
    url: PagePath


class BesideData(Data):
    """An article of Union law with the law of a state beside it."""

    obligation: str = Field(description="Id of the obligation.")
    country: Code
    language: LanguageCode
    texts: tuple[UnionArticleData, ...] = Field(description="The articles that it stands in.")
    answer: NationalAnswerData | None = Field(
        description="What the state has on it; null: no question asks about it."
    )
    provisions: tuple[NationalTextData, ...] = Field(description="The law of the state.")
    url: PagePath


def article_data(
    article: UnionArticle, language: str, languages: tuple[str, ...]
) -> UnionArticleData:
    """Return an article in one of the official languages, all of which are given."""
    text = article.texts.get(language)
    held = [article.texts[code] for code in languages if code in article.texts]
    return UnionArticleData(
        instrument=article.instrument.id,
        number=article.number,
        language=language,
        text=law_text_data(text) if text else None,
        official_url=article.official_url(language),
        held=tuple(map(_held, held)),
        missing=tuple(code for code in languages if code not in article.texts),
    )


def national_text_data(record: ProvisionRecord, rules: tuple[str, ...]) -> NationalTextData:
    """Return a provision of a state."""
    return NationalTextData(
        label=record.cited_as,
        rules=rules,
        text=law_text_data(record.stored) if record.stored else None,
        official_url=record.official_url,
        url=f"/provision/{record.id}",
    )


def law_text_data(stored: StoredProvision) -> LawTextData:
    """Return the text of a provision."""
    return LawTextData(
        heading=stored.provision.heading,
        rubric=stored.provision.rubric,
        text=stored.provision.text,
        language=stored.language,
        as_of=stored.as_of,
        url=f"/provision/{stored.id}",
        **copy_values(stored),
    )


def _held(stored: StoredProvision) -> HeldTextData:
    return HeldTextData(
        language=stored.language,
        as_of=stored.as_of,
        url=f"/provision/{stored.id}",
        **copy_values(stored),
    )
