"""The librarian: lists what a human should look at in the curated knowledge.

Faults (what does not validate) are raised by `corpus.library`; this module lists what is valid and
yet empty, weak, stale or not rendered, each with file and line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from corpus.dates import last_day
from corpus.library import HOME, Knowledge
from corpus.model import Answer, Jurisdiction
from corpus.numbers import citing_number
from corpus.penalty import Strict
from corpus.yamlfile import YamlFile

Kind = Literal["empty", "weak", "stale", "unknown-date", "unrendered"]
STALE_AFTER = dt.timedelta(days=730)
RENDERED_QUESTIONS = ("purchase-adult", "purchase-exploited", "purchase-minor", "purchase-public")


class Finding(Strict):
    """One thing to look at: what kind, where, and a sentence."""

    kind: Kind
    country: str
    question: str | None
    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}: {self.text}"


def check(
    knowledge: Knowledge, home: Path = HOME, today: dt.date | None = None
) -> tuple[Finding, ...]:
    """Return all findings, jurisdiction by jurisdiction.

    `stale` means that the text read is more than two years older than `today`.
    """
    day = today or dt.date.today()
    found: list[Finding] = []
    for code, jurisdiction in knowledge.jurisdictions.items():
        name = f"jurisdictions/{code}.yaml"
        file = YamlFile(home / name, f"{home.name}/{name}")
        found.extend(_empty(knowledge, jurisdiction, file))
        for question, answers in jurisdiction.answers.items():
            for i, answer in enumerate(answers):
                line = file.line(["answers", question, i])
                for kind, text in _judge(jurisdiction, question, answer, day):
                    found.append(_finding(kind, jurisdiction, question, file, line, text))
    return tuple(found)


def _finding(
    kind: Kind, j: Jurisdiction, question: str | None, file: YamlFile, line: int, text: str
) -> Finding:
    return Finding(
        kind=kind, country=j.code, question=question, file=file.name, line=line, text=text
    )


def _empty(knowledge: Knowledge, j: Jurisdiction, file: YamlFile) -> Iterator[Finding]:
    if j.code == "eu":
        return
    for question in knowledge.questions:
        if not any(a.status != "not-checked" for a in j.answers.get(question, ())):
            text = f"{j.name}, {question}: nobody has read the law yet"
            yield _finding("empty", j, question, file, file.line(["answers", question]), text)


def _judge(
    j: Jurisdiction, question: str, answer: Answer, today: dt.date
) -> Iterator[tuple[Kind, str]]:
    name = f"{j.name}, {question}"
    if answer.confidence != "text-seen":
        yield "weak", f"{name}: rests on {answer.confidence} ({answer.status})"
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


def _unrendered(j: Jurisdiction, answer: Answer) -> Iterator[str]:
    rendered = {(r.instrument, citing_number(r.provision, j.code)) for r in j.renderings}
    for cited in answer.citations:
        if (cited.instrument, citing_number(cited.provision, j.code)) not in rendered:
            yield f"{cited.instrument}, {cited.provision}"
