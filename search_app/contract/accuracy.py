"""The contract of `/accuracy`: the published figures of the tagger and of search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from pydantic import Field

from nlp.evaluation.figures import Elsewhere, LabelSet, Published, PublishedScore
from nlp.evaluation.national import BuyerTags, Estimate, JudgedSample, NationalLaw
from nlp.evaluation.review import Precision, Review
from search_app.contract.base import CsvRow, Data
from search_app.evaluation.results import Results


class BuyerScores(Data):
    """The scores on our own sentences about buyers: when they were opened, and today."""

    first: dict[str, Any] = Field(description="The scores of the first look.")
    now: dict[str, Any] = Field(description="The scores of today's tagger.")


class ReviewData(Data):
    """Tags that were read one by one."""

    day: dt.date = Field(description="Day of the tags.")
    tags: dict[str, Precision] = Field(description="How many were right, by group.")


class NationalReadingData(Data):
    """Of the tags made over the whole law of states: how many are right."""

    day: dt.date = Field(description="Day of the tags.")
    together: Estimate
    buyers: BuyerTags = Field(description="Of the tags that make a buyer liable.")
    concepts: dict[str, Estimate]
    languages: dict[str, Estimate]


class NationalLawData(Data):
    """The readings of tags over the whole law of states."""

    collections: int = Field(description="How many collections of law were tagged.")
    partial: int = Field(description="How many of them hold only some acts of their state.")
    states: tuple[str, ...] = Field(description="Codes of the states.")
    provisions: int
    characters: int
    now: int = Field(description="How many tags are made now.")
    before: NationalReadingData = Field(description="Before any mending.")
    after: NationalReadingData = Field(description="After the first mending, on other provisions.")
    again: NationalReadingData = Field(description="After the second: tags that nobody had read.")


class AccuracyData(Data):
    """All published figures."""

    measured: dt.date = Field(description="Day of the measurement.")
    labels: int = Field(description="How many provisions with labels were measured on.")
    macro_f1: float
    gate_recall: float = Field(description="Share of labelled provisions that pass the gate.")
    buyer_liable: PublishedScore
    penalties_stated: int
    penalties_compared: int
    imprisonment_agrees: int
    fine_agrees: int
    concepts: dict[str, PublishedScore]
    languages: dict[str, PublishedScore]
    by_language: dict[str, dict[str, PublishedScore]]
    countries: dict[str, PublishedScore]
    first_look: dict[str, float] = Field(description="F1 before any label had been opened.")
    without_country: dict[str, float] = Field(description="F1 on all other countries.")
    without_language: dict[str, float] = Field(description="F1 on all other languages.")
    sets: dict[str, LabelSet]
    elsewhere: dict[str, Elsewhere]
    written: dict[str, LabelSet]
    buyers: BuyerScores
    still_made: Precision = Field(description="Of the tags read, those that are still made.")
    read: ReviewData
    national_law: NationalLawData
    search: Results = Field(description="The figures of search.")


class ScoreRow(CsvRow):
    """The scores of a concept in a language or country; `all`: over all of them."""

    language: str = Field(description="Code of the language of the texts; `all`: all of them.")
    country: str = Field(description="Code of the country of the texts; `all`: all of them.")
    concept: str = Field(description="Id of the concept; `all`: all of them together.")
    precision: float | None = Field(description="Share of right tags among those set.")
    recall: float | None = Field(description="Share of the labels that the tagger found.")
    f1: float | None = Field(description="Harmonic mean of precision and recall.")
    support: int = Field(description="How many labels there are.")


def accuracy_data(
    published: Published, review: Review, law: NationalLaw, search: Results
) -> AccuracyData:
    """Return all figures."""
    buyers = published.buyers
    own = {
        **dict(published),
        "buyers": BuyerScores(first=buyers.first.with_measures(), now=buyers.now.with_measures()),
    }
    readings = ("before", "after", "again")
    return AccuracyData(
        **own,
        read=ReviewData(day=review.read, tags=review.precision()),
        national_law=NationalLawData(
            **{name: value for name, value in law if name not in readings},
            **{name: _reading(getattr(law, name)) for name in readings},
        ),
        search=search,
    )


def _reading(reading: JudgedSample) -> NationalReadingData:
    return NationalReadingData(
        day=reading.read,
        together=reading.together(),
        buyers=reading.buyers,
        concepts=reading.by_concept(),
        languages=reading.by_language(),
    )


def score_rows(published: Published) -> Iterator[ScoreRow]:
    """Yield the scores by concept, language, country, and concept of a language."""
    for name, figures in published.concepts.items():
        yield ScoreRow.of(figures, language="all", country="all", concept=name)
    for language, figures in published.languages.items():
        yield ScoreRow.of(figures, language=language, country="all", concept="all")
    for country, figures in published.countries.items():
        yield ScoreRow.of(figures, language="all", country=country, concept="all")
    for language, by_concept in published.by_language.items():
        for name, figures in by_concept.items():
            yield ScoreRow.of(figures, language=language, country="all", concept=name)
