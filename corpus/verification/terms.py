"""Which words of fault, of age and of a few other facts a provision has, in 24 languages.

The words stand in `terms.yaml`. They are compared with what is coded: a fault standard that no
word of the rule names, or an age that it does not give, is looked at again by a person.
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
"""The name, in any family, of phrases that look like the others and mean something else."""
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
"""Names that only some languages have: what the law of one or two states says."""
# "15.000", "1,5" and "2024-11-12" are one number each, so that none gives an age
_TOKEN = re.compile(r"\d++(?:-\d++-\d++|(?:[.,]\d++)*+)|[^\W\d_]++")
# the parts of a phrase: "know*" is a word with an open end, "*" alone any word
_PART = re.compile(r"(\*?)(\d+|[^\W\d_]+)(\*?)|\*")
_SPELLINGS = str.maketrans({"ş": "ș", "ţ": "ț"})
_DIGITS = range(10, 22)
_BEFORE, _AFTER, _FAR = 8, 4, 99
"""So many words before and after a number are read for what it counts."""
_CLOSE_BEFORE, _CLOSE_AFTER, _OTHER = 4, 2, 3
"""So close must a word of age or year be; so much further away counts a penalty that follows."""


def _words(text: str) -> list[str]:
    return _TOKEN.findall(folded(text).lower().translate(_SPELLINGS))


def _phrase(value: str) -> str:
    if value != value.lower() or not value.strip("* ") or "**" in value:
        raise ValueError(f"'{value}' is not a phrase in lower case")
    return value


_Name = Annotated[str, BeforeValidator(str)]
_Phrases = Annotated[tuple[Annotated[str, AfterValidator(_phrase)], ...], Field(min_length=1)]


class _Lists(Strict):
    """The words of all languages: of each its families, of a family the phrases by name."""

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
    """The pattern of one family of one language, with the name of each of its groups."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]


@cache
def _scan(language: str, family: str) -> _Scan:
    names = _lists().languages[language][family]
    entries = [(phrase, name) for name, phrases in names.items() for phrase in phrases]
    entries.sort(key=lambda entry: (-len(entry[0].split()), -len(entry[0])))
    choices = "|".join(f"({_pattern(phrase)})" for phrase, _ in entries)
    return _Scan(
        # (know|knows) between blanks, not inside "unknown"
        re.compile(rf"(?<!\S)(?:{choices})(?!\S)"),
        tuple(name for _, name in entries),
    )


def _pattern(phrase: str) -> str:
    """Return a phrase as a pattern for words with one space between them."""
    words = []
    for match in _PART.finditer(phrase.translate(_SPELLINGS)):
        before, word, after = match.groups()
        if not word:
            words.append(r"\S++")
        else:
            words.append((r"\S*?" if before else "") + word + (r"\S*+" if after else ""))
    return " ".join(words)


def _hits(line: str, language: str, family: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a family's phrases begin and end in a line of words, with their names."""
    scan = _scan(language, family)
    for match in scan.pattern.finditer(line):
        name = scan.names[(match.lastindex or 1) - 1]
        if name != LOOKALIKE:
            yield match.start(), match.end(), name


def found(text: str, language: str, family: str, name: str) -> bool:
    """Return whether a text has a word of a family by a name, e.g. `exempt`, `not-punished`.

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
    """Return the ages that a text gives, in digits or in words, from 10 to 21.

    A number is an age near a word of age or year, unless it is nearer to one of a penalty.
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
    """Return whether the words about a number make it an age: the nearest one decides."""
    nearest = dict.fromkeys(("age", "year", "term"), _FAR)
    close = False
    for begin, end, name in cues:
        before, after = first - end, begin - last
        # "under 18, imprisonment": a term may follow that is no more about this number
        distance = max(before, after + (_OTHER if name == "term" and after > 0 else 0), 0)
        nearest[name] = min(nearest[name], distance)
        allowed = _CLOSE_BEFORE if name == "year" or end <= first else _CLOSE_AFTER
        close = close or (name != "term" and distance <= allowed)
    return close and (nearest["age"] < nearest["term"] or nearest["term"] == _FAR)
