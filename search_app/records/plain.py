"""Coded law in the older shape of `/compare.json`: penalty, mental element."""

from __future__ import annotations

from typing import Any, Literal

from corpus.coded.basics import Term
from corpus.coded.offences import OffenceVersion
from corpus.coded.penalties import Custody, FineFact
from corpus.dates import first_day
from corpus.lists import closed_list
from corpus.model import MensRea
from corpus.penalty import Duration, Fine, Imprisonment, Penalty
from corpus.penalty import Scale as PlainScale
from search_app import penalty_words
from search_app.records.cellfacts import CellFacts
from search_app.records.scales import ResolvedScale

_MENS_REA: dict[str, MensRea] = {
    "intent": "intent",
    "knowledge": "knowledge",
    "apparent-or-known": "knowledge",
    "reason-to-suspect": "should-have-known",
    "serious-reason-to-suspect": "should-have-known",
    "should-have-known": "should-have-known",
    "gross-negligence": "negligence",
    "negligence": "negligence",
    "unavoidable-error-only": "negligence",
    "strict": "strict",
}
_RELATIONS: dict[str, Literal["alternative", "cumulative", "either-or-both"]] = {
    "or": "alternative",
    "and": "cumulative",
    "and-or": "either-or-both",
}
_UNITS: dict[str, Literal["amount", "day-fines", "minimum-wage", "level"]] = {
    "amount": "amount",
    "fixed": "amount",
    "class": "amount",
    "level": "amount",
    "day-fines": "day-fines",
    "minimum-wages": "minimum-wage",
}


def of_facts(facts: CellFacts) -> dict[str, object]:
    """Return penalty, dates, age and mental element of a cell by the names of `/compare.json`."""
    version, main, since = facts.offence, facts.main, facts.since
    scales = facts.scales_of(version) if version and facts.penalty_known else ()
    absent = facts.absences[0] if facts.absences else None
    starts = since.known_from if since else absent.from_ if absent else None
    ends = main.version.ends if main else absent.until if absent else None
    return {
        "penalty": plain_penalty(scales),
        "since": since.day if since else None,
        "since_note": since.why if since else None,
        "known_from": first_day(starts) if starts else None,
        "until": ends,
        "mens_rea": mens_rea(version) if version else None,
        "age": facts.age,
        "confidence": facts.confidence,
        "checked": facts.checked,
        "text_state": facts.text_state,
    }


def plain_penalty(scales: tuple[ResolvedScale, ...]) -> Penalty | None:
    """Return scales as one penalty: the first basic scale, then all others with their labels.

    What the older shape cannot hold (a fine in multiples of a benefit, weeks, degrees of a scale)
    stands in `note`. Scales that are not known to hold are left out; None without a basic one.
    """
    known = [scale for scale in scales if scale.known]
    if not known:
        return None
    first = next((s for s in known if s.case.case == "basic"), known[0])
    others = tuple(PlainScale(**_shape(s, labelled=True)) for s in known if s is not first)
    return Penalty(**_shape(first, labelled=first.case.case != "basic"), others=others)


def mens_rea(version: OffenceVersion) -> MensRea | None:
    """Return the strictest fault standard of the basic case in the words of the older list."""
    ranks = closed_list("fault-standard")
    told = [fault.standard for fault in version.fault if fault.case in {None, "basic"}]
    strictest = min(told, key=lambda name: ranks[name].rank or 0, default=None)
    return _MENS_REA.get(str(strictest))


def _shape(scale: ResolvedScale, *, labelled: bool) -> dict[str, Any]:
    custody = _imprisonment(scale.custody)
    fine = _fine(scale.fine)
    relation = _RELATIONS.get(scale.case.relation or "")
    if custody and fine and relation is None:  # a level whose parts stand apart
        fine = None
    exact = (custody is not None) == (scale.custody is not None) and (
        fine is None or fine.unit != "unspecified" or not (scale.fine and scale.fine.max)
    )
    note = None if exact and (custody or fine) else penalty_words.line(scale)
    return {
        "label": penalty_words.case(scale.case) if labelled else None,
        "imprisonment": custody,
        "fine": fine,
        "relation": relation if custody and fine else None,
        "note": note,
    }


def _imprisonment(custody: Custody | None) -> Imprisonment | None:
    if custody is None:
        return None
    life = custody.max == "life"
    least = _duration(custody.min) if custody.min else None
    most = None if life or not custody.max else _duration(custody.max)
    if (custody.min and least is None) or (custody.max and most is None and not life):
        return None
    return Imprisonment(min=least, max=most, life=life)


def _duration(term: Term) -> Duration | None:
    number, _, unit = term.partition(" ")
    match unit.rstrip("s"):
        case "day":
            return Duration(value=int(number), unit="days")
        case "week":
            return Duration(value=7 * int(number), unit="days")
        case "month":
            return Duration(value=int(number), unit="months")
        case "year":
            return Duration(value=int(number), unit="years")
    return None


def _fine(fine: FineFact | None) -> Fine | None:
    if fine is None:
        return None
    unit = _UNITS.get(str(fine.unit))
    if unit is None or (unit == "amount" and not fine.currency):
        return Fine(unit="unspecified")
    currency = fine.currency if unit == "amount" else None
    return Fine(unit=unit, min=fine.min, max=fine.max, currency=currency)
