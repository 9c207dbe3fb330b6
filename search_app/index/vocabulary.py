"""The words of a generation: how many texts use each, and the forms of each stem.

A query is understood by them (which language is this, which word was meant), and the words of a hit
are marked by the forms of the stems that were asked for, without reading the text word by word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import marisa_trie

from search_app.index.analysis import known_by, token
from search_app.index.errors import DamagedIndexError, engine_faults

COUNTS, FORMS = "counts.marisa", "forms.marisa"
_SEEN = 65_536


class Vocabulary:
    """The words of one generation."""

    def __init__(self, counts: marisa_trie.RecordTrie, forms: marisa_trie.BytesTrie) -> None:
        self._counts = counts
        self._forms = forms
        self.count = lru_cache(maxsize=_SEEN)(self._count)
        """The number of texts in a language that use a normal form (`count(form, language)`)."""

    @classmethod
    def of(cls, words: GatheredWords) -> Vocabulary:
        """Return the vocabulary of gathered words."""
        counts, by_stem = [], []
        for language, found in words.counts.items():
            prefix = token("", language)
            stems_of = words.stems[language]
            for form, number in found.items():
                counts.append((prefix + form, (number,)))
                by_stem += [(prefix + value, form.encode()) for value in stems_of[form]]
        return cls(marisa_trie.RecordTrie("<I", counts), marisa_trie.BytesTrie(by_stem))

    @classmethod
    def open(cls, folder: Path) -> Vocabulary:
        """Read the vocabulary of a generation into memory (5 MB for 37,000 provisions).

        Raises:
            DamagedIndexError: there is none, or it cannot be read.
        """
        counts, forms = marisa_trie.RecordTrie("<I"), marisa_trie.BytesTrie()
        with engine_faults(DamagedIndexError, f"{folder.name}: its words cannot be read"):
            return cls(counts.load(str(folder / COUNTS)), forms.load(str(folder / FORMS)))

    def save(self, folder: Path) -> None:
        """Write the vocabulary into the folder of a generation."""
        self._counts.save(str(folder / COUNTS))
        self._forms.save(str(folder / FORMS))

    def _count(self, form: str, language: str) -> int:
        found = self._counts.get(token(form, language))
        return int(found[0][0]) if found else 0

    def forms(self, value: str, language: str) -> list[str]:
        """Return the forms in a language with this stem, or equal to it without diacritics."""
        return [form.decode() for form in self._forms.get(token(value, language), ())]

    def beginning(self, start: str, language: str) -> Iterator[tuple[str, int]]:
        """Yield the forms in a language that begin with `start`, each with its number of texts."""
        skipped = len(language) + 1
        for key, (number,) in self._counts.iteritems(token(start, language)):
            yield key[skipped:], int(number)


@dataclass
class GatheredWords:
    """Collects words by language: how many texts use each form, and its stems."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    stems: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def add(self, forms: Mapping[str, Iterable[str]], known: Mapping[str, set[str]]) -> None:
        """Count the forms of one text; forms not yet `known` get their stems."""
        for language, forms_found in forms.items():
            kept = [form for form in forms_found if len(form) > 1 and not form.isdigit()]
            self.counts.setdefault(language, Counter()).update(kept)
            stems = self.stems.setdefault(language, {})
            seen = known.get(language, ())
            for form in kept:
                if form not in stems and form not in seen:
                    stems[form] = tuple(known_by(form, language))

    def merge(self, other: GatheredWords) -> None:
        """Add the words collected elsewhere."""
        for language, counts in other.counts.items():
            mine = self.counts.get(language)
            if mine is None:
                self.counts[language] = counts
            else:
                for form, number in counts.items():
                    mine[form] += number
        for language, stems in other.stems.items():
            self.stems.setdefault(language, {}).update(stems)
