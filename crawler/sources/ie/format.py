"""Irish acts: the XML and the print page of the Statute Book, and the page of a Revised Act.

The three have the same parts: sections with a number, a title (the marginal note) and paragraphs.
Each response says itself which one it is.

    <sect><number>2</number><title>Hives<odq/></title><p>(1) A hive may …</p></sect>
    <a name="sec2"></a><p><small>Hives.</small></p><p>2.—(1) A hive may …</p>
    <a name="sec2"></a><p><b>Hives</b></p><p><b>2.</b> (1) A hive may …</p>     (since about 2015)
    <section class="sect"><div class="number">2.</div><div class="title">F1[Hives]</div> …
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, markup, whole
from crawler.formats.markup import Element
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_SIGNS = {
    **{"emdash": "—", "endash": "–", "odq": "“", "cdq": "”", "osq": "‘", "csq": "’"},
    **{"euro": "€", "pound": "£", "bull": "•", "hellip": "…", "frac12": "½", "sect": "§"},
}
_ACCENTS = {"fada": "\u0301", "grave": "\u0300", "uml": "\u0308", "circ": "\u0302"}
# `<act`, also after a byte order mark, `<?xml …?>` and `<!DOCTYPE act …>`
_XML = re.compile(
    rb"\s*+(?:\xef\xbb\xbf)?+\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!DOCTYPE act[^>]*+>\s*+)?+<act\b"
)
# `Number 99 of 2001`
_NUMBER = re.compile(r"Number (\d+) of (\d{4})")
_DIVISIONS = ("part", "chapter")
_UNITS = ("sect", "schedule")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the instrument as enacted (XML or print page) or as revised.

    Raises:
        FormatError: it is another instrument, or a page without sections (that of contents).
    """
    if _XML.match(body):
        return _enacted(markup.xml(body), ask)
    root = markup.page(body)
    if root.xpath("//section[contains(concat(' ',@class,' '),' sect ')]"):
        whole.page(body)
        return _revised(root, ask)
    printed = root.xpath("//*[@id='act'][.//a[starts-with(@name,'sec')]]")
    if not printed:
        raise FormatError("the page of the Irish Statute Book has no section")
    whole.page(body)
    return _printed(printed[0], ask)


def _enacted(root: Element, ask: Ask) -> ParsedText:
    facts = {
        name: markup.line(markup.first(root, name))
        for name in ("title", "number", "year", "dateofenactment")
    }
    check_identity(ask, facts["title"], f"{facts['year']}/act/{facts['number']}")
    for element in markup.find(root, *_SIGNS):
        if len(element) == 0 and not element.text and markup.name(element) != "sect":
            element.text = _SIGNS[markup.name(element)]
    for element in root.iter():
        letter, accent = markup.name(element)[:1], _ACCENTS.get(markup.name(element)[1:])
        if accent:
            element.text = unicodedata.normalize("NFC", letter + accent)
    body = markup.first(root, "body")
    if body is None:
        raise FormatError("the XML of the Irish Statute Book has no body")
    adopted = days.iso(facts["dateofenactment"])
    schedules = markup.find(root, "schedule")
    text = "\n".join(map(_all_text, [body, *schedules]))
    units = [_unit(unit, ask) for unit in [*markup.find(body, "sect"), *schedules]]
    return _reading(facts["title"], adopted, None, units, text)


def _revised(root: Element, ask: Ask) -> ParsedText:
    title = markup.line(root.find(".//title")).partition("|")[0].rstrip()
    links = [str(link) for link in root.xpath("//*[contains(@class,'act-nav')]//a/@href")]
    check_identity(ask, title, *links)
    markup.drop(root.xpath("//*[contains(@class,'annotations') or contains(@class,'navlinks')]"))
    units = [e for e in root.iter("section") if set(_UNITS) & set(markup.classes(e))]
    front = markup.line(root.find("body"))[:20_000]
    text = "\n".join(map(_all_text, _outermost(root)))
    # `Updated to 1 May 2024`
    updated = re.search(r"Updated to\s+(\d.{5,20}\d{4})", front)
    since = _day(updated[1]) if updated else None
    sections = [_unit(unit, ask) for unit in units]
    notes = _arranged(root, sections, ask)
    return replace(
        _reading(title, _bracketed(front), since, sections, _unmarked(text)), notes=notes
    )


def _arranged(page: Element, sections: list[Provision], ask: Ask) -> tuple[str, ...]:
    """Compare the arrangement of sections at the head of a page with the sections read."""
    listed: dict[str, None] = {}
    for element in page.iter("a", "section"):
        # the anchor of the first section; links in the text lead to other acts
        if element.tag == "section" or (element.get("name") or "").startswith("sec"):
            break
        # `print.html#sec2a`, `#SEC2A`
        if link := re.search(r"#sec(\d+[a-z]*)$", element.get("href") or "", re.IGNORECASE):
            listed[link[1].lower()] = None
    return whole.contents(ask, list(listed), [section.number for section in sections])


