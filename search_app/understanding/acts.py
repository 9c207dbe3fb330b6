"""Finds the acts that a query names: by short form, title, common name or number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.library import Knowledge
from search_app.index.analysis import Word, known_by, without_diacritics, words
from search_app.index.shelf import IndexedInstrument

_LONGEST = 8
_SHORT = 3
_ONE_WORD = 6
# "15 of 2017", "2734/1999", "1962:700", "2011/36"
_NUMBERED = re.compile(r"\b(\d{1,4})(?:\s+of\s+|[/:.])(\d{2,4})\b")


@dataclass(frozen=True)
class NamedInstrument:
    """An act that a query names, and the half-open range of the query that names it."""

    id: str
    country: str
    place: tuple[int, int]


@dataclass
class _Names:
    """Names of acts by their first word, which any of its stems finds."""

    by_first: dict[str, list[tuple[tuple[frozenset[str], ...], IndexedInstrument]]] = field(
        default_factory=dict
    )
    by_number: dict[tuple[str, str], list[IndexedInstrument]] = field(default_factory=dict)
    exact: dict[str, list[IndexedInstrument]] = field(default_factory=dict)
    beside_number: dict[str, list[IndexedInstrument]] = field(default_factory=dict)


class InstrumentFinder:
    """Finds acts of the index and of the curated knowledge."""

    def __init__(self, knowledge: Knowledge, acts: Iterable[IndexedInstrument]) -> None:
        self._names = _Names()
        known = {i.id: (j, i) for j, i in knowledge.instruments()}
        held = {act.id: act for act in acts}
        for name, (jurisdiction, instrument) in known.items():
            act = IndexedInstrument(name, jurisdiction.code, instrument.language, "")
            extra = (instrument.short or "", instrument.title, instrument.title_en)
            self._add(act, (*extra, _common_name(name)))
            self._add_numbers(act, (instrument.identifier, instrument.title, *instrument.also))
        for name, act in held.items():
            if name not in known:
                self._add(act, (act.names, _common_name(name)))
                self._add_numbers(act, (act.names, name.partition("-")[2].replace("-", " ")))

    def _add(self, act: IndexedInstrument, names: Sequence[str]) -> None:
        for name in filter(None, dict.fromkeys(names)):
            found = [word.form for word in words(name)]
            if len(found) > _LONGEST:
                continue
            if len(found) == 1 and len(found[0]) <= _SHORT:
                if name.islower():
                    continue
                self._names.exact.setdefault(name.strip(), []).append(act)
                self._names.beside_number.setdefault(name.strip().lower(), []).append(act)
                continue
            if len(found) == 1 and len(found[0]) < _ONE_WORD and name.strip().istitle():
                continue
            keys = tuple(_name_keys(form, act.language) for form in found)
            if keys:
                for first in keys[0]:
                    self._names.by_first.setdefault(first, []).append((keys, act))

    def _add_numbers(self, act: IndexedInstrument, texts: Iterable[str]) -> None:
        for text in texts:
            for match in _NUMBERED.finditer(text):
                for key in {(match[1], match[2]), (match[2], match[1])}:
                    acts = self._names.by_number.setdefault(key, [])
                    if act not in acts:
                        acts.append(act)

    def find(
        self, text: str, typed: Sequence[Word], languages: Sequence[str]
    ) -> list[NamedInstrument]:
        """Return the acts that a query names; of overlapping names only the longest counts."""
        acts = [*self._by_name(text, typed, languages), *self._by_number(text)]
        longest: dict[int, int] = {}
        for act in acts:
            start, end = act.place
            for at in range(start, end):
                longest[at] = max(longest.get(at, 0), end - start)
        return [a for a in acts if longest[a.place[0]] == a.place[1] - a.place[0]]

    def _by_name(
        self, text: str, typed: Sequence[Word], languages: Sequence[str]
    ) -> Iterable[NamedInstrument]:
        keys = [self._typed_keys(word.form, languages) for word in typed]
        numbered = any(c.isdigit() for c in text)
        short = self._names.beside_number if numbered else self._names.exact
        for i, word in enumerate(typed):
            written = text[word.start : word.end]
            for act in short.get(written.lower() if numbered else written, ()):
                yield NamedInstrument(act.id, act.country, (word.start, word.end))
            for first in keys[i]:
                for name, act in self._names.by_first.get(first, ()):
                    last = i + len(name)
                    if last <= len(typed) and all(
                        name[k] & keys[i + k] for k in range(1, len(name))
                    ):
                        yield NamedInstrument(
                            act.id, act.country, (word.start, typed[last - 1].end)
                        )

    def _typed_keys(self, form: str, languages: Sequence[str]) -> frozenset[str]:
        """The keys by which a typed word can match a word in the name of an act."""
        own = {f"{lang}|{key}" for lang in languages for key in known_by(form, lang)}
        return frozenset({without_diacritics(form), *own})

    def _by_number(self, text: str) -> Iterable[NamedInstrument]:
        for match in _NUMBERED.finditer(text):
            for act in self._names.by_number.get((match[1], match[2]), ()):
                yield NamedInstrument(act.id, act.country, match.span())


def _common_name(name: str) -> str:
    """`fr-code-penal` is called "code penal"."""
    return name.partition("-")[2].replace("-", " ")


def _name_keys(form: str, language: str) -> frozenset[str]:
    """The keys of a word in a name: itself, and its stems in the language of the name."""
    return frozenset(
        {without_diacritics(form), *(f"{language}|{key}" for key in known_by(form, language))}
    )


def chosen(acts: Sequence[NamedInstrument], countries: Sequence[str]) -> list[NamedInstrument]:
    """Return the acts of some countries, or all acts if there are none."""
    inside = [act for act in acts if act.country in countries]
    return inside or list(acts)
