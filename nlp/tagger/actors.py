"""Who acts where a concept was found, whether a buyer is made liable, and where the acts stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from corpus.texts import Actor
from nlp.tagger.deciding import Evidence
from nlp.tagger.rules import RuleBook, read_rules

_FORMULAS = frozenset({"offence", "prohibited", "attempt"})
_ACCESSORY = frozenset({"procuring-aid"})
_NAMES = {"trafficking": "trafficking", "procuring": "procuring_name"}


class ActorBook:
    """What a book of rules says of each rule: who acts, and whether it makes a buyer liable."""

    def __init__(self, book: RuleBook) -> None:
        rules = [(concept, rule) for concept in book.concepts.values() for rule in concept.rules]
        self._actors = {rule.id: rule.actor or concept.actor for concept, rule in rules}
        self._liable = frozenset(rule.id for _, rule in rules if rule.liable)

    def actor(self, evidence: Evidence) -> Actor:
        """Return who acts: what the first rule says that found the concept."""
        return self._actors[evidence.rules[0]]

    def buyer_liable(self, evidence: Evidence) -> bool:
        """Return whether one of the rules makes a buyer liable."""
        return not self._liable.isdisjoint(evidence.rules)


@lru_cache(maxsize=1)
def actor_book() -> ActorBook:
    """Return what the packaged rules say of actors."""
    return ActorBook(read_rules())


def acts(evidence: Sequence[Evidence], outside: Collection[str]) -> list[int]:
    """Return the words at which the tagged acts stand, in text order; mere help comes last.

    An act stands where its first cue does that is not a formula of liability. Rules that bind the
    state (support, residence, …) are no acts. Empty where heading or chapter (their cues are
    `outside`) name the tagged offence: then the whole provision is about it.
    """
    if any(_NAMES.get(item.concept, "") in outside for item in evidence):
        return []
    places = []
    for item in evidence:
        if actor_book().actor(item) == "state":
            continue
        accessory = frozenset(item.rules) <= _ACCESSORY
        for way in item.ways:
            words = [hit.first for hit in way if hit.cue not in _FORMULAS]
            places += [(accessory, min(words))] if words else []
    return [word for _, word in sorted(places)]