def _outermost(root: Element) -> Iterator[Element]:
    """Yield the parts, sections and schedules of a revised page that are in no other."""
    wanted = {*_DIVISIONS, *_UNITS}
    for element in root.iter("section"):
        above = (set(markup.classes(e)) for e in element.iterancestors("section"))
        if set(markup.classes(element)) & wanted and not any(kinds & wanted for kinds in above):
            yield element


def _all_text(element: Element) -> str:
    """Return the text of a part or section, without the numbers that its text repeats."""
    copied = deepcopy(element)
    for number in [e for e in copied.iter(etree.Element) if "number" in _kinds(e)]:
        number.clear(keep_tail=True)
    return markup.text(copied)


def _unit(element: Element, ask: Ask) -> Provision:
    """Return a section (or a schedule) of the XML or of a revised page."""
    number = _of(element, "number")
    titles = _lines_of(element, "title")
    context = [
        " ".join(_lines_of(above, "number") + _lines_of(above, "title"))
        for above in element.iterancestors()
        if _kinds(above) & set(_DIVISIONS)
    ]
    for heading in [child for child in element if _kinds(child) & {"number", "title"}]:
        element.remove(heading)
    text = markup.text(element)
    if "schedule" in _kinds(element):
        return _schedule(titles, text)
    # `2A`, `F1[2A`
    plain = re.match(r"(?:F\d+\[)?(\d+[A-Z]*)", number)
    if not plain:
        raise FormatError(
            f"a section of the Irish Statute Book has no number: {' '.join(text.split())[:40]}"
        )
    return _section(plain[1], titles[0] if titles else "", tuple(reversed(context)), text, ask)


def _schedule(titles: list[str], text: str) -> Provision:
    heading = titles[0] if titles else "Schedule"
    number = re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
    return Provision(
        number=number, heading=heading, rubric=" ".join(titles[1:]), text=_unmarked(text)
    )


def _section(number: str, rubric: str, context: tuple[str, ...], text: str, ask: Ask) -> Provision:
    rubric, text = _unmarked(f"{rubric}\0{text}").split("\0")
    # `2.— ` of section 2
    text = re.sub(rf"^\s*{number}\s*\.?\s*(?:—\s*)?", "", text)
    return Provision(
        number=heading_number(f"{number}.", ask.country) or number.lower(),
        heading=f"{number}.",
        rubric=rubric.rstrip("."),
        context=tuple(heading for heading in context if heading),
        text=text,
    )


@dataclass(frozen=True)
class _Row:
    """A line of a print page: the anchor of a section, small or bold print, or text."""

    kind: Literal["section", "small", "bold", "text"]
    text: str
    centred: bool = False


def _printed(page: Element, ask: Ask) -> ParsedText:
    """Read a print page: before each section an anchor; its marginal note is small or bold."""
    rows = list(_rows(page))
    head = [row.text for row in rows[:40] if row.kind != "section"]
    number = next((match for text in head if (match := _NUMBER.search(text))), None)
    # `BEES ACT, 2001.`, `Bees Act 2015`
    title = next((t for t in head if re.search(r"\bact,? \d{4}", t, re.IGNORECASE)), "").rstrip(".")
    check_identity(ask, title, f"{number[2]}/act/{number[1]}" if number else "")
    start = next(i for i, row in enumerate(rows) if row.kind == "section")
    adopted = next((day for row in rows[:start] if (day := _bracketed(row.text))), None)
    law = rows[max(0, start - 3) :]
    body = "\n".join(row.text for row in law[law.index(rows[start]) + 1 :] if row.kind != "section")
    sections = list(_printed_units(law, ask))
    notes = _arranged(page, sections, ask)
    return replace(_reading(title, adopted, None, sections, body), notes=notes)


def _rows(page: Element) -> Iterator[_Row]:
    """Yield the lines of a print page in their order, an anchor before the paragraph around it."""
    for element in page.iter("a", "p"):
        if element.tag == "a" and next(element.iterancestors("p"), None) is not None:
            continue
        for name in element.xpath("descendant-or-self::a/@name"):
            # the anchor `sec2a`
            if anchor := re.fullmatch(r"sec(\d+[a-z]*)", name):
                yield _Row("section", anchor[1])
        if element.tag == "p" and (text := markup.line(element)):
            centred = "text-align:center" in element.get("style", "").replace(" ", "")
            yield _Row(_print_of(element), text, centred)


