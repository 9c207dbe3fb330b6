"""Akoma Ntoso, as Finland (Finlex), Luxembourg (Legilux, CSD13) and Italy (Normattiva) write it.

Articles are provisions, or sections where the `Dialect` of a publisher says so. Where a text stands
twice, the wording in force is kept (`crawler.formats.twofold`). An annex without articles is one
provision.

    <article eId="art_1"><num>Art. 1er.</num><alinea><content><p>Une ruche …</p></content></alinea>
    <chapter><num>2 luku</num><section><num>1 §</num><heading>Laina-aika</heading>
      <subsection><content><p>Kirja lainataan viideksi viikoksi.</p></content></subsection> …
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from corpus.twofold import note_alone
from crawler.formats import days, markup, twofold
from crawler.formats.marked import MarkedLines
from crawler.formats.markup import Element
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_LANGUAGES = {"fin": "fi", "swe": "sv", "eng": "en", "fra": "fr", "deu": "de", "ita": "it"}
_DIVISIONS = frozenset((
    "book", "part", "title", "subtitle", "tome", "chapter", "section", "subsection", "division",
    "hcontainer", "attachment", "doc", "mainBody",
))  # fmt: skip
_LINES = frozenset((
    "p", "heading", "content", "alinea", "paragraph", "subparagraph", "subsection", "list", "point",
    "intro", "wrapUp", "ol", "ul", "li", "table", "embeddedStructure", "quotedStructure", "article",
    "blockContainer", "block", "blockList", "item",
))  # fmt: skip
_NO_TEXT = frozenset((
    "authorialNote", "note", "notes", "noteRef", "clause",
    "meta", "JOLUXWork", "JOLUXExpression", "JOLUXManifestation",
))  # fmt: skip
"""Notes, formulas, and metadata, which consolidations of Luxembourg hold in every article."""
_BLOCKS = _LINES | _DIVISIONS | {"num", "attachments", "crossHeading", "tr", "td", "th"}
_APPARATUS = frozenset((
    "noteAuthorial", "omission", "conclusions", "entryIntoForce", "entryIntoForceStart",
    "amendmentEntryIntoForceAndApplianceProvisions",
))  # fmt: skip
# `1) `, `12b) `, `a) `, `d-bis) ` at the beginning of a line
_ITEM = re.compile(r"(?:\d{1,2}[a-z]{0,2}|[a-z]{1,2})(?:-[a-z]+)?\)\s")


@dataclass(frozen=True)
class Dialect:
    """What one publisher writes in its own way.

    `sections` says that sections are the provisions of a text that has no articles. `number`
    returns the citing number of a provision from its heading and its element, None where the
    heading alone tells it. `dates` returns further dates from the instrument and its meta block,
    under the names that Luxembourg uses (`dateApplicability`).
    """

    sections: bool = False
    number: Callable[[str, Element], str | None] = lambda _heading, _element: None
    dates: Callable[[Element, Element, Ask], dict[str, str]] = lambda _act, _meta, _ask: {}


PLAIN = Dialect()
"""Articles, numbered by their heading, with the dates that the file itself names."""


def parse(body: bytes, ask: Ask, dialect: Dialect = PLAIN) -> ParsedText:
    """Read an instrument; of several in one response, the one in the language asked for.

    Raises:
        FormatError: it is another instrument, an empty shell, or no Akoma Ntoso instrument at all.
    """
    act, meta = _act(markup.xml(body), ask)
    title = _title(act)
    names = [e.get("value", "") for e in markup.find(meta, "FRBRalias", "FRBRthis")]
    check_identity(ask, title, markup.line(markup.first(act, "docNumber")), *names)
    provisions = tuple(_provisions(act, ask, dialect))
    if not provisions:
        empty = any(e.get("name") == "contentAbsent" for e in markup.find(act, "hcontainer"))
        what = "is an empty shell" if empty else "has neither articles nor sections"
        raise FormatError(f"{ask.identifier}: the text {what}")
    dated = {**dialect.dates(act, meta, ask), **_frbr(act, meta), **_jolux(meta)}
    state = markup.first(meta, "isInForce")
    return ParsedText(
        provisions=provisions,
        title=title,
        language=_language(act) or ask.language,
        adopted=dated.get("dateDocument"),
        published=dated.get("publicationDate"),
        in_force=dated.get("dateApplicability") or dated.get("dateEntryInForce"),
        status="repealed" if state is not None and state.get("value") == "false" else "",
        body="".join(text for part in _law(act) for text in _body(part, ask)),
    )


def _law(act: Element) -> Iterator[Element]:
    """Yield the parts of an instrument that hold law: its body and its annexes."""
    body = markup.first(act, "body")
    if body is not None:
        yield body
    yield from (part for part in act if markup.name(part) == "attachments")


def _body(element: Element, ask: Ask) -> Iterator[str]:
    """Yield all text of an element without notes, formulas, metadata and superseded wordings."""
    yield element.text or ""
    for child in _in_force(element, ask):
        name = markup.name(child)
        if name in _BLOCKS:
            apparatus = child.get("name") in _APPARATUS
            yield from ("\n", *(() if apparatus else _body(child, ask)), "\n")
        elif name not in _NO_TEXT:
            yield _inline(child)
        yield child.tail or ""


def _act(root: Element, ask: Ask) -> tuple[Element, Element]:
    acts = [act for act in markup.find(root, "act") if _language(act) in ("", ask.language)]
    if not acts:
        raise FormatError(f"the response holds no instrument in the language {ask.language}")
    act = next((a for a in acts if markup.first(a, "article", "section") is not None), acts[0])
    if (meta := markup.first(act, "meta")) is None:
        raise FormatError("the instrument does not say what it is (no meta)")
    return act, meta


def _language(act: Element) -> str:
    code = attribute(markup.first(act, "FRBRlanguage"), "language").lower()
    return _LANGUAGES.get(code[-3:], code)


def _title(act: Element) -> str:
    preface = markup.first(act, "preface")
    if preface is None:
        return ""
    if (long_title := markup.first(preface, "longTitle")) is not None:
        return " ".join(_text(long_title, None))
    parts = ("docTitle", "docType", "docDate", "docNumber")
    title, kind, day, number = (markup.line(markup.first(preface, part)) for part in parts)
    return f"{kind} {day}, n. {number} - {title}" if kind and title else title


def _provisions(act: Element, ask: Ask, dialect: Dialect) -> Iterator[Provision]:
    body = markup.first(act, "body")
    if body is None:
        return
    sections = dialect.sections and markup.first(body, "article") is None
    unit = "section" if sections else "article"
    yield from _walk(body, unit, (), ask, dialect)
    annexes = [attached for part in act if markup.name(part) == "attachments" for attached in part]
    for place, annex in enumerate(annexes, start=1):
        if markup.first(annex, unit) is not None:
            yield from _walk(annex, unit, (), ask, dialect)
        else:
            yield _annex(annex, ask, f"annex-{place}")


def _walk(
    parent: Element, unit: str, context: tuple[str, ...], ask: Ask, dialect: Dialect
) -> Iterator[Provision]:
    cross_heading: tuple[str, ...] = ()
    for element in _in_force(parent, ask):
        tag, kind = markup.name(element), element.get("name")
        if tag == "crossHeading":
            cross_heading = (markup.line(element),)
        elif tag == unit:
            yield _provision(element, context + cross_heading, ask, dialect)
        elif tag == "hcontainer" and kind in ("attachment", *_APPARATUS):
            if kind == "attachment":
                yield _annex(element, ask, "liite")
        elif tag in _DIVISIONS:
            heading = headed(element)
            cross_heading = () if heading else cross_heading
            within = (*context, heading) if heading else context
            yield from _walk(element, unit, within, ask, dialect)


def _provision(element: Element, context: tuple[str, ...], ask: Ask, dialect: Dialect) -> Provision:
    parts = {markup.name(e): _clean(_inline(e)) for e in element}
    heading, rubric = parts.get("num", ""), parts.get("heading", "")
    # a number, `12` or `IV`
    if not re.search(r"\d|\b[IVX]+\b", heading):
        heading, rubric = _clean(f"{heading} {rubric}"), ""
    # `Art. Ier` without its ordinal `er`
    number = heading_number(re.sub(r"(?<=[IVX])er\b", "", heading), ask.country)
    number = dialect.number(heading, element) or number or slug(heading)[:80]
    lines = map(note_alone, _text(element, ask, whole=True))
    text = twofold.note_of_repeal(element) or "\n".join(lines)
    return Provision(
        number=number,
        heading=heading,
        rubric=rubric,
        context=context,
        text=text,
        portal_id=element.get("eId") or element.get("id") or "",
    )


def _annex(element: Element, ask: Ask, number: str) -> Provision:
    heading = headed(element)
    text = "\n".join(_text(element, ask, whole=True))
    return Provision(number=slug(heading)[:80] or number, heading=heading or number, text=text)


def headed(element: Element) -> str:
    """Return the number and heading of an element, as one line."""
    return _clean(" ".join(_inline(e) for e in element if markup.name(e) in ("num", "heading")))


def _in_force(parent: Element, ask: Ask) -> list[Element]:
    """Return the children, of two wordings of the same part only the one in force today."""
    return twofold.in_force(parent, ask.today)


def _text(element: Element, ask: Ask | None, whole: bool = False) -> list[str]:
    """Return the lines of an element: one a paragraph or item, numbers before their text.

    Number and heading of the `whole` are none of its lines.
    """
    if markup.name(element) == "table":
        return _rows(element)
    lines = MarkedLines(_items)
    lines.write(element.text)
    place = 0
    listed = markup.name(element) in ("ol", "ul")
    for child in _in_force(element, ask) if ask else element:
        name = markup.name(child)
        if whole and name in ("num", "heading"):
            continue
        if name == "num":
            lines.end_line()
            lines.mark = _clean(_inline(child))
        elif (
            listed or name in _LINES or (name in _DIVISIONS and child.get("name") not in _APPARATUS)
        ):
            lines.end_line()
            if listed:
                lines.mark, place = _marker(element, place), place + 1
            lines.add(_text(child, ask))
        elif name in ("br", "eol"):
            lines.end_line()
        elif name not in _NO_TEXT and name != "hcontainer":
            lines.write(_inline(child))
        lines.write(child.tail)
    return lines.close()


def _rows(table: Element) -> list[str]:
    """Return the rows of a table as lines, their cells between bars."""
    rows = [[_clean(_inline(cell)) for cell in row] for row in markup.find(table, "tr")]
    return [" | ".join(cell for cell in row if cell) for row in rows if any(row)]


def _items(text: str) -> Iterator[str]:
    """Yield the lines of running text: a new one begins where a written line opens an item."""
    item: list[str] = []
    for written in text.split("\n"):
        if item and _ITEM.match(f"{written.strip()}\n"):
            yield from filter(None, [_clean("\n".join(item))])
            item = []
        item.append(written)
    yield from filter(None, [_clean("\n".join(item))])


def _marker(parent: Element, place: int) -> str:
    """Return what the next item of a Luxembourg list is marked with (`1°`, `a)`, `-`)."""
    attributes = _local(parent)
    symbol = attributes.get("symbol", "1." if markup.name(parent) == "ol" else "-")
    start = attributes.get("start", "1")
    place += int(start) - 1 if re.fullmatch(r"[0-9]{1,4}", start) else 0
    letter = chr(ord("a") + place % 26)
    if "1" in symbol:
        return symbol.replace("1", str(place + 1), 1)
    return symbol.replace("a", letter, 1).replace("A", letter.upper(), 1)


def _inline(element: Element) -> str:
    name = markup.name(element)
    if not name or name in _NO_TEXT - {"notes", "clause"}:
        return ""
    inner = (element.text or "") + "".join(_inline(c) + (c.tail or "") for c in element)
    return f"^{inner.strip()}" if name == "sup" and inner.strip().isdigit() else inner


def _clean(text: str) -> str:
    text = " ".join(text.split())
    # `( a ) , b` without the spaces inside the brackets and before the comma
    return re.sub(r"\( ", "(", re.sub(r" ([),.])(?!\.)", r"\1", text))


def _local(element: Element) -> dict[str, str]:
    return {markup.local(key): value for key, value in element.attrib.items()}


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute of an element; empty without the one or the other."""
    return "" if element is None else str(element.get(name, ""))


def _jolux(meta: Element) -> dict[str, str]:
    """Return the dates that Luxembourg names in `jolux` elements, the first of each name."""
    dates = [(_local(e).get("name", ""), days.iso(e.text)) for e in markup.find(meta, "jolux")]
    return {name: day for name, day in reversed(dates) if day}


def _frbr(act: Element, meta: Element) -> dict[str, str]:
    """Return the dates as Finland and Italy give them, under the names that Luxembourg uses."""
    dates = {"publicationDate": days.iso(attribute(markup.first(meta, "publication"), "date"))}
    for holder, names in (
        ("statuteBookOfFinlandReference", {"": "publicationDate"}),
        ("FRBRWork", {"": "dateDocument", "dateIssued": "dateDocument"}),
        ("FRBRWork", {"datePublished": "publicationDate"}),
        ("FRBRExpression", {"": "dateApplicability"} if "vigente" in act.get("name", "") else {}),
    ):
        for element in markup.find(meta, holder):
            for date in markup.find(element, "FRBRdate", "date"):
                if name := names.get(date.get("name", "")):
                    dates[name] = days.iso(date.get("date"))
    return {name: day for name, day in dates.items() if day}
