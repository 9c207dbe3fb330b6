"""Makes provisions like real ones, in any number: lengths, words and facets follow `shape.yaml`.

The words mean nothing, but those that name a concept, which stand in the texts that carry it. The
same seed and number make the same provisions; one after the other, so that memory stays flat.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeVar

from benchmarks.figures import Language, Shape, shape
from benchmarks.vocabulary import Vocabulary, joined, vocabulary
from corpus.library import packaged_knowledge
from search_app.index.documents import RENDERING_LANGUAGE, Document

Value = TypeVar("Value")
LONGEST = 18_000
"""Words of the longest provision that was measured."""

_CHAPTER = 12


def generate(count: int, seed: int = 1, mark: str = "") -> Iterator[Document]:
    """Yield so many provisions, country by country.

    Args:
        count: how many.
        seed: others make other provisions.
        mark: a word that stands in the title of every provision.
    """
    figures = shape()
    shares = {
        (country, language): number
        for country, languages in figures.countries.items()
        for language, number in languages.items()
    }
    for (country, language), number in split(count, shares).items():
        words = _words(figures, language, count, seed)
        yield from Maker(figures, country, language, words, mark, seed).make(number)


def split(count: int, shares: Mapping[Value, int]) -> dict[Value, int]:
    """Part a number by shares; the parts add up to it."""
    whole = sum(shares.values())
    parts, before, passed = {}, 0, 0
    for name, share in shares.items():
        passed += share
        until = count * passed // whole
        parts[name], before = until - before, until
    return parts


def _words(figures: Shape, language: str, count: int, seed: int) -> Vocabulary:
    known = figures.languages[language]
    return vocabulary(language, known, known.tokens * count // figures.provisions, seed)


class Maker:
    """Makes the provisions of one country in one language."""

    def __init__(
        self, figures: Shape, country: str, language: str, words: Vocabulary, mark: str, seed: int
    ) -> None:
        self._figures, self._country, self._language = figures, country, language
        self._words, self._mark = words, mark
        self._known: Language = figures.languages[language]
        self._chance = random.Random(f"{seed} {country} {language}")

    def make(self, count: int) -> Iterator[Document]:
        """Yield so many provisions, act by act."""
        act = 0
        while count > 0:
            act += 1
            size = min(count, max(1, round(self._chance.lognormvariate(*self._figures.instrument))))
            yield from self._act(act, size)
            count -= size

    def _act(self, act: int, size: int) -> Iterator[Document]:
        chance = self._chance
        name = f"{self._country}-{self._language}-made-{act}"
        title = " ".join(self._words.draw(chance, chance.randint(2, 8))).capitalize()
        kind, year = _drawn(chance, self._figures.kinds), _drawn(chance, self._figures.years)
        day = f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}" if year else None
        chapter = ""
        for place in range(1, size + 1):
            if place % _CHAPTER == 1:
                chapter = self._heading(title)
            yield self._provision(name, title, chapter, kind, day, place)

    def _heading(self, title: str) -> str:
        wanted = round(self._chance.lognormvariate(*self._figures.title)) - len(title.split())
        return " ".join(self._words.draw(self._chance, max(2, wanted))).capitalize()

    def _provision(
        self, act: str, title: str, chapter: str, kind: str, day: str | None, place: int
    ) -> Document:
        chance = self._chance
        number = f"{place} a" if chance.random() < 0.05 else str(place)
        text = self._text()
        concepts, actors, cited = self._carried()
        if concepts:
            text = f"{text}\n{' '.join(_name(concept, self._language) for concept in concepts)}."
        shown = chance.random() * self._figures.provisions < self._figures.rendered
        return Document(
            id=f"{act}.{place}",
            country=self._country,
            instrument=act,
            instrument_title=title,
            number=number,
            heading=f"§ {number}",
            title=f"{title} {chapter} § {number} {self._mark}".rstrip(),
            text=text,
            language=self._language,
            kind=kind,
            as_of=day,
            concepts=concepts,
            actors=actors,
            buyer_liable="buyer" in actors,
            cited_for=concepts[:1] if cited else (),
            rendering_heading=f"Section {number}" if shown else "",
            rendering=self._rendering(concepts) if shown else "",
        )

    def _text(self) -> str:
        wanted = min(LONGEST, max(1, round(self._chance.lognormvariate(*self._known.words))))
        return joined(self._words.draw(self._chance, wanted), self._chance, self._known.digits)

    def _rendering(self, concepts: tuple[str, ...]) -> str:
        return f"A person is punished for {' or '.join(_name(c, 'en') for c in concepts) or 'it'}."

    def _carried(self) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        chance, carrying = self._chance, self._figures.carrying
        if chance.random() * self._figures.provisions < carrying.none:
            return (), (), False
        names = {
            _drawn(chance, carrying.concepts) for _ in range(_drawn(chance, carrying.how_many))
        }
        actors = _drawn(chance, carrying.actors)
        cited = chance.random() * (self._figures.provisions - carrying.none) < carrying.cited
        return tuple(sorted(names)), () if actors == "none" else tuple(actors.split()), cited


def _drawn(chance: random.Random, counts: Mapping[Value, int]) -> Value:
    return chance.choices(list(counts), list(counts.values()))[0]


@cache
def _name(concept: str, language: str) -> str:
    """What readers call a concept, in a language or else in English."""
    labels = packaged_knowledge().concepts[concept].labels
    return labels.get(language, labels[RENDERING_LANGUAGE])[0]