def _print_of(paragraph: Element) -> Literal["small", "bold", "text"]:
    """Return how all of a paragraph is printed; marginal notes are in small or bold print."""
    parts = [child for child in paragraph if child.tag != "a" or markup.line(child)]
    outside = [paragraph.text, *(child.tail for child in paragraph)]
    if len(parts) != 1 or any(text and text.strip() for text in outside):
        return "text"
    if parts[0].tag == "small":
        return "small"
    # `1.` alone is the number of a section
    is_note = parts[0].tag in ("b", "strong") and not re.fullmatch(
        r"[\d\W]+", markup.line(parts[0])
    )
    return "bold" if is_note else "text"


@dataclass
class _Opened:
    """A section or schedule of a print page that is being read; `number` is empty before any."""

    number: str = ""
    rubric: str = ""
    context: str = ""
    schedule: str = ""
    texts: list[str] = field(default_factory=list)

    def units(self, ask: Ask) -> Iterator[Provision]:
        """Yield what was read as a provision, if anything was."""
        text = "\n".join(self.texts)
        if self.schedule:
            yield _schedule([self.schedule], text)
        elif self.number:
            yield _section(self.number.upper(), self.rubric, (self.context,), text, ask)


def _printed_units(rows: list[_Row], ask: Ask) -> Iterator[Provision]:
    """Yield the sections and schedules of a print page; a heading may have two centred lines."""
    unit, division, in_heading = _Opened(), [""], False
    for row, following in zip(rows, [*rows[1:], _Row("text", "")], strict=True):
        # `PART II`, `Chapter 1`
        divides = row.centred and re.match(r"(?:PART|CHAPTER)\b", row.text, re.IGNORECASE)
        if row.kind == "section":
            yield from unit.units(ask)
            note = unit.rubric if not unit.number else ""
            unit = _Opened(row.text, note, " ".join(division))
        elif row.centred and re.match(r"\W*(?:\w+ )?SCHEDULE\b", row.text, re.IGNORECASE):
            yield from unit.units(ask)
            unit = _Opened(schedule=row.text)
        elif divides and not unit.schedule:
            division = [row.text]
        elif row.centred and in_heading and not unit.schedule:
            division.append(row.text)
        elif row.kind == "bold" and following.kind == "section":
            yield from unit.units(ask)
            unit = _Opened(rubric=row.text)
        elif row.kind in ("small", "bold") and unit.number and not unit.texts and not unit.rubric:
            unit.rubric = row.text
        elif unit.number or unit.schedule:
            unit.texts.append(row.text)
        in_heading = bool(divides) or (in_heading and row.centred)
    yield from unit.units(ask)


def _reading(
    title: str, adopted: str | None, since: str | None, units: list[Provision], body: str
) -> ParsedText:
    if not units:
        raise FormatError("the Irish text has no section")
    return ParsedText(
        provisions=tuple(units),
        title=title,
        language="en",
        adopted=adopted,
        in_force=since,
        body=body,
    )


def _day(written: str) -> str | None:
    """Return a day such as `3rd May, 2001`."""
    # the ordinal of `3rd` and the comma
    return days.in_words(re.sub(r"(?<=\d)\s*(?:st|nd|rd|th)\b|,", "", written), "en")


def _bracketed(text: str) -> str | None:
    """Return the day of enactment, which stands in brackets after the long title."""
    # `[3rd May, 2001.]`
    dated = re.search(r"\[(\d{1,2}\s*(?:st|nd|rd|th) \w+,? \d{4})\.?\]", text)
    return _day(dated[1]) if dated else None


def _kinds(element: Element) -> set[str]:
    """Return what an element is: its name in the XML, its classes in the page."""
    page = element.tag in ("section", "div")
    return set(markup.classes(element)) if page else {markup.name(element)}


def _lines_of(element: Element, kind: str) -> list[str]:
    return [
        line
        for child in element
        if kind in _kinds(child)
        for line in markup.text(child).split("\n")
        if line
    ]


def _of(element: Element, kind: str) -> str:
    return " ".join(_lines_of(element, kind))


def _unmarked(text: str) -> str:
    """Return text without the marks of amendments, `F5[` and the bracket that closes it."""
    pieces: list[str] = []
    open_marks: list[bool] = []
    # `F5[`, `[`, `]`
    for piece in re.split(r"(F\d+\s?\[|\[|\])", text):
        mark = bool(re.match(r"F\d+\s?\[", piece))
        if mark or piece == "[":
            open_marks.append(mark)
            pieces.append("" if mark else piece)
        elif piece == "]" and open_marks and open_marks.pop():
            continue
        else:
            pieces.append(piece)
    return "".join(pieces)
