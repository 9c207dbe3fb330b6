"""Checks absences against the newest texts by repeating the search that found nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.coded.absences import Absence, Searched
from corpus.verification.finding import AGREES, DIFFERS, MACHINE, NOT_COMPARED, NOT_HELD, Finding
from corpus.verification.held import HeldText, HeldTexts
from corpus.verification.machine import concepts

_BUYER = "purchase"
_CONCEPTS = {
    "selling-adult": ("selling",),
    "soliciting-public": ("soliciting",),
    "procuring": ("procuring",),
    "brothel": ("brothel",),
    "advertising": ("advertising",),
    "trafficking": ("trafficking",),
}


def absence_findings(country: str, absence: Absence, held: HeldTexts) -> Iterator[Finding]:
    """Yield a finding for each text in which a current absence "none" was searched for.

    It agrees if no provision of the newest text held has both a search term and the concept of the
    question. For a question about buyers, only provisions that make a buyer liable count.
    """
    for text in absence.searched:
        if not held.holds(text.instrument):
            yield _finding(country, absence, text, NOT_HELD, why="no text of the act is held")
            continue
        state, provisions = held.newest(text.instrument)
        hits = _hits(provisions, absence.terms)
        carrying = [p for p in hits if _carries(p, absence.question)]
        read = f"{len(hits)} of {len(provisions)} provisions have a term"
        if carrying:
            numbers = ", ".join(dict.fromkeys(p.number for p in carrying))
            why = f"the tagger sees the subject in {numbers}"
            yield _finding(country, absence, text, DIFFERS, read, why, carrying[0].id, state, by=())
        elif not absence.terms:
            yield _finding(country, absence, text, NOT_COMPARED, why="no terms were written down")
        else:
            yield _finding(country, absence, text, AGREES, read, "", "", state, (MACHINE,))


def _hits(provisions: Sequence[HeldText], terms: Sequence[str]) -> list[HeldText]:
    """Return the provisions in which a word begins with a term; a final `*` is ignored."""
    words = [re.escape(term.rstrip("*").casefold()) for term in terms if term.strip("*")]
    if not words:
        return []
    # "pays" for the term "pay", but not "repay"
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})")
    return [p for p in provisions if pattern.search(p.text.casefold())]


def _carries(text: HeldText, question: str) -> bool:
    tags = text.tags.tags if text.tags else ()
    if question.startswith(_BUYER):
        return any(tag.buyer_liable and _asked(question, tag.concept) for tag in tags)
    wanted = concepts().schemes.get(question, ()) or _CONCEPTS.get(question, ())
    return any(tag.concept in wanted for tag in tags)


def _asked(question: str, concept: str) -> bool:
    """Return whether a concept answers a question; a rule on minors says nothing of adults."""
    return {
        "purchase-adult": concept == "purchase",
        "purchase-public": concept == "purchase-public",
    }.get(question, concept == question)


def _finding(
    country: str,
    absence: Absence,
    text: Searched,
    outcome: str,
    read: str = "",
    why: str = "",
    provision: str = "",
    state: str = "",
    by: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        country=country,
        record=f"{country}-no-{absence.question}",
        since=absence.from_ or "",
        field=f"absence in {text.instrument}",
        outcome=outcome,
        told="none",
        read=read,
        by=by,
        provision=provision,
        state=state,
        why=why,
    )
