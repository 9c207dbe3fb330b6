"""Formex 4, the XML of the Official Journal and of consolidated texts, also in its ZIP.

An ARTICLE, a recital (CONSID) and an ANNEX is a provision each; articles that are quoted in an
amending act belong to the article that quotes them. Notes are left out.
"""

from __future__ import annotations

import re
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, markup, zipped
from crawler.formats.eurlex import PageLine, joined
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_BLOCKS = frozenset(
    (
        *("ALINEA", "PARAG", "NO.PARAG", "NP", "NO.P", "TXT", "P", "ITEM", "LIST", "TITLE", "TI"),
        *("STI", "TI.ART", "STI.ART", "ROW", "CELL", "GR.SEQ", "QUOT.S", "CONSID", "DLIST"),
        *("DLIST.ITEM", "TERM", "DEFINITION", "ARTICLE"),
    )
)
_XML = re.compile(r"(?<!\.doc)\.xml$")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the XML of an act, or the ZIP that holds its files."""
    roots = [markup.xml(each) for each in _files(body)]
    roots = [root for root in roots if markup.name(root) != "DOC"]
    if not roots or not any(markup.find(root, "ARTICLE") for root in roots):
        raise FormatError(f"{ask.identifier}: this is not an act in Formex: it has no article")
    main = next(root for root in roots if markup.find(root, "ARTICLE"))
    title = _title(main)
    check_identity(ask, title, markup.line(markup.first(main, "NO.CELEX")))
    language = markup.line(markup.first(main, "LG.DOC")).lower()
    if language and language != ask.language:
        raise FormatError(f"{ask.identifier}: the answer is in {language}, not in {ask.language}")
    version = markup.first(main, "INFO.CONSLEG")
    return ParsedText(
        provisions=tuple(p for root in roots for p in _provisions(root, language)),
        title=title,
        language=language,
        adopted=_day(markup.first(main, "TITLE")),
        published=_day(markup.first(main, "BIB.INSTANCE.CONS"))
        or _day(markup.first(main, "BIB.INSTANCE")),
        in_force=None if version is None else days.iso(version.get("START.DATE")),
    )


def _files(body: bytes) -> list[bytes]:
    if not body.startswith(b"PK"):
        return [body]
    return zipped.files(body, _XML)


def _title(root: Any) -> str:
    title = markup.first(root, "TITLE")
    found = [] if title is None else [markup.line(p) for p in markup.find(title, "P")]
    return " ".join(line for line in found if not line.startswith("("))


def _day(element: Any | None) -> str | None:
    date = None if element is None else markup.first(element, "DATE")
    return None if date is None else days.iso(date.get("ISO"))


def _provisions(root: Any, language: str) -> list[Provision]:
    found = []
    for element in markup.find(root, "CONSID", "ARTICLE", "ANNEX", "CONS.ANNEX"):
        above = [markup.name(each) for each in element.iterancestors()]
        if not {"QUOT.S", "ANNEX", "CONS.ANNEX"} & set(above):
            found.append(_provision(element, language))
    return found


def _provision(element: Any, language: str) -> Provision:
    kind = markup.name(element)
    if kind == "CONSID":
        text = "\n".join(_lines(element))
        number = re.match(r"\((\d+)\)\s*", text)
        plain = number[1] if number else ""
        return Provision(
            number=f"recital-{plain}".strip("-"),
            heading=f"Recital {plain}".strip() if language == "en" else f"({plain})",
            text=text[number.end() :] if number else text,
        )
    if kind == "ARTICLE":
        heading = " ".join(_lines(_child(element, "TI.ART")))
        return Provision(
            number=heading_number(heading, "eu") or slug(heading),
            heading=heading,
            rubric=" ".join(_lines(_child(element, "STI.ART"))),
            context=_context(element),
            text="\n".join(_lines(element, ("TI.ART", "STI.ART"))),
        )
    title = _child(element, "TITLE")
    names = [] if title is None else _lines(title)
    heading = names[0] if names else "Annex"
    text = "\n".join(_lines(element, () if title is None else ("TITLE of annex",)))
    return Provision(number=slug(heading), heading=heading, rubric=" ".join(names[1:]), text=text)


def _child(element: Any, name: str) -> Any | None:
    return next((each for each in element if markup.name(each) == name), None)


def _context(element: Any) -> tuple[str, ...]:
    titles = [
        _child(each, "TITLE") for each in element.iterancestors() if markup.name(each) == "DIVISION"
    ]
    return tuple(" ".join(_lines(title)) for title in reversed(titles) if title is not None)


def _lines(element: Any | None, skip: tuple[str, ...] = ()) -> list[str]:
    """Return the text of an element line by line, without some of its children."""
    if element is None:
        return []
    pieces: list[str] = []
    for child in element:
        own = "TITLE of annex" if markup.name(child) == "TITLE" else markup.name(child)
        if own not in skip:
            _collect(child, pieces)
        pieces.append(child.tail or "")
    whole = [" ".join(line.split()) for line in "".join([element.text or "", *pieces]).split("\n")]
    return [line.text for line in joined([PageLine(each) for each in whole if each])]


def _collect(element: Any, pieces: list[str]) -> None:
    name = markup.name(element)
    if name == "NOTE" or not isinstance(element.tag, str):
        return
    if name in {"QUOT.START", "QUOT.END"}:
        code = element.get("CODE") or ""
        pieces.append(chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else '"')
        return
    text = re.sub(r"\s+", " ", element.text or "")
    raised = name == "HT" and element.get("TYPE") == "SUP" and text.strip().isdigit()
    pieces += ["\n" if name in _BLOCKS else "", "^" if raised else "", text]
    for child in element:
        _collect(child, pieces)
        pieces.append(re.sub(r"\s+", " ", child.tail or ""))
    pieces.append("\n" if name in _BLOCKS else "")
