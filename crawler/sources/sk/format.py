"""Slov-Lex of Slovakia: the search that names the version in force, and the text of a version.

A text is a fragment of HTML whose classes tell what each part is; its table of contents uses the
same classes, so only what stands in the element `predpis` is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, fields, markup, whole
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_UNITS = ("paragraf", "clanok", "ustavnyclanok")
_IRI = re.compile(r"/SK/ZZ/\d{4}/\d+/(?:\d{8}|vyhlasene_znenie)")
_FACTS = {
    "number": "číslo predpisu",
    "title": "názov",
    "adopted": "dátum schválenia",
    "published": "dátum vyhlásenia",
}


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the text of a version; for a search or an index the versions that it names.

    Raises:
        FormatError: the search finds nothing, or the page is another act or breaks off.
    """
    if ask.role == "list":
        return _found(markup.data(body), ask)
    root = markup.page(body)
    if ask.role == "index":
        whole.page(body)
        iris = [str(row) for row in root.xpath("//tr/@data-iri")]
        return _versions(iris, ask)
    whole.fragment(body, "div")
    acts = root.xpath("//div[@id='predpis']")
    facts = _facts(root)
    if not acts or not facts["title"]:
        raise FormatError("the page of Slov-Lex has no act")
    check_identity(ask, facts["title"], facts["number"])
    units = [
        unit
        for unit in acts[0].iter("div")
        if _kind(unit) in _UNITS and not any(_kind(up) == "citat" for up in unit.iterancestors())
    ]
    holders = {id(up) for unit in units for up in unit.iterancestors() if _kind(up) in _UNITS}
    since = root.xpath("//*[contains(@class,'ucinnost_header')]/@data-from")
    return ParsedText(
        provisions=tuple(_provision(unit, ask) for unit in units if id(unit) not in holders),
        title=facts["title"],
        language="sk",
        adopted=days.iso(facts["adopted"]),
        published=days.iso(facts["published"]),
        in_force=days.iso(since[0]) if since else None,
    )


def _found(answer: Any, ask: Ask) -> ParsedText:
    docs = fields.parts(answer, "docs")
    if not docs:
        raise FormatError(f"Slov-Lex knows no version of {ask.identifier} that is in force")
    return _versions([fields.words(doc, "iri") for doc in docs], ask)


def _versions(iris: list[str], ask: Ask) -> ParsedText:
    if not iris or not all(_IRI.fullmatch(iri) for iri in iris):
        raise FormatError("the answer of Slov-Lex names no version of an act")
    return ParsedText(
        follow=tuple(Follow(f"{ask.base}/static{iri}.portal", "instrument") for iri in iris),
    )


def _facts(root: Any) -> dict[str, str]:
    """Return what the table of facts says, by our own names."""
    said: dict[str, str] = {}
    for row in root.iter("tr"):
        cells = [markup.line(cell) for cell in row if cell.tag == "td"]
        if len(cells) == 2:
            said.setdefault(cells[0].rstrip(":").lower(), cells[1])
    return {name: said.get(label, "") for name, label in _FACTS.items()}


def _kind(element: Any) -> str:
    return next(iter((element.get("class") or "").split()), "")


def _label(element: Any, ending: str) -> str:
    """Return the text of the children whose class is that of the element with an ending."""
    wanted = f"{_kind(element)}{ending}"
    return " ".join(markup.line(child) for child in element if _kind(child) == wanted)


def _provision(unit: Any, ask: Ask) -> Provision:
    heading = _label(unit, "Oznacenie")
    number = heading_number(heading, ask.country)
    if number is None:
        found = re.fullmatch(r"[Čč]l\.\s*(\d+[a-z]*|[IVXL]+[a-z]?)", heading)
        if not found:
            raise FormatError(f"an article of Slov-Lex has no number: {heading[:40]}")
        prefix = "" if _kind(unit) == "ustavnyclanok" else "cl-"
        number = f"{prefix}{found[1].lower()}"
    above = [
        " ".join(part for part in (_label(up, "Oznacenie"), _label(up, "Nadpis")) if part)
        for up in unit.iterancestors("div")
        if "Skupina" in (up.get("class") or "").split() and _kind(up) != "predpis"
    ]
    parts = [child for child in unit if not re.search(r"(?:Oznacenie|Nadpis)$", _kind(child))]
    return Provision(
        number=number,
        heading=heading,
        rubric=_label(unit, "Nadpis"),
        context=tuple(name for name in reversed(above) if name),
        text="\n".join(line for part in parts for line in _lines(part)) or "(zrušený)",
    )


def _lines(element: Any) -> Iterator[str]:
    """Yield the lines of a part, the mark of a paragraph or letter before its first line."""
    kind = _kind(element)
    if kind.lower().startswith(("poznam", "odkaznapoznam")):
        return
    if element.find("div") is None:
        yield from _text(element).split("\n")
        return
    mark = ""
    if (element.text or "").strip():
        yield " ".join(element.text.split())
    for child in element:
        if _kind(child).endswith("Oznacenie"):
            mark = markup.line(child)
            continue
        for line in _lines(child):
            yield f"{mark} {line}".strip()
            mark = ""
    if mark:
        yield mark


def _text(element: Any) -> str:
    for note in element.xpath(".//a[contains(@class,'oznamk') or contains(@href,'#poznamk')]"):
        note.tail = re.sub(r"^\s*\)", "", note.tail or "")
        note.drop_tree()
    return markup.text(element)
