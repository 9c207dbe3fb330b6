"""The published figures of search: `results.json`, which the accuracy page shows.

Written by `demandside evaluate-search --publish`; it holds figures only.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import Field

from corpus.penalty import Strict
from corpus.yamlfile import CorpusError
from search_app.evaluation.figures import RankingFigures
from search_app.evaluation.measure import Row

RESULTS = Path(__file__).parent / "results.json"


class SearchFigures(Strict):
    """How many questions were asked, and how well their right provisions were found."""

    questions: int = Field(ge=0)
    success_1: float = Field(ge=0, le=1)
    success_10: float = Field(ge=0, le=1)
    reciprocal_rank: float = Field(ge=0, le=1)
    ndcg_10: float = Field(ge=0, le=1)
    empty: int = Field(ge=0)


class ResultRow(Strict):
    """The figures of a group of questions, for search and for the peer."""

    name: str
    engine: SearchFigures
    peer: SearchFigures


class Results(Strict):
    """The day of a measurement, the provisions that were searched, and the rows."""

    measured: dt.date
    provisions: int
    rows: tuple[ResultRow, ...]

    def row(self, name: str) -> ResultRow:
        """Return the row with a name.

        Raises:
            KeyError: there is no such row.
        """
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)

    def languages(self) -> tuple[ResultRow, ...]:
        """The rows of single languages."""
        return tuple(row for row in self.rows if len(row.name) == 2)


def results_of(rows: Sequence[Row], provisions: int, measured: dt.date) -> Results:
    """Return the figures in the form for publication."""
    return Results(
        measured=measured,
        provisions=provisions,
        rows=tuple(
            ResultRow(name=row.name, engine=_plain(row.engine), peer=_plain(row.peer))
            for row in rows
        ),
    )


def _plain(figures: RankingFigures) -> SearchFigures:
    return SearchFigures.model_validate(figures.as_dict())


def write_results(found: Results, path: Path = RESULTS) -> None:
    """Write the figures to a new file, then rename it into place."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    packed = json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=1)
    with aside.open("w", encoding="utf-8") as file:
        file.write(packed + "\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


@cache
def search_results() -> Results:
    """Return the published figures.

    Raises:
        CorpusError: the file is missing or broken.
    """
    try:
        return Results.model_validate_json(RESULTS.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError([f"{RESULTS.name}: {error}"]) from error
