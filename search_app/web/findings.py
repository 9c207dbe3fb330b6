"""Sentences that pages compute from the data: what a comparison shows, in words and numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from corpus.dates import first_day
from corpus.model import Event, Jurisdiction, Status
from search_app.compare import Cell, Comparison
from search_app.counting import old_texts
from search_app.labels import enumerated
from search_app.web.count_words import old_text_words
from search_app.web.language import country_name
from search_app.wording import gettext, ngettext

OFFENCE = frozenset({"criminal", "administrative"})
UNREAD = ("not-known", "not-checked")
LAST = (*UNREAD, "union")


@dataclass(frozen=True)
class BuyingFinding:
    """The finding on buying sex: the main sentence, and the sentences that must go with it."""

    main: str
    more: tuple[str, ...]


@dataclass(frozen=True)
class LawChange:
    """A dated change of the law and where it happened."""

    jurisdiction: Jurisdiction
    event: Event


def buying_finding(cells: Sequence[Cell], as_of: dt.date, *, past: bool = False) -> BuyingFinding:
    """Return the finding on buying sex from an adult over the member states, which it names.

    That a law was not read stands in the same sentence as the number, so that nobody takes the
    one for the whole.
    """
    offence = _names(cells, OFFENCE)
    if offence:
        main = ngettext(
            "In %(num)s of the %(total)s member states – %(states)s – buying sex from an adult is"
            " an offence wherever it happens",
            "In %(num)s of the %(total)s member states – %(states)s – buying sex from an adult is"
            " an offence wherever it happens",
            len(offence),
            total=len(cells),
            states=enumerated(offence),
        )
    else:
        main = gettext(
            "In none of the %(total)s member states is buying sex from an adult known to be an"
            " offence wherever it happens",
            total=len(cells),
        )
    if unread := len(_names(cells, UNREAD)):
        rest = _unread(unread, past)
        main = gettext("%(finding)s; %(unread)s", finding=main, unread=rest)
    return BuyingFinding(gettext("%(sentence)s.", sentence=main), tuple(_rest(cells, as_of)))


def _names(cells: Sequence[Cell], statuses: Collection[str]) -> list[str]:
    """The states with one of the statuses, by name."""
    return sorted(country_name(c.jurisdiction) for c in cells if c.status.id in statuses)


def _unread(number: int, past: bool) -> str:
    if past:
        return ngettext(
            "for %(num)s state we do not know the law of that day",
            "for %(num)s states we do not know the law of that day",
            number,
        )
    return ngettext(
        "for %(num)s state we have not yet read the law",
        "for %(num)s states we have not yet read the law",
        number,
    )


def _rest(cells: Sequence[Cell], as_of: dt.date) -> Iterable[str]:
    if states := _names(cells, {"prohibited"}):
        yield ngettext(
            "In %(num)s more – %(states)s – it is prohibited without a penalty.",
            "In %(num)s more – %(states)s – it is prohibited without a penalty.",
            len(states),
            states=enumerated(states),
        )
    if states := _names(cells, {"partial"}):
        yield ngettext(
            "In %(num)s – %(states)s – a rule reaches the buyer only in places or circumstances"
            " that the law names.",
            "In %(num)s – %(states)s – a rule reaches the buyer only in places or circumstances"
            " that the law names.",
            len(states),
            states=enumerated(states),
        )
    if number := len(_names(cells, {"none"})):
        yield ngettext(
            "In %(num)s we read the law and found no such general rule.",
            "In %(num)s we read the law and found no such general rule.",
            number,
        )
        yield from old_text_words(old_texts(cells, as_of))
    if states := _names(cells, {"unclear"}):
        yield ngettext(
            "For %(num)s – %(states)s – it is unclear.",
            "For %(num)s – %(states)s – it is unclear.",
            len(states),
            states=enumerated(states),
        )


def comparison_sentence(table: Comparison, day: str) -> str:
    """Return what a comparison holds: its size, its day and how many answers of each status."""
    countries = ngettext("%(num)s jurisdiction", "%(num)s jurisdictions", len(table.jurisdictions))
    questions = ngettext("%(num)s question", "%(num)s questions", len(table.questions))
    shares = ", ".join(
        f"{status.label.lower()} {number}" for status, number in status_counts(table.cells)
    )
    return gettext(
        "%(countries)s and %(questions)s as of %(day)s. Answers by status: %(shares)s.",
        countries=countries,
        questions=questions,
        day=day,
        shares=shares,
    )


def status_counts(cells: Sequence[Cell]) -> list[tuple[Status, int]]:
    """Return the statuses that occur with their number, weightiest first."""
    counts = Counter(cell.status.id for cell in cells)
    known = {cell.status.id: cell.status for cell in cells}
    order = sorted(counts, key=lambda name: (-known[name].weight, -counts[name], name))
    last = [name for name in LAST if name in counts]
    return [(known[name], counts[name]) for name in [n for n in order if n not in last] + last]


def changes(jurisdictions: Iterable[Jurisdiction]) -> list[LawChange]:
    """Return every dated change of the law, newest first."""
    law_changes = [LawChange(j, event) for j in jurisdictions for event in j.events]
    return sorted(law_changes, key=lambda c: first_day(c.event.date), reverse=True)
