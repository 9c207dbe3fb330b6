"""Slov-Lex of Slovakia: the search that names the version in force, and the text of a version.

A text is a fragment of HTML whose classes tell what each part is; its table of contents uses the
same classes, so only what stands in the element `predpis` is read.

    {"docs": [{"iri": "/SK/ZZ/2001/99/20240101"}]}
    <div id="predpis"><div class="paragraf"><div class="paragrafOznacenie">§ 2a</div>
      <div class="paragrafNadpis">Úle</div><div class="odsek"> …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, fields, markup, whole
from crawler.formats.marked import one_line
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_UNITS = ("paragraf", "clanok", "ustavnyclanok")
# `/SK/ZZ/2001/99/20240101`, `/SK/ZZ/2001/99/vyhlasene_znenie`
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
        FormatError: the search finds nothing, or the page is another instrument or breaks off.
    """
    if ask.role == "list":
        return _search(markup.data(body), ask)
    root = markup.page(body)
    if ask.role == "index":
        whole.page(body)
        iris = [str(row) for row in root.xpath("//tr/@data-iri")]
        return _versions(iris, ask)
    whole.fragment(body, "div")
    texts = root.xpath("//div[@id='predpis']")
    facts = _facts(root)
    if not texts or not facts["title"]:
        raise FormatError("the page of Slov-Lex has no instrument")
    check_identity(ask, facts["title"], facts["number"])
    units = [
        unit
        for unit in texts[0].iter("div")
        if _kind(unit) in _UNITS
        and not any(_kind(above) == "citat" for above in unit.iterancestors())
    ]
    holders = {id(e) for unit in units for e in unit.iterancestors() if _kind(e) in _UNITS}
    since = root.xpath("//*[contains(@class,'ucinnost_header')]/@data-from")
    provisions = tuple(_provision(unit, ask) for unit in units if id(unit) not in holders)
    return ParsedText(
        provisions=provisions,
        body="\n".join(_body(texts[0])),
        title=facts["title"],
        language="sk",
        adopted=days.iso(facts["adopted"]),
        published=days.iso(facts["published"]),
        in_force=days.iso(since[0]) if since else None,
    )


def _body(text: Element) -> Iterator[str]:
    """Yield the text of the divisions and articles, without notes and references to them."""
    for element in text.iter("div"):
        outer = element.iterancestors("div")
        if _holds_law(element) and not any(map(_holds_law, outer)):
            for note in element.xpath(".//div[starts-with(@class,'poznam')]"):
                note.drop_tree()
            yield markup.text(element)


def _holds_law(element: Element) -> bool:
    """Whether an element is an article, or a division of the text with all that is below it."""
    other = _kind(element) == "predpis" or _kind(element).startswith("poznam")
    return ("Skupina" in markup.classes(element) and not other) or _kind(element) in _UNITS


def _search(response: Any, ask: Ask) -> ParsedText:
    docs = fields.parts(response, "docs")
    if not docs:
        raise FormatError(f"Slov-Lex knows no version of {ask.identifier} that is in force")
    return _versions([fields.words(doc, "iri") for doc in docs], ask)


def _versions(iris: list[str], ask: Ask) -> ParsedText:
    if not iris or not all(_IRI.fullmatch(iri) for iri in iris):
        raise FormatError("the response of Slov-Lex names no version of an instrument")
    return ParsedText(
        follow=tuple(Follow(f"{ask.base}/static{iri}.portal", "instrument") for iri in iris),
    )


def _facts(root: Element) -> dict[str, str]:
    """Return what the table of facts says, by our own names."""
    facts: dict[str, str] = {}
    for row in root.iter("tr"):
        cells = [markup.line(cell) for cell in row if cell.tag == "td"]
        if len(cells) == 2:
            facts.setdefault(cells[0].rstrip(":").lower(), cells[1])
    return {name: facts.get(label, "") for name, label in _FACTS.items()}


def _kind(element: Element) -> str:
    """Return the first class of an element, which says what it is."""
    return next(iter(markup.classes(element)), "")


def _label(element: Element, ending: str) -> str:
    """Return the text of the children whose class is that of the element with an ending."""
    wanted = f"{_kind(element)}{ending}"
    return " ".join(markup.line(child) for child in element if _kind(child) == wanted)


def _headed(division: Element) -> str:
    """Return the number and title of a division, on one line."""
    parts = (_label(division, "Oznacenie"), _label(division, "Nadpis"))
    return " ".join(part for part in parts if part)


def _provision(unit: Element, ask: Ask) -> Provision:
    heading = _label(unit, "Oznacenie")
    number = heading_number(heading, ask.country)
    if number is None:
        # `Čl. 2a`, `čl. IV`
        article = re.fullmatch(r"[Čč]l\.\s*(\d+[a-z]*|[IVXL]+[a-z]?)", heading)
        if not article:
            raise FormatError(f"an article of Slov-Lex has no number: {heading[:40]}")
        prefix = "" if _kind(unit) == "ustavnyclanok" else "cl-"
        number = f"{prefix}{article[1].lower()}"
    context = [
        _headed(division)
        for division in unit.iterancestors("div")
        if "Skupina" in markup.classes(division) and _kind(division) != "predpis"
    ]
    # not `paragrafOznacenie`, `paragrafNadpis`
    parts = [child for child in unit if not re.search(r"(?:Oznacenie|Nadpis)$", _kind(child))]
    return Provision(
        number=number,
        heading=heading,
        rubric=_label(unit, "Nadpis"),
        context=tuple(name for name in reversed(context) if name),
        text="\n".join(line for part in parts for line in _lines(part)) or "(zrušený)",
    )


def _lines(element: Element) -> Iterator[str]:
    """Yield the lines of a part, the mark of a paragraph or letter before its first line."""
    kind = _kind(element)
    if kind.lower().startswith(("poznam", "odkaznapoznam")):
        return
    if element.find("div") is None:
        yield from _text(element).split("\n")
        return
    mark = ""
    yield from one_line(element.text or "")
    for child in element:
        if _kind(child).endswith("Oznacenie"):
            mark = markup.line(child)
            continue
        for line in _lines(child):
            yield f"{mark} {line}".strip()
            mark = ""
    if mark:
        yield mark


def _text(element: Element) -> str:
    for note in element.xpath(".//a[contains(@class,'oznamk') or contains(@href,'#poznamk')]"):
        # the bracket that closes `1)`
        note.tail = re.sub(r"^\s*\)", "", note.tail or "")
        note.drop_tree()
    return markup.text(element)
