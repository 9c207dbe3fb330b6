"""Decides which concepts a read provision carries, and with which cues as evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.texts import Actor
from nlp.matching import Hit
from nlp.reading import Reading
from nlp.rows import Nearest
from nlp.rules import Condition, Rule, RuleBook, Term, Unit, read_rules, taking_part

Hits = Mapping[str, list[Hit]]


@dataclass
class Evidence:
    """A concept found: who acts, whether a buyer is made liable, and each way it was found."""

    concept: str
    actor: Actor
    buyer_liable: bool = False
    ways: list[tuple[Hit, ...]] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


@dataclass
class Case:
    """A provision before the rules: cues of its text, of its heading and of its context."""

    reading: Reading
    text: list[Hit]
    heading: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    _units: dict[str, list[Hits]] = field(default_factory=dict)

    def units(self, unit: Unit) -> list[Hits]:
        """The hits by cue of every unit of the text, in order, units without hits left out."""
        if unit not in self._units:
            self._units[unit] = _group(self.text, _numbers(self.reading, unit))
        return self._units[unit]

    def add(self, hits: Iterable[Hit]) -> None:
        """Add derived cues."""
        new = list(hits)
        if new:
            self.text = sorted({*self.text, *new})
            self._units.clear()

    def has(self, term: Term) -> bool:
        """Whether a term with a place of its own is satisfied there."""
        if term.place in {"heading", "provision", "anywhere"} and self._any(term, self.heading):
            return True
        if term.place in {"context", "anywhere"} and self._any(term, self.context):
            return True
        return term.place in {"text", "provision", "anywhere"} and self._in_text(term)

    def _in_text(self, term: Term) -> bool:
        units = self.units("text")
        return bool(units) and any(cue in units[0] for cue in term.cues)

    @staticmethod
    def _any(term: Term, cues: frozenset[str]) -> bool:
        return any(cue in cues for cue in term.cues)


@dataclass(frozen=True)
class Plan:
    """Rules to try, each with its concept, and the derived cues that they need, both in order.

    `anchors` are those of the rules (`RuleBook.anchor`).
    """

    rules: tuple[tuple[str, Actor, Rule], ...] = ()
    anchors: tuple[Term | None, ...] = ()
    derived: tuple[tuple[str, Condition], ...] = ()
    cues: frozenset[str] = frozenset()


def plan(book: RuleBook, ids: Collection[str]) -> Plan:
    """Return what is needed to try some rules (by id) of a book."""
    rules = tuple(
        (name, rule.actor or concept.actor, rule)
        for name, concept in book.concepts.items() for rule in concept.rules if rule.id in ids
    )  # fmt: skip
    cues = frozenset(cue for *_, rule in rules for cue in taking_part(rule, book))
    derived = tuple((name, book.derived[name]) for name in book.derived if name in cues)
    return Plan(rules, tuple(book.anchor(rule) for *_, rule in rules), derived, cues)


@lru_cache(maxsize=1)
def whole_plan() -> Plan:
    """Return the plan that tries all rules."""
    book = read_rules()
    return plan(book, {rule.id for concept in book.concepts.values() for rule in concept.rules})


def decide(case: Case, planned: Plan) -> list[Evidence]:
    """Return the concepts that the planned rules find, in the order of the book."""
    for name, condition in planned.derived:
        _derive(case, name, condition)
    found: dict[str, Evidence] = {}
    for name, actor, rule in planned.rules:
        if found.keys() & set(rule.unless):
            continue
        ways = list(_ways(case, rule))
        if ways:
            _record(found, name, rule, actor, ways)
    return list(found.values())


def _derive(case: Case, name: str, condition: Condition) -> None:
    ways = list(_ways(case, condition))
    case.add(Hit(min(h.first for h in way), max(h.last for h in way), name) for way in ways if way)


def may_fire(case: Case, planned: Plan) -> bool:
    """Whether a rule holds as far as a sentence with its anchor goes, whatever stands elsewhere."""
    for name, condition in planned.derived:
        if any(term.place for term in condition.wanted + condition.unwanted):
            return True
        _derive(case, name, condition)
    return any(
        _may_fire(case, rule, anchor)
        for (*_, rule), anchor in zip(planned.rules, planned.anchors, strict=True)
    )


def _may_fire(case: Case, rule: Rule, anchor: Term | None) -> bool:
    if anchor is None:
        return True
    if anchor.place or rule.unit != "sentence":
        return case.has(Term(anchor.cues, "text"))
    inside = [term for term in rule.wanted if not term.place]
    return next(_inside(case, rule, inside), None) is not None


def _record(
    found: dict[str, Evidence], name: str, rule: Rule, actor: Actor, ways: list[tuple[Hit, ...]]
) -> None:
    evidence = found.setdefault(name, Evidence(name, actor))
    evidence.buyer_liable |= rule.liable
    evidence.ways += ways
    evidence.rules.append(rule.id)


def _ways(case: Case, condition: Condition) -> Iterator[tuple[Hit, ...]]:
    """Each unit's evidence; an empty one when everything was found outside the text."""
    inside = [term for term in condition.wanted if not term.place]
    elsewhere = [term for term in condition.wanted if term.place]
    if not all(case.has(term) for term in elsewhere):
        return
    if any(case.has(term) for term in condition.unwanted if term.place):
        return
    if inside:
        yield from _inside(case, condition, inside)
    else:
        yield tuple(_text_evidence(case, elsewhere))


def _inside(case: Case, condition: Condition, terms: list[Term]) -> Iterator[tuple[Hit, ...]]:
    """The evidence of each unit for terms that name no other place."""
    unwanted = [term for term in condition.unwanted if not term.place]
    for hits in case.units(condition.unit):
        if any(cue in hits for term in unwanted for cue in term.cues):
            continue
        yield from _choose(hits, terms, condition.within)


def _text_evidence(case: Case, terms: list[Term]) -> Iterator[Hit]:
    units = case.units("text")
    for term in terms:
        if term.place != "context" and units:
            yield from (units[0][cue][0] for cue in term.cues if cue in units[0])


def _choose(hits: Hits, terms: list[Term], within: int | None) -> Iterator[tuple[Hit, ...]]:
    """Every way in which the terms are met, the nearest hits to each hit of the first term."""
    options = [sorted(h for cue in term.cues for h in hits.get(cue, ())) for term in terms]
    if not all(options):
        return
    anchors = options[0] if within or len(terms) == 1 else options[0][:1]
    others = [Nearest(option) for option in options[1:]]
    for anchor in anchors:
        way = (anchor, *(option.to(anchor) for option in others))
        if within is None or _width(way) <= within:
            yield way


def _width(way: tuple[Hit, ...]) -> int:
    return max(hit.last for hit in way) - min(hit.first for hit in way) + 1


def _numbers(reading: Reading, unit: Unit) -> Sequence[int]:
    if unit == "sentence":
        return reading.sentences
    return reading.paragraphs if unit == "paragraph" else (0,) * len(reading.words)


def _group(hits: list[Hit], numbers: Sequence[int]) -> list[Hits]:
    units: dict[int, dict[str, list[Hit]]] = defaultdict(lambda: defaultdict(list))
    for hit in hits:
        units[numbers[hit.first]][hit.cue].append(hit)
    return [dict(units[number]) for number in sorted(units)]
