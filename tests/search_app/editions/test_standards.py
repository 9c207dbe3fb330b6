"""What describes an edition keeps the standards' own schemas.

CITATION.cff: the schema of the Citation File Format 1.2.0, as `check-jsonschema` brings it.
DataCite: the JSON Schema of metadata schema 4.5, as `datacite` brings it. RO-Crate 1.1: `rocrate`
reads it; its context names every type and property; the rules of "must" are those of the
specification (researchobject.org/ro-crate/specification/1.1, root data entity and data entities).
Zenodo has no published schema: required and known keys are those of its REST documentation
(developers.zenodo.org, deposit metadata).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml
from datacite import schema45
from jsonschema import Draft7Validator, FormatChecker
from rocrate.rocrate import ROCrate

from search_app.editions.edition import Edition

Faults = Callable[[Any], list[str]]
CFF = "builtin_schemas/vendor/citation-file-format.json"
ZENODO_REQUIRED = {
    *("title", "upload_type", "description", "creators", "publication_date", "access_right"),
    "license",
}
"""`license` is required because access is open."""
ZENODO_OPTIONAL = {
    *(
        "publication_type",
        "image_type",
        "embargo_date",
        "access_conditions",
        "doi",
        "prereserve_doi",
    ),
    *("keywords", "notes", "related_identifiers", "contributors", "references", "communities"),
    *("grants", "subjects", "version", "language", "locations", "dates", "method"),
}
ZENODO_CREATOR = {"name", "affiliation", "orcid", "gnd"}


def cff_faults(about: Any) -> list[str]:
    schema = json.loads(files("check_jsonschema").joinpath(CFF).read_text("utf-8"))
    checks = Draft7Validator(schema, format_checker=FormatChecker())
    return [error.message for error in checks.iter_errors(about)]


def datacite_faults(about: Any) -> list[str]:
    return [error.message for error in schema45.validator.iter_errors(about)]


def zenodo_faults(about: Any) -> list[str]:
    faults = [f"without {name}" for name in sorted(ZENODO_REQUIRED - {*about})]
    faults += [f"unknown: {name}" for name in {*about} - ZENODO_REQUIRED - ZENODO_OPTIONAL]
    if about.get("upload_type") != "dataset" or about.get("access_right") != "open":
        faults.append("not open data")
    if not about.get("creators") or any({*c} - ZENODO_CREATOR for c in about.get("creators", ())):
        faults.append("creators")
    if len(about.get("language", "")) != 3:
        faults.append("language is no code of ISO 639-2 or 639-3")
    try:
        dt.date.fromisoformat(about.get("publication_date", ""))
    except ValueError:
        faults.append("publication_date")
    return faults


def crate_faults(about: Any) -> list[str]:
    return list(_crate_faults(about))


def _crate_faults(about: Any) -> Iterator[str]:
    """The rules of the specification with the word "must"."""
    if about.get("@context") != "https://w3id.org/ro/crate/1.1/context":
        yield "context"
    known = {entity["@id"]: entity for entity in about["@graph"]}
    if len(known) != len(about["@graph"]):
        yield "an id twice"
    descriptor, root = known.get("ro-crate-metadata.json", {}), known.get("./", {})
    if descriptor.get("@type") != "CreativeWork" or descriptor.get("about") != {"@id": "./"}:
        yield "descriptor"
    if not str(descriptor.get("conformsTo", {}).get("@id", "")).endswith("/ro/crate/1.1"):
        yield "profile"
    missing = {"@type", "name", "description", "datePublished", "license"} - {*root}
    yield from (f"root without {name}" for name in sorted(missing))
    parts = {part["@id"] for part in root.get("hasPart", ())}
    data = {name for name, entity in known.items() if entity["@type"] == "File"}
    yield from (f"not part of the root: {name}" for name in data - parts)
    terms = json.loads(files("rocrate").joinpath("data/ro-crate.jsonld").read_text("utf-8"))
    for entity in about["@graph"]:
        names = {name for name in entity if not name.startswith("@")} | {entity["@type"]}
        yield from (f"no term of RO-Crate: {name}" for name in names - {*terms["@context"]})
        for value in entity.values():
            targets = value if isinstance(value, list) else [value]
            ids = [one["@id"] for one in targets if isinstance(one, dict)]
            yield from (
                f"leads nowhere: {one}" for one in ids if one not in known and "://" not in one
            )


STANDARDS: dict[str, Faults] = {
    "CITATION.cff": cff_faults,
    "datacite.json": datacite_faults,
    ".zenodo.json": zenodo_faults,
    "ro-crate-metadata.json": crate_faults,
}


def described(edition: Edition, name: str) -> Any:
    text = (edition.folder / name).read_text("utf-8")
    about = yaml.safe_load(text) if name.endswith(".cff") else json.loads(text)
    return json.loads(json.dumps(about, default=str))


@pytest.mark.parametrize("name", STANDARDS)
def test_metadata_keep_the_standard(name: str, edition: Edition) -> None:
    assert STANDARDS[name](described(edition, name)) == []


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("CITATION.cff", "title", None),
        ("CITATION.cff", "license", "CC BY 4.0"),
        ("CITATION.cff", "date-released", "30 November 2026"),
        ("datacite.json", "titles", None),
        ("datacite.json", "types", {"resourceTypeGeneral": "Data"}),
        (".zenodo.json", "license", None),
        (".zenodo.json", "language", "en"),
        ("ro-crate-metadata.json", "@context", "https://schema.org"),
    ],
)
def test_the_standards_refuse_what_breaks_them(
    name: str, key: str, value: object, edition: Edition
) -> None:
    about = described(edition, name)
    broken = {k: v for k, v in about.items() if k != key} | ({key: value} if value else {})
    assert STANDARDS[name](broken)


def test_a_crate_whose_root_has_no_licence_is_refused(edition: Edition) -> None:
    about = described(edition, "ro-crate-metadata.json")
    for entity in about["@graph"]:
        if entity["@id"] == "./":
            del entity["license"]
    assert crate_faults(about) == ["root without license"]


def test_the_crate_is_read_with_every_file(edition: Edition) -> None:
    crate = ROCrate(edition.folder)
    about = described(edition, "datacite.json")
    assert crate.name == about["titles"][0]["title"]
    assert crate.root_dataset["license"].id == about["rightsList"][0]["rightsUri"]
    own = {"ro-crate-metadata.json", "SHA256SUMS"}
    listed = {entity.id for entity in crate.data_entities}
    assert {path for path in edition.files if path not in own} == listed


def test_descriptions_agree(edition: Edition) -> None:
    cff, cite, zenodo = (described(edition, n) for n in list(STANDARDS)[:3])
    assert cff["version"] == cite["version"] == zenodo["version"] == edition.release.id
    assert cff["title"] == cite["titles"][0]["title"] == zenodo["title"]
    day = edition.release.day.isoformat()
    assert cff["date-released"] == cite["dates"][0]["date"] == zenodo["publication_date"] == day
