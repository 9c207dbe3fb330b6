"""The living count: in how many member states a question is answered with yes, as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.dates import first_day
from corpus.library import Knowledge
from corpus.model import Question, Status
from corpus.penalty import Strict
from corpus.yamlfile import YamlFile
from search_app.compare import Cell, cell

FILE = Path(__file__).parent / "counts.yaml"
_UNREAD = ("not-known", "not-checked")


class CountSentences(Strict):
    """The main sentence of a count, with states to count and without; without its full stop."""

    counted: str
    none: str


class CountWords(Strict):
    """`counts.yaml`: the sentences, and which statuses are counted."""

    questions: dict[str, CountSentences]
    counted: tuple[str, ...]
    also: dict[str, str]
    old_text_years: int


@dataclass(frozen=True)
class StatusGroup:
    """The states that have one status, in the order of the comparison."""

    status: Status
    cells: tuple[Cell, ...]
    counted: bool


@dataclass(frozen=True)
class StateCount:
    """The cells of all member states on a question as of a day."""

    question: Question
    as_of: dt.date
    cells: tuple[Cell, ...]

    @property
    def counted(self) -> tuple[Cell, ...]:
        """The cells that count."""
        return tuple(c for c in self.cells if c.status.id in count_words().counted)

    @property
    def groups(self) -> tuple[StatusGroup, ...]:
        """The states by status: the weightiest first, those whose law is not known last."""
        statuses = {c.status.id: c.status for c in self.cells}
        order = sorted(statuses.values(), key=lambda s: (s.id in _UNREAD, -s.weight, s.id))
        return tuple(self._group(status) for status in order)

    @property
    def old(self) -> tuple[Cell, ...]:
        """The states whose law was read and nothing found, in an old text; the oldest first."""
        return old_texts(self.cells, self.as_of)

    @property
    def others(self) -> Iterator[StatusGroup]:
        """The groups that do not count."""
        return (group for group in self.groups if not group.counted)

    def _group(self, status: Status) -> StatusGroup:
        cells = tuple(c for c in self.cells if c.status.id == status.id)
        return StatusGroup(status, cells, status.id in count_words().counted)


def count(knowledge: Knowledge, question: str, as_of: dt.date) -> StateCount:
    """Return the count on a question as of a day.

    Raises:
        KeyError: an unknown question.
    """
    cells = tuple(cell(knowledge, code, question, as_of) for code in knowledge.states)
    return StateCount(knowledge.questions[question], as_of, cells)


def old_texts(cells: Iterable[Cell], as_of: dt.date) -> tuple[Cell, ...]:
    """Return the cells in which nothing was found in a text that is old on a day, the oldest first.

    A text is old if it is more than `old_text_years` of `counts.yaml` older than the day.
    """
    limit = (as_of.year - count_words().old_text_years, as_of.month, as_of.day)
    read = ((_text_day(cell), cell) for cell in cells if cell.status.id == "none")
    old = [(day, c) for day, c in read if day and (day.year, day.month, day.day) < limit]
    return tuple(cell for _, cell in sorted(old, key=lambda pair: pair[0]))


def text_state(cell: Cell) -> str | None:
    """Return the date of the text that a cell rests on; None if none was read."""
    written = cell.answer.text_state if cell.answer else None
    return cell.facts.text_state if cell.facts else written


def _text_day(cell: Cell) -> dt.date | None:
    state = text_state(cell)
    return first_day(state) if state else None


@cache
def count_words() -> CountWords:
    """Return the sentences of the counts.

    Raises:
        CorpusError: `counts.yaml` is not valid.
    """
    return YamlFile(FILE, "search_app/counts.yaml").parse(CountWords)
