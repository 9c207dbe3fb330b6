"""Editions: whole or not there, the same bytes, checksums, changes and descriptions."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
import yaml

from corpus.library import Knowledge
from search_app.editions.edition import Edition, EditionError, edition_name, make_edition
from search_app.editions.resources import resources
from search_app.release import release_of


def test_checksums_hold(edition: Edition) -> None:
    """`sha256sum -c` accepts every file, and every file but the list is in the list."""
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"],
        cwd=edition.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": OK") == len(edition.files) - 1


def test_same_knowledge_makes_the_same_bytes(
    edition: Edition, two_states: Knowledge, tmp_path: Path
) -> None:
    """An edition can be made again and compared with the published one."""
    again = make_edition(two_states, tmp_path)
    sums = [(e.folder / "SHA256SUMS").read_bytes() for e in (edition, again)]
    assert sums[0] == sums[1]
    assert again.folder.name == edition_name(edition.release)


def test_nothing_is_left_beside_it(edition: Edition, two_states: Knowledge) -> None:
    """Made again in the same place, it says so and leaves the folder as it was."""
    again = make_edition(two_states, edition.folder.parent)
    assert (edition.made, again.made) == (True, False)
    assert [path.name for path in edition.folder.parent.iterdir()] == [edition.folder.name]


def test_another_edition_of_the_same_name_stays(
    edition: Edition, two_states: Knowledge, tmp_path: Path
) -> None:
    """A published edition is never replaced by other files."""
    folder = tmp_path / edition.folder.name
    shutil.copytree(edition.folder, folder)
    (folder / "SHA256SUMS").write_text("other\n", encoding="utf-8")
    with pytest.raises(EditionError, match="has other files"):
        make_edition(two_states, tmp_path)
    assert (folder / "SHA256SUMS").read_text("utf-8") == "other\n"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_is_no_edition_is_refused(two_states: Knowledge, tmp_path: Path) -> None:
    """`--previous` must name an edition."""
    with pytest.raises(EditionError, match="is no release"):
        make_edition(two_states, tmp_path / "out", previous=tmp_path)


def test_changes_of_facts_are_listed(
    edition: Edition, two_states: Knowledge, tmp_path: Path
) -> None:
    """A status that differs, a row that is gone and a new one are told apart."""
    former = tmp_path / "demandside-0.0.9"
    shutil.copytree(edition.folder, former)
    path = former / "data/status-periods.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, names = list(reader), reader.fieldnames or []
    changed, removed = rows[0], rows[1]
    status = changed["status"]
    kept = [{**changed, "status": "unclear"}, *rows[2:], {**rows[-1], "from": "2999-01-01"}]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(kept)
    made = make_edition(two_states, tmp_path / "out", previous=former)
    told = json.loads((made.folder / "changes.json").read_text("utf-8"))["changes"]
    assert [(c["change"], c["row"]["from"]) for c in told] == [
        ("changed", changed["from"]),
        ("removed", "2999-01-01"),
        ("added", removed["from"]),
    ]
    assert told[0]["before"] == {"status": "unclear"}
    assert told[0]["after"] == {"status": status}
    assert made.differences == 3
    page = (made.folder / "CHANGES.md").read_text("utf-8")
    assert f"status: “unclear” → “{status}”" in page


def test_metadata_name_release_and_licence(edition: Edition) -> None:
    """Citation file, Zenodo, DataCite, RO-Crate and README agree."""
    folder, release = edition.folder, edition.release
    cff = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    assert (cff["version"], cff["date-released"]) == (release.id, release.day)
    assert cff["license"] == "CC-BY-4.0"
    zenodo = json.loads((folder / ".zenodo.json").read_text("utf-8"))
    assert (zenodo["upload_type"], zenodo["license"]) == ("dataset", "cc-by-4.0")
    datacite = json.loads((folder / "datacite.json").read_text("utf-8"))
    assert datacite["publicationYear"] == str(release.day.year)
    assert datacite["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"
    graph = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    parts = {part["@id"] for part in graph if part["@type"] == "File"}
    assert {"data/offences.csv", "demandside.sqlite", "datapackage.json"} <= parts
    root = next(part for part in graph if part["@id"] == "./")
    assert {part["@id"] for part in root["hasPart"]} == parts
    assert release.short_hash in (folder / "README.md").read_text("utf-8")


def test_workbook_has_a_sheet_for_each_table(edition: Edition) -> None:
    """The workbook of an edition holds all tables, with the release on the last sheet."""
    book = openpyxl.load_workbook(edition.folder / "demandside.xlsx", read_only=True)
    tables = {path.stem for path in (edition.folder / "data").iterdir()}
    assert set(book.sheetnames) == {*tables, "About"}
    about = dict(book["About"].iter_rows(values_only=True, max_col=2))
    assert edition.release.short_hash in about["Release"]
    book.close()


def test_edition_is_named_after_the_release(edition: Edition, two_states: Knowledge) -> None:
    """Folder and release have one name, with version, day and hash."""
    release = release_of(two_states)
    assert release == edition.release
    assert re.fullmatch(r"demandside-\d[\d.]*\+\d{4}-\d\d-\d\d\.[0-9a-f]{8}", edition.folder.name)


def test_every_column_says_what_its_cells_say(edition: Edition, two_states: Knowledge) -> None:
    for table in resources(two_states, edition.release):
        for column in table.columns:
            words = column.description.rstrip(".").casefold()
            assert len(words) > 8 and words != column.name.replace("_", " "), (table.name, column)
