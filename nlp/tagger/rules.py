"""The concepts as boolean rules over cues, read from `rules.yaml` and checked.

The same rules serve all languages. A term names a cue, or several of which one is enough (`a|b`).
It is looked for in the rule's own unit unless it names another place: `heading:a`, `context:a`,
`text:a`, `provision:a` (heading or text), `anywhere:a`.

    purchase-minor:
      actor: buyer
      rules:
        - {id: minor-act, all: [buying, minor, "provision:offence|prohibited"], within: 60}
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
    """Cues of which one must occur, and where; an empty place stands for the rule's own unit."""

    cues: tuple[str, ...]
    place: str = ""


def parse_term(source: str) -> Term:
    """Read a term such as `pay`, `a|b` or `heading:a|b`.

    Raises:
        ValueError: there is no such place.
    """
    place, colon, cues = source.rpartition(":")
    if colon and place not in PLACES:
        raise ValueError(f"'{source}': unknown place '{place}'; there are {', '.join(PLACES)}")
    return Term(tuple(cues.split("|")), place)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Strict):
    """What must and must not occur in a unit.

    `within` is how many words may stand between the cues at most.
    """

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
    """One way in which a provision can carry a concept.

    `liable`: a buyer is made liable. `unless`: the rule is skipped if one of these concepts has
    been found already (concepts are decided in the order of the file).
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
        """Return cues of the kind `gate` of which one occurs wherever the rule fires.

        An empty place means the rule's own unit. None if there is no such term, or if only a
        heading or a chapter can meet it.
        """
        found = [
            Term(tuple(sorted(cues)), term.place)
            for term in condition.wanted if term.place not in ("heading", "context")
            if all(parts := [self.gate_cues(cue) for cue in term.cues])
            for cues in [frozenset[str]().union(*parts)]
        ]  # fmt: skip
        return min(found, key=lambda term: (term.place != "", len(term.cues)), default=None)

    def gate_cues(self, cue: str) -> frozenset[str]:
        """Return the cues of which one must occur where `cue` does; none if it opens no gate."""
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
        LexiconError: a key, place or cue is unknown, or a rule can never open the gate.
    """
    return read_model(path, RuleBook)
