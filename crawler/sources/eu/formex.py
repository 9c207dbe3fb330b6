"""Formex 4, the XML of the Official Journal and of consolidated texts, also in its ZIP.

Each ARTICLE, recital (CONSID) and ANNEX is a provision; articles that are quoted in an amending
instrument belong to the article that quotes them. Notes are left out.

    <CONSID><NP><NO.P>(1)</NO.P><TXT>Readers like to lend books.</TXT></NP></CONSID>
    <ARTICLE IDENTIFIER="002"><TI.ART>Article 2</TI.ART><STI.ART><P>Terms</P></STI.ART>
      <PARAG><NO.PARAG>1.</NO.PARAG><ALINEA>A book may be kept for four weeks.</ALINEA></PARAG> …
"""

from __future__ import annotations

import re

from corpus.numbers import heading_number, slug
from corpus.official import anchored_number
from corpus.texts import Provision
from crawler.formats import days, markup, zipped
from crawler.formats.eurlex import PageLine, joined
from crawler.formats.markup import Element
from crawler.formats.wording import wording
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_BLOCKS = frozenset(
    (
        *("ALINEA", "PARAG", "NO.PARAG", "NP", "NO.P", "TXT", "P", "ITEM", "LIST", "TITLE", "TI"),
        *("STI", "TI.ART", "STI.ART", "ROW", "CELL", "GR.SEQ", "QUOT.S", "CONSID", "DLIST"),
        *("DLIST.ITEM", "TERM", "DEFINITION", "ARTICLE"),
    )
)
# `L_2001123EN.01000101.xml`, not the table of contents `….doc.xml`
_XML = re.compile(r"(?<!\.doc)\.xml$")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the XML of an instrument, or the ZIP that holds its files.

    Raises:
        FormatError: no file holds an article, or it is another instrument or in another language.
    """
    roots = [markup.xml(each) for each in _files(body)]
    roots = [root for root in roots if markup.name(root) != "DOC"]
    if not roots or not any(markup.find(root, "ARTICLE") for root in roots):
        raise FormatError(
            f"{ask.identifier}: this is not an instrument in Formex: it has no article"
        )
    main = next(root for root in roots if markup.find(root, "ARTICLE"))
    title = _title(main)
    check_identity(ask, title, markup.line(markup.first(main, "NO.CELEX")))
    language = markup.line(markup.first(main, "LG.DOC")).lower()
    if language and language != ask.language:
        raise FormatError(f"{ask.identifier}: the response is in {language}, not in {ask.language}")
    version = markup.first(main, "INFO.CONSLEG")
    return ParsedText(
        provisions=tuple(p for root in roots for p in _provisions(root, language)),
        title=title,
        language=language,
        adopted=_day(markup.first(main, "TITLE")),
        published=_day(markup.first(main, "BIB.INSTANCE.CONS"))
        or _day(markup.first(main, "BIB.INSTANCE")),
        in_force=None if version is None else days.iso(version.get("START.DATE")),
        body="\n".join(wording(part, {"NOTE"}, {"HT"}) for root in roots for part in _law(root)),
    )


def _files(body: bytes) -> list[bytes]:
    if not body.startswith(b"PK"):
        return [body]
    return zipped.files(body, _XML)


def _title(root: Element) -> str:
    title = markup.first(root, "TITLE")
    lines = [] if title is None else [markup.line(p) for p in markup.find(title, "P")]
    return " ".join(line for line in lines if not line.startswith("("))


def _day(element: Element | None) -> str | None:
    date = None if element is None else markup.first(element, "DATE")
    return None if date is None else days.iso(date.get("ISO"))


def _provisions(root: Element, language: str) -> list[Provision]:
    """Return the recitals, articles and annexes of a file, without those that are quoted."""
    provisions = []
    for element in markup.find(root, "CONSID", "ARTICLE", "ANNEX", "CONS.ANNEX"):
        above = {markup.name(each) for each in element.iterancestors()}
        if not {"QUOT.S", "ANNEX", "CONS.ANNEX"} & above:
            provisions.append(_provision(element, language))
    return provisions


def _provision(element: Element, language: str) -> Provision:
    kind = markup.name(element)
    if kind == "CONSID":
        return _recital(element, language)
    return _article(element) if kind == "ARTICLE" else _annex(element)


def _law(root: Element) -> list[Element]:
    """Return the parts of a file that hold law: recitals, enacting terms and annexes."""
    parts = markup.find(root, "GR.CONSID", "ENACTING.TERMS", "ANNEX", "CONS.ANNEX")
    return [part for part in parts if not set(part.iterancestors()) & set(parts)]


def _recital(element: Element, language: str) -> Provision:
    text = "\n".join(_lines(element))
    # `(12) `
    number = re.match(r"\((\d+)\)\s*", text)
    plain = number[1] if number else ""
    return Provision(
        number=f"recital-{plain}".strip("-"),
        heading=f"Recital {plain}".strip() if language == "en" else f"({plain})",
        text=text[number.end() :] if number else text,
    )


def _article(element: Element) -> Provision:
    heading = " ".join(_lines(markup.child(element, "TI.ART")))
    return Provision(
        number=anchored_number(element.get("IDENTIFIER") or "")
        or heading_number(heading, "eu")
        or slug(heading),
        heading=heading,
        rubric=" ".join(_lines(markup.child(element, "STI.ART"))),
        context=_context(element),
        text="\n".join(_lines(element, ("TI.ART", "STI.ART"))),
    )


def _annex(element: Element) -> Provision:
    names = _lines(markup.child(element, "TITLE"))
    heading = names[0] if names else "Annex"
    text = "\n".join(_lines(element, ("TITLE",)))
    return Provision(number=slug(heading), heading=heading, rubric=" ".join(names[1:]), text=text)


def _context(element: Element) -> tuple[str, ...]:
    titles = [
        markup.child(each, "TITLE")
        for each in element.iterancestors()
        if markup.name(each) == "DIVISION"
    ]
    return tuple(" ".join(_lines(title)) for title in reversed(titles) if title is not None)


def _lines(element: Element | None, skip: tuple[str, ...] = ()) -> list[str]:
    """Return the text of an element line by line, without some of its children."""
    if element is None:
        return []
    pieces: list[str] = []
    for child in element:
        if markup.name(child) not in skip:
            _collect(child, pieces)
        pieces.append(child.tail or "")
    whole = [" ".join(line.split()) for line in "".join([element.text or "", *pieces]).split("\n")]
    return [line.text for line in joined([PageLine(each) for each in whole if each])]


def _collect(element: Element, pieces: list[str]) -> None:
    name = markup.name(element)
    if name == "NOTE" or not isinstance(element.tag, str):
        return
    if name in {"QUOT.START", "QUOT.END"}:
        code = element.get("CODE") or ""
        # `2018`, the code of a quotation mark
        pieces.append(chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else '"')
        return
    text = re.sub(r"\s+", " ", element.text or "")
    raised = name == "HT" and element.get("TYPE") == "SUP" and text.strip().isdigit()
    pieces += ["\n" if name in _BLOCKS else "", "^" if raised else "", text]
    for child in element:
        _collect(child, pieces)
        pieces.append(re.sub(r"\s+", " ", child.tail or ""))
    pieces.append("\n" if name in _BLOCKS else "")
