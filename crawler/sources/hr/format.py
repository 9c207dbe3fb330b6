"""Narodne novine of Croatia: instruments as published, an HTML page and ELI facts in JSON-LD.

The page is set like print: a line `Članak N.` opens an article, lines above it that end without a
full stop are its title and the headings of chapters. What an amending instrument quotes stands in
quotation marks, so quoted articles are text.

    [{"http://data.europa.eu/eli/ontology#title": [{"@value": "Zakon o pčelama"}],
      "http://data.europa.eu/eli/ontology#is_embodied_by": [{"@id": "https://…/printhtml"}]}]
    <div class="sl-content"><p>II. KOŠNICE</p><p>Postolje</p><p>Članak 2.</p><p>(1) Svaka …</p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, fields, markup, whole
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_ELI = "http://data.europa.eu/eli/ontology#"
# `Članak 5.`, `Članak 5. a`
_ARTICLE = re.compile(r"Član(?:ak|a)?\s++(\d{1,5})\s*+\.?\s*+[a-z]?\.?", re.IGNORECASE)
# `Klasa: 022-03/19`, `Zagreb, 3. svibnja 2019.`: what stands below the last article
_END = re.compile(r"(?:Klasa|Urbroj|Ur\. ?broj)\s*:|(?:U )?Zagreb(?:u)?, \d", re.IGNORECASE)
_LAST = "Članak 0."
"""A line behind the last one, which no instrument has."""
_LEVELS = ("dio", "glava", "odjeljak", "odsjek")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the instrument of a page, or what JSON-LD says of it and the request for its page.

    Raises:
        FormatError: the page has no content yet, is another instrument, or has no article.
    """
    if ask.role == "list":
        places = [markup.line(loc) for loc in markup.find(markup.xml(body), "loc")]
        pages = [Follow(place, "instrument") for place in places if "/eli/" in place]
        return ParsedText(language="hr", follow=tuple(pages))
    if body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"[", b"{"):
        return _facts(markup.data(body), ask)
    return _instrument(body, ask)


def _instrument(body: bytes, ask: Ask) -> ParsedText:
    root = markup.page(body)
    contents = root.xpath("//div[contains(concat(' ',@class,' '),' sl-content ')]")
    lines = markup.text(contents[0] if contents else root).split("\n")
    if any("sadržaj je nedostupan" in line.lower() for line in lines):
        raise FormatError("the page of Narodne novine has no content")
    whole.page(body)
    title = _meta(root, "title") or markup.line(root.find(".//title"))
    check_identity(ask, title, *lines[:20])
    begins = [i for i, line in enumerate(lines[:40]) if line.casefold() in title.casefold()]
    # `Zagreb, 3. svibnja 2019.`
    law = lines[max(begins, default=-1) + 1 :]
    signed = next((line for line in lines if re.match(r"(?:U )?Zagreb(?:u)?, \d", line)), "")
    return ParsedText(
        provisions=tuple(_provisions(law, ask)),
        title=title,
        language="hr",
        adopted=days.iso(_meta(root, "date_document")) or days.in_words(signed, "hr"),
        published=days.iso(_meta(root, "date_publication")) or _gazette(title),
        in_force=days.iso(_meta(root, "first_date_entry_in_force")),
        body="\n".join(_body(law)),
    )


def _body(lines: list[str]) -> Iterator[str]:
    """Yield the lines from the first article to what stands below the last one."""
    begun = False
    for line in lines:
        begun = begun or _ARTICLE.fullmatch(line) is not None
        if begun and _END.match(line):
            return
        if begun:
            yield line


def _facts(nodes: Any, ask: Ask) -> ParsedText:
    listed = nodes if isinstance(nodes, list) else [nodes]
    values = {
        name: next((value for node in listed if (value := _value(node, name))), "")
        for name in ("title", "date_document", "date_publication", "first_date_entry_in_force")
    }
    if not values["title"]:
        raise FormatError("the JSON-LD of Narodne novine names no instrument")
    check_identity(ask, values["title"])
    pages = [
        fields.words(link, "@id")
        for node in listed
        if isinstance(node, dict)
        for link in fields.parts(node, f"{_ELI}is_embodied_by")
    ]
    page = next((link for link in pages if link.endswith("/printhtml")), "")
    if not page:
        raise FormatError("the JSON-LD of Narodne novine names no page of the instrument")
    return ParsedText(
        title=values["title"],
        language="hr",
        adopted=days.iso(values["date_document"]),
        published=days.iso(values["date_publication"]),
        in_force=days.iso(values["first_date_entry_in_force"]),
        follow=(Follow(page, "instrument"),),
    )


