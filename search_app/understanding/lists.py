"""The YAML data of this package, validated: readers' words, country names, rules, labels."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, model_validator

from corpus.library import packaged_knowledge
from corpus.penalty import Strict
from corpus.texts import Actor
from corpus.yamlfile import CorpusError, YamlFile
from nlp.tagger.lexicon import inventory
from nlp.tagger.patterns import PatternError, parse_pattern

HERE = Path(__file__).parent
Ids = tuple[str, ...]
_Table = TypeVar("_Table", "ReaderWords", "CountryNames")
_Key = Annotated[str, Field(min_length=1)]


class Meant(Strict):
    """The meaning of a reader's word: ids of cues, concepts, actors and questions."""

    cues: Ids = ()
    concepts: Ids = ()
    actors: tuple[Actor, ...] = ()
    questions: Ids = ()

    @model_validator(mode="after")
    def _known(self) -> Meant:
        knowledge = packaged_knowledge()
        for named, known in (
            (self.cues, inventory()),
            (self.concepts, knowledge.concepts),
            (self.questions, knowledge.questions),
        ):
            if odd := sorted(set(named) - set(known)):
                raise ValueError(f"unknown: {', '.join(odd)}")
        if not (self.cues or self.concepts or self.actors or self.questions):
            raise ValueError("it means nothing")
        return self


class ReaderWords(Strict):
    """`words/<lang>.yaml`: the words of readers, in the notation of `nlp.tagger.patterns`."""

    language: str
    stopwords: frozenset[str]
    words: dict[_Key, Meant]

    @model_validator(mode="after")
    def _readable(self) -> ReaderWords:
        _check(self.words)
        return self


class CountryNames(Strict):
    """`countries/<lang>.yaml`: names, adjectives and inhabitants, in the same notation."""

    language: str
    countries: dict[str, tuple[_Key, ...]]

    @model_validator(mode="after")
    def _readable(self) -> CountryNames:
        known = set(packaged_knowledge().jurisdictions)
        if odd := sorted(known ^ set(self.countries)):
            raise ValueError(f"countries: unknown or missing: {', '.join(odd)}")
        _check(entry for entries in self.countries.values() for entry in entries)
        return self


class QuestionRule(Strict):
    """Cues that ask a question: one of each group in `needs`, and none of `unless`."""

    needs: tuple[tuple[str, ...], ...] = Field(min_length=1)
    unless: Ids = ()


class QuestionRules(Strict):
    """`questions.yaml`: the rules of each question, the most telling first."""

    questions: dict[str, tuple[QuestionRule, ...]]

    @model_validator(mode="after")
    def _known(self) -> QuestionRules:
        if odd := set(packaged_knowledge().questions) ^ set(self.questions):
            raise ValueError(f"questions: unknown or missing: {', '.join(sorted(odd))}")
        cues = {
            cue
            for rules in self.questions.values()
            for rule in rules
            for group in (*rule.needs, rule.unless)
            for cue in group
        }
        if odd := cues - set(inventory()):
            raise ValueError(f"unknown cue: {', '.join(sorted(odd))}")
        return self


class CueLabels(Strict):
    """`cues.yaml`: the label of a cue beside a hit, and the cues that no reader asks for."""

    labels: dict[str, str]
    unasked: frozenset[str]

    @model_validator(mode="after")
    def _known(self) -> CueLabels:
        if odd := set(inventory()) ^ {*self.labels, *self.unasked}:
            raise ValueError(f"cues: unknown or missing: {', '.join(sorted(odd))}")
        return self


def _check(entries: Iterable[str]) -> None:
    for entry in entries:
        try:
            parse_pattern(entry, accents=False)
        except PatternError as error:
            raise ValueError(str(error)) from error


@cache
def languages() -> tuple[str, ...]:
    """Return the languages of queries that are understood, sorted."""
    return tuple(sorted(path.stem for path in (HERE / "words").glob("*.yaml")))


@cache
def reader_words(language: str) -> ReaderWords:
    """Return the readers' words of a language.

    Raises:
        CorpusError: the file is not valid.
    """
    return _same(_file(f"words/{language}.yaml").parse(ReaderWords), language)


@cache
def country_names(language: str) -> CountryNames:
    """Return the names of countries in a language.

    Raises:
        CorpusError: the file is not valid.
    """
    return _same(_file(f"countries/{language}.yaml").parse(CountryNames), language)


@cache
def asking_rules() -> QuestionRules:
    """Return the rules that infer a question from cues."""
    return _file("questions.yaml").parse(QuestionRules)


@cache
def cue_labels() -> CueLabels:
    """Return the labels of cues."""
    return _file("cues.yaml").parse(CueLabels)


def _same(table: _Table, language: str) -> _Table:
    if table.language != language:
        raise CorpusError([f"{language}.yaml: language is '{table.language}'"])
    return table


def _file(name: str) -> YamlFile:
    return YamlFile(HERE / name, f"search_app/understanding/{name}")
