"""Finds answers of one state that contradict each other under the rules in `questions.yaml`.

Only rules without exceptions are applied; what merely looks odd is left to the reader.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.library import Knowledge
from corpus.model import Answer

BANS = frozenset({"criminal", "administrative", "prohibited"})
OFFENCES = frozenset({"criminal", "administrative"})
BUYER = ("purchase-adult", "purchase-exploited", "purchase-minor", "purchase-public")
EXTENSIONS = ("purchase-attempt", "purchase-abroad")


@dataclass(frozen=True)
class Contradiction:
    """A current answer that contradicts another one, and why."""

    question: str
    text: str


def contradictions(knowledge: Knowledge, country: str, day: dt.date) -> Iterator[Contradiction]:
    """Yield the contradictions among a state's answers for a day."""
    now = {q: knowledge.answer(country, q, day) for q in knowledge.questions}
    known = {q: a for q, a in now.items() if a is not None}
    yield from _general_ban(known)
    yield from _place_bound(known)
    yield from _extensions(known)


def _general_ban(known: dict[str, Answer]) -> Iterator[Contradiction]:
    adult = known.get("purchase-adult")
    if adult is None or adult.status not in BANS:
        return
    ban = f"buying from an adult is {adult.status} everywhere"
    public, exploited = known.get("purchase-public"), known.get("purchase-exploited")
    if public is not None and public.status in {"none", "partial"}:
        text = f"{ban}, but buying in public is {public.status}"
        yield Contradiction("purchase-public", text)
    if exploited is not None and exploited.status == "none":
        text = (
            f"{ban}, but buying from an exploited person is none (the general ban makes it partly)"
        )
        yield Contradiction("purchase-exploited", text)


def _place_bound(known: dict[str, Answer]) -> Iterator[Contradiction]:
    adult, public = known.get("purchase-adult"), known.get("purchase-public")
    if adult is None or public is None:
        return
    if adult.status == "none" and public.status in OFFENCES:
        text = f"buying in public is {public.status}, but buying from an adult is none, not partly"
        yield Contradiction("purchase-adult", text)


def _extensions(known: dict[str, Answer]) -> Iterator[Contradiction]:
    buyer = [known[q].status for q in BUYER if q in known]
    has_offence = any(status in OFFENCES | {"partial"} for status in buyer)
    has_none = len(buyer) == len(BUYER) and set(buyer) == {"none"}
    for question in EXTENSIONS:
        answer = known.get(question)
        if answer is None:
            continue
        if has_offence and answer.status == "not-applicable":
            yield Contradiction(question, "does not apply, but there is a buyer offence to extend")
        if has_none and answer.status in {"yes", "partial"}:
            yield Contradiction(question, f"{answer.status}, but there is no buyer offence")