def _value(node: Any, name: str) -> str:
    """Return a value of JSON-LD, which stands bare, in an object, or in a list of these."""
    values = node.get(f"{_ELI}{name}") if isinstance(node, dict) else None
    first = values[0] if isinstance(values, list) and values else values
    return fields.words(first, *["@value"] * isinstance(first, dict))


def _meta(root: Element, name: str) -> str:
    """Return what a `meta` element of ELI says; empty without one."""
    values = root.xpath(f"//meta[@property='{_ELI}{name}' or @property='eli:{name}']/@content")
    return str(values[0]).strip() if values else ""


def _gazette(title: str) -> str | None:
    """Return the day in a title such as `NN 99/2019 (3.5.2019.), Zakon …`."""
    return days.iso(title) if title.startswith("NN ") else None


@dataclass
class _Article:
    """An article while its lines come in."""

    heading: str
    number: int
    rubric: str
    context: tuple[str, ...]
    lines: list[str] = field(default_factory=list)


def _provisions(lines: list[str], ask: Ask) -> Iterator[Provision]:
    context: list[tuple[int, str]] = []
    article: _Article | None = None
    before: list[str] = []
    for line in [*lines, _LAST]:
        opening = _ARTICLE.fullmatch(line)
        ended = line == _LAST or (article is not None and _END.match(line) is not None)
        if not ended and (not opening or _quoted(article, int(opening[1]))):
            (before if article is None else article.lines).append(line)
            continue
        headings = _headings(before if article is None else article.lines, article is None)
        if article is not None:
            yield _provision(article, ask)
        if ended:
            return
        for heading in headings:
            if heading == heading.upper():
                _divide(context, heading)
        rubric = " ".join(heading for heading in headings if heading != heading.upper())
        number = int(opening[1]) if opening else 0
        article = _Article(line, number, rubric, tuple(name for _, name in context))


def _quoted(article: _Article | None, number: int) -> bool:
    """Whether an article that begins here is only quoted by the one before it."""
    if article is None or number == article.number + 1:
        return False
    text = "\n".join(article.lines)
    return len(re.findall("[»„]", text)) > len(re.findall("[«”“]", text))


def _headings(lines: list[str], all_of_them: bool) -> list[str]:
    """Take the headings from the end of an article: short lines that end without a stop."""
    taken: list[str] = []
    while len(lines) > (0 if all_of_them else 1):
        last = lines[-1]
        # `… kako slijedi:` ends in a stop; `(1) …`, `– …`, `a) …` begin a paragraph or an item
        if (
            len(last) > 150
            or re.search(r"[.;:,«”]$", last)
            or re.match(r"\(?\d|[–-]\s|[a-z]\)", last)
        ):
            break
        taken.insert(0, lines.pop())
    return taken


def _divide(context: list[tuple[int, str]], heading: str) -> None:
    words = re.findall(r"\w+", heading.lower())[:3]
    level = next((i for i, word in enumerate(_LEVELS) if word in words), None)
    # `II. KOŠNICE`
    if level is None and re.match(r"[IVXL]+\.", heading):
        level = len(_LEVELS)
    if level is None and context and context[-1][0] < len(_LEVELS):
        context[-1] = (context[-1][0], f"{context[-1][1]} {heading}")
        return
    level = len(_LEVELS) + 1 if level is None else level
    while context and context[-1][0] >= level:
        context.pop()
    context.append((level, heading))


def _provision(article: _Article, ask: Ask) -> Provision:
    number = heading_number(article.heading, ask.country)
    return Provision(
        number=number or str(article.number),
        heading=article.heading,
        rubric=article.rubric,
        context=article.context,
        text="\n".join(article.lines) or "(bez teksta)",
    )
