"""Makes an edition: a folder with every file of a release, checksums last, renamed when whole."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.library import Knowledge
from search_app.editions import describing
from search_app.editions.database import FILE as DATABASE
from search_app.editions.database import datasette_metadata, write_database
from search_app.editions.differences import EditionDifference, changes_page, differences
from search_app.editions.package import TITLE, csv_of, descriptor, path_of
from search_app.editions.resources import Resource, resources
from search_app.editions.workbook import About, WorkbookSheet, workbook
from search_app.exports import everything
from search_app.release import Release, release_of

SUMS = "SHA256SUMS"


class EditionError(Exception):
    """An edition cannot be made: one sentence."""


@dataclass(frozen=True)
class Edition:
    """A finished edition.

    Args:
        folder: where it stands.
        release: the release that it is an edition of.
        files: the paths of its files in the folder, with their size in bytes.
        differences: how many facts differ from the previous edition; None: not compared.
        made: whether it was made now; False if the same edition already stood there.
    """

    folder: Path
    release: Release
    files: dict[str, int]
    differences: int | None
    made: bool


def edition_name(release: Release) -> str:
    """Return the name of an edition's folder: `demandside-0.1.0+2026-11-30.5f0c1a9e`."""
    return f"demandside-{release.id}"


def make_edition(knowledge: Knowledge, out: Path, previous: Path | None = None) -> Edition:
    """Make the edition of a knowledge base in a new folder under `out`.

    The same knowledge and the same previous edition make the same bytes.

    Raises:
        EditionError: `previous` is no edition, or another edition of this name stands there.
        OSError: the folder cannot be written.
    """
    release = release_of(knowledge)
    if previous is not None and not (previous / SUMS).is_file():
        raise EditionError(f"{previous} is no release: it has no {SUMS}")
    folder = out / edition_name(release)
    out.mkdir(parents=True, exist_ok=True)
    aside = out / f".{folder.name}.{os.getpid()}"
    aside.mkdir()
    try:
        tables = resources(knowledge, release)
        changed = None if previous is None else differences(previous, tables)
        _write(aside, knowledge, release, tables)
        _describe(aside, release, tables, changed, previous)
        (aside / SUMS).write_text("".join(_sums(aside)), encoding="utf-8")
        made = not folder.exists()
        if made:
            aside.rename(folder)
        elif (folder / SUMS).read_bytes() != (aside / SUMS).read_bytes():
            raise EditionError(f"{folder} exists and has other files: remove it or choose --out")
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    count = None if changed is None else len(changed)
    return Edition(folder, release, files_of(folder), count, made)


def files_of(folder: Path) -> dict[str, int]:
    """Return the files of an edition by path, sorted, with their size in bytes."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in paths}


def _write(
    folder: Path, knowledge: Knowledge, release: Release, tables: Sequence[Resource]
) -> None:
    """Write the data: package, database, workbook and JSON."""
    (folder / "data").mkdir()
    for table in tables:
        _put(folder / path_of(table), csv_of(table))
    _put(folder / "datapackage.json", describing.as_json(descriptor(tables, release)))
    write_database(folder / DATABASE, tables, release)
    _put(folder / "metadata.json", describing.as_json(datasette_metadata(tables, release)))
    _put(folder / "demandside.json", describing.as_json(everything(knowledge, release)))
    sheets = [WorkbookSheet(table.name, table.columns, table.rows) for table in tables]
    about = About(
        TITLE,
        release.day,
        {"Release": release.id,
         "Cite as": describing.citation_line(release.id, release.day.year)},
        {status.label: status.help for status in knowledge.statuses.values()},
    )  # fmt: skip
    (folder / "demandside.xlsx").write_bytes(workbook(sheets, about))


def _describe(
    folder: Path,
    release: Release,
    tables: Sequence[Resource],
    changed: tuple[EditionDifference, ...] | None,
    previous: Path | None,
) -> None:
    """Write what describes the data: changes, citation, metadata, and the README."""
    name = previous.name if previous else None
    plain = [difference.plain() for difference in changed or ()]
    _put(folder / "CHANGES.md", changes_page(changed or (), name))
    compared = {"previous": name, "release": release.id, "changes": plain}
    _put(folder / "changes.json", describing.as_json(compared))
    _put(folder / "CITATION.cff", describing.citation_file(release))
    _put(folder / ".zenodo.json", describing.as_json(describing.zenodo(release)))
    _put(folder / "datacite.json", describing.as_json(describing.datacite(release)))
    listed = ((path_of(table), table.title, len(table.rows)) for table in tables)
    _put(folder / "README.md", describing.readme(release, listed))
    described = describing.crate(release, files_of(folder))
    _put(folder / "ro-crate-metadata.json", describing.as_json(described))


def _put(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)


def _sums(folder: Path) -> Iterator[str]:
    """Lines as `sha256sum -c` reads them: `e3b0…b855  data/statuses.csv`."""
    for path in files_of(folder):
        digest = hashlib.sha256((folder / path).read_bytes()).hexdigest()
        yield f"{digest}  {path}\n"
