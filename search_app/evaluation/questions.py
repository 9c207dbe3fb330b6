"""Readers' questions and the provisions that answer them (`queries/<lang>.yaml`).

They were written by people who read the statutes and had not seen the engine. By the hash of its id
a question belongs to the half that weights are fitted on, or to the half that is kept apart.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from corpus.library import packaged_knowledge
from corpus.penalty import Strict
from corpus.yamlfile import CorpusError, YamlFile

HOME = Path(__file__).parent / "queries"
KINDS = ("plain", "term", "number", "cross")
QuestionKind = Literal["plain", "term", "number", "cross"]
ANSWERS = 2
"""The grade of a provision that answers a question; one of grade 1 only helps."""


class ReaderQuestion(Strict):
    """A question as typed. `right` grades provisions by id: 2 answers it, 1 helps."""

    id: str
    text: str = Field(min_length=2)
    kind: QuestionKind
    topic: str
    right: dict[str, Literal[1, 2]] = Field(min_length=1)
    note: str | None = None

    @property
    def language(self) -> str:
        """The language of the question."""
        return self.id.partition("-")[0]

    @property
    def kept_apart(self) -> bool:
        """Whether it is kept out of fitting."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 1

    @property
    def answers(self) -> frozenset[str]:
        """The ids of the provisions that answer it."""
        return frozenset(name for name, grade in self.right.items() if grade == ANSWERS)


class _Questions(Strict):
    language: str
    queries: tuple[ReaderQuestion, ...]

    @model_validator(mode="after")
    def _check(self) -> _Questions:
        topics = packaged_knowledge().questions
        seen: set[str] = set()
        for question in self.queries:
            if question.language != self.language or question.id in seen:
                raise ValueError(f"{question.id}: not an id of its own of '{self.language}'")
            if question.topic not in topics:
                raise ValueError(f"{question.id}: no topic '{question.topic}'")
            if not question.answers:
                raise ValueError(f"{question.id}: no provision answers it")
            seen.add(question.id)
        return self


def read_questions(home: Path = HOME) -> tuple[ReaderQuestion, ...]:
    """Return all questions, sorted by language.

    Raises:
        CorpusError: one line per fault.
    """
    found: list[ReaderQuestion] = []
    faults: list[str] = []
    for path in sorted(home.glob("*.yaml")):
        try:
            table = YamlFile(path, f"{home.name}/{path.name}").parse(_Questions)
            if table.language != path.stem:
                faults.append(f"{home.name}/{path.name}: language is '{table.language}'")
            found.extend(table.queries)
        except CorpusError as error:
            faults.extend(error.lines)
    if faults:
        raise CorpusError(faults)
    return tuple(found)
