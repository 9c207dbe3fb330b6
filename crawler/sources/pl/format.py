"""The Sejm's ELI API: a JSON record of an instrument, then its text as HTML.

The text of the instrument itself is its original wording. Where a consolidated text was announced,
the newest announcement is read instead (its record, then its text). A text is a row of parts: of an
announcement the second is the instrument, otherwise the first; the rest are annexes. Statutes have
articles, regulations have paragraphs (§). The page ends with a list of its own parts and units,
against which the text is checked.

    {"ELI": "DU/2001/99", "title": "Ustawa … o pszczołach", "textHTML": true,
     "references": {"Inf. o tekście jednolitym": [{"id": "DU/2024/99"}]}}
    <section id="part_2"><div class="unit unit_arti" id="arti_2"><h3>Art. 2.</h3>
      <div class="unit-inner"><div data-template="xText">Ul stoi w sadzie.</div></div></div> …
    <script>var tree = [{"id": "part_1", …}, {"id": "part_2", "children": [{"id": "arti_2", …}]}];
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
# `var tree = `, before the list of parts and units
_TREE = "var tree ="
# `„` or `-` on a line of its own, before what it marks
_OPENING = re.compile(r"„|[-–‒]")
# `”`, `;` or `,` on a line of its own, after it
_CLOSING = re.compile(r"[”;,.]")
_BELOW = frozenset(f"unit_{kind}" for kind in ("arti", "pass", "pint", "lett", "para", "tire"))


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the record of an instrument or of its consolidation (role `list`), or a text (`text`).

    Raises:
        FormatError: it is a refusal, another instrument, or there is no text as HTML.
    """
    return _text(body, ask) if ask.role == "text" else _record(body, ask)


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
    title = " ".join(markup.line(heading) for heading in root.iter("h1"))
    check_identity(ask, title)
    place = 1 if slug(title).startswith("obwieszczenie") else 0
    if place >= len(parts):
        raise FormatError(f"{ask.identifier}: the announcement comes without the text it announces")
    markup.drop([e for e in root.iter("a", "div", "span") if _classes(e) & _NOTES])
    instrument, annexes = parts[place], parts[place + 1 :]
    units = _units(instrument)
    if not units:
        raise FormatError(f"{ask.identifier}: the text has neither articles nor paragraphs")
    _check_contents(root, parts, units, ask)
    provisions = (*_preamble(instrument, units), *map(_provision, units), *map(_annex, annexes))
    markup.drop([title for title in instrument.iter("h2") if "part" in _classes(title)])
    law = "\n".join(markup.text(part) for part in (instrument, *annexes))
    return ParsedText(provisions=provisions, language="pl", body=law)


def _units(part: Element) -> list[Element]:
    """Return the articles of a part, or its paragraphs where it has none; not those it quotes."""
    for kind in ("unit_arti", "unit_para"):
        units = [
            unit
            for unit in part.iter("div")
            if kind in _classes(unit)
            and not any(_classes(above) & _BELOW for above in unit.iterancestors("div"))
        ]
        if units:
            return units
    return []


def _check_contents(
    root: Element, parts: Sequence[Element], units: Sequence[Element], ask: Ask
) -> None:
    """Make sure that the page has every part and unit of its own list (`var tree`).

    Raises:
        FormatError: it lacks the list, or something that the list names.
    """
    scripts = (node.text.strip() for node in root.iter("script") if node.text)
    script = next((text for text in scripts if text.startswith(_TREE)), "")
    written = script.removeprefix(_TREE).strip().removesuffix(";")
    if not written:
        raise FormatError(f"{ask.identifier}: the page breaks off before the list of its contents")
    listed = fields.rows({"tree": markup.data(written.encode())}, "tree")
    names = {str(element.get("id")): element for element in (*parts, *units)}
    kind = next(name for name in ("arti", "para") if f"unit_{name}" in _classes(units[0]))
    home = next(units[0].iterancestors("section")).get("id")
    wanted = [fields.words(part, "id") for part in listed]
    for part in listed:
        if fields.words(part, "id") == home:
            wanted += _listed(part, kind)
    if missing := [name for name in wanted if name not in names]:
        raise FormatError(
            f"{ask.identifier}: {len(missing)} of {len(wanted)} parts and units that the page lists"
            f" are missing, first {missing[0]}"
        )
    if len(wanted) < len(names):
        raise FormatError(
            f"{ask.identifier}: the page lists {len(wanted)} parts and units and holds {len(names)}"
        )


def _listed(entry: dict[str, Any], kind: str) -> list[str]:
    """Return the ids of the units of a kind in an entry of the list, not those inside units."""
    names: list[str] = []
    for child in fields.parts(entry, "children"):
        if fields.words(child, "type") == kind:
            names.append(fields.words(child, "id"))
        elif f"unit_{fields.words(child, 'type')}" not in _BELOW:
            names += _listed(child, kind)
    return names


def _preamble(part: Element, units: list[Element]) -> list[Provision]:
    """Return what stands before the first unit and its headings, as a provision if it is there."""
    above = {units[0], *units[0].iterancestors()}
    first = next(e for e in part.iter("div") if e in above and "unit" in _classes(e))
    before = [e for e in first.itersiblings(preceding=True) if "unit" not in _classes(e)]
    text = "\n".join(line for e in reversed(before) if (line := markup.text(e)))
    heading = "Preambuła"
    return [Provision(number=slug(heading), heading=heading, text=text)] if text else []


def _annex(part: Element) -> Provision:
    title = next(part.iter("h2"), None)
    heading = markup.line(title)
    markup.drop([] if title is None else [title])
    # `Załącznik nr 2 - Wzór karty`
    number = slug(heading.split(" - ")[0])[:80] or str(part.get("id"))
    return Provision(number=number, heading=heading, text="\n".join(_lines(part, inside=True)))


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
    lines: list[str] = [unit.text or ""] if inside else []
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
        lines.append((child.tail or "") if inside else "")
    return _with_marks(line for line in map(markup.tidy, lines) if line)


def _with_marks(lines: Iterable[str]) -> list[str]:
    """Return lines, with dashes and quotation marks that stand alone joined to what they mark."""
    joined: list[str] = []
    opening = ""
    for line in lines:
        if _OPENING.fullmatch(line):
            opening = f"{opening}{line}" if line == "„" else f"{line} "
        elif joined and _CLOSING.fullmatch(line):
            joined[-1] += line
        else:
            joined.append(f"{opening}{line}")
            opening = ""
    return [*joined, opening.strip()] if opening else joined
