"""Since when an answer stands: its status may be older than the form that holds now.

A ban of 1999 whose penalty rose in 2011 has been an offence since 1999; both dates are told.
"""

from __future__ import annotations

from corpus.model import Answer
from search_app import wording
from search_app.compare import Cell
from search_app.wording import gettext


def standing(cell: Cell) -> tuple[Answer, ...]:
    """Return the unbroken periods with the status of a cell up to its own, oldest first."""
    if cell.answer is None:
        return ()
    answers = cell.jurisdiction.answers.get(cell.question.id, ())
    before = answers[: answers.index(cell.answer)] if cell.answer in answers else ()
    chain = [cell.answer]
    for earlier in reversed(before):
        if earlier.status != cell.answer.status or earlier.until != chain[0].since:
            break
        chain.insert(0, earlier)
    return tuple(chain)


def since(cell: Cell) -> str:
    """Return since when the status of a cell has stood, in words."""
    chain = standing(cell)
    if not chain:
        return ""
    first = chain[0]
    if first.since:
        return gettext("since %(since)s", since=wording.partial_date(first.since))
    if len(chain) > 1 and first.until:
        return gettext("already before %(day)s", day=wording.partial_date(first.until))
    return gettext("beginning not known")


def form(cell: Cell) -> str:
    """Return since when the form has stood, when it is younger than the status, and its end."""
    chain = standing(cell)
    if not chain or (len(chain) == 1 and chain[0].until is None):
        return ""
    if len(chain) == 1:
        return gettext("until %(until)s", until=wording.partial_date(chain[0].until or ""))
    return gettext("in this form %(period)s", period=wording.period(chain[-1]))
