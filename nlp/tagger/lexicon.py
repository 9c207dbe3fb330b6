"""The lexicon of a language: its cues, penalty words and numbers, read from YAML and checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from nlp.files import HERE, LexiconError, explain, read_model, read_yaml
from nlp.tagger.patterns import Pattern, PatternError, parse_pattern

TAGGER = Path(__file__).parent
"""The folder of the tagger's code, with cues, rules and currencies."""
LEXICA = HERE / "lexicon"
Words = tuple[str, ...]
# `GIVE`
_FAMILY = r"^[A-Z][A-Z0-9_]*$"
# one word without a choice: `sex*`
_OneWord = Annotated[str, Field(pattern=r"^[^\s<>|]+$")]
# `<GIVE>`
_NAMED = re.compile("<([A-Z][A-Z0-9_]*)>")
# `years`, `2 years`
_FUSED = r"^(\d+ )?(days|weeks|months|years)$"


class _Strict(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True
    )


class CueKind(_Strict):
    """A cue of the inventory (`cues.yaml`)."""

    meaning: str
    gate: bool = False
    hides: Words = ()


class PenaltyWords(_Strict):
    """How the language states a penalty; all entries in the notation of `nlp.tagger.patterns`.

    `range_from` stand before the lower end of a range, and as well before an amount that is none
    (`von`). `currencies` are ISO 4217 codes of names of one word or two; `local` says for a country
    which code is another one there (francs in Belgium).
    """

    imprisonment: Words
    life: Words = ()
    fine: Words
    day_fine: Words = ()
    wage: Words = ()
    level: Words = ()
    scale: Words = ()
    at_least: Words = ()
    at_most: Words = ()
    range_from: Words = ()
    either: Words = ()
    both: Words = ()
    either_or_both: Words = ()
    not_below: Words = ()
    graver: Words = ()
    milder: Words = ()
    days: Words = ()
    weeks: Words = ()
    months: Words = ()
    years: Words = ()
    to: Words = ()
    currencies: dict[str, str] = {}
    local: dict[str, dict[str, str]] = {}
    levels: dict[str, int] = {}

    def entries(self) -> dict[str, Words]:
        """The word lists by name."""
        tables = {"currencies", "local", "levels"}
        return {k: v for k, v in self.model_dump().items() if v and k not in tables}


class NumberWords(_Strict):
    """Number words: plain values, multipliers (hundred, thousand) and joining words.

    `joiners` stand between two number words (`hundred and fifty`), `halves` after one (`and a
    half`), `of` before a multiplier (`20 de mii`), `after_unit` after the unit (`bliana déag`).
    `unit_first`: the unit may stand before the number and hold for the next one (`lat 2 do 15`).
    `fused`: a word that is a number with its unit (`sentejn: 2 years`), or an ending that makes a
    number word one (`*aastase: years`).
    """

    values: dict[str, Annotated[Decimal, Field(ge=0)]] = {}
    times: dict[str, Annotated[int, Field(ge=2)]] = {}
    joined: bool = False
    fused: dict[str, Annotated[str, Field(pattern=_FUSED)]] = {}
    unit_first: bool = False
    joiners: Words = ()
    halves: Words = ()
    of: Words = ()
    after_unit: dict[str, Annotated[int, Field(ge=1)]] = {}
    group: Literal["", ".", ",", " "] = " "

    @cached_property
    def tried(self) -> dict[str, bool]:
        """Words that were tried, and whether a number begins with them."""
        return {}


class CueEntries(_Strict):
    """How a language says one cue, in the notation of `nlp.tagger.patterns`.

    `source` names the statute that uses these words.
    """

    source: str
    entries: Words


