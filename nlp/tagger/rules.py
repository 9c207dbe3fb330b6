"""The concepts as boolean rules over cues, read from `rules.yaml` and checked.

The same rules serve all languages. A term is one cue or several in choice (`a|b`), looked for in
the rule's own unit, or elsewhere when it says so: `heading:a`, `context:a`, `text:a`,
`provision:a` (heading or text), `anywhere:a`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus.texts import Actor
from nlp.files import read_model
from nlp.tagger.lexicon import TAGGER, inventory

Unit = Literal["sentence", "paragraph", "text"]
PLACES = ("heading", "context", "text", "provision", "anywhere")


@dataclass(frozen=True)
class Term:
    """Cues of which one must be there, and where; an empty place is the rule's unit."""

    cues: tuple[str, ...]
    place: str = ""


def parse_term(source: str) -> Term:
    """Read a term; an unknown place is a ValueError."""
    place, colon, cues = source.rpartition(":")
    if colon and place not in PLACES:
        raise ValueError(f"'{source}': unknown place '{place}'; there are {', '.join(PLACES)}")
    return Term(tuple(cues.split("|")), place)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Strict):
    """What must and must not stand in a unit; `within` limits the words between the cues."""

    unit: Unit = Field(default="sentence", alias="in")
    all: tuple[str, ...] = Field(min_length=1)
    none: tuple[str, ...] = ()
    within: int | None = Field(default=None, ge=1)

    @cached_property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that must all be found."""
        return tuple(map(parse_term, self.all))

    @cached_property
    def unwanted(self) -> tuple[Term, ...]:
        """The terms of which none may be found."""
        return tuple(map(parse_term, self.none))


class Rule(Condition):
    """One way in which a provision carries a concept.

    `liable`: this way makes a buyer liable. `unless`: not where one of these concepts was found
    before (concepts are decided in the order of the file).
    """

    id: str
    liable: bool = False
    actor: Actor | None = None
    unless: tuple[str, ...] = ()


class ConceptRule(_Strict):
    """A concept with the rules that find it."""

    actor: Actor
    rules: tuple[Rule, ...] = Field(min_length=1)


class RuleBook(_Strict):
    """All rules: derived cues first, then the concepts in the order in which they are decided."""

    derived: dict[str, Condition] = {}
    concepts: dict[str, ConceptRule]

    @model_validator(mode="after")
    def _check(self) -> RuleBook:
        known = set(inventory()) | set(self.derived)
        for name, condition in self._conditions():
            for term in condition.wanted + condition.unwanted:
                unknown = [cue for cue in term.cues if cue not in known]
                if unknown:
                    raise ValueError(f"{name}: unknown cue: {', '.join(unknown)}")
        for concept in self.concepts.values():
            for rule in concept.rules:
                if not any(self._opens(term) for term in rule.wanted):
                    raise ValueError(f"{rule.id}: no term that opens the gate")
        return self

    def _conditions(self) -> list[tuple[str, Condition]]:
        rules = [(rule.id, rule) for concept in self.concepts.values() for rule in concept.rules]
        return [*self.derived.items(), *rules]

    def _opens(self, term: Term) -> bool:
        return all(self.gate_cues(cue) for cue in term.cues)

    def anchor(self, condition: Condition) -> Term | None:
        """Cues of the kind `gate` of which one stands where a rule fires, and in what place.

        Without a place: in its own unit. None where there is no such term, or only a heading or
        chapter can meet it.
        """
        found = [
            Term(tuple(sorted(cues)), term.place)
            for term in condition.wanted if term.place not in ("heading", "context")
            if all(parts := [self.gate_cues(cue) for cue in term.cues])
            for cues in [frozenset[str]().union(*parts)]
        ]  # fmt: skip
        return min(found, key=lambda term: (term.place != "", len(term.cues)), default=None)

    def gate_cues(self, cue: str) -> frozenset[str]:
        """The cues of which one must occur where `cue` occurs; empty when it opens no gate."""
        if cue not in self.derived:
            return frozenset({cue}) if inventory()[cue].gate else frozenset()
        for term in self.derived[cue].wanted:
            found = [self.gate_cues(part) for part in term.cues]
            if all(found):
                return frozenset().union(*found)
        return frozenset()


@lru_cache(maxsize=1)
def _hiding() -> dict[str, list[str]]:
    """The cues that hide each cue."""
    found: dict[str, list[str]] = {}
    for name, kind in inventory().items():
        for hidden in kind.hides:
            found.setdefault(hidden, []).append(name)
    return found


def taking_part(condition: Condition, book: RuleBook) -> Iterator[str]:
    """Yield every cue that a rule or derived cue depends on, and those that hide one of them."""
    for term in condition.wanted + condition.unwanted:
        for cue in term.cues:
            yield cue
            if cue in book.derived:
                yield from taking_part(book.derived[cue], book)
            yield from _hiding().get(cue, ())


@lru_cache(maxsize=8)
def read_rules(path: Path = TAGGER / "rules.yaml") -> RuleBook:
    """Read and check the rules.

    Raises:
        LexiconError: unknown key, place or cue, or a rule that can never open the gate.
    """
    return read_model(path, RuleBook)
