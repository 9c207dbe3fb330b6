"""What Union law asks of the states, and which national rules and answers are the counterpart.

Nothing here says that a state meets a directive. Which rule answers which article, and what was
seen of Directive (EU) 2024/1712 up to which day, are fields of `corpus.transposition`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.dates import first_day
from corpus.library import Knowledge
from corpus.model import Citation, Instrument, Jurisdiction
from corpus.policy import Obligation
from corpus.transposition import Counterpart, Search, Statement
from search_app.compare import Cell, CitedProvision, cell, resolve

ObligationStanding = Literal["in-force", "replaced", "coming"]
AMENDED = ("eu-directive-2011-36", "eu-directive-2011-36-2024")
"""The instruments that Directive (EU) 2024/1712 amended."""
STARTED = dt.date(2024, 7, 14)
DUE = dt.date(2026, 7, 15)


@dataclass(frozen=True)
class NationalRule:
    """A coded rule that answers an article: its title, its provisions of the day, and the basis.

    `question` is the question that it counts for, None for an offence; `named_in` is the national
    text that names the article, where one does.
    """

    counterpart: Counterpart
    title: str
    citations: tuple[CitedProvision, ...]
    question: str | None
    named_in: CitedProvision | None


@dataclass(frozen=True)
class NationalRow:
    """What a state has on an obligation: its answer to the question, and the rules that answer it.

    `rules` is None where no field says which rule answers the article; `search` is what was seen
    of Directive (EU) 2024/1712, None where it has no bearing.
    """

    jurisdiction: Jurisdiction
    cell: Cell
    bound: bool
    rules: tuple[NationalRule, ...] | None
    search: Search | None


@dataclass(frozen=True)
class Duty:
    """An obligation with its instrument, the page of its provision, and whether it holds."""

    obligation: Obligation
    instrument: Instrument
    cited: CitedProvision
    standing: ObligationStanding
    rows: tuple[NationalRow, ...]

    @property
    def stated_in(self) -> int:
        """The number of states with a national text that names an article of it."""
        return sum(
            any(rule.counterpart.by == "stated" for rule in row.rules or ()) for row in self.rows
        )


def duties(knowledge: Knowledge, day: dt.date) -> tuple[Duty, ...]:
    """Return every obligation with its national counterparts as of a day."""
    union = knowledge.jurisdictions.get("eu")
    if union is None:
        return ()
    return tuple(_duty(knowledge, union, o, day) for o in knowledge.policy.obligations)


def obligations_on(knowledge: Knowledge, question: str, day: dt.date) -> tuple[Obligation, ...]:
    """Return the obligations that a question's answers are the counterpart of, as of a day."""
    if "eu" not in knowledge.jurisdictions:
        return ()
    asked = (o for o in knowledge.policy.obligations if o.question == question)
    return tuple(o for o in asked if standing(o, day) != "replaced")


def standing(obligation: Obligation, day: dt.date) -> ObligationStanding:
    """Return whether an obligation is in force, replaced or still to come."""
    if obligation.until and first_day(obligation.until) <= day:
        return "replaced"
    return "coming" if first_day(obligation.since) > day else "in-force"


def searches(knowledge: Knowledge) -> Iterator[tuple[Jurisdiction, Search]]:
    """Yield what was seen of Directive (EU) 2024/1712, state by state."""
    for code, jurisdiction in knowledge.states.items():
        if found := knowledge.transposition.search(code):
            yield jurisdiction, found


def statements(
    knowledge: Knowledge,
) -> Iterator[tuple[Jurisdiction, CitedProvision, Statement]]:
    """Yield the national acts that say that they serve a directive, with where they say it."""
    for code, jurisdiction in knowledge.states.items():
        for found in knowledge.transposition.statements:
            if found.country == code:
                yield jurisdiction, resolve(jurisdiction, found.where), found


def _duty(knowledge: Knowledge, union: Jurisdiction, entry: Obligation, day: dt.date) -> Duty:
    instrument = next(i for i in union.instruments if i.id == entry.instrument)
    place = Citation(instrument=entry.instrument, provision=entry.provision)
    rows = _rows(knowledge, entry, day) if entry.question else ()
    return Duty(entry, instrument, resolve(union, place), standing(entry, day), tuple(rows))


def _rows(knowledge: Knowledge, entry: Obligation, day: dt.date) -> Iterator[NationalRow]:
    for code, jurisdiction in knowledge.states.items():
        found = cell(knowledge, code, entry.question or "", day)
        bears = entry.instrument in AMENDED and entry.until is None
        search = knowledge.transposition.search(code) if bears else None
        rules = tuple(_rules(knowledge, entry, jurisdiction, day)) if entry.articles else None
        yield NationalRow(jurisdiction, found, code not in entry.not_bound, rules, search)


def _rules(
    knowledge: Knowledge, entry: Obligation, jurisdiction: Jurisdiction, day: dt.date
) -> Iterator[NationalRule]:
    state = knowledge.coded.get(jurisdiction.code)
    if state is None:
        return
    offences = {offence.id: offence for offence in state.offences}
    schemes = {scheme.id: scheme for scheme in state.schemes}
    for counterpart in knowledge.transposition.answering(entry, jurisdiction.code):
        name = counterpart.record
        record = offences.get(name) or schemes[name]
        versions = [v for v in record.versions if v.holds(day) or v.may_hold(day)]
        if not versions:
            continue
        places = dict.fromkeys(
            (r.instrument, r.provision) for r in versions[0].readings if not r.for_
        )
        yield NationalRule(
            counterpart,
            record.title,
            tuple(resolve(jurisdiction, Citation(instrument=i, provision=p)) for i, p in places),
            schemes[name].question if name in schemes else None,
            resolve(jurisdiction, counterpart.where) if counterpart.where else None,
        )
