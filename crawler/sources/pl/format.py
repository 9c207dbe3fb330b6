"""The Sejm's ELI API: a JSON record of an instrument, then its text as HTML.

The text of the instrument itself is its original wording. Where a consolidated text was announced,
the newest announcement is read instead (its record, then its text, whose second part is the
instrument).

    {"ELI": "DU/2001/99", "title": "Ustawa … o pszczołach", "textHTML": true,
     "references": {"Inf. o tekście jednolitym": [{"id": "DU/2024/99"}]}}
    <section id="part_2"><div class="unit unit_arti"><h3>Art. 2.</h3><div class="unit-inner">Ul …
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup, whole
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_CONSOLIDATED = "Inf. o tekście jednolitym"
_AMENDED_SINCE = "Nowelizacje po tekście jednolitym"
# `DU/2001/99`
_ELI = re.compile(r"(DU|MP)/(\d{4})/(\d{1,6})$")
_NOTES = frozenset({"gloss-section", "gloss-link", "tooltip-text", "hidden"})
_BELOW = frozenset(f"unit_{kind}" for kind in ("arti", "pass", "pint", "lett", "para", "tire"))


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the record of an instrument or of its consolidation (role `list`), or a text (`text`).

    Raises:
        FormatError: it is a refusal, another instrument, or there is no text as HTML.
    """
    if ask.role == "text":
        return dataclasses.replace(_text(body, ask), body=_law(body))
    return _record(body, ask)


def _law(body: bytes) -> str:
    """Return all text of the page but that of the announcement and of notes."""
    root = markup.page(body)
    parts = [e for e in root.iter("section") if str(e.get("id")).startswith("part_")]
    markup.drop([e for e in root.iter("a", "div", "span") if _classes(e) & _NOTES])
    title = " ".join(markup.line(heading) for heading in root.iter("h1"))
    announced = slug(title).startswith("obwieszczenie")
    return "\n".join(markup.text(part) for part in parts[1 if announced else 0 :])


def _record(body: bytes, ask: Ask) -> ParsedText:
    if b"Request Rejected" in body[:4096]:
        raise FormatError(f"{ask.identifier}: the firewall of the Sejm refused the request")
    record = markup.data(body)
    if not isinstance(record, dict) or not record.get("ELI"):
        raise FormatError(f"{ask.identifier}: the response is not a record of an instrument")
    title, eli = markup.tidy(fields.words(record, "title")), fields.words(record, "ELI")
    check_identity(ask, title)
    references = fields.part(record, "references")
    newest = _newest(references) if ask.role == "instrument" else ""
    if not newest and not record.get("textHTML"):
        raise FormatError(f"{ask.identifier}: {eli} has no text as HTML, only as PDF")
    # `DU/2001/99`
    if not re.fullmatch(r"[\w/.-]{3,40}", eli):
        raise FormatError(f"{ask.identifier}: the record has an odd number: {eli[:40]}")
    address = ask.url.split("/acts/")[0] + "/acts/"
    since = len(fields.parts(references, _AMENDED_SINCE))
    follow = (
        Follow(address + newest, "list") if newest else Follow(f"{address}{eli}/text.html", "text")
    )
    if ask.role == "list":
        notes = (f"amended {since} times since",) if since else ()
        state = record.get("legalStatusDate") or record.get("announcementDate")
        return ParsedText(in_force=days.iso(state), follow=(follow,), notes=notes)
    return ParsedText(
        title=title,
        language="pl",
        adopted=days.iso(record.get("announcementDate")),
        published=days.iso(record.get("promulgation")),
        in_force=None if newest else days.iso(record.get("entryIntoForce")),
        status="repealed" if record.get("inForce") == "NOT_IN_FORCE" else "",
        kind="regulation" if record.get("type") == "Rozporządzenie" else "",
        form="consolidated" if newest else "as-enacted",
        follow=(follow,),
    )


def _newest(references: dict[str, Any]) -> str:
    """Return the identifier of the newest announcement of a consolidated text."""
    listed = fields.parts(references, _CONSOLIDATED)
    numbers = [_ELI.search(fields.words(reference, "id")) for reference in listed]
    ordered = sorted((int(n[2]), int(n[3]), n[0]) for n in numbers if n)
    return ordered[-1][2] if ordered else ""


def _text(body: bytes, ask: Ask) -> ParsedText:
    root = markup.page(body)
    whole.page(body)
    parts = [e for e in root.iter("section") if str(e.get("id")).startswith("part_")]
    if not parts:
        raise FormatError(f"{ask.identifier}: the page holds no text of an instrument")
    check_identity(ask, *(markup.line(title) for title in root.iter("h1")))
    markup.drop([e for e in root.iter("a", "div", "span") if _classes(e) & _NOTES])
    text = parts[min(1, len(parts) - 1)]
    articles = [
        unit
        for unit in text.iter("div")
        if "unit_arti" in _classes(unit)
        and not any(_classes(above) & _BELOW for above in unit.iterancestors("div"))
    ]
    return ParsedText(provisions=tuple(map(_provision, articles)), language="pl")


def _classes(element: Element) -> frozenset[str]:
    return frozenset(markup.classes(element))


def _provision(article: Element) -> Provision:
    heading = _label(article)
    above = [unit for unit in article.iterancestors("div") if "unit" in _classes(unit)]
    return Provision(
        number=heading_number(heading, "pl") or slug(heading),
        heading=heading,
        context=tuple(label for unit in reversed(above) if (label := _label(unit))),
        text="\n".join(_lines(article)),
    )


def _label(unit: Element) -> str:
    """Return what stands in a unit before its content: its sign and title."""
    heads = [child for child in unit if not _classes(child) & {"unit", "unit-inner"}]
    return " ".join(line for head in heads if (line := markup.line(head)))


def _lines(unit: Element, inside: bool = False) -> list[str]:
    """Return the lines of a unit; a unit inside it has its sign at the front of its first line."""
    lines: list[str] = []
    for child in unit:
        classes = _classes(child)
        if "unit" in classes:
            inner, sign = _lines(child), _label(child)
            lines += [f"{sign} {inner[0]}", *inner[1:]] if inner else [sign]
        elif "unit-inner" in classes or (
            inside and any("unit" in _classes(below) for below in child.iter("div"))
        ):
            lines += _lines(child, inside=True)
        elif inside:
            lines += markup.text(child).split("\n")
    return [line.strip() for line in lines if line.strip()]
