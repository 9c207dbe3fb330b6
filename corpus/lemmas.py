"""Lemmas of words in the official languages, from simplemma's word lists.

The lists are kept on disk as tries (about 110 MB for all languages), which load at once and take
little memory; as plain dictionaries they would need gigabytes. There is no list for Maltese, so its
words are their own lemmas. Croatian is in the list called `hbs`.
"""

from __future__ import annotations

import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from simplemma.strategies import DictionaryLookupStrategy

_NAMES = {"hr": "hbs"}
_LANGUAGES = frozenset(
    "bg cs da de el en es et fi fr ga hr hu it lt lv nl pl pt ro sk sl sv".split()  # noqa: SIM905
)
_home: list[Path] = []


class LemmasError(Exception):
    """The word list of a language is missing and cannot be made; the message says what to do."""


def keep_lemmas_in(folder: Path) -> None:
    """Keep the tries in this folder from now on (by default the platform's cache folder)."""
    _home[:] = [folder]
    _lookup.cache_clear()


def lemma(word: str, language: str) -> str:
    """Return the lemma of a word in lower case, or the word itself if no list has it."""
    if language not in _LANGUAGES:
        return word.lower()
    return _lemma(word, _NAMES.get(language, language))


def is_known(word: str, language: str) -> bool:
    """Return whether a language's list has a word; for Maltese always False."""
    if language not in _LANGUAGES:
        return False
    name = _NAMES.get(language, language)
    _prepare(name)
    return _lookup().get_lemma(word, name) is not None


def prepare_lemmas(language: str) -> None:
    """Write a language's list to disk, which can take seconds the first time.

    Raises:
        LemmasError: it cannot be written.
    """
    if language in _LANGUAGES:
        _prepare(_NAMES.get(language, language))


def _lemma(word: str, name: str) -> str:
    _prepare(name)
    return str(_lookup().get_lemma(word, name) or word).lower()


@cache
def _lookup() -> DictionaryLookupStrategy:
    """Look words up in the lists only: simplemma's further guesses are slow; stemming does it."""
    from simplemma.strategies import DictionaryLookupStrategy
    from simplemma.strategies.dictionaries import TrieDictionaryFactory

    factory = TrieDictionaryFactory(
        cache_max_size=len(_LANGUAGES), use_disk_cache=True, disk_cache_dir=str(_folder())
    )
    return DictionaryLookupStrategy(factory)


def _folder() -> Path:
    home = _home[0] if _home else user_cache_path("demandside", appauthor=False) / "lemmas"
    return home / version("simplemma")


@cache
def _prepare(name: str) -> None:
    """Write a language's trie aside and rename it, so that a killed run leaves no partial file."""
    from simplemma.strategies.dictionaries import TrieDictionaryFactory

    folder = _folder()
    target = folder / f"{name}.dic"
    if target.exists():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as aside:
            factory = TrieDictionaryFactory(1, use_disk_cache=True, disk_cache_dir=aside)
            factory.get_dictionary(name)
            Path(aside, f"{name}.dic").replace(target)
    except OSError as error:
        raise LemmasError(
            f"the word list {target} is missing and cannot be made ({error.strerror or error}):"
            " run 'demandside build' where the folder can be written"
        ) from error