class Lexicon(_Strict):
    """One language; `nlp.lexicon_format` says how a file of it is written.

    `common` are words and stems of its entries
    that stand all over the law: the gate searches an entry by another of its words. `families` are
    words that stand for each other, by a name that entries use as one: `<GIVE> ..3 <MONEY>`.
    """

    language: str
    accents: bool = True
    abbreviations: Words = ()
    common: frozenset[str] = frozenset()
    families: dict[Annotated[str, Field(pattern=_FAMILY)], tuple[_OneWord, ...]] = {}
    cues: dict[str, CueEntries]
    penalty: PenaltyWords
    numbers: NumberWords

    @model_validator(mode="after")
    def _known(self) -> Lexicon:
        unknown = sorted(set(self.cues) - set(inventory()))
        if unknown:
            raise ValueError(f"unknown cue: {', '.join(unknown)}")
        entries = {name: cue.entries for name, cue in self.cues.items()}
        twice = sorted(f"{cue}: '{e}'" for cue, es in entries.items() for e in _repeated(es))
        if twice:
            raise ValueError(f"entry given twice: {', '.join(twice)}")
        idle_words = sorted(
            f"{name}: '{w}'" for name, ws in self.families.items() for w in _held(ws)
        )
        if idle_words:
            raise ValueError(f"family has its stem already: {', '.join(idle_words)}")
        words = {
            a.value for ps in self.patterns.values() for p in ps for s in p.steps for a in s.atoms
        }
        idle = sorted(self.common - words)
        if idle:
            raise ValueError(f"common: in no entry: {', '.join(idle)}")
        named = {name for es in entries.values() for e in es for name in _NAMED.findall(e)}
        if named != set(self.families):
            odd = ", ".join(sorted(named ^ set(self.families)))
            raise ValueError(f"families: unknown, or in no entry: {odd}")
        return self

    @cached_property
    def patterns(self) -> dict[str, tuple[Pattern, ...]]:
        """The cues, read.

        Raises:
            ValueError: an entry is not in the notation; the message names the cue.
        """
        return self.read(accents=self.accents)

    def read(
        self, *, accents: bool, spelled: Callable[[str], str] = str
    ) -> dict[str, tuple[Pattern, ...]]:
        """The cues, read with their diacritics or without, as readers often type.

        `spelled` changes an entry before it is read.

        Raises:
            ValueError: as `patterns`.
        """
        return {
            name: _read(name, [spelled(self._spelled_out(e)) for e in cue.entries], accents)
            for name, cue in self.cues.items()
        }

    def _spelled_out(self, entry: str) -> str:
        """An entry with its families as choices of words; an unknown name stays as it is."""
        for name in _NAMED.findall(entry):
            if name in self.families:
                entry = entry.replace(f"<{name}>", "|".join(self.families[name]))
        return entry

    def penalty_patterns(self) -> dict[str, tuple[Pattern, ...]]:
        """The penalty words, read."""
        entries = self.penalty.entries()
        return {name: _read(name, words, self.accents) for name, words in entries.items()}


def _repeated(entries: Sequence[str]) -> set[str]:
    return {entry for entry, times in Counter(entries).items() if times > 1}


def _held(family: Sequence[str]) -> list[str]:
    """The words that another one of the family, a stem (`conduz*`), holds."""
    stems = [word[:-1] for word in family if word.endswith("*") and not word.startswith("*")]
    return [w for w in family if any(w.startswith(s) and w != f"{s}*" for s in stems)]


def _read(name: str, entries: Sequence[str], accents: bool) -> tuple[Pattern, ...]:
    try:
        return tuple(parse_pattern(entry, accents=accents) for entry in entries)
    except PatternError as error:
        raise ValueError(f"{name}: {error}") from error


@lru_cache(maxsize=1)
def inventory() -> dict[str, CueKind]:
    """The cues that lexicons and rules may name.

    Raises:
        LexiconError: `cues.yaml` is broken.
    """
    path = TAGGER / "cues.yaml"
    data = read_yaml(path)
    try:
        kinds = {name: CueKind.model_validate(kind) for name, kind in data["cues"].items()}
    except ValidationError as error:
        raise LexiconError(f"{path.name}: {explain(error)}") from error
    unknown = sorted({hidden for kind in kinds.values() for hidden in kind.hides} - set(kinds))
    if unknown:
        raise LexiconError(f"{path.name}: 'hides' names an unknown cue: {', '.join(unknown)}")
    return kinds


@lru_cache(maxsize=8)
def languages(folder: Path = LEXICA) -> tuple[str, ...]:
    """The languages that have a lexicon, sorted."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def read_lexicon(path: Path) -> Lexicon:
    """Read and check a lexicon.

    Raises:
        LexiconError: the file is missing or has an unknown key, cue or entry.
    """
    lexicon = read_model(path, Lexicon)
    if lexicon.language != path.stem:
        raise LexiconError(f"{path.name}: language is '{lexicon.language}'")
    return lexicon


@lru_cache(maxsize=64)
def lexicon_for(language: str) -> Lexicon:
    """Return the lexicon of a language.

    Raises:
        LexiconError: there is none, or it is broken.
    """
    if language not in languages():
        raise LexiconError(f"no lexicon for '{language}'; there are {', '.join(languages())}")
    return read_lexicon(LEXICA / f"{language}.yaml")
