"""How an edition describes itself to readers, reference managers and repositories."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import yaml

from search_app.editions.package import DESCRIPTION, KEYWORDS, TITLE
from search_app.release import LICENCE, LICENCE_URL, Release

NAME = "demandside"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
    "cff": "application/yaml",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def citation_line(release: str, year: int, public_url: str = "") -> str:
    """Return how a release, given by its name and year, is cited, in one line."""
    address = f" {public_url}" if public_url else ""
    return f"{NAME} ({year}): {TITLE.partition(': ')[2]}. Release {release}. {LICENCE}.{address}"


def citation_file(release: Release) -> str:
    """Return `CITATION.cff` (Citation File Format 1.2.0)."""
    about = {
        "cff-version": "1.2.0",
        "message": "Please cite this release of the data.",
        "type": "dataset",
        "title": TITLE,
        "abstract": DESCRIPTION,
        "authors": [{"name": NAME}],
        "version": release.id,
        "date-released": release.day,
        "license": "CC-BY-4.0",
        "keywords": list(KEYWORDS),
    }
    return yaml.safe_dump(about, sort_keys=False, allow_unicode=True, width=100)


def zenodo(release: Release) -> dict[str, object]:
    """Return `.zenodo.json`, the metadata of a deposit (Zenodo's deposit API)."""
    return {
        "title": TITLE,
        "upload_type": "dataset",
        "description": DESCRIPTION,
        "creators": [{"name": NAME}],
        "version": release.id,
        "publication_date": release.day.isoformat(),
        "access_right": "open",
        "license": "cc-by-4.0",
        "language": "eng",
        "keywords": list(KEYWORDS),
        "notes": f"SHA-256 of the curated files: {release.sha256}",
    }


def datacite(release: Release) -> dict[str, object]:
    """Return `datacite.json` (DataCite metadata schema 4), without the DOI yet to be given."""
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceType": "Dataset", "resourceTypeGeneral": "Dataset"},
        "creators": [{"name": NAME, "nameType": "Organizational"}],
        "titles": [{"title": TITLE, "lang": "en"}],
        "publisher": {"name": NAME},
        "publicationYear": str(release.day.year),
        "dates": [{"date": release.day.isoformat(), "dateType": "Issued"}],
        "language": "en",
        "version": release.id,
        "subjects": [{"subject": word} for word in KEYWORDS],
        "rightsList": [
            {
                "rights": "Creative Commons Attribution 4.0 International",
                "rightsUri": LICENCE_URL,
                "rightsIdentifier": "CC-BY-4.0",
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "descriptions": [{"description": DESCRIPTION, "descriptionType": "Abstract"}],
    }


def crate(release: Release, files: Mapping[str, int]) -> dict[str, object]:
    """Return `ro-crate-metadata.json` (RO-Crate 1.1) for files, given with their size in bytes."""
    parts: Sequence[dict[str, object]] = [
        {
            "@id": path,
            "@type": "File",
            "name": path,
            "contentSize": str(size),
            "encodingFormat": _MEDIA_TYPES.get(path.rpartition(".")[2], "text/plain"),
        }
        for path, size in files.items()
    ]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "datePublished": release.day.isoformat(),
        "version": release.id,
        "keywords": list(KEYWORDS),
        "license": {"@id": LICENCE_URL},
        "author": {"@id": "#demandside"},
        "publisher": {"@id": "#demandside"},
        "hasPart": [{"@id": path} for path in files],
    }
    about = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    maker = {"@id": "#demandside", "@type": "Organization", "name": NAME}
    licence = {"@id": LICENCE_URL, "@type": "CreativeWork", "name": LICENCE}
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [about, root, maker, licence, *parts],
    }


def readme(release: Release, tables: Iterable[tuple[str, str, int]]) -> str:
    """Return `README.md`; each table is given by path, title and number of rows."""
    listed = "\n".join(f"| `{path}` | {title} | {rows} |" for path, title, rows in tables)
    return _README.format(
        title=TITLE,
        name=release.id,
        day=release.day.isoformat(),
        sha256=release.sha256,
        about=DESCRIPTION,
        cite=citation_line(release.id, release.day.year),
        licence=LICENCE,
        address=LICENCE_URL,
        tables=listed,
    )


def as_json(value: object) -> str:
    """Return a value as JSON, indented, with a line break at the end."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


_README = """# {title}

Release {name} of {day}.
SHA-256 of the curated files: `{sha256}`.

{about}

## Licence and citation

The data are published under {licence} ({address}). Texts of law that they quote belong to their
publishers. Cite this release as:

> {cite}

`CITATION.cff`, `.zenodo.json`, `datacite.json` and `ro-crate-metadata.json` say the same to
programs. Only the official publication of a law is authentic; nothing here is legal advice.

## Files

- `datapackage.json` with `data/*.csv`: a data package (Data Package v2). It names the type of each
  column, the keys and the references. Booleans are `yes` and `no`. A text that a spreadsheet would
  take for a formula begins with an apostrophe.
- `demandside.sqlite`: the same tables with keys and views; with `metadata.json` for Datasette:
  `datasette demandside.sqlite --metadata metadata.json`.
- `demandside.xlsx`: the same tables as sheets, with a sheet “About”.
- `demandside.json`: answers, events, renderings and policy as structured records.
- `CHANGES.md`, `changes.json`: what changed in the facts since the release it was compared with.
- `SHA256SUMS`: check the files with `sha256sum -c SHA256SUMS`.

## Tables

| file | what it holds | rows |
| --- | --- | --- |
{tables}

In `offences`, `penalties`, `schemes` and `absences`, `holds` says whether a row holds on {day}.
`status-periods` has no gaps: to know a cell on a day, take the row whose `from` is not after that
day and whose `until` is empty or after it.
"""
