"""Which questions of the comparison a clause is about."""

from __future__ import annotations

from collections.abc import Iterable

from search_app.claims.clauses import Clause
from search_app.claims.statement import Doubt

_NARROWED = {
    ("purchase-adult", "minor"): "purchase-minor",
    ("purchase-adult", "exploited"): "purchase-exploited",
    ("purchase-adult", "public"): "purchase-public",
    ("purchase-adult", "abroad"): "purchase-abroad",
    ("purchase-adult", "adult"): "purchase-adult",
    ("purchase-minor", "minor"): "purchase-minor",
    ("purchase-exploited", "exploited"): "purchase-exploited",
    ("selling-adult", "public"): "soliciting-public",
    ("selling-adult", "adult"): "selling-adult",
}
_PLAIN = {
    "buyers": ("purchase-adult",), "sellers": ("selling-adult",),
    "both": ("purchase-adult", "selling-adult"),
}  # fmt: skip
PERSONS = frozenset({"buyers", "sellers"})
"""Topics that can mean those of some persons only."""
_DEALS = frozenset({"purchase-adult", "selling-adult", *PERSONS})
RIGHTS = frozenset({"compensation", "residence", "support-exit", "monitoring"})
_BUSINESS = frozenset({"prostitution", "brothel"})
_GENERAL = ("selling-adult", "purchase-adult")
"""What "prostitution" alone can mean: a verdict needs both to be the same."""


def plain_questions(topic: str) -> tuple[str, ...] | None:
    """Return the questions of a topic that buys or sells sex, without more; None of another."""
    return _PLAIN.get(topic, (topic,)) if topic in _DEALS else None


def questions_of(clause: Clause, kinds: Iterable[str]) -> tuple[str, ...] | Doubt:
    """Return the questions of a clause that asserts `kinds`; none where it names no topic."""
    named = (_PLAIN.get(mark.value, (mark.value,)) for mark in clause.of("topic"))
    topics = list(dict.fromkeys(question for questions in named for question in questions))
    if {mark.value for mark in clause.of("topic")} >= PERSONS and not clause.of("each"):
        return _UNSURE
    details = list(dict.fromkeys(mark.value for mark in clause.of("detail")))
    asserted = [mark.value for mark in clause.of("assert")]
    if asserted:
        return tuple(asserted) if not topics and not details else Doubt("It says several things.")
    if not topics and details:
        return Doubt("It says about whom, but not about what.")
    if entitling := {"entitled", "not-entitled"} & set(kinds):
        return _rights(topics, details, entitling)
    if "regulated" in kinds:
        fits = len(topics) == 1 and topics[0] in _BUSINESS and not details
        return ("regulation",) if fits else Doubt("What is regulated is not sure.")
    if "prostitution" in topics:
        return _GENERAL if topics == ["prostitution"] and not details else _UNSURE
    if "victims" in topics or RIGHTS & set(topics):
        return _UNSURE
    if not details:
        return tuple(topics)
    narrowed = [_NARROWED.get((topic, detail)) for topic in topics for detail in details]
    if len(narrowed) == 1 and narrowed[0]:
        return (narrowed[0],)
    return _UNSURE


_UNSURE = Doubt("What exactly it is about is not sure.")


def _rights(topics: list[str], details: list[str], _: set[str]) -> tuple[str, ...] | Doubt:
    rights = [topic for topic in topics if topic in RIGHTS]
    others = set(topics) - RIGHTS - {"victims"}
    # "aux victimes de la traite" is to whom the right is given
    plain = not others and set(details) <= {"exploited"}
    return tuple(rights) if rights and plain else _UNSURE
