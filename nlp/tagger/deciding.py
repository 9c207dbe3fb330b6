"""Decides which concepts a provision carries, and with which cues as evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from nlp.tagger.matching import CueHit
from nlp.tagger.rows import Nearest
from nlp.tagger.rules import Condition, Rule, RuleBook, Term, Unit, read_rules, taking_part

HitsByCue = Mapping[str, list[CueHit]]


class Numbered(Protocol):
    """The words of a text with the number of each word's sentence and paragraph."""

    @property
    def sentences(self) -> Sequence[int]:
        """The number of each word's sentence."""

    @property
    def paragraphs(self) -> Sequence[int]:
        """The number of each word's paragraph."""


@dataclass
class Evidence:
    """A concept, the rules that found it, and each way in which they did."""

    concept: str
    rules: list[str] = field(default_factory=list)
    ways: list[tuple[CueHit, ...]] = field(default_factory=list)


@dataclass
class ProvisionCues:
    """What the rules look at: the cues of a provision's text, of its heading and of its context."""

    words: Numbered
    text: list[CueHit]
    heading: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    _units: dict[str, list[HitsByCue]] = field(default_factory=dict)

    def units(self, unit: Unit) -> list[HitsByCue]:
        """Return the hits by cue of each unit of the text that has any, in order."""
        if unit not in self._units:
            self._units[unit] = _group(self.text, _numbering(self.words, unit))
        return self._units[unit]

    def add(self, hits: Iterable[CueHit]) -> None:
        """Add derived cues."""
        new = list(hits)
        if new:
            self.text = sorted({*self.text, *new})
            self._units.clear()

    def has(self, term: Term) -> bool:
        """Return whether a term that names a place is met there."""
        if term.place in {"heading", "provision", "anywhere"} and _any(term, self.heading):
            return True
        if term.place in {"context", "anywhere"} and _any(term, self.context):
            return True
        return term.place in {"text", "provision", "anywhere"} and self._in_text(term)

    def _in_text(self, term: Term) -> bool:
        units = self.units("text")
        return bool(units) and any(cue in units[0] for cue in term.cues)


def _any(term: Term, cues: frozenset[str]) -> bool:
    return any(cue in cues for cue in term.cues)


@dataclass(frozen=True)
class RulePlan:
    """Rules to try, each with its concept, and the derived cues that they need, both in order.

    `cues` are all cues that take part.
    """

    rules: tuple[tuple[str, Rule], ...] = ()
    derived: tuple[tuple[str, Condition], ...] = ()
    cues: frozenset[str] = frozenset()


def rule_plan(book: RuleBook, ids: Iterable[str] | None = None) -> RulePlan:
    """Return what is needed to try some rules (by id) of a book, or all of them."""
    wanted = None if ids is None else frozenset(ids)
    rules = tuple(
        (name, rule)
        for name, concept in book.concepts.items() for rule in concept.rules
        if wanted is None or rule.id in wanted
    )  # fmt: skip
    cues = frozenset(cue for _, rule in rules for cue in taking_part(rule, book))
    derived = tuple((name, book.derived[name]) for name in book.derived if name in cues)
    return RulePlan(rules, derived, cues)


@lru_cache(maxsize=4096)
def plan_of(ids: tuple[str, ...] | None) -> RulePlan:
    """Return the plan of some of the packaged rules; None stands for all of them."""
    return rule_plan(read_rules(), ids)


def decide(cues: ProvisionCues, plan: RulePlan) -> list[Evidence]:
    """Return the concepts that the planned rules find, in the order of the book."""
    for name, condition in plan.derived:
        _derive(cues, name, condition)
    decided: dict[str, Evidence] = {}
    for name, rule in plan.rules:
        if decided.keys() & set(rule.unless):
            continue
        ways = list(_ways(cues, rule))
        if ways:
            evidence = decided.setdefault(name, Evidence(name))
            evidence.rules.append(rule.id)
            evidence.ways += ways
    return list(decided.values())


def _derive(cues: ProvisionCues, name: str, condition: Condition) -> None:
    cues.add(extent(way, name) for way in list(_ways(cues, condition)) if way)


def extent(way: Sequence[CueHit], name: str) -> CueHit:
    """Return the stretch from the first to the last cue of a way, under a name of its own."""
    return CueHit(min(hit.first for hit in way), max(hit.last for hit in way), name)


def _ways(cues: ProvisionCues, condition: Condition) -> Iterator[tuple[CueHit, ...]]:
    """The evidence of each unit; it is empty where everything stands outside the text."""
    inside = [term for term in condition.wanted if not term.place]
    elsewhere = [term for term in condition.wanted if term.place]
    if not all(cues.has(term) for term in elsewhere):
        return
    if any(cues.has(term) for term in condition.unwanted if term.place):
        return
    if inside:
        yield from _inside(cues, condition, inside)
    else:
        yield tuple(_text_evidence(cues, elsewhere))


def _inside(
    cues: ProvisionCues, condition: Condition, terms: list[Term]
) -> Iterator[tuple[CueHit, ...]]:
    """The evidence of each unit for terms that name no place of their own."""
    unwanted = [term for term in condition.unwanted if not term.place]
    for hits in cues.units(condition.unit):
        if any(cue in hits for term in unwanted for cue in term.cues):
            continue
        yield from _choose(hits, terms, condition.within)


def _text_evidence(cues: ProvisionCues, terms: list[Term]) -> Iterator[CueHit]:
    units = cues.units("text")
    for term in terms:
        if term.place != "context" and units:
            yield from (units[0][cue][0] for cue in term.cues if cue in units[0])


def _choose(hits: HitsByCue, terms: list[Term], within: int | None) -> Iterator[tuple[CueHit, ...]]:
    """Every way to meet the terms: the hits that are nearest to each hit of the first term."""
    options = [sorted(h for cue in term.cues for h in hits.get(cue, ())) for term in terms]
    if not all(options):
        return
    anchors = options[0] if within or len(terms) == 1 else options[0][:1]
    others = [Nearest(option) for option in options[1:]]
    for anchor in anchors:
        way = (anchor, *(option.to(anchor) for option in others))
        if within is None or _width(way) <= within:
            yield way


def _width(way: tuple[CueHit, ...]) -> int:
    return max(hit.last for hit in way) - min(hit.first for hit in way) + 1


def _numbering(words: Numbered, unit: Unit) -> Callable[[int], int]:
    """The function from a word to the number of its unit."""
    if unit == "sentence":
        return words.sentences.__getitem__
    return words.paragraphs.__getitem__ if unit == "paragraph" else lambda _: 0


def _group(hits: list[CueHit], number_of: Callable[[int], int]) -> list[HitsByCue]:
    units: dict[int, dict[str, list[CueHit]]] = defaultdict(lambda: defaultdict(list))
    for hit in hits:
        units[number_of(hit.first)][hit.cue].append(hit)
    return [dict(units[number]) for number in sorted(units)]
