"""The data package, validated by Frictionless and compared with what the site knows."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import frictionless
import pytest

from corpus.library import Knowledge
from search_app.editions.edition import Edition


def _descriptor(folder: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return read


def test_frictionless_accepts_the_package(edition: Edition) -> None:
    """Types, constraints, keys and references hold for all rows."""
    report = frictionless.validate(str(edition.folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    assert {task.name for task in report.tasks} >= {
        *("offences", "penalties", "schemes", "absences", "status-periods"),
        *("provisions", "citations", "events", "sources", "codebook", "columns"),
    }


def test_frictionless_refuses_a_broken_reference(edition: Edition, tmp_path: Path) -> None:
    """The schema is strict enough to catch a row that points to nothing."""
    descriptor = _descriptor(edition.folder)
    resources = descriptor["resources"]
    assert isinstance(resources, list)
    (tmp_path / "data").mkdir()
    for resource in resources:
        text = (edition.folder / resource["path"]).read_bytes()
        if resource["name"] == "status-periods":
            text = text.replace(b"purchase-adult", b"no-such-question", 1)
        (tmp_path / resource["path"]).write_bytes(text)
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {e.type for task in report.tasks for e in task.errors} == {"foreign-key"}


def test_it_names_release_licence_and_profile(edition: Edition) -> None:
    """The descriptor follows version 2 and says what may be done with the data."""
    descriptor = _descriptor(edition.folder)
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert descriptor["version"] == edition.release.id
    assert [licence["name"] for licence in descriptor["licenses"]] == ["CC-BY-4.0"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [("offences", "sanction", {"criminal", "administrative", "none"})],
)
def test_closed_lists_are_constraints(
    edition: Edition, table: str, column: str, values: set[str]
) -> None:
    """A column with a closed list allows the values of the list only."""
    resources = _descriptor(edition.folder)["resources"]
    assert isinstance(resources, list)
    fields = next(r for r in resources if r["name"] == table)["schema"]["fields"]
    found = next(field for field in fields if field["name"] == column)
    assert values <= set(found["constraints"]["enum"])


def test_periods_have_no_gap(edition: Edition, two_states: Knowledge) -> None:
    """The period of a state and question begins where the one before ended; the last is open."""
    with (edition.folder / "data/status-periods.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    strips: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        strips.setdefault((row["country"], row["question"]), []).append(row)
    assert len(strips) == len(two_states.states) * len(two_states.questions)
    for periods in strips.values():
        ends = [period["until"] for period in periods]
        assert [period["from"] for period in periods] == ["1998-01-01", *ends[:-1]]
        assert ends[-1] == ""
