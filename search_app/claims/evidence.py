"""The cells and the sentences that bear a verdict out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from search_app import penalty_words
from search_app.claims.citations import Held, told_of
from search_app.claims.day import Truths
from search_app.claims.judging import ClaimJudgement
from search_app.claims.truth import Truth
from search_app.compare import Cell
from search_app.labels import label

MOST_CELLS = 6
"""With more cells the evidence is a list of states for each value, not a sentence for each."""
_GROUPS = (
    (Truth.YES, "True of"),
    (Truth.PARTLY, "True in part, in places or circumstances, of"),
    (Truth.UNKNOWN, "Not decided for"),
    (Truth.NO, "Not true of"),
)


def address(found: Cell, day: dt.date, today: dt.date) -> str:
    """Return the permanent address of a cell, as of its day where that is not today."""
    path = f"/answer/{found.jurisdiction.code}/{found.question.id}"
    return path if day == today else f"{path}?as_of={day.isoformat()}"


def cell_json(found: Cell, day: dt.date, today: dt.date) -> dict[str, object]:
    """Return a cell as the `cell` of a claim; the keys are a contract."""
    return {
        "country": found.jurisdiction.code,
        "question": found.question.id,
        "as_of": day.isoformat(),
        "status": found.status.id,
        "address": address(found, day, today),
    }


def evidence_of(
    truths: Truths, judgement: ClaimJudgement, held: Held | None = None
) -> Iterator[dict[str, object]]:
    """Yield sentences, each with a provision and its official address where it has one."""
    if judgement.why:
        yield {"text": judgement.why}
    if judgement.until:
        yield {"text": f"It held until {judgement.until.isoformat()}."}
    cells = truths.cells(judgement.day)
    if len(cells) <= MOST_CELLS:
        for found in cells:
            yield from _of_cell(found, judgement.day)
    else:
        yield from _of_states(truths, judgement.day)
    yield from (told_of(cited, cells, held) for cited in truths.statement.cited)


def _of_cell(found: Cell, day: dt.date) -> Iterator[dict[str, object]]:
    reason = f" ({found.reason})" if found.reason else ""
    yield {
        "text": f"{found.jurisdiction.name}, {found.question.short.lower()}, on {day.isoformat()}: "
        f"{found.status.label.lower()}{reason}.",
    }
    facts = found.facts
    if facts and facts.penalty_known and found.question.kind == "offence":
        scales = "; ".join(penalty_words.line(scale) for scale in facts.basic)
        yield {"text": f"Penalty: {scales}."}
    if facts and facts.offence and found.question.id == "purchase-exploited":
        standards = dict.fromkeys(
            label(str(fault.standard), "fault-standard") for fault in facts.offence.fault
        )
        yield {"text": f"Fault: {', '.join(standards)}."}
    searched = facts.searched if facts else None
    if searched:
        acts = {act.id: act for act in found.jurisdiction.instruments}
        act = acts[searched.instrument]
        yield {
            "text": f"Searched: {(act.short or act.title).removesuffix('.')}.",
            "official_address": str(act.url),
            "text_state": searched.state,
        }
    since = facts.since if facts else None
    for cited in found.citations:
        yield {
            "text": f"{cited.label}.",
            "provision": f"/provision/{cited.provision_id}",
            "official_address": cited.official_url,
            "text_state": facts.text_state if facts else None,
            "since": since.day if since else None,
        }


def _of_states(truths: Truths, day: dt.date) -> Iterator[dict[str, object]]:
    values = truths.by_state(day)
    names = {found.jurisdiction.code: found.jurisdiction.name for found in truths.cells(day)}
    for value, words in _GROUPS:
        codes = [code for code, found in values.items() if found is value]
        listed = ", ".join(names[code] for code in codes)
        if codes:
            yield {"text": f"{words} {len(codes)}: {listed}.", "states": codes}
