r"""Writes a reference as CSL-JSON, BibTeX, RIS and plain text, all in UTF-8.

CSL-JSON follows the schema of CSL 1.0.2 (csl-data.json), RIS the tags of the RIS format
specification (2001) with the types STAT and DATA, BibTeX the entry `misc`, which every style knows:

    @misc{demandside-answer-se-purchase-adult,
      title = {{Buying sex: Sweden}},
      publisher = {demandside},

    TY  - DATA
    TI  - Buying sex: Sweden
    PB  - demandside
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

from search_app.citing.reference import CitedWork
from search_app.release import LICENCE

_RIS_TYPES = {"legislation": "STAT", "dataset": "DATA", "report": "RPRT", "webpage": "ELEC"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{mark: rf"\{mark}" for mark in "#$%&_"},
}
_TEX_TABLE = str.maketrans(_TEX)
# Marks that would end a field of BibTeX or a command of TeX in an address.
_URL_TABLE = str.maketrans({mark: f"%{ord(mark):02X}" for mark in '\\{}^~"<>|` '})


def csl_item(reference: CitedWork) -> dict[str, Any]:
    """Return a reference as an item of CSL-JSON; keys without a value are left out."""
    item: dict[str, Any] = {
        "id": reference.key,
        "type": reference.kind,
        "title": reference.heading,
        "publisher": reference.publisher if reference.own else "",
        "authority": "" if reference.own else reference.publisher,
        "section": reference.section,
        "number": reference.identifier,
        "jurisdiction": reference.jurisdiction,
        "language": reference.language,
        "version": reference.edition,
        "issued": {"date-parts": [list(reference.date)]} if reference.date else None,
        "URL": reference.official_url or reference.address,
        "note": reference.note,
    }
    if reference.own:
        item["author"] = [{"literal": reference.publisher}]
    return {name: value for name, value in item.items() if value}


def csl_json(reference: CitedWork) -> str:
    """Return a reference as CSL-JSON: an array with one item."""
    return json.dumps([csl_item(reference)], ensure_ascii=False, indent=2) + "\n"


def bibtex(reference: CitedWork) -> str:
    """Return a reference as an entry of BibTeX."""
    lines = (f"  {name} = {value}," for name, value in _bibtex_values(reference))
    return "\n".join((f"@misc{{{reference.key},", *lines, "}")) + "\n"


def _bibtex_values(reference: CitedWork) -> Iterator[tuple[str, str]]:
    """Yield names and values; the month is one of the macros that every style defines."""
    fields = list(_bibtex_fields(reference))
    if len(reference.date) > 1:
        place = [name for name, _ in fields].index("year") + 1
        fields.insert(place, ("month", _MONTHS[reference.date[1] - 1]))
    for name, value in fields:
        yield name, value if name == "month" else f"{{{value}}}"


def _bibtex_fields(reference: CitedWork) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{tex(reference.heading)}}}"
    yield ("author" if reference.own else "organization"), f"{{{tex(reference.publisher)}}}"
    if reference.date:
        yield "year", str(reference.date[0])
    if reference.section:
        yield "section", tex(reference.section)
    if reference.identifier:
        yield "number", tex(reference.identifier)
    if reference.edition:
        yield "version", tex(reference.edition)
    yield "url", (reference.official_url or reference.address).translate(_URL_TABLE)
    yield "language", tex(reference.language)
    yield "note", tex(reference.note)


def tex(text: str) -> str:
    """Return a text with the special marks of TeX written as commands, on one line."""
    return one_line(text).translate(_TEX_TABLE)


def ris(reference: CitedWork) -> str:
    """Return a reference as a record of RIS, lines ended by CR LF."""
    lines = (f"{tag}  - {one_line(value)}" for tag, value in _ris_lines(reference) if value)
    return "\r\n".join((*lines, "ER  - ", ""))


def _ris_lines(reference: CitedWork) -> Iterator[tuple[str, str]]:
    numbers = (*(f"{part:02d}" for part in reference.date), "", "")[:3]
    yield "TY", _RIS_TYPES[reference.kind]
    yield "ID", reference.key
    yield "TI", reference.heading
    yield ("AU" if reference.own else "PB"), reference.publisher
    if reference.own:
        yield "PB", reference.publisher
    yield "ET", reference.edition
    if numbers[0]:
        yield "PY", numbers[0]
        yield "DA", "/".join((*numbers, ""))
    yield "SE", reference.section
    yield "M1", reference.identifier
    yield "CY", "" if reference.own else reference.jurisdiction
    yield "LA", reference.language
    yield "UR", reference.official_url or reference.address
    yield "N1", reference.note


def plain_text(reference: CitedWork) -> str:
    """Return a reference in words: the national forms first, a line each, then this site."""
    return "\n".join((*(form.full for form in reference.national), own_line(reference))) + "\n"


def own_line(reference: CitedWork) -> str:
    """Return the line that cites this site."""
    day = reference.release.day
    return (
        f"demandside ({day.year}): {one_line(_named(reference))}. Release {reference.release.id} "
        f"of {day.isoformat()}. {reference.address} ({LICENCE})."
    )


def _named(reference: CitedWork) -> str:
    """The heading, with the number of a provision."""
    section = f", {reference.section}" if reference.section else ""
    return reference.heading + section


def one_line(text: str) -> str:
    """Return a text without line breaks and control characters, spaces folded."""
    kept = (" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in text)
    return " ".join("".join(kept).split())
