"""Lemmas of words in the official languages, from simplemma's word lists.

The lists are kept as tries on disk (about 110 MB for all languages), which load at once and take
little memory; as plain dictionaries they would need gigabytes. Maltese has no list: its words
stand for themselves. Croatian is in the list called `hbs`.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache, lru_cache
from pathlib import Path

import simplemma
from platformdirs import user_cache_path
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import TrieDictionaryFactory

_NAMES = {"hr": "hbs"}
_LANGUAGES = frozenset(
    "bg cs da de el en es et fi fr ga hr hu it lt lv nl pl pt ro sk sl sv".split()  # noqa: SIM905
)
_home: list[Path] = []


def keep_lemmas_in(folder: Path) -> None:
    """Keep the tries in this folder from now on (by default the platform's cache folder)."""
    _home[:] = [folder]
    _lemmatizer.cache_clear()


def lemma(word: str, language: str) -> str:
    """Return the lemma of a word in lower case; the word itself where no list knows it."""
    if language not in _LANGUAGES:
        return word.lower()
    return _lemma(word, _NAMES.get(language, language))


def prepare_lemmas(language: str) -> None:
    """Make a language's list ready on disk, which can take seconds the first time."""
    if language in _LANGUAGES:
        _prepare(_NAMES.get(language, language))


@lru_cache(maxsize=100_000)
def _lemma(word: str, name: str) -> str:
    _prepare(name)
    return str(_lemmatizer().lemmatize(word, lang=name)).lower()


@cache
def _lemmatizer() -> simplemma.Lemmatizer:
    factory = TrieDictionaryFactory(
        cache_max_size=len(_LANGUAGES), use_disk_cache=True, disk_cache_dir=str(_folder())
    )
    return simplemma.Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=factory))


def _folder() -> Path:
    home = _home[0] if _home else user_cache_path("demandside", appauthor=False) / "lemmas"
    return home / simplemma.__version__


@cache
def _prepare(name: str) -> None:
    """Write a language's trie aside and rename it, so that a killed run leaves no half of it."""
    folder = _folder()
    target = folder / f"{name}.dic"
    if target.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        factory = TrieDictionaryFactory(1, use_disk_cache=True, disk_cache_dir=aside)
        factory.get_dictionary(name)
        os.replace(Path(aside, f"{name}.dic"), target)  # noqa: PTH105 - atomic on one file system
