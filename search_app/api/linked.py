"""Linked data: the catalogue (DCAT 3), and what pages say of themselves in schema.org's words."""

from __future__ import annotations

from typing import Any

from search_app.api.addresses import data_tables
from search_app.api.reading import BASE
from search_app.provisions import ProvisionRecord
from search_app.release import LICENCE_URL
from search_app.web.families import PAGE_FAMILIES
from search_app.web.family import PageFamily
from search_app.web.site import public_url, release

Linked = dict[str, Any]
_MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_IANA = "https://www.iana.org/assignments/media-types"
_FORCES = {
    "in-force": "https://schema.org/InForce",
    **dict.fromkeys(("past", "repealed", "future"), "https://schema.org/NotInForce"),
}
"""The force of a text in the words of schema.org; nothing is said where it is not known."""
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalogue() -> Linked:
    """Return the catalogue of the site's data sets, each with its files, and of the interface."""
    families = {family.path: family for family in PAGE_FAMILIES}
    sets = [_data_set(families[path]) for path in data_tables()]
    return {
        "@context": _CONTEXT,
        "@id": public_url("/catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": {"@value": "demandside", "@language": "en"},
        "dct:license": {"@id": LICENCE_URL},
        "dct:modified": {"@value": release().day.isoformat(), "@type": "xsd:date"},
        "dcat:version": release().id,
        "dcat:dataset": sets,
        "dcat:service": {
            "@id": public_url("/api"),
            "@type": "dcat:DataService",
            "dcat:endpointURL": {"@id": public_url(BASE)},
            "dcat:endpointDescription": {"@id": public_url(f"{BASE}/openapi.json")},
            "dcat:servesDataset": [{"@id": one["@id"]} for one in sets],
        },
    }


def _data_set(family: PageFamily[Any]) -> Linked:
    return {
        "@id": public_url(family.path),
        "@type": "dcat:Dataset",
        "dct:title": {"@value": family.path.strip("/"), "@language": "en"},
        "dct:description": {"@value": family.about, "@language": "en"},
        "dct:license": {"@id": LICENCE_URL},
        "dcat:version": release().id,
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": public_url(f"{family.path}.{form}")},
                "dcat:mediaType": {"@id": f"{_IANA}/{_MEDIA[form]}"},
            }
            for form in family.formats
            if form in _MEDIA
        ],
    }


def data_set_page(path: str) -> Linked | None:
    """Return what the page of a table says of itself; None where a path is not one of a table."""
    family = next((f for f in PAGE_FAMILIES if f.path == path and path in data_tables()), None)
    if family is None:
        return None
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": public_url(path),
        "name": f"demandside: {path.strip('/')}",
        "description": f"demandside, {family.about}. Release {release().id}.",
        "license": LICENCE_URL,
        "version": release().id,
        "dateModified": release().day.isoformat(),
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": public_url(f"{path}.{form}"),
                "encodingFormat": _MEDIA[form],
            }
            for form in family.formats
            if form in _MEDIA
        ],
    }


def legislation(record: ProvisionRecord) -> Linked | None:
    """Return what the page of a provision says of itself; None for a policy text.

    `legislationIdentifier` has the shape of a European Legislation Identifier (ELI, Council
    conclusions 2012/C 325/02) under this site: it is no official ELI.
    """
    act = record.instrument
    if act is not None and act.kind in ("policy", "report"):
        return None
    stored = record.stored
    whole: Linked = {
        "@type": "Legislation",
        "name": record.act,
        "legislationJurisdiction": record.jurisdiction.name,
    }
    if act is not None:
        whole |= {"legislationIdentifier": act.identifier, "url": str(act.url)}
    told: Linked = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": public_url(f"/provision/{record.id}"),
        "name": record.cited_as,
        "legislationIdentifier": eli(record),
        "legislationJurisdiction": record.jurisdiction.name,
        "isPartOf": whole,
    }
    if stored is not None:
        told["inLanguage"] = stored.language
        if stored.as_of:
            told["legislationDateVersion"] = stored.as_of
        if stored.copy.force in _FORCES:
            told["legislationLegalForce"] = _FORCES[stored.copy.force]
    if record.official_url.startswith(("https://", "http://")):
        told["isBasedOn"] = record.official_url
    return told


def eli(record: ProvisionRecord) -> str:
    """Return an identifier in the shape of an ELI: `/eli/se/se-brottsbalk/6-11/2025-01-01`."""
    act, _, number = record.id.partition(".")
    parts = ["eli", record.jurisdiction.code, act, number]
    if record.stored is not None and record.stored.as_of:
        parts.append(record.stored.as_of)
    return public_url("/" + "/".join(part for part in parts if part))
