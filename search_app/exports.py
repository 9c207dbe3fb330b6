"""The curated knowledge as files: one CSV table per kind of entry, and all of it as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from corpus.library import Knowledge, known_from
from corpus.penalty import Strict
from search_app.compare import cell_of, to_json
from search_app.web.formats import csv_text

ANSWER_COLUMNS = (
    *("country", "question", "status", "since", "until", "penalty", "mens_rea", "age"),
    *("citations", "summary", "note", "evidence", "other_reading", "confidence", "checked"),
    "text_state",
)
EVENT_COLUMNS = ("country", "date", "status", "title", "text", "questions", "confidence")
RENDERING_COLUMNS = (
    *("country", "instrument", "provision", "heading", "text", "state", "concepts"),
    "buyer_liable",
)
POLICY_COLUMNS = {
    "obligations": (
        *("id", "instrument", "provision", "title", "force", "obliges", "question", "since"),
        *("until", "deadline", "not_bound", "note", "sources", "concepts", "confidence"),
    ),
    "policy-texts": (
        *("id", "jurisdiction", "kind", "title", "title_en", "language", "publisher"),
        *("reference", "celex", "date", "period", "status", "summary", "url", "note", "sources"),
        *("concepts", "confidence"),
    ),
    "bodies": (
        *("id", "jurisdiction", "name", "name_en", "roles", "independent", "since", "mandate"),
        *("url", "note", "sources", "concepts", "confidence"),
    ),
    "positions": (
        *("id", "jurisdiction", "organisation", "seat", "stance", "asks", "languages", "url"),
        *("evidence", "labelled", "note", "concepts", "confidence"),
    ),
}
"""The tables of the policy layer and their columns; none of them is an answer."""


def answers(knowledge: Knowledge) -> list[dict[str, object]]:
    """Return every answer of every period in the form of `/compare.json`."""
    return [
        to_json(
            cell_of(
                knowledge, jurisdiction, knowledge.questions[question], answer, known_from(answer)
            )
        )
        for jurisdiction in knowledge.jurisdictions.values()
        for question, periods in jurisdiction.answers.items()
        for answer in periods
    ]


def write_export(knowledge: Knowledge, folder: Path) -> list[Path]:
    """Write all files into a folder, each aside first; return their paths.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    all_answers = answers(knowledge)
    layers = policy(knowledge)
    everything = {
        "answers": all_answers,
        "events": _events(knowledge),
        "renderings": _renderings(knowledge),
        "concepts": [c.model_dump(mode="json") for c in knowledge.concepts.values()],
        "questions": [q.model_dump(mode="json") for q in knowledge.questions.values()],
        "statuses": [s.model_dump(mode="json") for s in knowledge.statuses.values()],
        **{name.replace("-", "_"): rows for name, rows in layers.items()},
        "policy_sources": [_plain(s) for s in knowledge.policy.sources.values()],
    }
    tables = {
        "answers.csv": _table(ANSWER_COLUMNS, all_answers),
        "events.csv": _table(EVENT_COLUMNS, _events(knowledge)),
        "renderings.csv": _table(RENDERING_COLUMNS, _renderings(knowledge)),
        **{f"{name}.csv": _table(POLICY_COLUMNS[name], rows) for name, rows in layers.items()},
        "demandside.json": json.dumps(everything, ensure_ascii=False, indent=1) + "\n",
    }
    return [_write(folder / name, text) for name, text in tables.items()]


def policy(knowledge: Knowledge) -> dict[str, list[dict[str, object]]]:
    """Return the entries of the policy layer by the name of their table."""
    layer = knowledge.policy
    return {
        "obligations": [_plain(entry) for entry in layer.obligations],
        "policy-texts": [_plain(entry) for entry in layer.texts],
        "bodies": [_plain(entry) for entry in layer.bodies],
        "positions": [_plain(entry) for entry in layer.positions],
    }


def _plain(entry: Strict) -> dict[str, object]:
    return entry.model_dump(mode="json")


def _events(knowledge: Knowledge) -> list[dict[str, object]]:
    return [
        {"country": j.code, **event.model_dump(mode="json")}
        for j in knowledge.jurisdictions.values()
        for event in j.events
    ]


def _renderings(knowledge: Knowledge) -> list[dict[str, object]]:
    return [
        {"country": j.code, **rendering.model_dump(mode="json")}
        for j in knowledge.jurisdictions.values()
        for rendering in j.renderings
    ]


def _table(columns: Sequence[str], rows: list[dict[str, object]]) -> str:
    return csv_text(columns, ([_flat(row[name]) for name in columns] for row in rows))


def _flat(value: object) -> object:
    """A list of names or citations as one text; structured values as JSON."""
    if isinstance(value, list):
        return "; ".join(str(v["label"]) if isinstance(v, dict) else str(v) for v in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _write(path: Path, text: str) -> Path:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with aside.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return aside.replace(path)
