"""Acts by the names that texts cite them by: "§ 232a StGB", "Article 611-1 of the Code pénal"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import RootModel

from corpus.library import packaged_knowledge
from corpus.model import Instrument
from corpus.yamlfile import YamlFile

FILE = Path(__file__).parent / "acts.yaml"
_MOST_WORDS = 9
_MOST_BETWEEN = 4
"""So many words stand at most between a number and its act: "of the French"."""
_SHORT = 6
"""Names shorter than this are known by their capitals: "StGB", "BrB"."""
# `Criminal` in "the Criminal Code"
_WORD = re.compile(r"[^\s,;]+")
# ` (1962:700)` in "Brottsbalk (1962:700)", ` of 1968` in "Criminal Code of 1968"
_ADDED = re.compile(r" \((?:[^()]*\d[^()]*|[^()]*[a-z][^()]*)\)$| (?:of )?\d[\d./]*$")
# `Prostitutionsgesetz` in "Gesetz … (Prostitutionsgesetz)"
_CALLED = re.compile(r"\(([^()\d]{6,60})\)$")
# `Brottsbalk` in "Brottsbalk (1962:700)", `Socialtjänstlag`
_SWEDISH = re.compile(r"^\w+(?:balk|lag)$")


class ActFound(NamedTuple):
    """The ids of the acts that a name can mean, and where it stands."""

    ids: tuple[str, ...]
    start: int
    end: int


class ActNames(RootModel[dict[str, tuple[str, ...]]]):
    """Further names of acts, by their ids."""


def act_after(sentence: str, place: int) -> ActFound | None:
    """Return the act that is named within a few words of a place, where the number ends."""
    limit = place + 40 * _MOST_WORDS
    words = [m.span() for m in _WORD.finditer(sentence, place, limit)][: _MOST_WORDS + 4]
    for first in range(min(_MOST_BETWEEN, len(words))):
        for last in range(min(first + _MOST_WORDS, len(words)), first, -1):
            start, end = words[first][0], words[last - 1][1]
            name = sentence[start:end].rstrip(".:)")
            for tried in (sentence[start:end], name):
                if ids := act_named(tried):
                    return ActFound(ids, start, start + len(tried))
    return None


def act_named(name: str) -> tuple[str, ...]:
    """Return the ids of the acts that have a name; short names count with their capitals only."""
    exact, folded = _known()
    return exact.get(name, ()) or folded.get(" ".join(name.casefold().split()), ())


@cache
def _known() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    exact: dict[str, tuple[str, ...]] = {}
    folded: dict[str, tuple[str, ...]] = {}
    further = YamlFile(FILE, "claims/acts.yaml").parse(ActNames).root
    for _, act in packaged_knowledge().instruments():
        for name in (*_names(act), *further.get(act.id, ())):
            short = len(name) < _SHORT
            into, key = (exact, name) if short else (folded, " ".join(name.casefold().split()))
            into[key] = tuple(dict.fromkeys((*into.get(key, ()), act.id)))
    return exact, folded


def _names(act: Instrument) -> Iterator[str]:
    for name in filter(None, (act.short, act.title, act.title_en)):
        bare = _ADDED.sub("", name)
        yield from {name, bare, _ADDED.sub("", bare)}
        if called := _CALLED.search(name):
            yield called[1]
        if _SWEDISH.match(bare):
            yield f"{bare}en"
    if act.title_en.startswith("Criminal Code"):
        yield "Penal Code"
    if act.title_en.startswith("Penal Code"):
        yield "Criminal Code"
