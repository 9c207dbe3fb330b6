"""How the facts behind each cell of today stand to the texts: counted, published with the project.

The texts are not part of the project, so the figures are kept in `fact_figures.json`, which
`demandside verify --publish` writes from a data folder.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from corpus.lasting import replace_text
from corpus.library import Knowledge
from corpus.penalty import Strict
from corpus.verification.finding import AGREES, MACHINE, NOT_HELD, NOT_STATED, OUTCOMES, by_outcome
from search_app.compare import cell
from search_app.verification import FindingShelf

TableMaker = Callable[[Sequence[str], Iterable[Sequence[object]]], Iterator[str]]
_FILE = Path(__file__).with_name("fact_figures.json")


class CellFigures(Strict):
    """Of one cell: how many of its facts have each outcome."""

    country: str
    question: str
    outcomes: dict[str, int]


class FactFigures(Strict):
    """All cells of a day, how many provisions were held, and all findings of all periods.

    `by_machine` of the facts that agree were read by the machine too.
    """

    day: dt.date
    provisions: int
    all_periods: dict[str, int]
    by_machine: int
    cells: tuple[CellFigures, ...]

    def by(self, name: str) -> Iterator[tuple[str, Counter[str]]]:
        """Yield the outcomes summed by `country` or by `question`."""
        sums: dict[str, Counter[str]] = {}
        for each in self.cells:
            sums.setdefault(getattr(each, name), Counter()).update(each.outcomes)
        yield from sums.items()


def figures(
    knowledge: Knowledge, shelf: FindingShelf, provisions: int, day: dt.date
) -> FactFigures:
    """Count the findings behind every cell of a day."""
    cells = tuple(
        CellFigures(
            country=code,
            question=question,
            outcomes=by_outcome(shelf.of_cell(cell(knowledge, code, question, day))),
        )
        for code in knowledge.coded
        for question in knowledge.questions
    )
    return FactFigures(
        day=day,
        provisions=provisions,
        all_periods=by_outcome(shelf),
        by_machine=sum(f.outcome == AGREES and MACHINE in f.by for f in shelf),
        cells=cells,
    )


def publish_fact_figures(found: FactFigures, path: Path = _FILE) -> None:
    """Write figures to the file that the documentation is made from.

    Raises:
        OSError: the folder cannot be written.
    """
    replace_text(path, found.model_dump_json(indent=1) + "\n")


@cache
def published_fact_figures() -> FactFigures:
    """Return the figures that are published with the project.

    Raises:
        ValueError: the file is not what `publish` writes.
    """
    return FactFigures.model_validate_json(_FILE.read_bytes())


def share(outcomes: Counter[str]) -> str:
    """Return which share agrees of the facts that a held text can state, as words."""
    stated = outcomes.total() - outcomes[NOT_HELD] - outcomes[NOT_STATED]
    return f"{outcomes['agrees'] / stated:.0%}" if stated else "–"


def page_part(found: FactFigures, table: TableMaker) -> Iterator[str]:
    """Yield the lines of the part of `docs/coverage.md` on facts."""
    total = Counter(found.all_periods)
    held = total.total() - total[NOT_HELD] - total[NOT_STATED]
    yield f"On {found.day.isoformat()} every coded fact was held against a library of"
    yield f"{found.provisions:,} provisions. There are {total.total():,} facts in all periods."
    yield f"A text that can state them is held for {held:,}; {total['agrees']:,} agree"
    yield f"({share(total)}): the"
    yield "words are those that a reader coded, and no fact was changed since. Of these the"
    yield f"machine read {found.by_machine:,} in the text itself. The outcomes are explained in"
    yield "`corpus/lists/verification.yaml`. Below are the facts behind the cells of that day; one"
    yield "counts for each cell that rests on it; the share leaves out what no text held can state."
    yield ""
    for name in ("country", "question"):
        rows = [
            (key, *(counts[outcome] for outcome in OUTCOMES), share(counts))
            for key, counts in found.by(name)
        ]
        yield from table((name, *OUTCOMES, "agree"), rows)
        yield ""
