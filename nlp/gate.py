"""Lets through only text that can carry a concept, at the speed of substring searches.

Two steps, both on folded text. First, every rule needs a cue of the kind `gate`: without a stem of
one, nothing is read (one pass, Aho-Corasick). Then, where one occurs, a rule must be able to
fire: for each of its terms some entry must have all its stems in the place that the term names.
The gate may let through too much and never too little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import ahocorasick

from nlp.folding import fold
from nlp.lexicon import Lexicon, LexiconError, lexicon_for
from nlp.patterns import Pattern, Step
from nlp.rules import Rule, RuleBook, Term, read_rules

_TEXT, _HEADING, _CONTEXT = range(3)
_PLACES = {
    "": (_TEXT,), "text": (_TEXT,), "heading": (_HEADING,), "context": (_CONTEXT,),
    "provision": (_TEXT, _HEADING), "anywhere": (_TEXT, _HEADING, _CONTEXT),
}  # fmt: skip
_Stems = tuple[tuple[str, ...], ...]


@dataclass
class _Seen:
    """Folded texts of the three places and what was already looked for in them."""

    texts: tuple[str, str, str]
    cues: dict[tuple[str, int], bool] = field(default_factory=dict)


@dataclass(frozen=True)
class _Check:
    """A rule with the gate cues of one of its terms and the places where they count."""

    rule: Rule
    cues: frozenset[str]
    places: tuple[int, ...]


class Gate:
    """The stems of one language that can start a concept."""

    def __init__(self, lexicon: Lexicon, book: RuleBook) -> None:
        self._accents = lexicon.accents
        self._book = book
        patterns = lexicon.patterns()
        self._stems = {cue: tuple(_stems(p) for p in entries) for cue, entries in patterns.items()}
        self._checks = _checks(book)
        self._quick = _automaton(patterns, frozenset().union(*(c.cues for c in self._checks)))
        self._outside = lru_cache(maxsize=8192)(self._fold_outside)

    def opens(self, text: str, heading: str = "", context: Sequence[str] = ()) -> bool:
        """Whether some rule could fire on this text under this heading and context."""
        outside, context_cues = self._outside(tuple(context))
        folded = fold(text, accents=self._accents)
        folded_heading = fold(heading, accents=self._accents)
        found = (self._cues(folded), self._cues(folded_heading), context_cues)
        if not any(found):
            return False
        seen = _Seen((folded, folded_heading, outside))
        return any(
            self._can_fire(check.rule, seen)
            for check in self._checks
            if any(not check.cues.isdisjoint(found[place]) for place in check.places)
        )

    def _fold_outside(self, context: tuple[str, ...]) -> tuple[str, frozenset[str]]:
        folded = fold("\n".join(context), accents=self._accents)
        return folded, self._cues(folded)

    def _cues(self, folded: str) -> frozenset[str]:
        """The gate cues that may stand in a text."""
        if not folded or not len(self._quick):
            return frozenset()
        return frozenset().union(*(cues for _, cues in self._quick.iter(folded)))

    def _can_fire(self, rule: Rule, seen: _Seen) -> bool:
        return all(self._can_hold(term, seen) for term in rule.wanted)

    def _can_hold(self, term: Term, seen: _Seen) -> bool:
        return any(
            self._can_occur(cue, place, seen) for place in _PLACES[term.place] for cue in term.cues
        )

    def _can_occur(self, cue: str, place: int, seen: _Seen) -> bool:
        key = (cue, place)
        found = seen.cues.get(key)
        if found is None:
            found = seen.cues[key] = self._search(cue, place, seen)
        return found

    def _search(self, cue: str, place: int, seen: _Seen) -> bool:
        text = seen.texts[place]
        if not text:
            return False
        if cue in self._book.derived:
            return place == _TEXT and all(
                self._can_hold(term, seen) for term in self._book.derived[cue].wanted
            )
        return any(
            all(any(stem in text for stem in step) for step in stems)
            for stems in self._stems.get(cue, ())
        )


def _stems(pattern: Pattern) -> _Stems:
    """What must stand in the text for each word of an entry, the longest first."""
    steps = sorted(pattern.steps, key=_rarity, reverse=True)
    return tuple(
        tuple("" if atom.kind == "lemma" else atom.value for atom in step.atoms) for step in steps
    )


def _rarity(step: Step) -> int:
    """Length of the shortest text that must stand there; a lemma has none (irregular forms)."""
    return min(0 if atom.kind == "lemma" else len(atom.value) for atom in step.atoms)


def _checks(book: RuleBook) -> tuple[_Check, ...]:
    """Each rule with its narrowest term that opens the gate."""
    checks = []
    for concept in book.concepts.values():
        for rule in concept.rules:
            options = [
                _Check(
                    rule, frozenset().union(*map(book.gate_cues, term.cues)), _PLACES[term.place]
                )
                for term in rule.wanted
                if all(map(book.gate_cues, term.cues))
            ]
            checks.append(min(options, key=lambda check: len(check.cues)))
    return tuple(checks)


def _automaton(
    patterns: dict[str, tuple[Pattern, ...]], needed: frozenset[str]
) -> ahocorasick.Automaton:
    stems: dict[str, set[str]] = defaultdict(set)
    for cue in needed & patterns.keys():
        for pattern in patterns[cue]:
            step = max(pattern.steps, key=_rarity)
            if not _rarity(step):
                raise LexiconError(f"'{pattern.source}': a cue of the gate needs a word or a stem")
            for atom in step.atoms:
                stems[atom.value].add(cue)
    automaton = ahocorasick.Automaton()
    for stem, cues in stems.items():
        automaton.add_word(stem, frozenset(cues))
    if stems:
        automaton.make_automaton()
    return automaton


@lru_cache(maxsize=64)
def gate_for(language: str) -> Gate:
    """Return the gate of a language, built once.

    Raises:
        LexiconError: the language has no lexicon.
    """
    return Gate(lexicon_for(language), read_rules())
