"""Holds answers against the collected texts: does what a cell cites say what the cell says?

Two sources of truth check each other: the curated answer, and what the tagger reads in the
provisions that it cites. A cell is `verified` when the concept of its question and its penalty are
found there, `differs` when a cited number is missing in a text that is held or the penalty is
another one, `unread` when the tagger does not see the concept, and `text-not-held` otherwise. A
wording that is past, repealed or to come bears nothing out: it counts as a text that is not held.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.library import Knowledge
from corpus.penalty import Duration, Fine, Imprisonment, Scale
from corpus.store import Library, StoredProvision
from search_app.compare import Cell, cell_of

State = Literal["verified", "differs", "unread", "text-not-held", "no-citation", "not-checked"]


@dataclass(frozen=True)
class Verdict:
    """What became of one current cell; `reasons` are sentences, `found` ids of cited texts."""

    country: str
    question: str
    state: State
    confidence: str
    reasons: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    not_held: tuple[str, ...] = ()


def verify(knowledge: Knowledge, library: Library) -> Iterator[Verdict]:
    """Yield a verdict for every current cell of every member state."""
    held = {instrument for instrument, _, _ in library.instruments()}
    for jurisdiction in knowledge.states.values():
        for question in knowledge.questions.values():
            answers = jurisdiction.answers.get(question.id, ())
            current = answers[-1] if answers and answers[-1].until is None else None
            today = dt.date.today()
            found = cell_of(knowledge, jurisdiction, question, current, today)
            yield verdict(found, library, held)


def verdict(cell: Cell, library: Library, held: set[str]) -> Verdict:
    """Return the verdict on one cell; `held` names the instruments whose text is there."""
    answer = cell.answer
    if answer is None or answer.status == "not-checked":
        return _verdict(cell, "not-checked")
    if not cell.citations:
        return _verdict(cell, "no-citation")
    texts: list[StoredProvision] = []
    missing: list[str] = []
    former: list[str] = []
    not_held: list[str] = []
    for cited in cell.citations:
        stored = library.provision(cited.provision_id)
        if stored is not None and stored.copy.shows_law:
            texts.append(stored)
        elif stored is not None:
            former.append(f"{cited.label} is held only in a wording that is {stored.copy.force}")
            not_held.append(cited.label)
        else:
            (missing if cited.citation.instrument in held else not_held).append(cited.label)
    reasons = [f"{label} is not in the text that is held" for label in missing] + former
    state: State = "verified"
    if missing:
        state = "differs"
    elif not texts:
        state = "text-not-held"
    elif answer.status not in {"none", "not-applicable"}:
        state, reason = _content(cell, texts)
        reasons += [reason] if reason else []
    return _verdict(
        cell, state, tuple(reasons), tuple(t.id for t in texts), tuple(missing), tuple(not_held)
    )


def agrees(cell: Scale, scales: Sequence[Scale]) -> bool:
    """Whether the upper bounds of a cell stand in the scales of one provision.

    A fine whose amount the provision leaves to a general rule (day-fines of the general part,
    numbered levels) agrees with any; a provision may name its fine apart from its imprisonment.
    """
    return any(
        _same_prison(cell.imprisonment, scale.imprisonment)
        and any(_same_fine(cell.fine, f.fine) for f in (scale, *_fines_only(scales)))
        for scale in scales
    )


def _fines_only(scales: Sequence[Scale]) -> list[Scale]:
    return [scale for scale in scales if scale.fine and not scale.imprisonment]


def _same_prison(cell: Imprisonment | None, text: Imprisonment | None) -> bool:
    if cell is None or text is None:
        return cell is text
    if cell.life or text.life:
        return cell.life and text.life
    return text.max is None or (cell.max is not None and _months(cell.max) == _months(text.max))


def _months(duration: Duration) -> float:
    """Months, so that twelve months are a year."""
    return duration.value * {"days": 1 / 30, "months": 1, "years": 12}[duration.unit]


def _same_fine(cell: Fine | None, text: Fine | None) -> bool:
    if cell is None or text is None:
        return cell is text
    if text.unit in {"unspecified", "level"} or cell.unit == "unspecified":
        return True
    return (cell.unit, cell.max, cell.currency) == (text.unit, text.max, text.currency)


def _content(cell: Cell, texts: list[StoredProvision]) -> tuple[State, str]:
    concept = cell.question.concept
    carriers = [t for t in texts if t.tags is not None and concept in t.tags.concepts]
    if not carriers:
        return "unread", f"the tagger does not see “{concept}” in what is cited"
    penalty = cell.answer.penalty if cell.answer else None
    read = [
        (t, (t.tags.penalty, *t.tags.penalty.others)) for t in texts if t.tags and t.tags.penalty
    ]
    if penalty is None or not read or any(agrees(penalty, scales) for _, scales in read):
        return "verified", ""
    states = ", ".join(sorted({text.as_of or "no date" for text, _ in read}))
    return "differs", f"the texts held (state {states}) have no scale with the bounds of the cell"


def _verdict(
    cell: Cell,
    state: State,
    reasons: tuple[str, ...] = (),
    found: tuple[str, ...] = (),
    missing: tuple[str, ...] = (),
    not_held: tuple[str, ...] = (),
) -> Verdict:
    return Verdict(
        country=cell.jurisdiction.code,
        question=cell.question.id,
        state=state,
        confidence=cell.answer.confidence if cell.answer else "",
        reasons=reasons,
        found=found,
        missing=missing,
        not_held=not_held,
    )
