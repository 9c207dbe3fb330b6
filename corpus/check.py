"""Lists what a person should look at in the curated knowledge, each with file and line.

`corpus.library` raises an error for what is not valid. This module lists what is valid but empty,
weak, stale, contradictory, uncited, undated or not rendered into English.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from corpus.contradictions import BUYER, contradictions
from corpus.dates import first_day, last_day
from corpus.jurisdictions import MAIN
from corpus.library import COVERED_FROM, HOME, Knowledge, known_from
from corpus.model import Answer, Jurisdiction
from corpus.numbers import citing_number
from corpus.penalty import Strict
from corpus.policy import Body, Entry, Obligation, PolicyText
from corpus.verdict.equality import unequal
from corpus.verdict.history import verdict_on
from corpus.verification.dates import Wordings, contradicted_days
from corpus.yamlfile import dotted

Kind = Literal["empty", "weak", "stale", "contradictory", "uncited", "unknown-date", "unrendered"]
KINDS: tuple[Kind, ...] = (
    *("empty", "uncited", "contradictory", "weak", "stale", "unknown-date", "unrendered"),
)
_REST = {
    "secondary": "known from secondary sources only",
    "memory": "known from general knowledge only",
}
STALE_AFTER = dt.timedelta(days=730)
RENDERED_QUESTIONS = (
    *("purchase-adult", "purchase-exploited", "purchase-minor", "purchase-public"),
    *("procuring", "trafficking", "non-punishment", "compensation", "support-exit"),
    *("victim-information", "residence"),
)


class OpenPoint(Strict):
    """One thing to look at: its kind, its place, and a sentence.

    `country` is the code of a jurisdiction, or "coe" for the Council of Europe; `entry` is the id
    of an entry of the policy layer, when the finding is about one.
    """

    kind: Kind
    country: str
    question: str | None
    file: str
    line: int
    text: str
    entry: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}: {self.text}"


@dataclass(frozen=True)
class _Place:
    """The files of some entries with the lines of their paths; made-up knowledge has none."""

    files: Mapping[str, Mapping[str, int]]
    main: str

    def line(self, *path: str | int) -> tuple[str, int]:
        """Return file and line of a path, or of its nearest parent that exists."""
        for steps in range(len(path), 0, -1):
            name = dotted(path[:steps])
            for file, lines in self.files.items():
                if name in lines:
                    return file, lines[name]
        return self.main, 1


def contradicted(
    knowledge: Knowledge, wordings: Wordings, home: Path = HOME
) -> tuple[OpenPoint, ...]:
    """Return the days in the corpus that the wordings held contradict, as open points.

    `wordings` returns the dated texts of a provision, given its id.
    """
    points: list[OpenPoint] = []
    for found in contradicted_days(knowledge, wordings):
        claim = found.claim
        j = knowledge.jurisdictions[claim.country]
        place = _jurisdiction_place(knowledge, home, j.code)
        question = claim.name if claim.name in knowledge.questions else None
        at = (
            place.line("answers", claim.name, claim.place)
            if claim.place is not None
            else (place.line("answers"))
        )
        text = f"{j.name}, {claim.name}: {found.text}"
        points.append(_finding("contradictory", j, question, at, text))
    return tuple(points)


def check(
    knowledge: Knowledge, home: Path = HOME, today: dt.date | None = None
) -> tuple[OpenPoint, ...]:
    """Return all open points, jurisdiction by jurisdiction, then those of the policy layer.

    No file is read: the lines are those noted when the knowledge was loaded from `home`. A point is
    `stale` if the text read is more than two years older than `today`.
    """
    day = today or dt.date.today()
    points: list[OpenPoint] = []
    for jurisdiction in knowledge.states.values():
        place = _jurisdiction_place(knowledge, home, jurisdiction.code)
        points.extend(_jurisdiction(knowledge, jurisdiction, place, day))
    points.extend(_unequal(knowledge, home, day))
    points.extend(_policy(knowledge, home))
    return tuple(points)


def _unequal(knowledge: Knowledge, home: Path, day: dt.date) -> Iterator[OpenPoint]:
    """Yield equal facts with unequal statuses, and written statuses that the facts refute."""
    for group in unequal(knowledge.coded, day):
        for code, status in group.statuses.items():
            place = _jurisdiction_place(knowledge, home, code)
            others = ", ".join(f"{c}: {s}" for c, s in group.statuses.items() if c != code)
            text = f"{code}, {group.question}: {status}, but with equal facts {others}"
            line = place.line("answers", group.question)
            j = knowledge.jurisdictions[code]
            yield _finding("contradictory", j, group.question, line, text)
    for code, state in knowledge.coded.items():
        j = knowledge.jurisdictions[code]
        place = _jurisdiction_place(knowledge, home, code)
        for question in knowledge.questions:
            written = knowledge.answer(code, question, day)
            computed = verdict_on(state, question, day).status
            if written is not None and written.status != computed:
                text = f"{j.name}, {question}: written {written.status}, by the facts {computed}"
                line = place.line("answers", question, len(j.answers[question]) - 1)
                yield _finding("contradictory", j, question, line, text)


def _jurisdiction_place(knowledge: Knowledge, home: Path, code: str) -> _Place:
    folder = f"{home.name}/{'union' if code == 'eu' else f'states/{code}'}/"
    return _place(knowledge, folder, folder + MAIN)


def _place(knowledge: Knowledge, start: str, main: str) -> _Place:
    """Return the files whose names begin with `start`; `main` is named where no line is known."""
    files = {name: lines for name, lines in knowledge.lines.items() if name.startswith(start)}
    return _Place(files, main)


def _jurisdiction(
    knowledge: Knowledge, j: Jurisdiction, place: _Place, day: dt.date
) -> Iterator[OpenPoint]:
    for question in knowledge.questions:
        line = place.line("answers", question)
        for kind, text in _judge_all(j, question):
            yield _finding(kind, j, question, line, text)
    for question, answers in j.answers.items():
        for i, answer in enumerate(answers):
            line = place.line("answers", question, i)
            for kind, text in _judge(j, question, answer, day):
                yield _finding(kind, j, question, line, text)
    for clash in contradictions(knowledge, j.code, day):
        line = place.line("answers", clash.question, len(j.answers[clash.question]) - 1)
        text = f"{j.name}, {clash.question}: {clash.text}"
        yield _finding("contradictory", j, clash.question, line, text)


def _finding(
    kind: Kind, j: Jurisdiction, question: str | None, at: tuple[str, int], text: str
) -> OpenPoint:
    file, line = at
    return OpenPoint(kind=kind, country=j.code, question=question, file=file, line=line, text=text)


def _judge_all(j: Jurisdiction, question: str) -> Iterator[tuple[Kind, str]]:
    """Yield what the periods of a question leave open: everything, gaps, or the beginning."""
    name = f"{j.name}, {question}"
    answers = [a for a in j.answers.get(question, ()) if a.status != "not-checked"]
    if not answers:
        yield "empty", f"{name}: nobody has read the law yet"
        return
    for before, after in pairwise(answers):
        if before.until and first_day(before.until) < known_from(after):
            text = f"not known from {before.until} until {known_from(after)}"
            yield "unknown-date", f"{name}: {text}"
    if question in BUYER and known_from(answers[0]) > COVERED_FROM:
        yield "unknown-date", f"{name}: not known before {known_from(answers[0])}"


def _judge(
    j: Jurisdiction, question: str, answer: Answer, today: dt.date
) -> Iterator[tuple[Kind, str]]:
    name = f"{j.name}, {question}"
    if not answer.citations and not answer.evidence:
        yield "uncited", f"{name}: neither a provision nor evidence ({answer.status})"
    if answer.confidence != "text-seen":
        yield "weak", f"{name}: {_REST[answer.confidence]}{_no_provision(answer)}"
    if answer.other_reading:
        other = answer.other_reading
        yield (
            "contradictory",
            f"{name}: read as {answer.status}; another reading is {other.status}: {other.why}",
        )
    if answer.until is not None:
        return
    if answer.since is None:
        yield "unknown-date", f"{name}: {answer.since_note}"
    if answer.text_state and today - last_day(answer.text_state) > STALE_AFTER:
        yield "stale", f"{name}: the text read is of {answer.text_state}"
    if question in RENDERED_QUESTIONS:
        yield from (
            ("unrendered", f"{name}: no English rendering of {cited}")
            for cited in _unrendered(j, answer)
        )


def _no_provision(answer: Answer) -> str:
    period = f" ({answer.status}, until {answer.until})" if answer.until else f" ({answer.status})"
    claims = answer.status not in {"none", "not-applicable", "unclear"}
    return f"{period}, no provision named" if claims and not answer.citations else period


def _unrendered(j: Jurisdiction, answer: Answer) -> Iterator[str]:
    rendered = {(r.instrument, citing_number(r.provision, j.code)) for r in j.renderings}
    for cited in answer.citations:
        if (cited.instrument, citing_number(cited.provision, j.code)) not in rendered:
            yield f"{cited.instrument}, {cited.provision}"


def _policy(knowledge: Knowledge, home: Path) -> Iterator[OpenPoint]:
    policy = knowledge.policy
    for folder, key, entries in (
        ("union/obligations/", "obligations", policy.obligations),
        ("policy/", "texts", policy.texts),
        ("policy/", "bodies", policy.bodies),
    ):
        start = f"{home.name}/{folder}"
        place = _place(knowledge, start, f"{start}{key}.yaml")
        for i, entry in enumerate(entries):
            file, line = place.line(key, i)
            for kind, text in _judge_entry(entry):
                yield OpenPoint(
                    kind=kind,
                    country=entry.jurisdiction,
                    question=None,
                    file=file,
                    line=line,
                    text=f"{entry.id}: {text}",
                    entry=entry.id,
                )


def _judge_entry(entry: Entry) -> Iterator[tuple[Kind, str]]:
    if isinstance(entry, Obligation) and entry.confidence != "text-seen":
        yield "weak", f"{entry.provision}, {_REST[entry.confidence]}"
    elif isinstance(entry, PolicyText | Body) and entry.confidence == "memory":
        yield "weak", _REST[entry.confidence]
    if isinstance(entry, PolicyText) and entry.status == "not-known":
        yield "stale", "nobody saw whether it still holds"
    if isinstance(entry, Body) and entry.since is None:
        yield "unknown-date", "not known since when it exists"
    if isinstance(entry, PolicyText) and entry.date is None:
        yield "unknown-date", "its date is not known"
