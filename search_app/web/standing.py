"""Since when a rule stands: it may be older than the scale or the form that holds now.

A ban of 1999 whose penalty rose in 2011 has been an offence since 1999; both dates are told. They
come from the coded law, for a state without any from the written answers.
"""

from __future__ import annotations

from corpus.model import Answer
from search_app import wording
from search_app.compare import Cell
from search_app.records.cellfacts import CellFacts
from search_app.web.record_words import since_words
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
    """Return since when the rule behind a cell has existed, in words; empty for "none found"."""
    if cell.facts is not None:
        return since_words(cell.facts.since) if cell.facts.since else ""
    chain = standing(cell)
    if not chain:
        return ""
    first = chain[0]
    if first.since:
        return gettext("since %(since)s", since=wording.date_in_words(first.since))
    if len(chain) > 1 and first.until:
        return gettext("already before %(day)s", day=wording.date_in_words(first.until))
    return gettext("beginning not known")


def form(cell: Cell) -> str:
    """Return since when the scale, or the written form, has stood where it is younger."""
    if cell.facts is not None:
        return _scale(cell.facts)
    chain = standing(cell)
    if not chain or (len(chain) == 1 and chain[0].until is None):
        return ""
    if len(chain) == 1:
        return gettext("until %(until)s", until=wording.date_in_words(chain[0].until or ""))
    return gettext("in this form %(period)s", period=wording.period(chain[-1]))


def _scale(facts: CellFacts) -> str:
    """Since when the scale has stood, where that is another day than the rule's."""
    dates, offence = facts.dates, facts.offence
    if dates is None or dates.scale is None or offence is None:
        return ""
    scale = dates.scale
    if scale.day is None:
        if dates.exists.day is None:
            return ""
        return gettext("since when this penalty holds is not known")
    if dates.exists.day == scale.day:
        return ""
    day = wording.date_in_words(scale.day)
    if offence.sanction == "none":
        return gettext("without a penalty since %(day)s", day=day)
    return gettext("this penalty since %(day)s", day=day)
