"""Irish acts: the XML and the print page of the Statute Book, and the page of a Revised Act.

The three have the same parts: sections with a number, a title (the marginal note) and paragraphs.
Each response says itself which one it is.

    <sect><number>2</number><title>Hives<odq/></title><p>(1) A hive may …</p></sect>
    <a name="sec2"></a><p><small>Hives.</small></p><p>2.—(1) A hive may …</p>
    <section class="sect"><div class="number">2.</div><div class="title">F1[Hives]</div> …
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

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
    units = [*markup.find(body, "sect"), *markup.find(root, "schedule")]
    return _reading(facts["title"], adopted, None, [_unit(unit, ask) for unit in units])


def _revised(root: Element, ask: Ask) -> ParsedText:
    title = markup.line(root.find(".//title")).partition("|")[0].rstrip()
    links = [str(link) for link in root.xpath("//*[contains(@class,'act-nav')]//a/@href")]
    check_identity(ask, title, *links)
    markup.drop(root.xpath("//*[contains(@class,'annotations') or contains(@class,'navlinks')]"))
    units = [e for e in root.iter("section") if set(_UNITS) & set(markup.classes(e))]
    front = markup.line(root.find("body"))[:20_000]
    # `Updated to 1 May 2024`
    updated = re.search(r"Updated to\s+(\d.{5,20}\d{4})", front)
    return _reading(
        title,
        _bracketed(front),
        _day(updated[1]) if updated else None,
        [_unit(unit, ask) for unit in units],
    )


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


def _printed(page: Element, ask: Ask) -> ParsedText:
    """Read a print page: before each section an anchor and its marginal note in small print."""
    lines: list[tuple[str, str, bool]] = []
    for element in page.iter("a", "p"):
        # the anchor `sec2a`
        anchor = re.fullmatch(r"sec(\d+[a-z]*)", element.get("name", ""))
        if element.tag == "a" and anchor:
            lines.append(("section", anchor[1], False))
        elif element.tag == "p" and (text := markup.line(element)):
            centred = "text-align:center" in element.get("style", "").replace(" ", "")
            lines.append(("note" if _only_small(element) else "text", text, centred))
    head = [text for kind, text, _ in lines[:40] if kind == "text"]
    number = next((match for text in head if (match := _NUMBER.search(text))), None)
    # `BEES ACT, 2001.`
    title = next((text for text in head if re.search(r"\bACT,? \d{4}", text)), "").rstrip(".")
    check_identity(ask, title, f"{number[2]}/act/{number[1]}" if number else "")
    start = next(i for i, line in enumerate(lines) if line[0] == "section")
    adopted = next((day for _, text, _ in lines[:start] if (day := _bracketed(text))), None)
    return _reading(title, adopted, None, list(_rows(lines[start - 2 :], ask)))


def _rows(lines: list[tuple[str, str, bool]], ask: Ask) -> Iterator[Provision]:
    """Yield the sections of a print page from its rows: kind, text, whether it is centred."""
    number, rubric, above, context = "", "", "", [""]
    texts: list[str] = []
    opened, over = False, False
    for kind, text, centred in [*lines, ("section", "", False)]:
        if kind == "section":
            if number:
                yield _section(number.upper(), rubric, (above,), "\n".join(texts), ask)
            number, rubric, texts, over, above = text, "", [], False, " ".join(context)
        elif kind == "note" and number and not texts:
            rubric = text
        # `PART II`, `Chapter 1`
        elif centred and re.match(r"(?:PART|CHAPTER)\b", text, re.IGNORECASE):
            context, opened, over = [text], True, True
        elif centred and opened:
            context.append(text)
        elif centred and "SCHEDULE" in text.upper():
            over = True
        elif kind == "text" and number and not over:
            texts.append(text)
        opened = opened and centred


def _only_small(paragraph: Element) -> bool:
    """Whether a paragraph is all in small print, as marginal notes are."""
    return [child.tag for child in paragraph] == ["small"] and not (paragraph.text or "").strip()


def _reading(
    title: str, adopted: str | None, since: str | None, units: list[Provision]
) -> ParsedText:
    if not units:
        raise FormatError("the Irish text has no section")
    return ParsedText(
        provisions=tuple(units),
        title=title,
        language="en",
        adopted=adopted,
        in_force=since,
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
