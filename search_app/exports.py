"""The curated knowledge as files: one CSV table per kind of entry, and all of it as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from corpus.library import Knowledge, known_from
from search_app.compare import cell_of
from search_app.contract.base import CsvRow
from search_app.contract.cells import AnswerRow, CellData, answer_row, cell_data
from search_app.contract.exports import (
    EventRow,
    ExportedBody,
    ExportedObligation,
    ExportedPosition,
    ExportedText,
    RenderingRow,
)
from search_app.csvtext import csv_text
from search_app.release import LICENCE_URL, RELEASE_COLUMN, Release

TABLES: Mapping[str, type[CsvRow]] = {
    "answers": AnswerRow,
    "events": EventRow,
    "renderings": RenderingRow,
    "obligations": ExportedObligation,
    "policy-texts": ExportedText,
    "bodies": ExportedBody,
    "positions": ExportedPosition,
}
"""The exported tables by name, in order. Those after the renderings are policy: never an answer."""


def answers(knowledge: Knowledge) -> Iterator[CellData]:
    """Yield every answer of every period, as `/compare.json` has them."""
    for jurisdiction in knowledge.jurisdictions.values():
        for question, periods in jurisdiction.answers.items():
            for answer in periods:
                asked, day = knowledge.questions[question], known_from(answer)
                yield cell_data(cell_of(knowledge, jurisdiction, asked, answer, day))


def write_export(knowledge: Knowledge, folder: Path, release: Release) -> list[Path]:
    """Write all files into a folder, each under another name first; return their paths.

    Every row of a table names the release in its last column.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    layers = policy(knowledge)
    rows: dict[str, Iterable[CsvRow]] = {
        "answers": map(answer_row, answers(knowledge)),
        "events": _rows(EventRow, knowledge, "events"),
        "renderings": _rows(RenderingRow, knowledge, "renderings"),
        **{name: map(TABLES[name].of, entries) for name, entries in layers.items()},
    }
    files = {
        **{f"{name}.csv": _table(model, rows[name], release) for name, model in TABLES.items()},
        "demandside.json": json.dumps(everything(knowledge, release), ensure_ascii=False, indent=1)
        + "\n",
    }
    return [_write(folder / name, text) for name, text in files.items()]


def everything(knowledge: Knowledge, release: Release) -> dict[str, object]:
    """Return what `demandside.json` holds: all of the curated knowledge as structured records."""
    layers = policy(knowledge)
    return {
        "release": release.id,
        "day": release.day.isoformat(),
        "licence": LICENCE_URL,
        "answers": [answer.plain() for answer in answers(knowledge)],
        "events": _with_country(knowledge, "events"),
        "renderings": _with_country(knowledge, "renderings"),
        "concepts": _plain(knowledge.concepts.values()),
        "questions": _plain(knowledge.questions.values()),
        "statuses": _plain(knowledge.statuses.values()),
        **{name.replace("-", "_"): _plain(entries) for name, entries in layers.items()},
        "policy_sources": _plain(knowledge.policy.sources.values()),
    }


def policy(knowledge: Knowledge) -> dict[str, tuple[BaseModel, ...]]:
    """Return the entries of the policy layer by the name of their table."""
    layer = knowledge.policy
    return {
        "obligations": layer.obligations,
        "policy-texts": layer.texts,
        "bodies": layer.bodies,
        "positions": layer.positions,
    }


def _plain(entries: Iterable[BaseModel]) -> list[dict[str, object]]:
    return [entry.model_dump(mode="json") for entry in entries]


def _with_country(knowledge: Knowledge, name: str) -> list[dict[str, object]]:
    """The entries of a list that each jurisdiction has, as data."""
    return [
        {"country": j.code, **entry.model_dump(mode="json")}
        for j in knowledge.jurisdictions.values()
        for entry in getattr(j, name)
    ]


def _rows(model: type[CsvRow], knowledge: Knowledge, name: str) -> Iterator[CsvRow]:
    for j in knowledge.jurisdictions.values():
        for entry in getattr(j, name):
            yield model.of(entry, country=j.code)


def _table(model: type[CsvRow], rows: Iterable[CsvRow], release: Release) -> str:
    columns = (*model.columns(), RELEASE_COLUMN)
    return csv_text(columns, ((*row.cells(), release.id) for row in rows))


def _write(path: Path, text: str) -> Path:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with aside.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return aside.replace(path)
