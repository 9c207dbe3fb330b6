"""Finds words for fault, age and a few other facts in a provision, in 24 languages.

The words are listed in `terms.yaml`. The result is compared with the coded facts: if no word of the
rule names the coded fault standard, or the age, a person looks at it again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from corpus.digest import folded
from corpus.penalty import Strict
from corpus.yamlfile import YamlFile

_FILE = Path(__file__).with_name("terms.yaml")
LANGUAGES: Final = tuple(
    "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()  # noqa: SIM905
)
LOOKALIKE: Final = "not"
"""The name, in any family, of phrases that look like the others but mean something else."""
_NAMES: Final = {
    "fault": {
        "intent",
        "knowledge",
        "should-have-known",
        "reason-to-suspect",
        "gross-negligence",
        "negligence",
    },
    "ages": {str(age) for age in range(12, 22)},
    "near": {"age", "year", "term"},
    "minor": {"minor"},
    "attempt": {"attempt"},
    "abroad": {"abroad"},
    "exempt": {"not-punished", "court-may-refrain"},
}
_ALSO: Final = {
    "fault": {"apparent-or-known", "serious-reason-to-suspect", "unavoidable-error-only"},
    "ages": {"10", "11"},
}
"""Names that only some languages have, for the law of one or two states."""
# "15.000", "1,5" and "2024-11-12" are one token each, so that none is taken for an age
_TOKEN = re.compile(r"\d++(?:-\d++-\d++|(?:[.,]\d++)*+)|[^\W\d_]++")
# the parts of a phrase: "know*" is a word with an open end, "*" alone is any word
_PART = re.compile(r"(\*?)(\d+|[^\W\d_]+)(\*?)|\*")
_SPELLINGS = str.maketrans({"ş": "ș", "ţ": "ț"})
_DIGITS = range(10, 22)
_BEFORE, _AFTER, _FAR = 8, 4, 99
"""How many words before and after a number are searched for what it counts."""
_CLOSE_BEFORE, _CLOSE_AFTER, _OTHER = 4, 2, 3
"""How close a word for age or year must be; a penalty after the number counts as further away."""


def _words(text: str) -> list[str]:
    return _TOKEN.findall(folded(text).lower().translate(_SPELLINGS))


def _phrase(value: str) -> str:
    if value != value.lower() or not value.strip("* ") or "**" in value:
        raise ValueError(f"'{value}' is not a phrase in lower case")
    return value


_Name = Annotated[str, BeforeValidator(str)]
_Phrases = Annotated[tuple[Annotated[str, AfterValidator(_phrase)], ...], Field(min_length=1)]


class _Lists(Strict):
    """The phrases of all languages: language → family → name → phrases."""

    languages: dict[str, dict[str, dict[_Name, _Phrases]]]

    @model_validator(mode="after")
    def _check(self) -> _Lists:
        if set(self.languages) != set(LANGUAGES):
            raise ValueError("terms are needed for the 24 official languages, no more and no fewer")
        for language, families in self.languages.items():
            if set(families) != set(_NAMES):
                raise ValueError(f"{language}: the families must be {', '.join(_NAMES)}")
            for family, names in families.items():
                if set(names) - {LOOKALIKE} - _ALSO.get(family, set()) != _NAMES[family]:
                    raise ValueError(f"{language}.{family}: the names must be those of the family")
        return self


@cache
def _lists() -> _Lists:
    source = YamlFile(_FILE, "corpus/verification/terms.yaml")
    source.data = {"languages": source.data}
    return source.parse(_Lists)


@dataclass(frozen=True)
class _Scan:
    """The pattern of one family in one language, with the name of each group of the pattern."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]


@cache
def _scan(language: str, family: str) -> _Scan:
    names = _lists().languages[language][family]
    entries = [(phrase, name) for name, phrases in names.items() for phrase in phrases]
    entries.sort(key=lambda entry: (-len(entry[0].split()), -len(entry[0])))
    choices = "|".join(f"({_pattern(phrase)})" for phrase, _ in entries)
    return _Scan(
        # "know" between spaces, but not inside "unknown"
        re.compile(rf"(?<!\S)(?:{choices})(?!\S)"),
        tuple(name for _, name in entries),
    )


def _pattern(phrase: str) -> str:
    """Return a pattern for a phrase whose words are separated by single spaces."""
    words = []
    for match in _PART.finditer(phrase.translate(_SPELLINGS)):
        before, word, after = match.groups()
        if not word:
            words.append(r"\S++")
        else:
            words.append((r"\S*?" if before else "") + word + (r"\S*+" if after else ""))
    return " ".join(words)


def _hits(line: str, language: str, family: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, name) of each phrase of a family in a line of words."""
    scan = _scan(language, family)
    for match in scan.pattern.finditer(line):
        name = scan.names[(match.lastindex or 1) - 1]
        if name != LOOKALIKE:
            yield match.start(), match.end(), name


def found(text: str, language: str, family: str, name: str) -> bool:
    """Return whether a text has a phrase of a family and name, e.g. `exempt`, `not-punished`.

    Raises:
        KeyError: there is no such language, family or name.
    """
    if name not in _NAMES[family] | _ALSO.get(family, set()):
        raise KeyError(name)
    return any(hit[2] == name for hit in _hits(" ".join(_words(text)), language, family))


def faults(text: str, language: str) -> frozenset[str]:
    """Return the fault standards that a text names; `knew or should have known` names two."""
    return frozenset(hit[2] for hit in _hits(" ".join(_words(text)), language, "fault"))


def ages(text: str, language: str) -> frozenset[int]:
    """Return the ages from 10 to 21 that a text mentions, in digits or in words.

    A number is an age if a word for age or year is near, and no word for a penalty is nearer.
    """
    words = _words(text)
    line = " ".join(words)
    starts = list(accumulate((len(word) + 1 for word in words[:-1]), initial=0))
    cues = [
        (bisect_right(starts, start) - 1, bisect_right(starts, end) - 1, name)
        for start, end, name in _hits(line, language, "near")
    ]
    numbers = [
        (bisect_right(starts, start) - 1, bisect_right(starts, end) - 1, int(name))
        for start, end, name in _hits(line, language, "ages")
    ]
    numbers += [
        (place, place, int(word))
        for place, word in enumerate(words)
        if len(word) == 2 and word.isdecimal() and int(word) in _DIGITS
    ]
    firsts = [cue[0] for cue in cues]
    return frozenset(
        age
        for first, last, age in numbers
        if _is_age(
            first,
            last,
            cues[bisect_left(firsts, first - _BEFORE) : bisect_right(firsts, last + _AFTER)],
        )
    )


def _is_age(first: int, last: int, cues: Iterable[tuple[int, int, str]]) -> bool:
    """Return whether the words around a number make it an age: the nearest one decides."""
    nearest = dict.fromkeys(("age", "year", "term"), _FAR)
    close = False
    for begin, end, name in cues:
        before, after = first - end, begin - last
        # "under 18, imprisonment": a word for a penalty may follow that is not about this number
        distance = max(before, after + (_OTHER if name == "term" and after > 0 else 0), 0)
        nearest[name] = min(nearest[name], distance)
        allowed = _CLOSE_BEFORE if name == "year" or end <= first else _CLOSE_AFTER
        close = close or (name != "term" and distance <= allowed)
    return close and (nearest["age"] < nearest["term"] or nearest["term"] == _FAR)
