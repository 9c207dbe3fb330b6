"""Understands a query: from its words to its parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from corpus.language import PRIMARY, SEVERAL
from corpus.library import Knowledge
from search_app.index.analysis import Word, known_by
from search_app.index.settings import settings
from search_app.index.shelf import IndexedInstrument
from search_app.index.vocabulary import Vocabulary
from search_app.understanding.acts import InstrumentFinder, NamedInstrument, chosen
from search_app.understanding.dates import find_dates
from search_app.understanding.lists import cue_labels
from search_app.understanding.matcher import country_matcher, law_words, meanings, reading_of
from search_app.understanding.numbers import find_numbers
from search_app.understanding.parts import Part, PartKind, Range, Understanding
from search_app.understanding.ready import meant
from search_app.understanding.spelling import Speller
from search_app.understanding.tongue import LanguageFinder, is_stopword
from search_app.understanding.topics import LabelFinder, concluded
from search_app.understanding.typed import Typed, read_typed

_NAMED, _PHRASED, _MENTIONED = 3, 2, 1
"""A query that is the name of a question tells as much as a rule of so many groups, one that has a
phrase for it less, and one that has the name among other words least."""

_HALF_SURE = 0.5
"""The certainty of a question asked by a single cue."""

_MANY_ACTS = 6
"""A name shared by this many acts (penal code) names none of them."""


def home_countries(languages: Iterable[str]) -> tuple[str, ...]:
    """Return the states whose law has a language as official one, sorted."""
    wanted = set(languages)
    return tuple(
        sorted(
            code
            for code, first in PRIMARY.items()
            if code != "eu" and not wanted.isdisjoint((first, *SEVERAL.get(code, ())))
        )
    )


class _Parts:
    """Collects the parts of a query, merging their ranges by kind and value."""

    def __init__(self) -> None:
        self._places: dict[tuple[PartKind, str], set[Range]] = defaultdict(set)
        self.sure: dict[tuple[PartKind, str], float] = {}

    def add(self, kind: PartKind, value: str, *places: Range) -> None:
        self._places[kind, value].update(places)

    def values(self, kind: PartKind) -> list[str]:
        return [value for known, value in self._places if known == kind]

    def take_over(self, other: _Parts) -> None:
        """Add the parts that only `other` has, without their places."""
        for key in other._places.keys() - self._places.keys():
            self._places[key].update(())
            if key in other.sure:
                self.sure[key] = other.sure[key]

    def places(self, kind: PartKind) -> list[Range]:
        return [p for (known, _), found in self._places.items() if known == kind for p in found]

    def made(self) -> Iterator[Part]:
        for (kind, value), places in self._places.items():
            yield Part(kind, value, tuple(sorted(places)), self.sure.get((kind, value), 1.0))


class Understander:
    """Understands queries to one generation of the index."""

    def __init__(
        self, knowledge: Knowledge, vocabulary: Vocabulary, acts: Sequence[IndexedInstrument]
    ) -> None:
        self._knowledge = knowledge
        self._languages = LanguageFinder(vocabulary)
        self._vocabulary = vocabulary
        self._speller = Speller(vocabulary)
        self._named = acts

    @cached_property
    def _acts(self) -> InstrumentFinder:
        return InstrumentFinder(self._knowledge, self._named)

    @cached_property
    def _labels(self) -> LabelFinder:
        return LabelFinder(self._knowledge)

    def understand(
        self, text: str, declared: str | None = None, removed: Collection[str] = ()
    ) -> Understanding:
        """Return the parts of a query.

        Args:
            text: the query as typed.
            declared: the language that the reader names.
            removed: keys of parts (`country:se`) that the reader removed.
        """
        typed = read_typed(text, settings().limits)
        languages = self._languages.find(typed, declared)
        languages = tuple(x for x in languages if f"language:{x}" not in removed) or languages
        parts = _Parts()
        for language in languages:
            parts.add("language", language)
        for place, phrase in typed.phrases:
            parts.add("phrase", " ".join(phrase), place)
        taken = self._add_names(parts, typed, languages)
        self._add_topics(parts, typed, languages, removed)
        misspelt = self._add_words(parts, typed, languages, taken)
        if misspelt:
            meant = read_typed(corrected(text, misspelt), settings().limits)
            other = _Parts()
            self._add_topics(other, meant, languages, removed)
            parts.take_over(other)
        made = [_without_unasked(part) for part in parts.made()]
        kept = tuple(p for p in made if p is not None and p.key not in removed)
        gone = tuple(p for p in made if p is not None and p.key in removed)
        return Understanding(text, languages, kept, gone, misspelt, typed.left_out)

    def _add_names(
        self, parts: _Parts, typed: Typed, languages: Sequence[str]
    ) -> tuple[Range, ...]:
        """Add countries, acts, numbers and dates; return their ranges."""
        reading = reading_of(typed.loose)
        taken: list[Range] = []
        for language in languages:
            for code, place in country_matcher(language).find(reading):
                parts.add("country", code, place)
                taken.append(place)
        countries = parts.values("country") or home_countries(languages)
        acts = chosen(self._acts.find(typed.loose, typed.words, languages), countries)
        taken += self._add_acts(parts, acts)
        scope = {act.country for act in acts} or set(countries)
        numbers = find_numbers(
            typed.loose, typed.words, sorted(scope or self._knowledge.jurisdictions),
            of_act=bool(acts),
        )  # fmt: skip
        for number in numbers:
            for form in sorted(number.forms):
                parts.add("number", form, number.place)
            taken.append(number.place)
        for day, place in find_dates(typed.loose):
            if not any(a < place[1] and place[0] < b for a, b in taken):
                parts.add("date", day.isoformat(), place)
                taken.append(place)
        return tuple(taken)

    def _add_acts(self, parts: _Parts, acts: Sequence[NamedInstrument]) -> Iterator[Range]:
        if len({act.id for act in acts}) > _MANY_ACTS:
            return
        for act in acts:
            parts.add("instrument", act.id, act.place)
            yield act.place

    def _add_topics(
        self, parts: _Parts, typed: Typed, languages: Sequence[str], removed: Collection[str]
    ) -> None:
        if typed.phrases and not typed.words:
            return
        named = self._add_meanings(parts, typed, languages)
        for kind, name, whole in self._labels.find((w.form for w in typed.words), languages):
            if kind == "concept":
                parts.add("concept", name)
            else:
                named[name] = max(named.get(name, 0), _NAMED if whole else _MENTIONED)
        cues = [cue for cue in parts.values("cue") if f"cue:{cue}" not in removed]
        for question, telling in concluded(cues, named):
            parts.add("question", question)
            parts.sure["question", question] = 1.0 if telling > 1 else _HALF_SURE

    def _add_meanings(
        self, parts: _Parts, typed: Typed, languages: Sequence[str]
    ) -> dict[str, int]:
        reading = reading_of(typed.loose)
        named: dict[str, int] = {}
        for language in languages:
            for cue, place in law_words(language).find(reading):
                parts.add("cue", cue, place)
            for entry, place in meanings(language).find(reading):
                said = meant(language, entry)
                for cue in said.cues:
                    parts.add("cue", cue, place)
                for concept in said.concepts:
                    parts.add("concept", concept, place)
                for actor in said.actors:
                    parts.add("actor", actor, place)
                named |= dict.fromkeys(said.questions, _PHRASED)
        return named

    def _add_words(
        self, parts: _Parts, typed: Typed, languages: tuple[str, ...], taken: Sequence[Range]
    ) -> tuple[tuple[str, str], ...]:
        """Add the words that are to be found; return those that no text has, with what was meant.

        What a name or a number says is not looked for as a word, unless nothing else was typed.
        """
        content = [word for word in typed.words if not is_stopword(word.form, languages[0])]
        said = parts.places("cue")
        misspelt = []
        for word in content or typed.words:
            if (len(typed.words) > 1 or typed.phrases) and _covered(word, taken):
                continue
            parts.add("word", word.form, (word.start, word.end))
            if not _covered(word, said) and not self._is_in_texts(word.form, languages):
                near = self._speller.near(word.form, languages)
                if near:
                    misspelt.append((word.form, near))
        return tuple(misspelt)

    def _is_in_texts(self, form: str, languages: Sequence[str]) -> bool:
        return any(
            self._vocabulary.forms(key, language)
            for language in languages
            for key in known_by(form, language)
        )


def corrected(text: str, misspelt: Iterable[tuple[str, str]]) -> str:
    """Return a query with misspelt words corrected."""
    for typed, other in misspelt:
        text = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", other, text, flags=re.IGNORECASE)
    return text


def _covered(word: Word, places: Iterable[Range]) -> bool:
    return any(start <= word.start < end for start, end in places)


def _without_unasked(part: Part) -> Part | None:
    return None if part.kind == "cue" and part.value in cue_labels().unasked else part
