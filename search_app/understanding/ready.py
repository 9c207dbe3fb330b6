"""What the words of a query are looked up in: read from the YAML of this room and of the lexicons
once, and kept ready (`corpus.compiled`), as reading it takes seconds and a search needs much of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from corpus.compiled import code_of, compiled
from corpus.library import HOME
from nlp.tagger.lexicon import LEXICA, TAGGER, lexicon_for
from nlp.tagger.lexicon import languages as lexicon_languages
from nlp.tagger.matching import CompiledCues, compile_cues
from nlp.tagger.patterns import Pattern, parse_pattern
from search_app.understanding.lists import HERE, Meant, country_names, languages, reader_words

_STROKES = str.maketrans("ħłøđıĦŁØĐ", "hlodihlod")


class SmallWords(NamedTuple):
    """The function words of a language, and the stopwords among them.

    Function words are evidence for the language. spaCy's lists hold words that a query can be about
    ("trata"), so only the readers' are left out of a search.
    """

    stopwords: frozenset[str]
    function: frozenset[str]


class Entries(NamedTuple):
    """The entries of a language: those of the law and of countries by what they stand for, those
    of readers by themselves, and what a reader means by each."""

    law: CompiledCues
    readers: CompiledCues
    countries: CompiledCues
    meant: dict[str, dict[str, tuple[str, ...]]]


def plainly(text: str) -> str:
    """Return a text without the strokes of letters such as ħ, which Unicode does not decompose."""
    return text.translate(_STROKES)


@cache
def small_words() -> Mapping[str, SmallWords]:
    """Return the function words and stopwords of every language that is understood.

    Raises:
        CorpusError: a file of readers' words is not valid.
    """
    kind = TypeAdapter(dict[str, SmallWords])
    files = [HERE / "words" / f"{language}.yaml" for language in languages()]
    return compiled("small-words", kind, (*_sources(), *files), _read_small_words, version("spacy"))


@cache
def entries(language: str) -> Entries:
    """Return the entries of a language.

    Raises:
        CorpusError: a file of this room is not valid.
        LexiconError: the lexicon is not valid.
    """
    files = [HERE / folder / f"{language}.yaml" for folder in ("words", "countries")]
    if language in lexicon_languages():
        files.append(LEXICA / f"{language}.yaml")
    return compiled(
        f"entries-{language}",
        TypeAdapter(Entries),
        (*_sources(), *files),
        lambda: _read_entries(language),
    )


def meant(language: str, entry: str) -> Meant:
    """Return the meaning of an entry."""
    return Meant.model_validate(entries(language).meant[entry])


def _sources() -> Iterable[Path]:
    """The code and the names that the compiled entries depend on."""
    yield from code_of(HERE, TAGGER, HOME)
    yield from (TAGGER / "cues.yaml", HOME / "taxonomy.yaml", HOME / "questions.yaml")


def _read_small_words() -> dict[str, SmallWords]:
    return {language: _small_words(language) for language in languages()}


def _small_words(language: str) -> SmallWords:
    own = reader_words(language).stopwords
    try:
        module = import_module(f"spacy.lang.{language}.stop_words")
    except ModuleNotFoundError:  # spaCy has no Maltese
        return SmallWords(own, own)
    return SmallWords(own, own | frozenset(module.STOP_WORDS))


def _read_entries(language: str) -> Entries:
    law: Mapping[str, tuple[Pattern, ...]] = {}
    if language in lexicon_languages():
        law = lexicon_for(language).read(accents=False, spelled=plainly)
    words, countries = reader_words(language).words, country_names(language).countries
    return Entries(
        law=compile_cues(law),
        readers=compile_cues({entry: (_parsed(entry),) for entry in words}),
        countries=compile_cues(
            {code: tuple(map(_parsed, said)) for code, said in countries.items()}
        ),
        meant={entry: said.model_dump(exclude_defaults=True) for entry, said in words.items()},
    )


def _parsed(entry: str) -> Pattern:
    return parse_pattern(plainly(entry), accents=False)
